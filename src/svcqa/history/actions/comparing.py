"""From the rows of a workbook to edits: what each row changes against what was exported with its revision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from svcqa.actions import Action, Extension, KeptNonconformity, Refusal
from svcqa.history.actions import sheets
from svcqa.history.actions.merging import DUE, NEXT, Change, Conflict, Edit, Notice, Outcome, RefusedRow, settle
from svcqa.history.actions.reading import Row, Workbook
from svcqa.history.actions.showing import main_row
from svcqa.text import LANGS, Text

Bases = Callable[[str], KeptNonconformity | None]
"""Revision, as a row says it → the nonconformity as it was then; ``None``: it never had this revision."""


def worked(present: KeptNonconformity, bases: Bases, book: Workbook, today: str) -> Outcome:
    """What the rows of a workbook make of a nonconformity.

    Args:
        present: as it is.
        bases: as it was.
        book: the workbook.
        today: the day on which this is done.
    """
    return _Work(present, bases, book, today).outcome()


@dataclass(frozen=True)
class _Based:
    """A row and what it was exported from."""

    row: Row
    base: KeptNonconformity


class _Work:
    def __init__(self, present: KeptNonconformity, bases: Bases, book: Workbook, today: str) -> None:
        self.present, self.bases, self.today = present, bases, today
        self.rows = {name: book.of(name, present.number) for name in sheets.registers()}
        self.out = Outcome()
        self.where: dict[str, str] = {}
        self.moved: dict[int, list[Edit]] = {}

    def outcome(self) -> Outcome:
        edits = [*self._extensions(), *self._steps(), *self._main()]
        settle(self.present, edits, self.where, self.today, self.out)
        return self.out

    def _refuse(self, row: Row, field: str, gate: str, said: Text) -> None:
        self.out.refused.append(RefusedRow(self.present.number, row.where(field), Refusal(gate, said)))

    def _notice(self, row: Row, field: str, said: Text) -> None:
        self.out.notices.append(Notice(self.present.number, row.where(field), said))

    def _readable(self, row: Row) -> bool:
        for name, written in row.unread.items():
            choice = name in sheets.CODES
            allowed = "、".join(text.zh for text in sheets.CODES.get(name, {}).values())
            en = ", ".join(text.en for text in sheets.CODES.get(name, {}).values())
            said = Text(f"“{written}”不在可选项中：{allowed}", f"'{written}' is none of {en}") if choice else Text(
                f"看不懂“{written}”，日期请写成2026-01-20", f"cannot read '{written}'; write a day as 2026-01-20"
            )  # fmt: skip
            self._refuse(row, name, "choice" if choice else "unreadable", said)
        return not row.unread

    def _based(self, row: Row) -> _Based | None:
        """The row with what it was exported from, if it can be read and says so."""
        base = self.bases(row.values.get("revision", ""))
        if base is None:
            said = Text(
                "版本号缺失或不对，请重新导出后填写",
                "the revision is missing or wrong; export it again and fill that in",
            )
            self._refuse(row, "revision", "revision", said)
        return _Based(row, base) if self._readable(row) and base else None

    def _main(self) -> Iterator[Edit]:
        rows = self.rows[sheets.NONCONFORMITIES]
        if len(rows) > 1:
            for row in rows:
                self._refuse(row, "number", "twice", Text("同一编号有几行", "several rows have this number"))
            return
        found = self._based(rows[0]) if rows else None
        if found is None:
            return
        row = found.row
        self.where |= {name: row.where(name) for name in row.entry.cells}
        self._fixed(found)
        self._deleted(found)
        names = [name for name in (*sheets.FIELDS, "state") if name in row.values]
        changes = list(self._compared(row, {name: name for name in names}, found.base))
        moves = any(one.field == "state" for one in changes)
        reason = row.values.get("reason", "")
        if reason and not moves:
            said = Text("状态没有变，理由没有采用", "the status does not change, so the reason was not used")
            self._notice(row, "reason", said)
        if changes:
            yield Edit(changes, self.where, row.where("state"), reason if moves else "")

    def _compared(self, row: Row, paths: dict[str, str], exported: KeptNonconformity | None) -> Iterator[Change]:
        """The changes of a row, column by column; what somebody else has changed too is a conflict."""
        for name, path in paths.items():
            base = _value(exported, path) if exported else ""
            present, written = _value(self.present, path), row.values.get(name, "")
            if written in {base, present}:
                continue
            if base == present:
                yield Change(path, present, written)
                continue
            place = row.where(name)
            self.out.conflicts.append(Conflict(self.present.number, path, base, present, written, place))

    def _fixed(self, found: _Based) -> None:
        """Say what was written into columns that are not to be filled in."""
        known = [main_row(found.base, lang) for lang in LANGS]
        for name, written in found.row.values.items():
            if name in sheets.TO_FILL[sheets.NONCONFORMITIES] or name == "revision":
                continue
            if _plain(written) not in {_plain(one.get(name, "")) for one in known}:
                self._notice(found.row, name, Text(
                    "这一栏不由人填写，改动没有采用",
                    "this column is not for filling in; what was written there was not used"
                ))  # fmt: skip

    def _deleted(self, found: _Based) -> None:
        """Say that actions whose rows are gone are still there."""
        there = {row.values.get("step", "") for row in self.rows[sheets.STEPS]}
        gone = [str(at) for at in range(1, len(found.base.actions) + 1) if str(at) not in there]
        if gone:
            self._notice(found.row, "number", Text(
                f"措施{'、'.join(gone)}的行不在表中；措施仍然保留",
                f"rows of actions {', '.join(gone)} are gone; the actions stay"
            ))  # fmt: skip

    def _steps(self) -> Iterator[Edit]:
        for row in self.rows[sheets.STEPS]:
            number = row.values.get("step", "")
            if not number:
                yield from self._new(row)
                continue
            found = self._based(row)
            if found is None:
                continue
            if not number.isdecimal() or not 1 <= int(number) <= len(found.base.actions):
                self._refuse(row, "step", "no_such_action", _NO_ACTION.fill(number=number))
                continue
            yield from self._step(found, int(number))

    def _new(self, row: Row) -> Iterator[Edit]:
        """A row without a number is a new action, unless it was taken over before."""
        if not self._readable(row):
            return
        made = {name: row.values.get(name, "") for name in sheets.STEP_FIELDS}
        made["type"] = made["type"] or "corrective"
        known = next((at for at, one in enumerate(self.present.actions, 1) if _same(one, made)), None)
        if known is not None:
            yield from self._once_more(row, known)
            return
        head = f"actions/{NEXT}"
        where = {f"{head}/{name}": row.where(name) for name in row.entry.cells}
        yield Edit([Change(head, None, made)], where, row.where("text"))

    def _once_more(self, row: Row, number: int) -> Iterator[Edit]:
        """A row that was taken over as new before: what has been filled in since is a change."""
        cells = {f"actions/{number}/{name}": row.where(name) for name in row.entry.cells}
        self.where |= cells
        moved = bool(self.present.actions[number - 1].extensions)
        names = ("owner", *(() if moved else ("due",)), "done_on", "evidence")
        paths = {name: f"actions/{number}/{name}" for name in names}
        changes = list(self._compared(row, paths, None))
        if changes:
            yield Edit(changes, cells, row.where("text"))

    def _step(self, found: _Based, number: int) -> Iterator[Edit]:
        row, head = found.row, f"actions/{number}"
        cells = {f"{head}/{name}": row.where(name) for name in row.entry.cells}
        self.where |= cells
        moved = self.moved.get(number, [])
        names = [name for name in sheets.STEP_FIELDS if name in row.values]
        base, present = found.base.actions[number - 1], self.present.actions[number - 1]
        due = row.values.get("due", "")
        if "due" in names and base.due and due not in {base.due, present.due}:
            names.remove("due")
            if not moved or moved[-1].changes[-1].after != due:
                self.out.refused.append(RefusedRow(self.present.number, row.where("due"), DUE))
                return
        else:
            moved = []
        changes = list(self._compared(row, {name: f"{head}/{name}" for name in names}, found.base))
        if changes:
            yield Edit(changes, cells, row.where("text"), needs=moved)

    def _extensions(self) -> Iterator[Edit]:
        for row in self.rows[sheets.EXTENSIONS]:
            number = row.values.get("step", "")
            if not self._readable(row):
                continue
            if not number.isdecimal() or not 1 <= int(number) <= len(self.present.actions):
                self._refuse(row, "step", "no_such_action", _NO_ACTION.fill(number=number))
                continue
            yield from self._extension(row, int(number))

    def _extension(self, row: Row, number: int) -> Iterator[Edit]:
        action = self.present.actions[number - 1]
        made = Extension(**{name: row.values.get(name, "") for name in sheets.EXTENSION_FIELDS})
        if made in action.extensions:
            return
        before = self.moved.setdefault(number, [])
        due = before[-1].changes[-1].after if before else action.due
        if made.old_due != due:
            self._refuse(row, "old_due", "old_due", _OLD.fill(written=made.old_due or "—", due=due or "—"))
            return
        head = f"actions/{number}"
        told = msgspec.to_builtins(made)
        changes = [Change(f"{head}/extensions/{NEXT}", None, told), Change(f"{head}/due", due, made.new_due)]
        where = {f"{head}/extensions": row.where("new_due")}
        edit = Edit(changes, where, row.where("new_due"), needs=list(before))
        before.append(edit)
        yield edit


_NO_ACTION = Text("没有第{number}项措施", "there is no action {number}")
_OLD = Text("原期限{written}与现在的期限{due}不同", "the old date {written} is not the present one, {due}")


def _same(action: Action, made: dict[str, Any]) -> bool:
    """An action was taken over from this row before; owner and date may have been filled in since."""
    return (
        all(_plain(str(getattr(action, name))) == _plain(made[name]) for name in ("type", "text"))
        and _plain(action.owner) in {"", _plain(made["owner"])}
        and (not action.due or made["due"] in {action.first_due, action.due})
    )


def _value(one: KeptNonconformity, path: str) -> str:
    name, *rest = path.split("/")
    if not rest:
        return str(getattr(one, name))
    at = int(rest[0]) - 1
    return str(getattr(one.actions[at], rest[1])) if at < len(one.actions) else ""


def _plain(text: str) -> str:
    return "".join(text.split())
