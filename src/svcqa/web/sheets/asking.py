"""What is asked of the index of entries. What people decided since is no part of it and comes with the question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    and_,
    bindparam,
    false,
    func,
    not_,
    select,
    true,
    tuple_,
)

from svcqa.accounts import Said
from svcqa.dossier import DECISIONS, UNREVIEWED
from svcqa.intake.values.words import folded
from svcqa.web.sheets import schema
from svcqa.web.sheets.nouns import Entry, Filters, RuleFacts

Decisions = Mapping[str, str]
"""Fingerprint → what was decided of the finding."""
EXCUSED = "excused"
"""The state of a finding that a waiver excuses and on which nobody decided."""
STATES = (UNREVIEWED, *DECISIONS, EXCUSED)
_RANGES = tuple[int, int]
_entries, _words, _units, _rules, _places = (
    schema.entries.c, schema.words.c, schema.units.c, schema.rules.c, schema.places.c,
)  # fmt: skip
_decode_rule = msgspec.json.Decoder(RuleFacts).decode


def entries(connection: Connection, filters: Filters, decisions: Decisions, start: int, count: int) -> Iterator[Entry]:
    """Those that the filters let through, in the order of the sheets."""
    wanted = _told().where(passes(filters, decisions)).order_by(_entries.number).offset(start).limit(count)
    return map(_entry, connection.execute(wanted))


def one(connection: Connection, number: int) -> tuple[Entry, str] | None:
    """An entry, and its evidence as it is kept."""
    found = connection.execute(_told().add_columns(_words.evidence).where(_entries.number == number)).first()
    return None if found is None else (_entry(found), found.evidence)


def marks(
    connection: Connection, sheet: int, rows: _RANGES, columns: _RANGES
) -> Iterator[tuple[int, int, bool, Entry]]:
    """What rests on the cells of a part of a sheet: row, column, whether it is the judged record's own cell, entry."""
    wanted = (
        _told()
        .add_columns(_places.row.label("at_row"), _places.column.label("at_column"), _places.own)
        .join(schema.places, _places.entry == _entries.number)
        .where(_places.number == sheet, _places.row.between(*rows), _places.column.between(*columns))
        .order_by(_places.row, _places.column, _entries.number)
    )
    return ((row.at_row, row.at_column, row.own, _entry(row)) for row in connection.execute(wanted))


def step(
    connection: Connection, place: tuple[int, int, int], filters: Filters, decisions: Decisions, *, back: bool
) -> Entry | None:
    """The next entry behind a place, or the last one before it."""
    at = tuple_(_entries.sheet, _entries.row, _entries.column)
    return _first(connection, (at < place) if back else (at > place), filters, decisions, back=back)


def beside(connection: Connection, number: int, filters: Filters, decisions: Decisions, *, back: bool) -> Entry | None:
    """The next entry behind another, or the last one before it."""
    there = _entries.number < number if back else _entries.number > number
    return _first(connection, there, filters, decisions, back=back)


def position(connection: Connection, number: int, filters: Filters, decisions: Decisions) -> tuple[int, int] | None:
    """Which of those that the filters let through an entry is, and of how many."""
    source = schema.entries.join(schema.words) if filters.text else schema.entries
    before, here = (func.count().filter(one) for one in (_entries.number <= number, _entries.number == number))
    wanted = select(before, here, func.count()).select_from(source).where(passes(filters, decisions))
    count, is_there, total = connection.execute(wanted).one()
    return (count, total) if is_there else None


def _first(
    connection: Connection, there: ColumnElement[bool], filters: Filters, decisions: Decisions, *, back: bool
) -> Entry | None:
    order = _entries.number.desc() if back else _entries.number
    found = connection.execute(_told().where(there, passes(filters, decisions)).order_by(order).limit(1)).first()
    return None if found is None else _entry(found)


def _told() -> Select[Any]:
    wanted = select(
        *(
            _entries[name]
            for name in ("number", "kind", "sheet", "row", "column", "weight", "fingerprint", "excused_by")
        ),
        *(_words.key, _words.zh, _words.en),
        _units.name.label("unit_name"),
        _rules.data.label("rule_data"),
    )
    return wanted.select_from(schema.entries.join(schema.words).join(schema.units).join(schema.rules))


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.number, row.kind, row.sheet, row.row, row.column, _decode_rule(row.rule_data), row.weight, row.unit_name,
        row.fingerprint, row.key, Said(row.zh, row.en), row.excused_by,
    )  # fmt: skip


def passes(filters: Filters, decisions: Decisions) -> ColumnElement[bool]:
    """What the filters let through; ``words`` must be joined where text is sought."""
    plain = {name: getattr(filters, name) for name in ("kind", "sheet", "rule", "weight", "unit")}
    asked = [_entries[name] == value for name, value in plain.items() if value is not None]
    sought = [_words.sought.contains(word, autoescape=True) for word in folded(filters.text).split()]
    state = [_is_in(filters.state, decisions)] if filters.state else []
    return and_(true(), *asked, *sought, *state)


def _is_in(state: str, decisions: Decisions) -> ColumnElement[bool]:
    if state in DECISIONS:
        return among([name for name, decided in decisions.items() if decided == state])
    excused = _entries.excused_by.is_not(None) if state == EXCUSED else _entries.excused_by.is_(None)
    finding = _entries.kind == "finding"
    return and_(finding, excused, not_(among(list(decisions)))) if state in STATES else false()


def among(fingerprints: list[str]) -> ColumnElement[bool]:
    """Whether an entry has one of these fingerprints, which are one parameter however many they are."""
    given = func.json_each(bindparam(None, json.dumps(fingerprints), String)).table_valued("value")
    return _entries.fingerprint.in_(select(given.c.value))
