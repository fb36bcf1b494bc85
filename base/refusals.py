"""The ways in which a procedure says no; each message is for the officer who reads it, in Vietnamese."""


class Refusal(Exception):  # noqa: N818  (a refusal is an answer to an officer, not an error of the program)
    """The procedure refuses; the message is for the officer, in Vietnamese."""


class NotAllowed(Refusal):
    """The person holds no post that gives the right."""


class WrongState(Refusal):
    """What it is about is in a state from which the verb does not lead."""


class TooOften(Refusal):
    """It was done too many times in a day."""


class Missing(Refusal):
    """Something the verb needs was not given, or what was given does not fit."""
