"""Workbooks to review in, filled in as auditors do; for tests."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from svcqa.assignment.sheets import REVIEWS, registers
from svcqa.findings import Audit
from svcqa.formbook.sheet import HEAD
from svcqa.reviewing.rows import Wanted, rows_of_findings
from svcqa.reviewing.workbook import workbook
from svcqa.text import Lang, Text

Filled = Mapping[int, Mapping[str, str]]
"""Number of a finding's row in the workbook, from 0 → field → what is written into it; empty: it is emptied."""
CONFIRMED = {"decision": "属实", "reviewed_by": "邵文静", "reviewed_on": "2026-01-15", "reason": "已核对"}
OBSERVED = {**CONFIRMED, "decision": "观察项", "reviewed_by": "顾明远"}
EXPLAINED = {**CONFIRMED, "decision": "已解释", "evidence": "通话清单"}
DISPUTED = {"answer": "有异议", "answer_reason": "系统时间不准", "answered_by": "丁一", "answered_on": "2026-01-18"}
ACCEPTED = {"answer": "认可", "answered_by": "丁一"}
EMPTY = dict.fromkeys(CONFIRMED, "")


def written(audit: Audit, place: Path, lang: Lang = "zh", wanted: Wanted | None = None) -> Path:
    """The findings as a workbook."""
    place.write_bytes(workbook(rows_of_findings(audit, lang, wanted), lang, Text("说明", "about")))
    return place


def filled(book: Path, place: Path, rows: Filled, lang: Lang = "zh") -> Path:
    """A copy of a workbook with something written into it."""
    shutil.copy(book, place)
    opened = openpyxl.load_workbook(place)
    sheet = opened.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[HEAD + 1]}
    fields = registers()[REVIEWS].fields
    for number, cells in rows.items():
        for name, text in cells.items():
            sheet.cell(HEAD + 2 + number, at[fields[name].title.say(lang)]).value = text or None
    opened.save(place)
    return place


def told(book: Path, *names: str, lang: Lang = "zh") -> list[Sequence[str]]:
    """What stands in some columns of a workbook, row by row."""
    sheet = openpyxl.load_workbook(book).worksheets[0]
    heads = [cell.value for cell in sheet[HEAD + 1]]
    at = [heads.index(registers()[REVIEWS].fields[name].title.say(lang)) for name in names]
    return [tuple(row[one] or "" for one in at) for row in sheet.iter_rows(min_row=HEAD + 2, values_only=True)]
