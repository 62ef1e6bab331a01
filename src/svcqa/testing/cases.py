"""Cases of a check: small registers of their own, with the verdict expected for each record."""

from __future__ import annotations

import datetime as dt
import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import Field as Slot

from svcqa import yamlfile
from svcqa.calendars import Calendars
from svcqa.checks import Context, spec_of
from svcqa.conditions import Condition
from svcqa.hours import CalendarSetup
from svcqa.judging.messages import evidence_columns
from svcqa.periods import AsOf, Period
from svcqa.registers import AS_OF, Field, FieldType, Names, Register, Written
from svcqa.rulesets.binding import Bound
from svcqa.rulesets.models import Rule
from svcqa.testing.trial import Said, Trial
from svcqa.testing.written import records_of
from svcqa.text import Text

_REGISTER = "records"


class PartnerFile(Written):
    """Another register of a case."""

    fields: Mapping[str, FieldType]
    records: tuple[Mapping[str, Any], ...] = ()
    event_date: Names = (AS_OF,)


class Tried(Written):
    """What cases and proofs have in common."""

    records: tuple[Mapping[str, Any], ...] = ()
    as_of: dt.date | dt.datetime | str = "2024-12-31"
    period: str | None = None
    slots: tuple[str, ...] = ()
    """What is expected beside the records: name of a slot, verdict, reason."""

    def expected(self) -> list[str]:
        """What is expected of each record in order."""
        return [str(record.get("expect", "")) for record in self.records]


def differences(said: Said, written: Tried) -> list[Text]:
    """Every record and slot of which something else was said than expected."""
    wrong = []
    for number, (got, wanted) in enumerate(zip(said.records, written.expected(), strict=True), 1):
        if got != wanted:
            first = next(iter(written.records[number - 1].values()))
            zh = f"第{number}条（{first}）得到{got or '空白'}，应为{wanted or '空白'}"
            wrong.append(Text(zh, f"record {number} ({first}): {got or 'nothing'}, expected {wanted or 'nothing'}"))
    got_more, missed = Counter(said.slots) - Counter(written.slots), Counter(written.slots) - Counter(said.slots)
    more = [Text(f"多出“{slot}”", f"slot '{slot}', not expected") for slot in sorted(got_more.elements())]
    return [
        *wrong,
        *more,
        *(Text(f"缺少“{slot}”", f"no slot '{slot}', expected") for slot in sorted(missed.elements())),
    ]


class CaseFile(Tried):
    """One case as written."""

    name: str
    settings: Mapping[str, Any]
    fields: Mapping[str, FieldType]
    records: tuple[Mapping[str, Any], ...]
    partners: Mapping[str, PartnerFile] = Slot(default_factory=dict)
    event_date: Names = (AS_OF,)
    where: Condition | None = None
    unless: tuple[Condition, ...] = ()
    calendars: Mapping[str, CalendarSetup] = Slot(default_factory=dict)


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

    def trial(self, order: Sequence[int] | None = None) -> Trial:
        """The check as the only rule over a register of its own; the records are put into ``order`` first, if given."""
        written = self.written
        order = range(len(written.records)) if order is None else order
        register = _register(written.fields, written.event_date)
        registers = {_REGISTER: register}
        registers.update({name: _register(one.fields, one.event_date) for name, one in written.partners.items()})
        rule = Rule(
            id="CASE", clause="1", title=Text("例", "case"), of=_REGISTER, check=spec_of(self.check).name,
            params=written.settings, where=written.where, unless=written.unless,
        )  # fmt: skip
        spec = spec_of(self.check)
        settings = spec.settings.model_validate(written.settings)
        bound, _ = Bound("cases", rule, register, self.check, spec, settings).with_paths(registers)
        rows = {_REGISTER: [written.records[number] for number in order]}
        rows.update({name: list(one.records) for name, one in written.partners.items()})
        records = {name: records_of(name, registers[name], found) for name, found in rows.items()}
        return Trial(bound, records, context_of(written, written.calendars))


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
        AssertionError: a record got another verdict than expected, or the check gives evidence that it does not
            declare; all are listed.
    """
    wrong = [*differences(case.trial().said(), case.written), *_undeclared(case)]
    if wrong:
        raise AssertionError(f"{case.where} {case.name}: " + "; ".join(one.en for one in wrong))


def _undeclared(case: Case) -> list[Text]:
    """Evidence that no report could call by words."""
    spec = spec_of(case.check)
    unknown = [name for name in evidence_columns(judged(case)) if name not in {*spec.evidence, *spec.unshown}]
    return [Text(f"证据“{name}”没有声明", f"evidence '{name}' is not declared") for name in unknown]


def verdicts(case: Case, order: Sequence[int] | None = None) -> list[str]:
    """The verdict on each record, with its reason; the records are put into ``order`` first, if given."""
    order = range(len(case.written.records)) if order is None else order
    said = case.trial(order).said()
    return [*(said.records[list(order).index(number)] for number in range(len(said.records))), *said.slots]


def judged(case: Case) -> pd.DataFrame:
    """What the check returns for a case: verdicts with all their evidence; the index numbers the records from 0 on."""
    return case.trial().judged()


def split_verdicts(case: Case, parts: int) -> list[str]:
    """The verdicts when the cases are split as the check's scope allows, each part judged by itself."""
    return case.trial().said(parts).all


def context_of(written: Tried, calendars: Mapping[str, CalendarSetup]) -> Context:
    """The time of the audit."""
    moment = AsOf.of(written.as_of)
    return Context(pd.Timestamp(moment.moment), Period.of(written.period, moment), Calendars(calendars))


def _register(fields: Mapping[str, FieldType], event_date: Sequence[str]) -> Register:
    return Register(
        title=Text("记录", "records"),
        key=(next(iter(fields)),),
        event_date=tuple(event_date),
        fields={name: Field(title=Text(name, name), type=kind) for name, kind in fields.items()},
    )
