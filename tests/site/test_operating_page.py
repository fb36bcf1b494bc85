"""docs/operating.md names every setting and every command that is there, and none that is not."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_every_setting_is_explained_and_no_other() -> None:
    read = set(
        re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "site" / "settings.py").read_text(encoding="utf-8"))
    )
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.M))
    assert len(read) > 20
    assert explained == read


def test_every_command_is_named() -> None:
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__"}
    named = set(re.findall(r"`manage\.py (\w+)", PAGE))
    assert commands - {"trial"} <= named, commands - named
