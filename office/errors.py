"""Refusals: a kind with its status, and the sentence a person reads.

The sentence is an id (Indonesian) and its values, so that a face can say it in another language.
"""


class Refused(Exception):
    """A verb was refused and nothing was written."""

    status = 409
    field = ""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class NotFound(Refused):
    """There is no such thing, or it is not yours to know of."""

    status = 404


class NotAllowed(Refused):
    """It exists, and this officer may not do that with it."""

    status = 403


class Stale(Refused):
    """Someone else changed it since the page was drawn."""


class Incomplete(Refused):
    """Something the rule asks for is missing, malformed or unknown.

    field: which of the things typed it is, so that a page can lead there; "" for no single one.
    """

    status = 422

    def __init__(self, message: str, *, field: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class TooMany(Refused):
    """Tried too often; wait."""

    status = 429
