"""How much is taken, and what looking at one file may cost."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file's check. Memory is the address space of the process that decodes; time is its CPU time."""

    max_bytes: int = 10 * MB
    cpu_seconds: int = 10
    memory_bytes: int = 768 * MB
    # A process that waits instead of working is ended too.
    wall_seconds: int = 20


# Reading all text of a file that the portal publishes: in the worker, where nobody waits for it.
TEXT_LIMITS = Limits(max_bytes=200 * MB, cpu_seconds=90, memory_bytes=1024 * MB, wall_seconds=240)
TEXT_PAGES = 2_000
TEXT_CHARACTERS = 1_000_000

# A picture of 40 million points takes 160 MB as it is decoded, and as much again while it is turned upright.
MAX_MEGAPIXELS = 40
MAX_SIDE = 16_000
# What an archive may hold, counted while it is read: whatever its directory says.
MAX_MEMBERS = 2_000
MAX_UNPACKED = 100 * MB
MAX_RATIO = 150
RATIO_FROM = 1 * MB
# What an officer is shown of a file.
PREVIEW_SIDE = 1_000
PREVIEW_CHARACTERS = 20_000
PREVIEW_PAGES = 20
PREVIEW_SECONDS = 3
MAX_PDF_OBJECTS = 100_000
