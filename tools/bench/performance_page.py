"""The page of the figures, written from the lines of the benches."""

from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]
NAMES = {
    "detail": "an answer",
    "listing": "the archive",
    "listing_1000": "its 1,000th page",
    "field": "a field's list",
    "feed": "the feed",
    "sitemap": "a part of the sitemap",
    "sitemap_index": "the list of parts",
    "front": "the front page",
    "ask": "a question posted, with like answers",
    "receipt": "the receipt (last stage posted)",
    "explorer": "an editor's explorer, largest year",
    "explorer_unit": "the same for the leader of a unit",
}
REGISTER = {
    "browse": "nothing",
    "browse_page_500": "nothing, 1,000th page of ten",
    "browse_one_chosen": "a province",
    "browse_two_chosen": "a group of violations and a form",
    "words4": "four words of a title",
    "words4_one_chosen": "four words and a province",
    "browse_without_facets": "nothing, without facets",
}
_HEAD = """# What pages cost

Written by `tools/bench/performance.py`; what is measured and how is told in `tools/bench/README.md`. On a shared
machine absolute figures move: compare within one table.
"""


def page(rows: Sequence[Row]) -> str:
    """Returns the page in Markdown."""
    parts = [_HEAD]
    for part in ("pages on PostgreSQL", "pages on SQLite"):
        parts += _pages(part, [row for row in rows if row["part"] == part])
    parts += _reads([row for row in rows if row["measure"] == "reads"])
    parts += _submissions([row for row in rows if row["measure"] == "submissions"])
    parts += _register([row for row in rows if row["part"].startswith("a register")])
    missed = [line for row in rows if row["measure"] == "end" for line in row.get("missed", [])]
    parts += ["## Bars that were missed", "\n".join(f"- {line}" for line in missed) or "None."]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _pages(part: str, rows: list[Row]) -> list[str]:
    if not rows:
        return []
    sizes = sorted({row["answers"] for row in rows if row["measure"] in NAMES})
    growth = {row["of"]: row for row in rows if row["measure"] == "growth"}
    of = {(row["measure"], row["answers"]): row for row in rows if row["measure"] in NAMES}
    head = ["page", "SQL queries", *(f"{size:,} answers" for size in sizes), "growth of time · CPU"]
    lines = []
    for measure, name in NAMES.items():
        if (measure, sizes[0]) in of:
            figures = [of[measure, size] for size in sizes]
            cells = [f"{row['p50_ms']:.0f} / {row['p95_ms']:.0f}, CPU {row['cpu_p50_ms']:.0f}" for row in figures]
            grown = growth.get(measure)
            queries = " · ".join(dict.fromkeys(str(row["queries"]) for row in figures))
            lines.append([name, queries, *cells, f"{grown['p50']:.2f} · {grown['cpu_p50']:.2f}" if grown else ""])
    told = f"p50 / p95 in ms, and milliseconds of the processor in the web process; measured on {rows[0]['on']}."
    return [f"## {part[0].upper()}{part[1:]}", told, _table(head, lines)]


def _reads(rows: list[Row]) -> list[str]:
    if not rows:
        return []
    head = ["the same page from", "reads/s", "of a file from nginx", "p50 ms", "p95 ms", "failed"]
    lines = [
        [
            row["engine"],
            f"{row['reads_per_second']:,.0f}",
            f"{row['percent']:.1f} %",
            f"{row['p50_ms']:.1f}",
            f"{row['p95_ms']:.1f}",
            f"{row['failed']:.0f}",
        ]
        for row in rows
    ]
    settings = f"{rows[0]['workers']} workers of {rows[0]['threads']} threads, {rows[0]['cores']} cores"
    told = f"An answer's page, compressed, 32 readers at once; {settings}, wrk on the same machine; {rows[0]['on']}."
    return ["## Reads", told, _table(head, lines)]


def _submissions(rows: list[Row]) -> list[str]:
    if not rows:
        return []
    names = [
        "sent",
        "rate",
        "killed",
        "restarts",
        "posts",
        "with_codes",
        "lost",
        "double",
        "p50_ms",
        "p95_ms",
        "max_ms",
    ]
    head = ["server", "database", *(name.replace("_", " ") for name in names)]
    lines = [[row["engine"], row["database"], *(f"{row[name]:g}" for name in names)] for row in rows]
    told = (
        "The last stage of asking, posted at a steady rate while workers are killed (-9) at random; who gets no answer "
        f"posts again. Times are from the first post to the codes; {rows[0]['on']}."
    )
    notes = [row["note"] for row in rows if "note" in row]  # written by hand beside the figures
    return ["## Submissions while workers die", told, _table(head, lines), *notes]


def _register(rows: list[Row]) -> list[str]:
    if not rows:
        return []
    registers = {row["part"]: row for row in rows if row["measure"] == "register"}
    of = {(row["part"], row["measure"]): row for row in rows}
    head = ["asked for", *(f"{row['engine']}, {row['documents']:,} conclusions" for row in registers.values())]
    lines = []
    for measure, name in REGISTER.items():
        found = [of[part, measure] for part in registers]
        cells = [f"{row['p50_ms']:.1f} / {row['p95_ms']:.1f}, CPU {row['cpu_p95_ms']:.1f}" for row in found]
        lines.append([name, *cells])
    told = (
        "All facets of a register and its first page, asked for at once; p50 / p95 in ms, and p95 of the milliseconds "
        f"of the processor in the asking process; {rows[0]['on']}."
    )
    notes = [row["note"] for row in rows if "note" in row]  # written by hand beside the figures
    return ["## A register with facets", told, _table(head, lines), *notes]


def _table(head: list[str], lines: Iterable[list[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
