"""Shares as people write them (``5%``, ``0.05``), kept exact: what is rounded up later must not hang on a float."""

from __future__ import annotations

import re
from fractions import Fraction

from svcqa import Text, UsageError

_WRITTEN = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|％)?\s*")


def share(written: str, *, where: str = "--plan", zero: bool = False) -> Fraction:
    """A share between 0 and 1 as an exact fraction.

    Args:
        written: such as ``5%``, ``0.25%`` or ``0.05``.
        where: the option it was written in.
        zero: whether nought is one.

    Raises:
        UsageError: it is none.
    """
    found = _WRITTEN.fullmatch(written)
    value = Fraction(found[1]) / (100 if found[2] else 1) if found else Fraction(-1)
    if 0 < value < 1 or (zero and value == 0):
        return value
    raise UsageError.of(
        f"“{written}”不是0到100%之间的比例。",
        f"'{written}' is no share between 0 and 100%.",
        where=where,
        mend=Text("请写成5%或0.05。", "Write it as 5% or 0.05."),
    )


def percent(value: Fraction) -> str:
    """A share as people read it, all its digits kept: ``0.25%``."""
    return f"{float(value * 100):.10g}%"
