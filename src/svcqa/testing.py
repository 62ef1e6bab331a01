"""Testing checks: cases in YAML beside a check, and the proof that splitting does not change its verdicts.

A plugin author writes ``cases/<check>.yaml`` beside the check and runs it with::

    for case in svcqa.testing.cases(check):
        svcqa.testing.run(case)

A case is a small register, written as an office would write it, with the verdict expected for each record::

    - name: exactly at the limit conforms
      settings: {start: a, end: b, max: 15m}
      fields: {a: datetime, b: datetime}
      as_of: 2024-06-30
      records:
        - {a: 2024-03-05 10:00, b: 2024-03-05 10:15, expect: conforms}
        - {a: 2024-03-05, b: 2024-03-05 10:15, expect: undetermined date_only}

``expect`` is a verdict, with a reason code behind it where the check or the core gives one. Registers that the
settings name stand under ``partners``, each with its own ``fields`` and ``records``. What is expected of slots
stands under ``slots``, as ``NAME VERDICT REASON``; records that only fill slots have no ``expect``.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field as Slot

from svcqa import yamlfile
from svcqa.calendars import Calendars
from svcqa.checks import Context, Verdict, spec_of
from svcqa.conditions import Condition
from svcqa.execute import Here, Task
from svcqa.grid import blank, from_rows, joined
from svcqa.hours import CalendarSetup
from svcqa.intake.assemble import Piece, assemble
from svcqa.intake.values.cells import Reading, convert
from svcqa.judging import reasons
from svcqa.judging.judge import prepared
from svcqa.judging.scope import OUT, Scoped
from svcqa.judging.subjects import subjects_of
from svcqa.periods import AsOf, Period
from svcqa.registers import AS_OF, Field, FieldType, Names, Records, Register, Written
from svcqa.rulesets.binding import Bound
from svcqa.rulesets.models import Rule
from svcqa.text import Text

_REGISTER = "records"


class PartnerFile(Written):
    """Another register of a case."""

    fields: Mapping[str, FieldType]
    records: tuple[Mapping[str, Any], ...] = ()
    event_date: Names = (AS_OF,)


class CaseFile(Written):
    """One case as written."""

    name: str
    settings: Mapping[str, Any]
    fields: Mapping[str, FieldType]
    records: tuple[Mapping[str, Any], ...]
    partners: Mapping[str, PartnerFile] = Slot(default_factory=dict)
    as_of: dt.date | dt.datetime | str = "2024-12-31"
    period: str | None = None
    event_date: Names = (AS_OF,)
    where: Condition | None = None
    unless: tuple[Condition, ...] = ()
    calendars: Mapping[str, CalendarSetup] = Slot(default_factory=dict)
    slots: tuple[str, ...] = ()
    """What is expected beside the records: name of a slot, verdict, reason."""


@dataclass(frozen=True)
class Case:
    """One case of one check, and where it is written."""

    check: Callable[..., pd.DataFrame]
    written: CaseFile
    where: str

    @property
    def name(self) -> str:
        """A sentence: what the case shows."""
        return self.written.name


def cases(check: Callable[..., pd.DataFrame]) -> list[Case]:
    """The cases beside a check, from ``cases/<name>.yaml``.

    Raises:
        ConfigError: the file is no YAML.
        FileNotFoundError: there is none.
    """
    place = Path(inspect.getfile(check)).parent / "cases" / f"{spec_of(check).name}.yaml"
    file = yamlfile.parse(place.read_text(encoding="utf-8"), place.name)
    return [Case(check, CaseFile.model_validate(item), file.where((number,))) for number, item in enumerate(file.data)]


def run(case: Case) -> None:
    """Judge a case.

    Raises:
        AssertionError: a record got another verdict than expected; all are listed.
    """
    got = verdicts(case)
    wanted = [*(str(record.get("expect", "")) for record in case.written.records), *sorted(case.written.slots)]
    pairs = enumerate(zip_longest(got, wanted, fillvalue="nothing"), 1)
    wrong = [f"record {number}: {g}, expected {w}" for number, (g, w) in pairs if g != w]
    if wrong:
        raise AssertionError(f"{case.where} {case.name}: " + "; ".join(wrong))


def verdicts(case: Case, order: Sequence[int] | None = None) -> list[str]:
    """The verdict on each record, with its reason; the records are put into ``order`` first, if given."""
    order = range(len(case.written.records)) if order is None else order
    scoped, task = _set_up(case, order)
    judged = Here().judge(task)
    said = _said(scoped, _of_records(judged))
    return [*(said[list(order).index(number)] for number in range(len(said))), *_of_slots(judged)]


def split_verdicts(case: Case, parts: int) -> list[str]:
    """The verdicts when the cases are split as the check's scope allows, each part judged by itself."""
    scoped, task = _set_up(case, range(len(case.written.records)))
    whole = pd.concat([Here().judge(part) for part in split(task, parts)])
    return [*_said(scoped, _of_records(whole).reindex(scoped.open)), *_of_slots(whole)]


def _slots_only(task: Task) -> bool:
    return spec_of(task.check).slots_only(task.settings)


def _of_records(judged: pd.DataFrame) -> pd.DataFrame:
    return judged[judged["slot"].isna()] if "slot" in judged else judged


def _of_slots(judged: pd.DataFrame) -> list[str]:
    if "slot" not in judged:
        return []
    found = judged[judged["slot"].notna()]
    codes = found["reason"] if "reason" in found else [""] * len(found)
    rows = zip(found["slot"], found["verdict"], codes, strict=True)
    return sorted(f"{name} {Verdict(verdict).name.lower()} {_code(code)}".strip() for name, verdict, code in rows)


def split(task: Task, parts: int) -> Iterator[Task]:
    """A task split by row, or by key, or not at all, as the check's mark says.

    Partners are split with the cases where the key of the check joins them, and handed whole to every part otherwise.
    """
    spec, frame = spec_of(task.check), task.cases
    if spec.scope == "table" or task.settings.needs_whole() or _slots_only(task) or frame.empty:
        yield task
        return
    key = spec.key if spec.scope == "key" else None
    part = _by_key(frame, key, parts) if key else np.arange(len(frame)) % parts
    beside = {name: _by_key(one, key, parts) if key else None for name, one in task.partners.items()}
    for number in range(parts):
        if (part == number).any():
            mine = {name: _those(one, beside[name], number) for name, one in task.partners.items()}
            yield replace(task, cases=frame[part == number], partners=mine)


def _by_key(frame: pd.DataFrame, key: str, parts: int) -> Any:
    """The part of each row by the values of its key; ``None`` for a frame without that key."""
    names = [name for name in map(str, frame) if name == key or name.startswith(f"{key}.")]
    if not names:
        return None
    rows = frame[names].astype(object).where(frame[names].notna(), "").astype(str).itertuples(index=False)
    return np.array([zlib.crc32("\x1f".join(row).encode()) % parts for row in rows], dtype=np.int64)


def _those(frame: pd.DataFrame, part: np.ndarray | None, number: int) -> pd.DataFrame:
    return frame if part is None else frame[part == number]


def verdicts_in(check: Callable[..., pd.DataFrame]) -> set[str]:
    """The verdicts a check can give: those its modules name, and undetermined where it needs a cell."""
    named = {name for module in _modules(check) for name in re.findall(r"Verdict\.([A-Z]+)", inspect.getsource(module))}
    return {name.lower() for name in named} | ({"undetermined"} if spec_of(check).needs else set())


def _modules(check: Callable[..., pd.DataFrame]) -> list[ModuleType]:
    """The module of a check, those beside it that it is made with, and the core's that judge slots for it."""
    home = check.__module__
    rooms, waiting, found = (f"{home.rpartition('.')[0]}.", "svcqa.recurring."), [home], dict[str, ModuleType]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = sys.modules[name]
            parts = (getattr(one, "__module__", "") for one in vars(found[name]).values())
            waiting += sorted({one for one in parts if isinstance(one, str) and one.startswith(rooms)})
    return list(found.values())


def _set_up(case: Case, order: Sequence[int]) -> tuple[Scoped, Task]:
    """What the core decides of a case, and the task that is left to the check."""
    written = case.written
    register = _register(written.fields, written.event_date)
    registers = {_REGISTER: register}
    registers.update({name: _register(one.fields, one.event_date) for name, one in written.partners.items()})
    rule = Rule(
        id="CASE", clause="1", title=Text("例", "case"), of=_REGISTER, check=spec_of(case.check).name,
        params=written.settings, where=written.where, unless=written.unless,
    )  # fmt: skip
    spec = spec_of(case.check)
    settings = spec.settings.model_validate(written.settings)
    bound, _ = Bound("cases", rule, register, case.check, spec, settings).with_paths(registers)
    moment = AsOf.of(written.as_of)
    context = Context(pd.Timestamp(moment.moment), Period.of(written.period, moment), Calendars(written.calendars))
    records = {_REGISTER: _records(register, [written.records[number] for number in order])}
    records.update({name: _records(registers[name], one.records) for name, one in written.partners.items()})
    made = prepared(bound, subjects_of(records), context)
    return made.scoped, made.task


def _register(fields: Mapping[str, FieldType], event_date: Sequence[str]) -> Register:
    return Register(
        title=Text("记录", "records"),
        key=(next(iter(fields)),),
        event_date=tuple(event_date),
        fields={name: Field(title=Text(name, name), type=kind) for name, kind in fields.items()},
    )


def _records(register: Register, written: Sequence[Mapping[str, Any]]) -> Records:
    count = len(written)
    rows = [[_cell(record.get(name)) for name in register.fields] for record in written]
    columns = from_rows(rows)[0] if rows else [blank(0)] * len(register.fields)
    cells = {
        name: convert(column, register.fields[name], Reading())
        for name, column in zip(register.fields, _padded(columns, count), strict=True)
    }
    piece = Piece(_REGISTER, "cases", "", np.arange(count) + 2, {name: n for n, name in enumerate(cells)}, cells)
    return assemble({_REGISTER: register}, [piece])[_REGISTER]


def _padded(columns: Sequence[Any], count: int) -> list[Any]:
    """Columns as long as there are records: a last record may be blank throughout."""
    return [
        joined([column, blank(count - len(column.tags))]) if len(column.tags) < count else column for column in columns
    ]


def _cell(value: Any) -> Any:
    return "" if value is None else value


def _said(scoped: Scoped, judged: pd.DataFrame) -> list[str]:
    """Verdict and reason of every record, in words."""
    said = ["out" if verdict == OUT else "" for verdict in scoped.verdict]  # what only fills slots: nothing
    for number in np.flatnonzero(scoped.verdict >= 0):
        reason = scoped.codes[scoped.reason[number]]
        said[number] = f"{Verdict(scoped.verdict[number]).name.lower()} {reason}".strip()
    codes = judged["reason"] if "reason" in judged else pd.Series("", index=judged.index)
    for number, verdict, reason in zip(scoped.open, judged["verdict"], codes, strict=True):
        said[number] = f"{Verdict(verdict).name.lower()} {_code(reason)}".strip()
    return said


def _code(reason: object) -> str:
    if isinstance(reason, tuple):
        return " ".join(reason)
    return str(reason) if isinstance(reason, str) else ""


CORE_REASONS = tuple(reasons.TEXTS)
"""Reason codes that the core gives."""
