"""The audit as a workbook, the working paper of an auditor: figures, rules, findings, what was left out, files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable

from svcqa.findings import Audit
from svcqa.reports import asides, files, front, listing
from svcqa.reports.ledger import CONTRASTS, COUNTED, DOUBTFUL, PARAMETERS, RULES, UNJUDGED, Ledger
from svcqa.reports.sheets import Book, Head
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

_WIDTHS = {
    "key": 16, "date": 18, "rule": 17, "weight": 9, "message": 46, "cells": 14, "values": 26, "file": 22, "sheet": 14,
    "title_of": 40, "reason": 32, "why": 26, "set_aside_rows": 32, "sha256": 22, "fingerprint": 18, "chapter": 16,
    "name_of": 30, "value": 24, "remark": 40, "state": 9, "assessed": 9, "header_rows": 9, "row": 8, "to_row": 8,
    "count_of_rows": 8, "text": 70, **dict.fromkeys(COUNTED, 9), "rows_read": 9, "imported": 9, "set_aside": 9,
    "records": 9, "size": 11, "date_span": 13, "contrast": 30, "alone": 9, "rests_on": 32, "facts": 20,
    "reviewed_rule": 17, "reviewed_record": 16, "decision_reason": 30, "decision_evidence": 24, "answer": 30,
    "place": 40, "parameter": 44, "source": 26, "usual": 40, "parameter_name": 30, "excused_by": 12, "ruleset": 18,
}  # fmt: skip
_WIDTH = 13
_WRAPPED = frozenset({
    "message", "title_of", "reason", "values", "value", "cells", "why", "set_aside_rows", "sha256", "file", "sheet",
    "unit", "chapter", "clause", "date_span", "register", "contrast", "rests_on", "remark", "text", "facts", "name_of",
    "decision_reason", "decision_evidence", "answer", "place", "parameter", "source", "usual", "excused_by",
})  # fmt: skip
_NUMBERS = frozenset({
    *COUNTED, "alone", "size", "rows_read", "imported", "set_aside", "records", "row", "to_row", "count_of_rows",
})  # fmt: skip
_PRINTED = listing.HEADS.index("excused_by") + 1
"""Columns of the findings that are printed: there is no room on paper for names of programs and for reviews."""
_RULES_PRINTED = RULES.index("edition")


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The workbook in one language; the same audit gives the same bytes."""
    words = Words(request.lang)
    stream = io.BytesIO()
    with Book(stream, words, _moment(audit.content.as_of)) as book:
        book.reserve("sheet_front")
        _results(book, Ledger(audit, words))
        book.add("sheet_aside", _heads(asides.COLUMNS), asides.lines(audit.content.inputs, words))
        book.add("sheet_files", _heads(files.COLUMNS), files.lines(audit, words))
        _further(book, Ledger(audit, words))
        told = front.lines(audit, tuple(book.lists), words)
        book.add("sheet_front", _heads(front.COLUMNS, remark=100), told, filtered=False)
    return stream.getvalue()


def _results(book: Book, ledger: Ledger) -> None:
    book.add("sheet_rules", _heads(RULES), ledger.rules(), not_printed=len(RULES) - _RULES_PRINTED)
    book.add(
        "sheet_findings", _heads(listing.HEADS), ledger.findings(), not_printed=len(listing.HEADS) - _PRINTED
    )
    book.add("sheet_unjudged", _heads(UNJUDGED), ledger.unjudged())


def _further(book: Book, ledger: Ledger) -> None:
    content = ledger.audit.content
    if content.contrasts:
        book.add("sheet_contrasts", _heads(CONTRASTS), ledger.contrasts())
    if content.parameters:
        book.add("sheet_parameters", _heads(PARAMETERS), ledger.parameters())
    if any(one.doubt is not None for one in ledger.audit.dossier.reviews):
        book.add("sheet_doubtful", _heads(DOUBTFUL), ledger.doubtful())


def _moment(as_of: str) -> dt.datetime:
    """When the workbook is said to be made: the audit date, so that it does not depend on the day it is printed."""
    try:
        return dt.datetime.fromisoformat(as_of).replace(tzinfo=None)
    except ValueError:
        return dt.datetime(2000, 1, 1)


def _heads(names: Iterable[str], **widths: int) -> list[Head]:
    widths = {**_WIDTHS, **widths}
    return [Head(name, widths.get(name, _WIDTH), name in _WRAPPED, name in _NUMBERS) for name in names]
