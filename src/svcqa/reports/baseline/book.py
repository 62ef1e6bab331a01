"""The comparison with an earlier audit as sheets of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcqa.findings import Audit
from svcqa.reports.baseline import told
from svcqa.reports.sheets import Link, Section, Value
from svcqa.reports.words import Words

SUMMARY = ("name_of", "value", "remark")


def summary(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    """The sheet about the earlier audit: numbers, what must be known of them, and rules."""
    one = audit.dossier.baseline
    if one is None:
        return
    yield Section(words("baseline")), "", words("baseline_note")
    yield from ((name, value, "") for name, value in told.facts(one, words))
    yield from ((words("note"), "", note) for note in told.notes(one, words))
    if one.comparable:
        yield Section(words("baseline_counts")), "", ""
        yield from ((name, count, "") for _, name, count in told.counts(one, words))
        total: Value = Link(len(one.former), "sheet_former") if one.former else 0
        yield words("baseline_former"), total, ""
        yield Section(words("baseline_rules")), len(one.rules), "" if one.rules else words("baseline_no_rules")
        for each in one.rules:
            what, rule, clause, title, then, now, ruleset, register = told.rule(audit, each, words)
            told_of = words("chart_end").join(filter(None, [clause, title, ruleset, register]))
            yield words("detail", name=what, value=rule), then if then == now else f"{then} → {now}", told_of
    yield Link(words("baseline_trend"), "sheet_series"), len(one.trend), words("baseline_trend_note")


def series(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    """The audits one after another."""
    if audit.dossier.baseline is not None:
        yield from (told.point(one, words) for one in audit.dossier.baseline.trend)


def former(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    """Earlier findings that are not found any more, solved ones first."""
    if audit.dossier.baseline is not None:
        for one in told.in_order(audit.dossier.baseline):
            yield told.former(audit, one, words)
