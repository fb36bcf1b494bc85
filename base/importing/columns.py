"""Which column of a file is which of ours, and what stands in where a cell is empty."""

from collections.abc import Iterable
from dataclasses import dataclass

from base.importing.rows import Unreadable
from base.importing.sources import column_name


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that an import knows: all of them, those a file must have, those a default may stand in for."""

    ours: tuple[str, ...]
    needed: tuple[str, ...]
    with_default: tuple[str, ...] = ()

    def defaults_from(self, pairs: Iterable[str]) -> dict[str, str]:
        """Read `ours=value` pairs.

        Raises:
            Unreadable: a pair is none, or names what has no default.
        """
        return dict(_pair(pair, "--default", self.with_default) for pair in pairs)

    def mapping_from(self, pairs: Iterable[str], columns: list[str]) -> dict[str, str]:
        """Read `ours=theirs` pairs and return ours to theirs; what is not named is taken from a column of our own name.

        `ours=` alone takes no column, not even one of our name.

        Raises:
            Unreadable: a pair is none, the file has not got the column, has it twice, or has none for what is needed.
        """
        named = {ours: column_name(theirs) for ours, theirs in (_pair(pair, "--map", self.ours) for pair in pairs)}
        mapping = {ours: ours for ours in self.ours if ours in columns} | named
        mapping = {ours: theirs for ours, theirs in mapping.items() if theirs}
        if not columns:
            return mapping
        has = f"The columns it has: {', '.join(name for name in columns if name)}."
        for ours, theirs in mapping.items():
            if theirs not in columns:
                raise Unreadable(f"It has no column '{theirs}' (--map {ours}={theirs}). {has}")
            if columns.count(theirs) > 1:
                raise Unreadable(f"It has more than one column '{theirs}'. {has}")
        for ours in self.needed:
            if ours not in mapping:
                raise Unreadable(f"No column is named or mapped as '{ours}' (--map {ours}=…). {has}")
        return mapping


def _pair(pair: str, option: str, allowed: tuple[str, ...]) -> tuple[str, str]:
    ours, sign, value = pair.partition("=")
    if not sign or ours.strip() not in allowed:
        raise Unreadable(f"{option} {pair}: it must be one of {', '.join(allowed)}, then = and a value.")
    return ours.strip(), value.strip()
