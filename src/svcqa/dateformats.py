"""Declared date formats: ``MM/DD/YYYY hh:mm:ss AM`` says how a column is written where it is not year first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from svcqa.errors import WrongValueError

_TOKENS = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "AM": "%p"}
_PATTERNS = {
    "YYYY": r"\d{4}", "MM": r"\d{1,2}", "DD": r"\d{1,2}", "HH": r"\d{1,2}", "hh": r"\d{1,2}", "mm": r"\d{1,2}",
    "ss": r"[0-5]?\d", "AM": "[AaPp][Mm]",
}  # fmt: skip
_TOKEN = re.compile("YYYY|MM|DD|HH|hh|mm|ss|AM")


@dataclass(frozen=True)
class Format:
    """A declared format as the parser takes it."""

    directive: str
    pattern: str
    """A regular expression of what is written so, the numbers with one digit less too."""
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
    pattern = "".join(_PATTERNS.get(part) or re.escape(part) for part in re.split(f"({_TOKEN.pattern})", written))
    return Format(directive, f"^{pattern}$", bool({"HH", "hh"} & set(tokens)))
