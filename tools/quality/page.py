"""The page of the figures: tables between marks, so that what is written around them stays."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import search
from tools.quality.known import BEST_STOCK, FLOOR, SLACK, WRITINGS, Known
from tools.quality.measuring import Difference, Gains, differences, means

EMBEDDED, ELASTICSEARCH, S4 = ASKED = ("embedded", "elasticsearch", "S4")
BLOCKS = ("run", "quality", "compared", "rules")
_BELOW = "`d`: more than .005 below row d; `s`: more than .005 below the best stock variant for accented queries."
_NOISE = "Thousandths ± paired standard error. In brackets: within two standard errors, so it may be chance."
_WORTH = (
    "R@1 R@10 MRR@10 in thousandths, without the rule less with all rules: minus means that the rule helps. `=`: no "
    "question changes; `*`: one of the three is beyond two standard errors."
)
_TEMPLATE = """# What the search finds

{run}

## Every set, every writing

{quality}

## Beside stock Elasticsearch

{compared}

## What each rule is worth

{rules}
"""


@dataclass(slots=True)
class Run:
    """What a run measured, by set, engine and writing, and what each rule is worth, by rule and set."""

    command: str
    date: str
    sampled: int
    code: str
    server: str = ""
    documents: dict[str, int] = field(default_factory=dict)
    found: dict[tuple[str, str, str], Gains] = field(default_factory=dict)
    worth: dict[tuple[str, str], tuple[Difference, ...]] = field(default_factory=dict)

    def rules(self) -> list[str]:
        """Returns the names of the rules that were switched off, in order."""
        return list(dict.fromkeys(rule for rule, _ in self.worth))


def updated(page: Path, made: dict[str, str]) -> str:
    """Returns the page with these blocks in place of their old ones; raises ValueError for a page without a mark."""
    text = (
        page.read_text(encoding="utf-8")
        if page.exists()
        else _TEMPLATE.format(**{name: _marked(name, "") for name in BLOCKS})
    )
    for name in BLOCKS:
        begin, end = _marks(name)
        before, found_begin, rest = text.partition(begin)
        _, found_end, after = rest.partition(end)
        if not found_begin or not found_end:
            raise ValueError(f"{page}: {begin} … {end} is missing")
        if name in made:
            text = before + _marked(name, made[name]) + after
    return text


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- figures: {name} -->", f"<!-- end of figures: {name} -->"


def _marked(name: str, content: str) -> str:
    begin, end = _marks(name)
    return f"{begin}\n{content}\n{end}"


def blocks(run: Run) -> dict[str, str]:
    """Returns the generated parts of the page by their names."""
    return {"run": _head(run), "quality": _quality(run), "compared": _compared(run), "rules": _rules(run)}


def _head(run: Run) -> str:
    server = f"Elasticsearch {run.server}, " if run.server else ""
    return (
        f"Made on {run.date} by\n\n    {run.command}\n\n"
        f"with {server}tantivy {version('tantivy')}, search code and word lists `{run.code}`."
    )


def fingerprint() -> str:
    """Returns a short sum of all that decides what is found: the search's modules and its word lists."""
    root = Path(search.__path__[0])
    names = ("text.py", "analysis.py", "references.py", "vocabulary.py", "corrections.py", "slips.py", "finding.py")
    files = [
        *(root / name for name in names),
        *sorted((root / "engines").glob("*.py")),
        *sorted((root / "wordlists").iterdir()),
    ]
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:12]


def _quality(run: Run) -> str:
    parts = []
    for writing, spoken in WRITINGS.items():
        asked = [name for name in ASKED if any(key[1:] == (name, writing) for key in run.found)]
        known = {"row d": FLOOR, "best stock": BEST_STOCK} if writing == "text" else {"row d": FLOOR}
        rows = []
        for name, documents in run.documents.items():
            count = len(run.found[name, EMBEDDED, writing])
            given = [_cell(table.get(name)) for table in known.values()]
            measured = [_cell(means(run.found[name, engine, writing]), name, engine) for engine in asked]
            rows.append([name, f"{documents:,}", f"{count:,}", *given, *measured])
        head = ["set", "documents", "queries", *known, *asked]
        parts.append(f"**Typed {spoken}** (R@1 R@10 MRR@10)\n\n{table_of(head, rows)}")
    return "\n\n".join([*parts, _BELOW])


def _cell(values: Sequence[float] | None, name: str = "", engine: str = "") -> str:
    if values is None:
        return ""
    below = ["" for _ in values]
    if engine in (EMBEDDED, ELASTICSEARCH):
        for place, value in enumerate(values):
            below[place] = _below(value, name, place, FLOOR, "d") + _below(value, name, place, BEST_STOCK, "s")
    return " ".join(_short(value) + mark for value, mark in zip(values, below, strict=True))


def _below(value: float, name: str, place: int, known: Known, mark: str) -> str:
    return mark if name in known and round(value, 3) < known[name][place] - SLACK - 1e-9 else ""


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _compared(run: Run) -> str:
    rows = []
    for name in run.documents:
        for one, other, writing in (
            (EMBEDDED, S4, "text"),
            (EMBEDDED, S4, "text_noaccent"),
            (ELASTICSEARCH, S4, "text"),
            (ELASTICSEARCH, EMBEDDED, "text"),
            (EMBEDDED, EMBEDDED, "text_noaccent"),
        ):
            left = run.found.get((name, one, writing))
            right = run.found.get((name, other, "text" if one == other else writing))
            if left is None or right is None:
                continue
            what = f"{one} − {other}, {WRITINGS[writing]}" if one != other else f"{one}: without − with accents"
            rows.append([name, what, *(_with_error(value) for value in differences(left, right))])
    return f"{table_of(['set', 'difference', 'R@1', 'R@10', 'MRR@10'], rows)}\n\n{_NOISE}"


def _with_error(one: Difference) -> str:
    shown = f"{_thousandths(one.mean)} ± {one.error * 1000:.0f}"
    return f"({shown})" if one.is_noise else shown


def _rules(run: Run) -> str:
    head = ["without", *(_heading(name, run.documents) for name in run.documents)]
    rows = [[rule, *(_changes(run.worth.get((rule, name))) for name in run.documents)] for rule in run.rules()]
    asked = ", ".join(
        f"{_heading(name, run.documents)} {min(run.sampled, len(run.found[name, EMBEDDED, 'text'])):,}"
        for name in run.documents
    )
    return f"{table_of(head, rows)}\n\n{_WORTH} Questions asked: {asked}."


def _heading(name: str, all_names: Iterable[str]) -> str:
    short = name.split("_")[0]
    return short if sum(other.split("_")[0] == short for other in all_names) == 1 else name


def _changes(worth: tuple[Difference, ...] | None) -> str:
    if worth is None:
        return ""
    if not any(one.mean or one.error for one in worth):
        return "="
    real = any(not one.is_noise for one in worth)
    return " ".join(_thousandths(one.mean) for one in worth) + ("*" if real else "")


def _thousandths(value: float) -> str:
    return f"{round(value * 1000):+d}".replace("-", "−") if round(value * 1000) else "0"


def table_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Returns a Markdown table whose columns stand below each other in a terminal, too."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )
