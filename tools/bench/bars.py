"""What the figures are held to, in one place."""

from tools.bench.figures import Row

LARGE = 1_000_000  # documents from which on the bars of the engines count
STOCK = "stock"
EMBEDDED_P95_MS = {"words4": 50, "suggestion": 10, "similar": 25}
EMBEDDED_DOCUMENTS_A_SECOND = 1_700
ELASTICSEARCH_TIMES_STOCK = 1.2
ELASTICSEARCH_FACETS_P50_MS = 60
LAG_P95_SECONDS = 5
GROWTH = 2  # times as dear in the largest archive as in the smallest


def missed(rows: list[Row]) -> list[str]:
    """Returns a line for every figure that misses its bar."""
    found = []
    for row in rows:
        for name, value, bar, is_most in _held_to(row):
            if value > bar if is_most else value < bar:
                where = " ".join(str(row[key]) for key in ("engine", "documents", "of", "answers") if key in row)
                found.append(f"{row['measure']} {where}: {name} {value} {'>' if is_most else '<'} {bar}")
    return found


def _held_to(row: Row) -> list[tuple[str, float, float, bool]]:
    """Returns the name, value and bar of each figure of a row, and whether the bar is the most or the least."""
    measure, engine = row["measure"], row.get("engine", "")
    large = row.get("documents", 0) >= LARGE
    if engine == "embedded" and large and measure in EMBEDDED_P95_MS:
        return [("p95_ms", row["p95_ms"], EMBEDDED_P95_MS[measure], True)]
    if engine == "embedded" and large and measure == "index":
        return [("documents_per_second", row["documents_per_second"], EMBEDDED_DOCUMENTS_A_SECOND, False)]
    if engine == "elasticsearch" and large and measure == "times_stock" and not row["facets"]:
        return [(name, row[name], ELASTICSEARCH_TIMES_STOCK, True) for name in ("p50", "p95")]
    if engine == "elasticsearch" and large and measure == "words4_facets":
        return [("p50_ms", row["p50_ms"], ELASTICSEARCH_FACETS_P50_MS, True)]
    if measure == "growth":
        return [(name, row[name], GROWTH, True) for name in ("queries", "p50", "cpu_p50")]
    if measure == "submissions":
        most: list[tuple[str, float, float, bool]] = [
            ("lost", row["lost"], 0, True),
            ("double", row["double"], 0, True),
        ]
        return [*most, ("with_codes", row["with_codes"], row["sent"], False)]
    if measure == "outbox_lag":
        return [("p95_s", row["p95_s"], LAG_P95_SECONDS, True)]
    return []
