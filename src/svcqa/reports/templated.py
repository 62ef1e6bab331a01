"""Pages are filled in from templates: every value on its way into one is shown as text, whatever it looks like."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from svcqa.reports.shown import printable, share

if TYPE_CHECKING:
    from jinja2 import Environment

LONGEST = 300
"""Characters of a value that are shown; how long it really is stands behind it."""


@cache
def environment() -> Environment:
    """The templates of pages."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("svcqa.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"number": number, "share": share, "percent": percent}
    return made


def number(count: float) -> str:
    """A number with its thousands apart."""
    return f"{count:,}"


def percent(length: float) -> str:
    """A length in a drawing."""
    return f"{length:.2f}%"


def _shown(value: Any) -> Any:
    """Every value on its way into the page; what is markup already was made by the templates."""
    return printable(value) if type(value) is str else value
