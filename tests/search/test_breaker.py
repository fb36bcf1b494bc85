"""Nobody waits for a server that was away a moment ago, and it is tried again by one at a time."""

from search.engines.breaker import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Breaker
from search.engines.remembered import KEPT_SECONDS, Counted, RememberedFrequencies


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_one_failure_is_nothing_and_two_in_a_row_open_the_circuit() -> None:
    breaker = Breaker(Clock())
    breaker.failed()
    assert breaker.may_try()
    breaker.succeeded()
    breaker.failed()
    assert breaker.may_try()
    breaker.failed()
    assert not breaker.may_try()


def test_after_the_pause_one_tries_and_the_others_wait_for_how_it_went() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.failed()
    breaker.failed()
    clock.now += FIRST_PAUSE_SECONDS
    assert [breaker.may_try() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert [breaker.may_try() for _ in range(3)] == [True, True, True]


def test_the_pause_doubles_up_to_the_longest() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    pauses = []
    breaker.failed()
    breaker.failed()
    for _ in range(8):
        since = clock.now
        while not breaker.may_try():
            clock.now += 0.5
        pauses.append(clock.now - since)
        breaker.failed()
    assert pauses[:4] == [FIRST_PAUSE_SECONDS * 2**n for n in range(4)]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_frequencies_are_asked_for_once_and_again_when_they_are_old() -> None:
    clock, asked = Clock(), []

    def ask(tokens: list[str]) -> Counted:
        asked.append(tokens)
        return Counted({"bao": 7}, 100)

    remembered = RememberedFrequencies(ask, clock)
    assert remembered.of(["bao", "khong"]) == Counted({"bao": 7}, 100)
    assert remembered.of(["bao"]) == Counted({"bao": 7}, 100)
    assert remembered.of(["khong"]) == Counted({}, 100)
    assert asked == [["bao", "khong"], ["khong"]], "what stands nowhere may be published any minute"
    clock.now += KEPT_SECONDS + 1
    remembered.of(["bao"])
    remembered.forget()
    remembered.of(["bao"])
    assert len(asked) == 4
