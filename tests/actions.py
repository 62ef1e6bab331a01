"""Nonconformities and the workbook of actions; for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from msgspec.structs import replace

from svcqa.accounts import Said
from svcqa.actions import Action, KeptNonconformity
from svcqa.actions.nouns import State
from svcqa.formbook.sheet import HEAD
from svcqa.history import Desk, History
from svcqa.history.actions import Applied, imported, write
from svcqa.history.actions.reading import read
from svcqa.history.actions.sheets import registers, said
from svcqa.text import Lang
from tests.history import stamp

FOUND, TODAY = "2025-12-31", "2026-03-31"
PLAN: dict[str, Any] = {"grade": "minor", "cause": "没有提醒", "cause_category": "方法"}
ACCEPTED: dict[str, Any] = {"plan_accepted_by": "邵文静", "plan_accepted_on": "2026-01-22"}
EFFECT: dict[str, Any] = {
    "verifier": "邵文静", "effectiveness_due": "2026-03-25", "effectiveness_on": "2026-03-20",
    "effectiveness_by": "邵文静", "effectiveness_result": "effective", "closed_on": "2026-03-21", "closed_by": "顾明远",
}  # fmt: skip
STEP: dict[str, Any] = {"type": "corrective", "text": "系统自动提醒", "owner": "高志强", "due": "2026-02-15"}
DONE: dict[str, Any] = {"done_on": "2026-02-10", "evidence": "截图2张"}


def kept(state: State = "draft", **given: Any) -> KeptNonconformity:
    """A nonconformity of which only what is given is known."""
    one = KeptNonconformity(
        "NC-2025-001", "sha256:" + "ab" * 32, "service-manual", "3.1", "第七条 2", Said("按时联系", "Contact in time"),
        "城东网点", FOUND, ["邵文静"], Said("迟到3次", "late 3 times"), [], ["a", "b"], raised_on="2026-01-20",
    )  # fmt: skip
    return replace(one, state=state, **given)


def worked_off(state: State, **given: Any) -> KeptNonconformity:
    """A nonconformity that has all that a state and the states before it ask for."""
    result = "ineffective" if state == "closed_ineffective" else "effective"
    told = {**PLAN, **ACCEPTED, **EFFECT, "effectiveness_result": result, "cancelled_reason": "重复开具"}
    return kept(state, **{**told, "actions": [Action(**STEP, **DONE)], **given})


class Book:
    """The workbook of actions in a file, to be filled in cell by cell."""

    def __init__(self, place: Path, lang: Lang = "zh") -> None:
        self.place, self.lang = place, lang
        self.book = openpyxl.load_workbook(place)

    def columns(self, register: str) -> dict[str, int]:
        fields = registers()[register].fields
        heads = {cell.value: cell.column for cell in self.sheet(register)[HEAD + 1]}
        return {name: heads[one.title.say(self.lang)] for name, one in fields.items()}

    def sheet(self, register: str) -> Any:
        return self.book[registers()[register].title.say(self.lang)]

    def rows(self, register: str) -> int:
        """The last row in which anything stands."""
        sheet = self.sheet(register)
        return max(
            (row[0].row for row in sheet.iter_rows(min_row=HEAD + 1) if any(one.value for one in row)), default=0
        )

    def fill(self, register: str, row: int, values: Mapping[str, Any]) -> Book:
        """Write into a row, counted from 1 below the headings; 0: below all that is there."""
        at = self.rows(register) + 1 if row == 0 else HEAD + 1 + row
        for name, value in values.items():
            written = said(name, value, self.lang) if isinstance(value, str) else value
            self.sheet(register).cell(at, self.columns(register)[name]).value = written
        return self

    def work(self, row: int = 1, **values: Any) -> Book:
        """Fill in the row of a nonconformity."""
        return self.fill("action_nonconformities", row, values)

    def step(self, row: int = 0, **values: Any) -> Book:
        """Fill in the row of an action; a new one if none is named."""
        return self.fill("action_steps", row, values)

    def extend(self, **values: Any) -> Book:
        """Add a row of an extension."""
        return self.fill("action_extensions", 0, values)

    def cell(self, register: str, row: int, name: str) -> Any:
        return self.sheet(register).cell(HEAD + 1 + row, self.columns(register)[name]).value

    def saved(self) -> Path:
        self.book.save(self.place)
        return self.place


def exported(history: History, place: Path, lang: Lang = "zh") -> Book:
    """The workbook of all that the history has, written to a file."""
    from svcqa.history.actions import KINDS, replayed

    with place.open("wb") as stream:
        write(list(replayed(history.events(*KINDS)).values()), lang, stream)
    return Book(place, lang)


def take(history: History, book: Book, by: str = "顾明远", days: int = 70) -> Applied:
    """Read a workbook back, some days after 20 January 2026: 70 days make it 31 March."""
    with history.writing(stamp(by, days)) as desk:
        return imported(desk, read(book.saved()))


def raise_one(desk: Desk, one: KeptNonconformity | None = None) -> None:
    """Write down that a nonconformity was raised, as it is given."""
    import msgspec

    one = one or kept()
    desk.append("raised", one.number, msgspec.to_builtins(one))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
