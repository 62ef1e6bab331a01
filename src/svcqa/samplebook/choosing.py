"""Rows that a person chose instead of drawing them: a list with the reason for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svcqa.accounts import problems_of
from svcqa.assignment.reading import Entry
from svcqa.errors import InputError, Problem
from svcqa.intake import find_files
from svcqa.samplebook import sheets
from svcqa.samplebook.lots import Lot
from svcqa.samplebook.sheets import plain
from svcqa.text import Text

_NO_LIST = Text("里面没有选取清单。", "it holds no list of rows chosen.")
_HOW = Text(
    "请写一张表，栏目为：记录编号（或文件、工作表、行号）、选取理由、选取人；工作表可命名为选取清单。",
    "Write a table with the columns: record (or file, sheet, row), reason, chosen by; the sheet may be called choices.",
)
_NO_REASON = Text(
    "没有写选取理由；由人选取的每一行都要说明理由。", "no reason is given; every row that a person chooses needs one."
)
_NONE = Text("批内没有这条记录。", "no such record is in the lot.")
_SEVERAL = Text(
    "批内有{count}条这样的记录，请写明文件、工作表和行号。",
    "{count} such records are in the lot; name file, sheet and row.",
)
_TWICE = Text("这条记录已经选过。", "this record was chosen already.")


@dataclass(frozen=True)
class Chosen:
    """A record of a lot that a person chose."""

    number: int
    """As the lot numbers it."""
    reason: str


def chosen(lot: Lot, path: str | Path) -> list[Chosen]:
    """The records that a list names, in the order of the lot.

    Args:
        lot: what they are chosen from.
        path: a workbook or text table with the key of each record, or its file, sheet and row, and a reason.

    Raises:
        InputError: there is no such list, or a row names no record, several, one twice, or no reason; each with its
            cell.
    """
    inputs, found = sheets.imported(find_files([Path(path)]), sheets.CHOICES)
    entries = [entry for one in found.values() for entry in one.get(sheets.CHOICES, ())]
    problems = problems_of(inputs)
    if not entries and not problems:
        problems.append(Problem(_NO_LIST, str(path), _HOW))
    numbers = _numbers(lot, entries)
    made: dict[int, Chosen] = {}
    for entry, here in zip(entries, numbers, strict=True):
        problems += _odd(entry, here, made)
        if len(here) == 1:
            made.setdefault(here[0], Chosen(here[0], _reason(entry)))
    if problems:
        raise InputError.all_of(problems)
    return [made[number] for number in sorted(made)]


def _numbers(lot: Lot, entries: Sequence[Entry]) -> list[list[int]]:
    """For every row of the list the records of the lot that it names."""
    keys: dict[str, list[int]] = {}
    rows: dict[str, list[tuple[str, str, int]]] = {}
    for number, row in enumerate(lot.rows(range(len(lot)))):
        keys.setdefault(plain(row.key), []).append(number)
        rows.setdefault(str(row.row), []).append((row.file, plain(row.sheet), number))
    return [_named(entry, keys, rows) for entry in entries]


def _named(entry: Entry, keys: Mapping[str, list[int]], rows: Mapping[str, list[tuple[str, str, int]]]) -> list[int]:
    by_key = keys.get(plain(entry["record"]), [])
    if not entry["row"]:
        return by_key
    asked = (entry["file"], plain(entry["sheet"]))
    here = [
        number
        for file, sheet, number in rows.get(entry["row"], ())
        if asked[0] in {"", file} and asked[1] in {"", sheet}
    ]
    return [number for number in here if number in by_key] if entry["record"] else here


def _reason(entry: Entry) -> str:
    by = plain(entry["chosen_by"])
    return plain(entry["reason"]) + (f" ({by})" if by else "")


def _odd(entry: Entry, here: Sequence[int], made: Mapping[int, Chosen]) -> Iterator[Problem]:
    where = entry.where("record")
    if not here:
        yield Problem(_NONE, where)
    elif len(here) > 1:
        yield Problem(_SEVERAL.fill(count=len(here)), where)
    elif here[0] in made:
        yield Problem(_TWICE, where)
    if not entry["reason"]:
        yield Problem(_NO_REASON, entry.where("reason"))
