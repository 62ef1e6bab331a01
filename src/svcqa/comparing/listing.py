"""Listing: the differences of one register as lines, each cell with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import numpy as np

from svcqa.comparing.differing import Differing
from svcqa.comparing.pairing import Pairs
from svcqa.findings import Location
from svcqa.judging.subjects import Subjects
from svcqa.versions import FLAGS, KINDS

Columns = dict[str, list[Any]]


def changes(
    old: Subjects, new: Subjects, pairs: Pairs, fields: Mapping[str, Differing]
) -> Iterator[tuple[Columns, np.ndarray]]:
    """The cells that differ, field by field, and where each belongs in the list (a line of ranks for each)."""
    flags, kinds = (*FLAGS, ""), KINDS
    for position, (name, one) in enumerate(fields.items()):
        at = one.at
        if not len(at):
            continue
        was, now = pairs.old[at], pairs.new[at]
        kind, flag = one.kinds[at] - 1, one.flags[at] - 1
        yield (
            {
                "flag": [flags[number] for number in flag.tolist()],
                "kind": [kinds[number] for number in kind.tolist()],
                "of": [one.of] * len(at),
                "register": [old.records.name] * len(at),
                "key": _keys(old, new, was, now),
                "field": [name] * len(at),
                "old": [cell for (cell,) in old.cells(was, [name])],
                "new": [cell for (cell,) in new.cells(now, [name])],
            },
            np.column_stack([np.where(flag < 0, len(FLAGS), flag), kind, was, np.full(len(at), position)]),
        )


def _keys(old: Subjects, new: Subjects, was: np.ndarray, now: np.ndarray) -> list[str]:
    """The key as it was; where it was blank, as it is."""
    pairs = zip(old.key_parts(was), new.key_parts(now), strict=True)
    return old.key_json([before if any(before) else after for before, after in pairs])


def apart(old: Subjects, new: Subjects, pairs: Pairs) -> Iterator[Columns]:
    """The records that stand alone: gone, added, not matched."""
    there = pairs.renumbered
    back = {now: was for was, now in there.items()}
    yield _records("gone", "old", old, pairs.gone, _named(pairs.gone, there, new))
    yield _records("added", "new", new, pairs.added, _named(pairs.added, back, old))
    yield _records("unmatched", "old", old, pairs.unmatched_old, [""] * len(pairs.unmatched_old))
    yield _records("unmatched", "new", new, pairs.unmatched_new, [""] * len(pairs.unmatched_new))


def _named(at: np.ndarray, others: Mapping[int, int], side: Subjects) -> list[str]:
    """The key of the record of the other version that is otherwise equal; empty where there is none."""
    found = [others.get(one, -1) for one in at.tolist()]
    known = np.array([one for one in found if one >= 0], dtype=np.int64)
    names = iter(" / ".join(part or "" for part in key) for key in side.key_parts(known))
    return [next(names) if one >= 0 else "" for one in found]


def _records(what: str, version: str, subjects: Subjects, at: np.ndarray, perhaps: list[str]) -> Columns:
    keys = subjects.key_parts(at)
    fields = [name for name in subjects.records.register.fields if name in subjects.records.frame]
    rows = subjects.cells(at, fields)
    return {
        "what": [what] * len(at),
        "version": [version] * len(at),
        "register": [subjects.records.name] * len(at),
        "key": subjects.key_json(keys),
        "why": _whys(subjects, keys) if what == "unmatched" else [""] * len(at),
        "perhaps": perhaps,
        "cells": ["[" + ",".join(row) + "]" for row in rows],
    }


def _whys(subjects: Subjects, keys: list[tuple[str | None, ...]]) -> list[str]:
    missing = len(subjects.key_fields) < len(subjects.records.register.key)
    return ["key_missing" if missing else "key_repeated" if all(key) else "key_blank" for key in keys]


def places_of(column: list[str]) -> Iterator[tuple[str, str, str]]:
    """File, sheet and cell of locations as JSON."""
    decoder = msgspec.json.Decoder(Location)
    for one in map(decoder.decode, column):
        yield one.file, one.sheet, one.cell
