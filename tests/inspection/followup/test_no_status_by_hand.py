"""Nobody sets by hand what the verbs change: no code of the portal but the procedure does."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KEPT = {"status", "step", "amount_done", "closed_on", "not_yet_compulsory"}
MAY = {"inspection/procedure.py"}


def by_hand(source: str) -> set[str]:
    """Return which of the kept columns a source assigns, updates or makes rows with."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.attr for target in targets if isinstance(target, ast.Attribute)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            found |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return found & KEPT


def modules() -> list[str]:
    found = [path for path in (ROOT / "inspection").rglob("*.py") if "migrations" not in path.parts]
    return [str(path.relative_to(ROOT)) for path in found]


@pytest.mark.parametrize("name", sorted(set(modules()) - MAY))
def test_only_the_procedure_changes_what_the_verbs_change(name: str) -> None:
    assert by_hand((ROOT / name).read_text(encoding="utf-8")) == set()


def test_the_test_can_fail() -> None:
    assert by_hand("requirement.status = 'done'") == {"status"}
    assert by_hand("requirement.amount_done += 5") == {"amount_done"}
    assert by_hand("rows.update(step='urging', closed_on=None)") == {"step", "closed_on"}
    assert by_hand((ROOT / "inspection/procedure.py").read_text(encoding="utf-8")) == KEPT
