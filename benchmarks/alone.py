"""A measurement by itself: what it prints, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from benchmarks.measure import RunError
from benchmarks.planted import Absent, Work
from benchmarks.targets import Section


def ended(measure: Callable[[Work], list[str]]) -> int:
    """The exit code: 1 if a target is missed or a program fails, 2 if there is nothing to measure with.

    Args:
        measure: gives the targets that are missed.
    """
    try:
        if not hasattr(os, "wait4"):
            raise Absent("this system does not tell the CPU of a process, so nothing can be measured here")
        return 1 if measure(Work.here()) else 0
    except Absent as absent:
        print(absent, file=sys.stderr)
        return 2
    except RunError as error:
        print(error, file=sys.stderr)
        return 1


def printed(measure: Callable[[Work], Section]) -> int:
    """The exit code, after the section is printed with the targets that are missed."""

    def measured(work: Work) -> list[str]:
        made = measure(work)
        print("\n".join([made.text, *made.missed]))
        return made.missed

    return ended(measured)
