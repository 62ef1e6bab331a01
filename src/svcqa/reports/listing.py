"""The findings as a list for Excel: CSV in UTF-8 with a byte order mark, one finding a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from svcqa.findings import Audit, Finding, Location
from svcqa.reports.shown import cut, key_text, place_text, printable
from svcqa.reports.wording import Words
from svcqa.text import Lang

EXCEL_CELL = 32_767
"""Characters that a cell of a worksheet holds; Excel drops or spills what is longer."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_JOINT = "; "


def render(audit: Audit, lang: Lang) -> bytes:
    """All findings, headings in the wanted language."""
    words = Words(lang)
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8-sig", newline="")
    rows = csv.writer(text)
    rows.writerow(words(name) for name in _COLUMNS)
    for finding in audit.findings:
        rows.writerow([harmless(column(finding, words), words) for column in _COLUMNS.values()])
    text.flush()
    return data.getvalue()


def harmless(value: str, words: Words) -> str:
    """A value as text: nothing that a spreadsheet would calculate, and no longer than a cell."""
    if value.isprintable() and value[:1] not in _FORMULA and len(value) <= EXCEL_CELL:
        return value
    clean = printable(value)
    if clean.startswith(_FORMULA) or value.startswith(_FORMULA):
        clean = f"'{clean}"
    return cut(clean, EXCEL_CELL, words)


def _places(cells: list[Location]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((cell.file, cell.sheet) for cell in cells))


def _cells(finding: Finding, words: Words) -> str:
    if len(_places(finding.locations)) <= 1:
        return _JOINT.join(cell.cell for cell in finding.locations)
    return _JOINT.join(place_text(cell) for cell in finding.locations)


def _values(finding: Finding, words: Words) -> str:
    return _JOINT.join(cell.value or words("blank") for cell in finding.locations)


_COLUMNS: Mapping[str, Callable[[Finding, Words], str]] = {
    "key": lambda finding, words: key_text(finding.key, words),
    "unit": lambda finding, words: finding.unit or "",
    "date": lambda finding, words: finding.date or "",
    "rule": lambda finding, words: finding.rule,
    "clause": lambda finding, words: finding.clause,
    "weight": lambda finding, words: words.named("weight", finding.weight),
    "message": lambda finding, words: words.said(finding.message),
    "cells": _cells,
    "values": _values,
    "file": lambda finding, words: _JOINT.join(dict.fromkeys(cell.file for cell in finding.locations)),
    "sheet": lambda finding, words: _JOINT.join(dict.fromkeys(cell.sheet for cell in finding.locations if cell.sheet)),
    "fingerprint": lambda finding, words: finding.fingerprint,
    "ruleset": lambda finding, words: finding.ruleset,
    "register": lambda finding, words: finding.register,
    "excused_by": lambda finding, words: finding.excused_by or "",
}
