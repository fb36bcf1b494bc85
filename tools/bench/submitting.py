"""Senders who press the last button at a steady rate while workers of the web server are killed at random."""

import os
import re
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import requests

from tools.bench.serving import Server

PATIENCE = 120.0  # seconds a sender goes on pressing the button
AGAIN_SECONDS = 1.0
BETWEEN_KILLS = (4.0, 12.0)  # seconds
LOOK_SECONDS = 0.2
_NUMBER = re.compile(r"\b20\d\d-\d{6}\b")
_SECRET = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one submission: the codes its sender holds, empty if none came, and how it went."""

    token: str
    number: str
    secret: str
    seconds: float
    posts: int


def submit(server: Server, prepared: Sequence[dict[str, str]], rate: float, kill: bool) -> tuple[list[Sent], int, int]:
    """Sends each last stage at so many a second; returns what became of them, workers killed and servers started again.

    Who gets no answer presses the button again, as people do.
    """
    ended = threading.Event()
    killed: list[int] = []
    restarts: list[float] = []
    killer = threading.Thread(target=_kill_at_random, args=(server, ended, killed, restarts))
    if kill:
        killer.start()
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=200) as senders:
        waiting = []
        for place, data in enumerate(prepared):
            time.sleep(max(began + place / rate - time.monotonic(), 0.0))
            waiting.append(senders.submit(_send, server.address, data))
        sent = [one.result() for one in waiting]
    ended.set()
    if kill:
        killer.join()
    return sent, len(killed), len(restarts)


def _send(address: str, data: dict[str, str]) -> Sent:
    began = time.monotonic()
    posts = 0
    while time.monotonic() < began + PATIENCE:
        posts += 1
        with suppress(requests.RequestException):
            answer = requests.post(f"{address}/hoi/", data=data, timeout=PATIENCE)
            number, secret = _NUMBER.search(answer.text), _SECRET.search(answer.text)
            if answer.status_code == 200 and number and secret:
                return Sent(data["token"], number[0], secret[0], time.monotonic() - began, posts)
        time.sleep(AGAIN_SECONDS)
    return Sent(data["token"], "", "", PATIENCE, posts)


def _kill_at_random(server: Server, ended: threading.Event, killed: list[int], restarts: list[float]) -> None:
    chance = Random()  # noqa: S311 - only when and whom
    due = time.monotonic() + chance.uniform(*BETWEEN_KILLS)
    while not ended.wait(LOOK_SECONDS):
        if server.start_again_if_ended():
            restarts.append(time.monotonic())
        workers = server.workers()
        if time.monotonic() > due and workers:
            due = time.monotonic() + chance.uniform(*BETWEEN_KILLS)
            worker = chance.choice(workers)
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
