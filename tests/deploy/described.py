"""What the files of an installation say: the Dockerfile's instructions, compose.yaml, the units of systemd."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


@dataclass(frozen=True)
class Instruction:
    """A line of the Dockerfile: the stage it belongs to ("" before the first), its keyword, and the rest."""

    stage: str
    keyword: str
    rest: str


def dockerfile() -> list[Instruction]:
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    found, stage = [], ""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            keyword, _, rest = line.partition(" ")
            if keyword == "FROM":
                stage = rest.rpartition(" AS ")[2]
            found.append(Instruction(stage, keyword, rest))
    return found


def runs(stage: str) -> list[str]:
    """Return the commands that build a stage."""
    return [line.rest for line in dockerfile() if (line.stage, line.keyword) == (stage, "RUN")]


def started() -> list[str]:
    """Return the command that a container of the image runs."""
    (line,) = (line for line in dockerfile() if line.keyword == "CMD")
    command: list[str] = json.loads(line.rest)
    return command


def health() -> list[str]:
    """Return the command that tells whether the container is well."""
    (line,) = (line for line in dockerfile() if line.keyword == "HEALTHCHECK")
    command: list[str] = json.loads(line.rest.partition("CMD ")[2])
    return command


def environment() -> dict[str, str]:
    return dict(line.rest.split("=", 1) for line in dockerfile() if line.keyword == "ENV")


def allowed_into_the_image() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*", "everything is left out but what is named"
    return [line[1:] for line in lines if line.startswith("!")]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def unit(name: str) -> dict[str, list[str]]:
    """Return what a unit of systemd sets, by key; a key may be given more than once."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def settings_explained() -> set[str]:
    """Return the names of the settings that docs/operating.md explains."""
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.M))
