"""The comparison with an earlier audit as sheets of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcqa.findings import Audit
from svcqa.reports.baseline import told
from svcqa.reports.sheets import Link, Section, Value
from svcqa.reports.words import Words
from svcqa.weights import WEIGHTS

SUMMARY = ("name_of", "value", "remark")


def summary(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    """The sheet about the earlier audit: numbers, what must be known of them, rules, and the series."""
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
    yield Section(words("baseline_trend")), "", words("baseline_trend_note")
    for point in one.trend:
        parts = [
            words("detail", name=words.named("weight", weight), value=f"{point.findings.get(weight, 0):,}")
            for weight in WEIGHTS
        ]
        parts.append(words("detail", name=words("excused_count"), value=f"{point.excused:,}"))
        parts.append(words("assessed_of", rules=point.rules, assessed=point.assessed))
        parts.append(words("detail", name=words("judged"), value=f"{point.in_scope:,}"))
        yield point.as_of, sum(point.findings.values()), words("chart_end").join([*parts, point.digest])


def former(audit: Audit, words: Words) -> Iterator[Sequence[Value]]:
    """Earlier findings that are not found any more, solved ones first."""
    if audit.dossier.baseline is not None:
        for one in told.in_order(audit.dossier.baseline):
            yield told.former(audit, one, words)
