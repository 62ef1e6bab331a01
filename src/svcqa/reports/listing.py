"""The findings as a list for Excel: CSV in UTF-8 with a byte order mark, one finding a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from svcqa.baselines import Baseline
from svcqa.dossier import Review
from svcqa.findings import Audit, Finding, Location
from svcqa.reports.shown import cut, key_text, place_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

EXCEL_CELL = 32_767
"""Characters that a cell of a worksheet holds; Excel drops or spills what is longer."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_JOINT = "; "


def render(audit: Audit, request: RenderRequest) -> bytes:
    """All findings, headings in the wanted language."""
    words = Words(request.lang)
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8-sig", newline="")
    rows = csv.writer(text)
    rows.writerow(words(name) for name in heads(audit))
    for line in lines(audit, words):
        rows.writerow([harmless(value, words) for value in line])
    text.flush()
    return data.getvalue()


def lines(audit: Audit, words: Words) -> Iterator[list[str]]:
    """The findings, each as the values of all its columns."""
    decisions, blank = audit.dossier.decisions(), [""] * len(REVIEWED)
    baseline = audit.dossier.baseline
    for finding in audit.findings:
        review = decisions.get(finding.fingerprint)
        told = [column(review, words) for column in REVIEWED.values()] if review else blank
        line = [*(column(finding, words) for column in COLUMNS.values()), *told]
        line[_SINCE:_SINCE] = _since(baseline, finding, words) if baseline else []
        yield line


def heads(audit: Audit) -> tuple[str, ...]:
    """The names of the columns of a list of findings; two more where an earlier audit is compared with."""
    return (*HEADS[:_SINCE], *SINCE, *HEADS[_SINCE:]) if audit.dossier.baseline else HEADS


def _since(baseline: Baseline, finding: Finding, words: Words) -> list[str]:
    code, differs = baseline.states.get(finding.fingerprint), baseline.changes.get(finding.fingerprint, [])
    state = words.named("baseline_state", code) if code else ""
    return [state, words.listed([words.named("baseline_difference", one) for one in differs])]


def harmless(value: str, words: Words) -> str:
    """A value as text: nothing that a spreadsheet would calculate, and no longer than a cell."""
    if value.isprintable() and not begins_formula(value) and len(value) <= EXCEL_CELL:
        return value
    clean = printable(value)
    if begins_formula(clean) or begins_formula(value):
        clean = f"'{clean}"
    return cut(clean, EXCEL_CELL, words)


def begins_formula(value: str) -> bool:
    """Whether a spreadsheet would take typed text for a formula."""
    return value.startswith(_FORMULA)


def cells_of(cells: Sequence[Location], words: Words) -> str:
    """``B7; C7``; where they are of several sheets, with file and sheet where these change."""
    if len({(cell.file, cell.sheet) for cell in cells}) <= 1:
        return _JOINT.join(cell.cell for cell in cells)
    before = [None, *cells]
    return _JOINT.join(
        cell.cell if last and (last.file, last.sheet) == (cell.file, cell.sheet) else place_text(cell)
        for last, cell in zip(before, cells, strict=False)
    )


def values_of(cells: Sequence[Location], words: Words) -> str:
    """What stands in the cells."""
    return _JOINT.join(cell.value or words("blank") for cell in cells)


def files_of(cells: Sequence[Location], words: Words) -> str:
    """The files, each once."""
    return _JOINT.join(dict.fromkeys(cell.file for cell in cells))


def sheets_of(cells: Sequence[Location], words: Words) -> str:
    """The sheets, each once."""
    return _JOINT.join(dict.fromkeys(cell.sheet for cell in cells if cell.sheet))


def decision(review: Review, words: Words) -> str:
    """What was decided, as the sheet of reviews has it to choose from."""
    return words.named("decision", review.decision).lower() if review.decision else ""


COLUMNS: Mapping[str, Callable[[Finding, Words], str]] = {
    "key": lambda finding, words: key_text(finding.key, words),
    "unit": lambda finding, words: finding.unit or "",
    "date": lambda finding, words: finding.date or "",
    "rule": lambda finding, words: finding.rule,
    "clause": lambda finding, words: finding.clause,
    "weight": lambda finding, words: words.named("weight", finding.weight),
    "message": lambda finding, words: words.said(finding.message),
    "cells": lambda finding, words: cells_of(finding.locations, words),
    "values": lambda finding, words: values_of(finding.locations, words),
    "file": lambda finding, words: files_of(finding.locations, words),
    "sheet": lambda finding, words: sheets_of(finding.locations, words),
    "excused_by": lambda finding, words: finding.excused_by or "",
    "ruleset": lambda finding, words: finding.ruleset,
    "register": lambda finding, words: finding.register,
    "fingerprint": lambda finding, words: finding.fingerprint,
    "reviewed_rule": lambda finding, words: finding.rule,
    "reviewed_record": lambda finding, words: key_text(finding.key, words),
}
"""The columns of a list of findings: name of the heading → what stands in it. The last three begin the reviews."""
REVIEWED: Mapping[str, Callable[[Review, Words], str]] = {
    "review_decision": decision,
    "decision_reason": lambda review, words: review.reason,
    "decision_evidence": lambda review, words: review.evidence,
    "reviewed_by": lambda review, words: review.by,
    "reviewed_on": lambda review, words: review.on,
    "answer": lambda review, words: words.named("position", review.position) if review.position else review.answer,
    "answer_reason": lambda review, words: review.answer_reason if review.answer_reason != review.answer else "",
    "answered_by": lambda review, words: review.answered_by,
    "answered_on": lambda review, words: review.answered_on,
}
"""The columns of its review, if there is one that counts."""
HEADS = (*COLUMNS, *REVIEWED)
"""All columns, for CSV and for a workbook. From ``fingerprint`` on they are those of the sheet of reviews in the audit
workbook, in its order, so that what was decided in this list can be pasted there."""
SINCE = ("baseline_state", "baseline_since")
"""What a finding is to an earlier audit, and what differs; they stand before the message."""
_SINCE = HEADS.index("message")
