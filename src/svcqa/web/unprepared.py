"""What was not made ready for a page: that page says so, and the others stand."""

from __future__ import annotations

from svcqa.errors import InputError
from svcqa.text import Text

_AGAIN = Text("请重新检查；其他页面照常可用。", "Have it checked again; the other pages stand.")


class UnpreparedError(InputError):
    """A part of a check was not made ready for the page that shows it."""


def unprepared(what: Text) -> UnpreparedError:
    """The error that says what is not there."""
    zh, en = f"没能为网页整理出{what.zh}。", f"{what.en} could not be made ready for pages."
    return UnpreparedError.of(zh, en, mend=_AGAIN)
