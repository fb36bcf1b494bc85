"""The shortest way from one sequence to another, in bounded time (Myers, An O(ND) Difference Algorithm, 1986)."""

from collections.abc import Hashable, Sequence

MAX_EDITS = 600  # above that the middle counts as replaced; time and memory grow with the square of it

Block = tuple[int, int, int, int]  # old from, old to, new from, new to


def changed_blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """Return what differs, in order: for each block the stretch of the old sequence and that of the new one."""
    shorter = min(len(old), len(new))
    first = 0
    while first < shorter and old[first] == new[first]:
        first += 1
    last = 0
    while last < shorter - first and old[-1 - last] == new[-1 - last]:
        last += 1
    old_end, new_end = len(old) - last, len(new) - last
    if first == old_end == new_end:
        return []
    matches = _matches(old[first:old_end], new[first:new_end])
    return _between([(x + first, y + first) for x, y in matches], (first, first), (old_end, new_end))


def _matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places that stay, in order; none when the way is too long."""
    reach = [0, 0]  # of the diagonals -edits - 1 … edits + 1 in steps of two, one more each round
    rounds: list[list[int]] = []
    for edits in range(min(MAX_EDITS, len(old) + len(new)) + 1):
        reached: list[int] = []
        for at in range(edits + 1):
            diagonal = 2 * at - edits
            x = _start(reach, at, edits)
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reached.append(x)
            if x >= len(old) and y >= len(new):
                return _way_back(rounds, x, y)
        rounds.append(reached)
        reach = reached
    return []


def _start(reach: list[int], at: int, edits: int) -> int:
    """Return how far along the old sequence a round begins on a diagonal: one down from the right, or one right."""
    if edits == 0:
        return 0
    if at == 0 or (at < edits and reach[at - 1] < reach[at]):
        return reach[at]
    return reach[at - 1] + 1


def _way_back(rounds: list[list[int]], x: int, y: int) -> list[tuple[int, int]]:
    matches: list[tuple[int, int]] = []
    for edits in range(len(rounds), 0, -1):
        at = (x - y + edits) // 2
        begin = _start(rounds[edits - 1], at, edits)
        down = at == 0 or (at < edits and rounds[edits - 1][at - 1] < rounds[edits - 1][at])
        while x > begin:
            x, y = x - 1, y - 1
            matches.append((x, y))
        x, y = (x, y - 1) if down else (x - 1, y)
    while x > 0:
        x, y = x - 1, y - 1
        matches.append((x, y))
    return matches[::-1]


def _between(matches: list[tuple[int, int]], begin: tuple[int, int], end: tuple[int, int]) -> list[Block]:
    blocks: list[Block] = []
    x, y = begin
    for old, new in [*matches, end]:
        if (old, new) != (x, y):
            blocks.append((x, old, y, new))
        x, y = old + 1, new + 1
    return blocks
