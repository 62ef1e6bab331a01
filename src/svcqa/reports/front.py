"""The first sheet of the workbook: the figures, what was audited with which rules, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcqa.findings import Audit
from svcqa.reports.overview import Figures, figures, rows
from svcqa.reports.sheets import EXCEL_LINKS, Link, Listed, Section, Value
from svcqa.reports.words import Words

COLUMNS = ("name_of", "value", "remark")
Line = tuple[Value, Value, str]


def lines(audit: Audit, lists: Sequence[Listed], words: Words) -> Iterator[Line]:
    """The rows of the sheet; of the ``lists`` that are empty none is led to."""
    full = {one.title for one in lists if one.rows}
    numbers = figures(audit)
    yield Section(words("figures")), "", ""
    yield from _assessed(audit, numbers, full, words)
    yield from _found(numbers, full, words)
    yield from _judged(numbers, full, words)
    yield from _rows(audit, full, words)
    yield Section(words("reviews")), "", words("reviews_note")
    yield from _reviews(audit, full, words)
    yield Section(words("lists")), "", ""
    yield from _lists(lists, words)
    yield Section(words("about")), "", ""
    yield from _about(audit, full, words)
    yield from _basis(audit, words)


def _assessed(audit: Audit, numbers: Figures, full: set[str], words: Words) -> Iterator[Line]:
    of = words("assessed_of", rules=f"{numbers.rules:,}", assessed=f"{numbers.assessed:,}")
    yield words("assessed_share"), _led(numbers.share, "sheet_rules", full), of
    yield words("not_assessed"), numbers.rules - numbers.assessed, words("not_assessed_note")
    for code, count in audit.content.coverage.not_assessed.items():
        yield words("of_these", name=words.named("not_assessed", code)), count, ""


def _found(numbers: Figures, full: set[str], words: Words) -> Iterator[Line]:
    yield words("findings_not_excused"), _led(numbers.findings, "sheet_findings", full), words("leads")
    for weight, count in numbers.by_weight.items():
        named = words("detail", name=words("weight"), value=words.named("weight", weight))
        yield words("of_these", name=named), count, ""
    yield words("built_in"), numbers.of_records, words("findings_records_note")
    yield words("findings_excused_by"), numbers.excused, words("excused_note")


def _judged(numbers: Figures, full: set[str], words: Words) -> Iterator[Line]:
    yield words("judged"), numbers.judged, words("judged_from", count=f"{numbers.records:,}")
    yield words("undetermined"), _led(numbers.undetermined, "sheet_unjudged", full), words("undetermined_note")


def _rows(audit: Audit, full: set[str], words: Words) -> Iterator[Line]:
    read, imported = rows(audit.content.inputs)
    yield words("rows_read"), _led(read, "sheet_files", full), words("read_note")
    yield words("imported"), imported, ""
    yield words("set_aside"), _led(read - imported, "sheet_aside", full), ""


def _reviews(audit: Audit, full: set[str], words: Words) -> Iterator[Line]:
    for decision, count in audit.by_decision().items():
        note = words("unreviewed_note") if decision == "unreviewed" else ""
        yield words.named("decision", decision), count, note
    doubtful = sum(one.doubt is not None for one in audit.dossier.reviews)
    if doubtful:
        yield words("sheet_doubtful"), _led(doubtful, "sheet_doubtful", full), words("doubtful_note")


def _lists(lists: Iterable[Listed], words: Words) -> Iterator[Line]:
    for one in lists:
        notes = []
        if len(one.sheets) > 1:
            count = f"{one.rows:,}"
            notes.append(words("continues", count=count, sheets=len(one.sheets), last=one.sheets[-1]))
        if one.unlinked:
            notes.append(words("unlinked", most=f"{EXCEL_LINKS:,}", count=f"{one.unlinked:,}"))
        name = words(one.title)
        yield Link(name, one.title) if one.rows else name, one.rows, " ".join(notes)


def _about(audit: Audit, full: set[str], words: Words) -> Iterator[Line]:
    content = audit.content
    yield words("as_of"), content.as_of, ""
    yield words("period"), words.period(content.period), ""
    yield words("zone"), content.zone, ""
    for one in content.rulesets:
        yield words("ruleset"), f"{one.name} {one.version}", f"{words.said(one.title)} {one.digest}"
    unset = sum(one.value is None for one in content.parameters)
    count = _led(len(content.parameters), "sheet_parameters", full)
    yield words("parameters"), count, words("parameters_unset", unset=f"{unset:,}") if unset else ""


def _basis(audit: Audit, words: Words) -> Iterator[Line]:
    for name, source in audit.content.calendars.items():
        yield words("calendar"), name, source
    for name, setting in audit.content.settings.items():
        yield words("setting"), f"{name}={setting}", words.named("setting", f"{name}={setting}")
    yield words("tool"), audit.run.tool, ""
    for name, version in audit.run.plugins.items():
        yield words("plugin", name=name), version, ""
    yield words("digest"), "", audit.digest
    if audit.content.masked_from:
        yield words("masked_from"), "", audit.content.masked_from


def _led(value: str | int, title: str, full: set[str]) -> Value:
    """A figure that leads to the list behind it, if that has anything."""
    return Link(value, title) if title in full else value
