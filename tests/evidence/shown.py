"""The evidence of a case as lines of text: a line per judged subject, with all that the check says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from svcqa import testing
from svcqa.checks import OF, SHOWN, STILL_OPEN, Verdict, spec_of
from svcqa.host import Host

HERE = Path(__file__).parent
CHECKS = Host.discover().checks
_HEAD = "# "


def kept(check: Callable[..., Any]) -> dict[str, list[str]]:
    """What was agreed, by the names of the cases."""
    found: dict[str, list[str]] = {}
    for line in _place(check).read_text(encoding="utf-8").splitlines():
        if line.startswith(_HEAD):
            lines = found.setdefault(line.removeprefix(_HEAD), [])
        elif line:
            lines.append(line)
    return found


def shown(case: testing.Case) -> list[str]:
    """What is shown now."""
    frame = testing.judged(case)
    return [_line(number, row) for number, row in zip(frame.index, _rows(frame), strict=True)]


def write() -> None:
    """Keep what is shown now."""
    for check in CHECKS.values():
        blocks = ["\n".join([f"{_HEAD}{case.name}", *shown(case)]) for case in testing.cases(check)]
        _place(check).write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _place(check: Callable[..., Any]) -> Path:
    return HERE / f"{spec_of(check).name}.txt"


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = [name for name in map(str, frame) if not name.startswith(SHOWN)]  # exhibits have tests of their own
    for values in zip(*(frame[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _line(number: int, row: dict[str, Any]) -> str:
    """Record (0: none), verdict and reason, and whatever else is not blank; the records of a slot if it is of several."""
    records = row.pop(OF, ())
    if len(records) > 1:
        row[OF] = tuple(one + 1 for one in records)
    verdict = Verdict(row.pop("verdict")).name.lower()
    if verdict != "fails" or not row.get(STILL_OPEN):
        row.pop(STILL_OPEN, None)  # asked of what fails, and told where it is so
    head = [row.pop("slot", None), verdict, row.pop("reason", None)]
    first = " ".join([str(number + 1), *(_said(one) for one in head if not _blank(one))])
    return "; ".join([first, *(f"{name}={_said(value)}" for name, value in row.items() if not _blank(value))])


def _blank(value: Any) -> bool:
    if isinstance(value, str | tuple | list):
        return not value
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _said(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ",".join(map(_said, value))
    return str(float(f"{value:.10g}")) if isinstance(value, float) else str(value)
