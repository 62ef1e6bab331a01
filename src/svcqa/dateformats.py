"""Declared date formats: ``MM/DD/YYYY hh:mm:ss AM`` says how a column is written where it is not year first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from svcqa.errors import WrongValueError

_TOKENS = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "AM": "%p"}
_TOKEN = re.compile("YYYY|MM|DD|HH|hh|mm|ss|AM")


@dataclass(frozen=True)
class Format:
    """A declared format as the parser takes it."""

    directive: str
    has_time: bool


def compiled(written: str) -> Format:
    """Read a format.

    Tokens: ``YYYY MM DD HH`` (24 h) ``hh`` (12 h) ``mm ss AM``; everything else stands for itself.

    Raises:
        ValueError: it does not hold a complete date, or its hours are not clear.
    """
    tokens = _TOKEN.findall(written)
    complete = {"YYYY", "MM", "DD"} <= set(tokens)
    clear = ("hh" in tokens) == ("AM" in tokens) and not {"HH", "hh"} <= set(tokens)
    if not complete or not clear or len(tokens) != len(set(tokens)):
        raise WrongValueError(
            f"“{written}”不是日期格式；请写成MM/DD/YYYY hh:mm:ss AM或DD-MM-YYYY HH:mm这样",
            f"'{written}' is no date format; write such as MM/DD/YYYY hh:mm:ss AM or DD-MM-YYYY HH:mm",
        )
    directive = _TOKEN.sub(lambda match: _TOKENS[match[0]], written.replace("%", "%%"))
    return Format(directive, bool({"HH", "hh"} & set(tokens)))
