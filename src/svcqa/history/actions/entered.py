"""What somebody fills in on a form about a nonconformity: a workbook of actions with these rows, by its gates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svcqa.actions import KeptNonconformity
from svcqa.assignment.reading import of_form
from svcqa.history.actions import sheets
from svcqa.history.actions.applying import Applied, imported
from svcqa.history.actions.reading import Row, Workbook, rows_of
from svcqa.history.actions.replaying import KINDS, replayed
from svcqa.history.actions.showing import step_rows
from svcqa.history.store import Desk


def entered(desk: Desk, number: str, register: str, values: Mapping[str, str]) -> Applied:
    """Take over a filled-in form, as far as the gates allow.

    Args:
        desk: where it is written down, alone.
        number: the nonconformity.
        register: the sheet of the workbook that the form stands for.
        values: field → what was written; the ``revision`` that was shown among them.

    Raises:
        LookupError: there is no such nonconformity.
    """
    present = replayed(desk.events(*KINDS))[number]
    key = "number" if register == sheets.NONCONFORMITIES else "nonconformity"
    filled = list(_rows(register, {key: number, **values}))
    return imported(desk, Workbook([*filled, *_untouched(present, register)]))


def _untouched(present: KeptNonconformity, register: str) -> Iterator[Row]:
    """The actions as they are: that they are not on the form does not say that they are gone."""
    if register == sheets.NONCONFORMITIES:
        for row in step_rows(present, "en"):
            yield from _rows(sheets.STEPS, row)


def _rows(register: str, values: Mapping[str, str]) -> Iterator[Row]:
    return rows_of(register, [of_form(register, values)])
