"""The audit as a workbook, the working paper of an auditor: figures, rules, findings, what was left out, files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable

from svcqa.findings import Audit
from svcqa.reports import asides, files, front, listing
from svcqa.reports.baseline import book as since
from svcqa.reports.baseline import told
from svcqa.reports.ledger import (
    CONTRASTS,
    COUNTED,
    DOUBTFUL,
    PARAMETERS,
    RULES,
    SAMPLES,
    SIGNALS,
    UNJUDGED,
    WAIVERS,
    Ledger,
)
from svcqa.reports.sheets import Book, Head
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

_WIDTHS = {
    "key": 18, "unit": 11, "date": 18, "rule": 20, "clause": 16, "weight": 10, "message": 44, "cells": 28, "values": 28,
    "file": 24, "sheet": 14, "excused_by": 12, "ruleset": 24, "fingerprint": 18, "reviewed_rule": 20,
    "reviewed_record": 18, "decision_reason": 30, "decision_evidence": 24, "answer": 30, "answer_reason": 30,
    "place": 40,
    "title_of": 40, "assessed": 10, **dict.fromkeys(COUNTED, 10), "undetermined": 15, "reason": 28, "remark": 24,
    "chapter": 18, "rests_on": 32, "contrast": 30, "alone": 10,
    "row": 8, "to_row": 8, "count_of_rows": 10, "text": 80,
    "state": 9, "header_rows": 9, "rows_read": 10, "imported": 10, "set_aside": 11, "records": 10, "date_span": 23,
    "why": 30, "size": 13, "facts": 20, "sha256": 35,
    "baseline_share": 24, "assessed_share": 24, "baseline_state": 12, "baseline_since": 14,
    "baseline_outcome": 20, "baseline_decision": 12,
    "sample": 30, "signal": 18, "innocent": 40, "by_chance": 22, "expected": 10,
    "waiver_rules": 20, "waiver_scope": 30, "waiver_state": 34, "waiver_reason": 34, "waiver_risk": 24,
    "waiver_control": 24, "waiver_proof": 24, "last_valid_day": 16,
    "parameter": 48, "source": 26, "usual": 40, "parameter_name": 30,
}  # fmt: skip
_WIDTH = 13
_WRAPPED = frozenset({
    "key", "unit", "clause", "message", "cells", "values", "file", "sheet", "excused_by", "ruleset", "reviewed_record",
    "decision_reason", "decision_evidence", "answer", "answer_reason", "place",
    "title_of", "reason", "remark", "chapter", "register",
    "rests_on", "contrast", "text", "date_span", "why", "facts", "sha256", "parameter", "value", "source", "usual",
    "baseline_state", "baseline_since", "baseline_outcome", "name_of", "sample", "signal", "innocent", "by_chance",
    "waiver_rules", "waiver_scope", "waiver_state", "waiver_reason", "waiver_risk", "waiver_control", "waiver_proof",
})  # fmt: skip
_NUMBERS = frozenset({
    *COUNTED, "alone", "findings", "weight.high", "weight.medium", "weight.low", "baseline_excused",
    "size", "rows_read", "imported", "set_aside", "records", "row", "to_row", "count_of_rows",
})  # fmt: skip
_LAST_PRINTED = "excused_by"
"""Last column of the findings that is printed: there is no room on paper for names of programs and for reviews."""
_RULES_PRINTED = RULES.index("edition")


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The workbook in one language; the same audit gives the same bytes."""
    words = Words(request.lang)
    stream = io.BytesIO()
    with Book(stream, words, moment_of(audit.content.as_of)) as book:
        book.reserve("sheet_front")
        _results(book, Ledger(audit, words))
        book.add("sheet_aside", _heads(asides.COLUMNS), asides.lines(audit.content.inputs, words))
        book.add("sheet_files", _heads(files.COLUMNS), files.lines(audit, words))
        _further(book, Ledger(audit, words))
        told = front.lines(audit, tuple(book.lists), words)
        book.add("sheet_front", _heads(front.COLUMNS, name_of=34, value=26, remark=100), told, filtered=False)
    return stream.getvalue()


def _results(book: Book, ledger: Ledger) -> None:
    book.add("sheet_rules", _heads(RULES), ledger.rules(), not_printed=len(RULES) - _RULES_PRINTED)
    heads = listing.heads(ledger.audit)
    not_printed = len(heads) - heads.index(_LAST_PRINTED) - 1
    book.add("sheet_findings", _heads(heads), ledger.findings(), not_printed=not_printed)
    book.add("sheet_unjudged", _heads(UNJUDGED), ledger.unjudged())


def _further(book: Book, ledger: Ledger) -> None:
    content = ledger.audit.content
    if content.waivers:
        book.add("sheet_waivers", _heads(WAIVERS), ledger.waivers())
    if ledger.audit.dossier.baseline is not None:
        _since(book, ledger.audit, ledger.words)
    if content.contrasts:
        book.add("sheet_contrasts", _heads(CONTRASTS), ledger.contrasts())
    if content.samples:
        book.add("sheet_samples", _heads(SAMPLES, name_of=30), ledger.samples())
    if any(one.leads for one in content.signals):
        book.add("sheet_signals", _heads(SIGNALS), ledger.signals())
    if content.parameters:
        book.add("sheet_parameters", _heads(PARAMETERS, value=24), ledger.parameters())
    if any(one.doubt is not None for one in ledger.audit.dossier.reviews):
        book.add("sheet_doubtful", _heads(DOUBTFUL), ledger.doubtful())


def _since(book: Book, audit: Audit, words: Words) -> None:
    """The earlier audit, and the findings that are not found any more."""
    heads = _heads(since.SUMMARY, name_of=40, value=26, remark=100)
    book.add("sheet_baseline", heads, since.summary(audit, words), filtered=False)
    book.add("sheet_series", _heads(told.TREND, digest=40), since.series(audit, words), filtered=False)
    book.add("sheet_former", _heads(told.FORMER), since.former(audit, words))


def moment_of(as_of: str) -> dt.datetime:
    """When the workbook is said to be made: the audit date, so that it does not depend on the day it is printed."""
    try:
        return dt.datetime.fromisoformat(as_of).replace(tzinfo=None)
    except ValueError:
        return dt.datetime(2000, 1, 1)


def _heads(names: Iterable[str], **widths: int) -> list[Head]:
    widths = {**_WIDTHS, **widths}
    return [Head(name, widths.get(name, _WIDTH), name in _WRAPPED, name in _NUMBERS) for name in names]
