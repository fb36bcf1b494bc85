"""Sums of đồng as people in Vietnam write and say them."""

_STEPS = ((10**9, "tỷ"), (10**6, "triệu"))


def grouped(number: int) -> str:
    """Return a number with its thousands apart: 1.234.567."""
    return f"{number:,}".replace(",", ".")


def dong(amount: int) -> str:
    """Return a sum of đồng to the last đồng: 1.234.567 đồng."""
    return f"{grouped(amount)} đồng"


def short_dong(amount: int) -> str:
    """Return a sum of đồng as it is said, cut after one decimal so that nothing looks larger: 1,2 tỷ đồng."""
    for step, name in _STEPS:
        if amount >= step:
            whole, tenth = divmod(amount * 10 // step, 10)
            return f"{grouped(whole)}{f',{tenth}' if tenth else ''} {name} đồng"
    return dong(amount)


def percent(part: int, whole: int) -> int:
    """Return how many per cent of `whole` a part is, cut: only the whole is 100; more than the whole counts as it."""
    return min(100, part * 100 // whole) if whole else 0
