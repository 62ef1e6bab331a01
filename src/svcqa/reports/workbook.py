"""The audit as a workbook for an auditor: findings, results by rule, what was not judged, files, about the audit."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

from svcqa.accounts import SetAside, SheetAccount
from svcqa.findings import Audit
from svcqa.reports import listing
from svcqa.reports.contrasts import facing
from svcqa.reports.overview import figures, records
from svcqa.reports.results import every_tally
from svcqa.reports.sheets import Book, Head, Value
from svcqa.reports.shown import key_text, register_text
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

_COUNTED = ("in_scope", "conforms", "fails", "excused_count", "pending", "undetermined", "excepted", "out_of_scope")
_WIDTHS = {
    "key": 16, "date": 19, "rule": 17, "weight": 9, "message": 46, "cells": 16, "values": 28, "file": 22,
    "title_of": 40, "reason": 32, "why": 26, "problem": 26, "set_aside_rows": 32, "sha256": 20, "fingerprint": 18,
    "chapter": 16, "name_of": 26, "value": 96, "state": 9, "assessed": 9, "header_rows": 9,
    **dict.fromkeys(_COUNTED, 9), "rows_read": 9, "imported": 9, "set_aside": 9, "records": 9, "size": 11,
    "date_span": 22, "contrast": 30, "alone": 9, "rests_on": 32,
}  # fmt: skip
_WIDTH = 13
_WRAPPED = frozenset({
    "message", "title_of", "reason", "values", "value", "cells", "why", "problem", "set_aside_rows", "sha256", "file",
    "sheet", "unit", "chapter", "clause", "date_span", "register", "contrast", "rests_on",
})  # fmt: skip
_NOT_PRINTED = 4
"""The last columns of the findings (fingerprint, ruleset, register, waiver): there is no room for them on paper."""
_NUMBERS = frozenset({*_COUNTED, "alone", "size", "rows_read", "imported", "set_aside", "records"})


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The workbook in one language; the same audit gives the same bytes."""
    words = Words(request.lang)
    stream = io.BytesIO()
    with Book(stream, words, _moment(audit.content.as_of)) as book:
        book.add("sheet_findings", _heads(listing.COLUMNS), _findings(audit, words), _NOT_PRINTED)
        book.add("sheet_rules", _heads(_RULES), _rules(audit, words), len(_BASIS))
        if audit.content.contrasts:
            book.add("sheet_contrasts", _heads(_CONTRASTS), _contrasts(audit, words))
        book.add("sheet_unjudged", _heads(_UNJUDGED), _unjudged(audit, words))
        book.add("sheet_files", _heads(_FILES), _files(audit, words))
        book.add("sheet_about", _heads(("name_of", "value")), [*_about(audit, words), *book.continuations()])
    return stream.getvalue()


def _moment(as_of: str) -> dt.datetime:
    """When the workbook is said to be made: the audit date, so that it does not depend on the day it is printed."""
    try:
        return dt.datetime.fromisoformat(as_of).replace(tzinfo=None)
    except ValueError:
        return dt.datetime(2000, 1, 1)


def _heads(names: Iterable[str]) -> list[Head]:
    return [Head(name, _WIDTHS.get(name, _WIDTH), name in _WRAPPED, name in _NUMBERS) for name in names]


def _findings(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    for finding in audit.findings:
        yield [column(finding, words) for column in listing.COLUMNS.values()]


_BASIS = ("edition", "rests_on", "in_force_from", "in_force_to", "verified_on")
_RULES = (
    "ruleset", "chapter", "clause", "rule", "title_of", "register", "weight", "assessed", *_COUNTED, "reason", *_BASIS,
)  # fmt: skip


def _rules(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    for tally in every_tally(audit):
        names = (tally.ruleset, tally.chapter, tally.clause, tally.rule, words.said(tally.title))
        about = (register_text(audit, tally.register, words), words.named("weight", tally.weight))
        counts: list[Value] = [getattr(tally, "excused" if name == "excused_count" else name) for name in _COUNTED]
        if not tally.assessed:
            counts = [""] * len(counts)
        reason = words.said(tally.reason.text) if tally.reason else ""
        basis = (tally.edition, tally.source, tally.in_force_from, tally.in_force_to, tally.verified_on)
        yield [*names, *about, words("yes" if tally.assessed else "no"), *counts, reason, *basis]


_OPPOSED = ("fails", "undetermined", "pending")
_CONTRASTS = ("contrast", "ruleset", "clause", "rule", "title_of", "assessed", *_OPPOSED, "alone")


def _contrasts(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    for one in facing(audit):
        for side in one.sides:
            tally, alone = side.tally, "" if side.alone is None else side.alone
            names = (words.said(one.title), words.said(side.manual), tally.clause, tally.rule, words.said(tally.title))
            counts: list[Value] = [*(getattr(tally, name) for name in _OPPOSED), alone]
            if not tally.assessed:
                counts = [""] * len(counts)
            yield [*names, words("yes" if tally.assessed else "no"), *counts]


_UNJUDGED = ("key", "rule", "title_of", "reason", "cells", "values", "file", "sheet", "ruleset", "register")


def _unjudged(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    titles = {(tally.ruleset, tally.rule): tally.title for tally in audit.content.tallies}
    for one in audit.unjudged:
        reason = audit.content.reasons.get(one.reason)
        told = words.said(reason) if reason else one.reason
        places = [column(one.cells, words) for column in _PLACES]
        title = words.said(titles.get((one.ruleset, one.rule)))
        yield [key_text(one.key, words), one.rule, title, told, *places, one.ruleset, one.register]


_PLACES = (listing.cells_of, listing.values_of, listing.files_of, listing.sheets_of)
_FILES = (
    "file", "sha256", "size", "sheet", "state", "register", "header_rows", "rows_read", "imported", "set_aside",
    "records", "set_aside_rows", "date_span", "why", "problem",
)  # fmt: skip


def _files(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    for file in audit.content.inputs:
        lead: list[Value] = [file.name, file.sha256, file.size]
        for whole in file.whole_sheets:
            yield [*lead, whole.sheet, *[""] * (len(_FILES) - len(lead) - 3), words.whole(whole), ""]
        for sheet in file.sheets:
            yield [*lead, *_sheet(sheet, audit, words)]
        if not file.sheets:
            yield [*lead, *[""] * (len(_FILES) - len(lead) - 1), words.said(file.problem)]


def _sheet(sheet: SheetAccount, audit: Audit, words: Words) -> list[Value]:
    span = sheet.date_span
    return [
        f"{sheet.sheet} {sheet.region}" if sheet.region else sheet.sheet,
        words.named("state", sheet.state),
        register_text(audit, sheet.register, words) if sheet.register else words("no_register"),
        words.listed([str(row) for row in sheet.header_rows]),
        sheet.rows_read,
        sheet.imported,
        sheet.rows_read - sheet.imported,
        records(sheet),
        words.listed([_rows(aside, words) for aside in sheet.set_aside]),
        words("from_to", first=span.first, last=span.last) if span else "",
        words.said(sheet.why),
        words.said(sheet.problem),
    ]


def _rows(aside: SetAside, words: Words) -> str:
    rows = str(aside.row) if aside.row == aside.to_row else f"{aside.row}–{aside.to_row}"
    return f"{words.named('aside', aside.reason)} {rows}"


def _about(audit: Audit, words: Words) -> Iterator[tuple[str, str]]:
    content, numbers = audit.content, figures(audit)
    yield words("note"), words("leads")
    yield words("as_of"), content.as_of
    yield words("period"), words.period(content.period)
    yield words("zone"), content.zone
    for one in content.rulesets:
        yield words("ruleset"), f"{words.said(one.title)} {one.name} {one.version} {one.digest}"
    of = words("assessed_of", rules=numbers.rules, assessed=numbers.assessed)
    yield words("assessed_share"), f"{numbers.share} ({of})"
    yield words("findings"), f"{numbers.findings:,}"
    for fact in content.parameters:
        value = words("none") if fact.value is None else fact.value
        name = f"{words('parameter')} {fact.name}"
        told = [words.said(fact.title), value, words.named("origin", fact.origin)]
        yield name, words.listed(told + ([words.common(fact.common)] if fact.common else []))
    for name, setting in content.settings.items():
        yield words("setting"), words.named("setting", f"{name}={setting}")
    yield words("digest"), audit.digest
    if content.masked_from:
        yield words("masked_from"), content.masked_from
    yield words("tool"), audit.run.tool
