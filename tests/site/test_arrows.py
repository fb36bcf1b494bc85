"""Imports point one way: site → home → features → casework → search → ministry → base (design, 2)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = [{"base"}, {"ministry"}, {"search"}, {"casework"}, {"qa", "consultation", "inspection"}, {"home"}, {"portal"}]
ROOMS = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def modules() -> list[Path]:
    return [
        path
        for room in sorted(ROOMS)
        for path in sorted((ROOT / ("site" if room == "portal" else room)).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def room_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return "portal" if first == "site" else first


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names & ROOMS.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    for other in imported_rooms(path) - {room}:
        assert ROOMS[other] < ROOMS[room], f"{path.relative_to(ROOT)} imports {other}"


def test_no_code_imports_the_site_by_its_folders_name() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_elasticsearch_is_imported_in_one_module_at_most() -> None:
    users = [
        path
        for path in modules()
        if "elasticsearch" in path.read_text(encoding="utf-8")
        and "import elasticsearch" in path.read_text(encoding="utf-8")
    ]
    assert len(users) <= 1
