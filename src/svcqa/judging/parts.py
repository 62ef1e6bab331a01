"""Judging in parts: a register that does not fit into memory, some records at a time.

Each part holds all records of its keys, so that every rule that looks at one record, or at one key, says the same of
it there as among all others. What was counted is added up; what was found is put aside as it comes, and told in the
order in which it would stand had all been judged at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct

from svcqa.checks import Context
from svcqa.findings import Exhibit, Finding, Tally, Unjudged, Upcoming
from svcqa.intake.shelving import Shelved
from svcqa.judging.adding import added, told
from svcqa.judging.builtin import RULES
from svcqa.judging.judge import Progress, outcome_of, unassessed
from svcqa.judging.ordering import in_order
from svcqa.judging.outcome import Columns, Outcome
from svcqa.judging.remembering import Apart, Remembering, rows_of
from svcqa.judging.subjects import Subjects
from svcqa.judging.suiting import key_of
from svcqa.judging.tables import Shown, exhibits
from svcqa.judging.validation import validate
from svcqa.lines import Lines, columns_table, lines_of
from svcqa.meanwhile import made_ahead
from svcqa.registers import Records
from svcqa.requests import Executor, Shelf
from svcqa.rulesets import Bound
from svcqa.stated import Stated

_LISTS: dict[str, type[Struct]] = {"findings": Finding, "unjudged": Unjudged, "upcoming": Upcoming}
_ORDER = ("rank", "part", "place")
"""By what the rows of the long lists are put in order: rule, chunk, and row of the sheet."""

_NO_ROWS = np.zeros(0, dtype=np.int64)
_Open = tuple[int, Bound, bool]
"""A rule that judges, with its rank before it, and whether it carries records over into the period."""


class Parted:
    """What judging in parts leaves behind; like :class:`~svcqa.judging.judge.Judgement`."""

    def __init__(self, shelf: Shelf, bound: Sequence[Bound]) -> None:
        self._shelf = shelf
        self._exceptions = [
            *([] for _ in RULES),
            *([str(part) for one in rule.rule.unless for part in one.alternatives()] for rule in bound),
        ]
        self._tallies: dict[int, Tally] = {}
        self._shown: dict[int, dict[str, Shown]] = {}
        self._units = False
        self.presence = Remembering()
        self.later = self.undated = 0

    def begin(self, subjects: Subjects) -> None:
        """Note the records of a part before it is judged."""
        self._units |= len(subjects.unit_names) > 1
        self.presence.begin(subjects)

    def add(self, outcome: Outcome) -> None:
        """Add the outcome of one rule, behind all others."""
        self._exceptions.append([])
        self.put(len(self._exceptions) - 1, outcome)

    def put(self, rank: int, outcome: Outcome, rows: np.ndarray = _NO_ROWS, scattered: Records | None = None) -> None:
        """Put what one rule came to for one part beside what it came to for others.

        Args:
            rank: place of the rule among all.
            outcome: what it came to.
            rows: row of each record of the part, in source order.
            scattered: the records of the part, if they are not those that were begun with.
        """
        before = self._tallies.get(rank)
        self._tallies[rank] = added(before, outcome.tally) if before else outcome.tally
        for one in outcome.shown:
            self._shown.setdefault(rank, {}).setdefault(one.spec.name, Shown(one.bound, one.spec)).add(one)
        self.later += outcome.later
        self.undated += outcome.undated
        if scattered is None:
            self.presence.add(rank, outcome)
        else:
            self.presence.scatter(rank, outcome, scattered)
        for name, row in _LISTS.items():
            if chunk := getattr(outcome, name):
                self._shelf.put(name, _numbered(columns_table(row, chunk), rank, chunk, rows))

    @property
    def tallies(self) -> list[Tally]:
        """Each rule counted, in the order of the rules."""
        return [told(tally, self._exceptions[rank], units=self._units) for rank, tally in sorted(self._tallies.items())]

    @property
    def exhibits(self) -> list[Exhibit]:
        """The exhibits, in the order of the rules."""
        return [
            made
            for rank, shown in sorted(self._shown.items())
            for made in exhibits(shown[one.name] for one in _bound(shown).spec.exhibits if one.name in shown)
        ]

    def lists(self) -> dict[str, Lines[Any]]:
        """The long lists of the audit document, on disk."""
        return {
            name: Lines(row, self._shelf.ordered(name, _ORDER)) if self._shelf.parts(name) else lines_of(row, [])
            for name, row in _LISTS.items()
        }


def _bound(shown: dict[str, Shown]) -> Bound:
    return next(iter(shown.values())).bound


def _numbered(table: pa.Table, rank: int, chunk: Columns, rows: np.ndarray) -> pa.Table:
    order = {
        "rank": np.full(len(table), rank),
        "part": np.array(chunk.get("part", [0] * len(table)), dtype=np.int64),
        "place": rows[chunk["place"]] if len(rows) else np.arange(len(table)),
    }
    for name, numbers in order.items():
        table = table.append_column(name, pa.array(numbers, pa.int64()))
    return table


def judge_parts(  # noqa: PLR0913, PLR0917 - as judging at once
    bound: Sequence[Bound],
    shelved: Shelved,
    context: Context,
    executor: Executor,
    progress: Progress | None,
    stated: Stated,
    carrying: Collection[int],
) -> tuple[Parted, int]:
    """Judge the records of a register by all rules, some at a time.

    ``carrying`` are the places of the rules by which some record is carried over into the period.

    Returns:
        What came of it, and how many rules judged records.
    """
    made = Parted(shelved.shelf, bound)
    outline = {shelved.name: shelved.outline()}
    by_key: dict[tuple[str, ...], list[_Open]] = {shelved.register.key: []}
    for rank, rule in enumerate(bound, len(RULES)):
        if (outcome := unassessed(rule, outline, context, stated)) is None:
            by_key.setdefault(key_of(rule), []).append((rank, rule, rank - len(RULES) in carrying))
        else:
            made.put(rank, outcome)
    telling = _Telling(shelved, progress or (lambda _: None))
    unclear: list[np.ndarray] = []
    with made_ahead(_parts(shelved)) as parts:
        for subjects in telling.of(parts):
            made.begin(subjects)
            unclear.append(rows_of(subjects.records)[subjects.unclear])
            for outcome in validate(shelved.name, {shelved.name: subjects}, context):
                made.put(RULES.index(outcome.tally.rule), outcome, subjects.records.parts[0].rows)
            _judge(by_key[shelved.register.key], subjects, (context, executor), made)
    for key, rules in by_key.items():
        if key != shelved.register.key:
            rows = np.concatenate([_NO_ROWS, *unclear])
            with made_ahead(Apart(_ordered(records), rows) for records in shelved.keyed(key)) as parts:
                for subjects in telling.of(parts):
                    _judge(rules, subjects, (context, executor), made)
    return made, sum(map(len, by_key.values()))


class _Telling:
    """Tells how far judging has come."""

    def __init__(self, shelved: Shelved, progress: Progress) -> None:
        self._size, self._progress = shelved.size, progress

    def of(self, parts: Iterable[Subjects]) -> Iterator[Subjects]:
        """The parts, each told before it is judged."""
        done = 0
        for subjects in parts:
            self._progress(f"{done:,} / {self._size:,}")
            yield subjects
            done += len(subjects.records)


def _parts(shelved: Shelved) -> Iterator[Subjects]:
    """The records in parts that hold whole keys of the register."""
    yield from (Apart(records, _NO_ROWS) for records in shelved.parts())
    yield from map(Subjects, map(_ordered, shelved.tangled()))


def _ordered(records: Records) -> Records:
    return in_order({records.name: records})[records.name]


def _judge(rules: Iterable[_Open], subjects: Subjects, by: tuple[Context, Executor], made: Parted) -> None:
    """Judge a part, of one register, by all rules that say of it what they would say of all records."""
    records, among = subjects.records, {subjects.records.name: subjects}
    for rank, rule, carrying in rules:
        scattered = None if key_of(rule) == records.register.key else records
        made.put(rank, outcome_of(rule, among, *by, carrying=carrying), records.parts[0].rows, scattered)
