"""The letters of a picture, spoken in Vietnamese by espeak-ng, for whoever does not see them.

The letters are called as people in Vietnam call them. Each picture has a voice and a noise of its own, derived from its
key and the server's: nobody can tell them beforehand, and a player that fetches a sound in pieces (Safari does) gets
pieces of one sound, though nothing is kept.
"""

import array
import io
import random
import shutil
import subprocess
import sys
import wave

from django.utils.crypto import salted_hmac

NAMES = {
    "A": "a", "C": "xê", "D": "đê", "E": "e", "F": "ép phờ", "H": "hát", "K": "ca", "L": "e lờ", "M": "em mờ",
    "N": "en nờ", "P": "pê", "Q": "quy", "R": "e rờ", "T": "tê", "U": "u", "V": "vê", "X": "ích xì", "Y": "i dài",
    "3": "ba", "4": "bốn", "6": "sáu", "7": "bảy", "9": "chín",
}  # fmt: skip
LONGEST_SECONDS = 5
_QUIETER = 2  # keep every second sample: half the bytes, and still as clear as a telephone


class NoVoiceError(Exception):
    """The machine has no voice, or it did not answer in time."""


def is_available() -> bool:
    return shutil.which("espeak-ng") is not None


def speak(text: str, key: str) -> bytes:
    """Return the letters as a WAV file (8 bit, one channel), slowly, with a pause after each; the same for a key.

    Raises:
        NoVoiceError: espeak-ng is not installed, failed, or took longer than five seconds.
    """
    seed = salted_hmac("base.spoken", key, algorithm="sha256").digest()
    chance = random.Random(seed)  # noqa: S311 (seeded with what only the server knows)
    said = ". ".join(NAMES[letter] for letter in text)
    return _with_noise(_synthesised(f"{said}.", chance), chance)


def _synthesised(said: str, chance: random.Random) -> bytes:
    program = shutil.which("espeak-ng")
    if program is None:
        raise NoVoiceError("espeak-ng is not installed")
    manner = {"-v": "vi", "-s": chance.randint(95, 115), "-p": chance.randint(35, 65), "-g": chance.randint(25, 45)}
    options = [str(part) for pair in manner.items() for part in pair]
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program; what it says comes from the table above)
            [program, *options, "--stdin", "--stdout"],
            input=said.encode(),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoVoiceError(type(error).__name__) from None
    return done.stdout


def _with_noise(sound: bytes, chance: random.Random) -> bytes:
    try:
        with wave.open(io.BytesIO(sound)) as read:
            rate, frames = read.getframerate(), read.readframes(read.getnframes())
    except (wave.Error, EOFError) as error:
        raise NoVoiceError(type(error).__name__) from None
    samples = array.array("h", frames[: len(frames) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    kept = samples[::_QUIETER]
    loudness = chance.uniform(0.02, 0.05)
    noise = chance.randbytes(len(kept))
    eighths = bytes(
        min(255, max(0, 128 + (sample >> 8) + round((hiss - 128) * loudness)))
        for sample, hiss in zip(kept, noise, strict=True)
    )
    written = io.BytesIO()
    with wave.open(written, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(rate // _QUIETER)
        made.writeframes(eighths)
    return written.getvalue()
