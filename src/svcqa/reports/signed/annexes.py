"""The annexes of the audit report: what was not assessed or judged, files and parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcqa.accounts import InputAccount
from svcqa.findings import Audit, Tally
from svcqa.reports import exceptions
from svcqa.reports.overview import grouped, rows
from svcqa.reports.shown import printable
from svcqa.reports.signed.deviations import shown
from svcqa.reports.signed.nouns import Input, Open, Parameter, Waived
from svcqa.reports.words import Words
from svcqa.waivers import Waiver

NAMED = 12
"""Rules that are named; how many there are is said beside."""


def not_assessed(found: Mapping[str, Sequence[Tally]], words: Words) -> list[Open]:
    """Rules without a result, by reason."""
    return [
        Open(words.named("not_assessed", code), f"{len(tallies):,}", _rules([one.rule for one in tallies], words))
        for code, tallies in found.items()
    ]


def unjudged(audit: Audit, words: Words) -> list[Open]:
    """Subjects that could not be judged, by reason, the most frequent first."""
    counts: dict[str, int] = {}
    rules: dict[str, dict[str, None]] = {}
    for group in grouped(audit.unjudged, ("reason", "rule"), 0):
        reason, rule = str(group.key[0]), str(group.key[1])
        counts[reason] = counts.get(reason, 0) + group.count
        rules.setdefault(reason, {})[rule] = None
    texts = audit.content.reasons
    return [
        Open(words.said(texts.get(code)) or code, f"{counts[code]:,}", _rules(list(rules[code]), words))
        for code in sorted(counts, key=lambda code: -counts[code])
    ]


def inputs(audit: Audit, words: Words) -> list[Input]:
    """Every file with its digest and the account of its rows."""
    return [_input(one, words) for one in audit.content.inputs]


def parameters(audit: Audit, words: Words) -> list[Parameter]:
    """Every parameter with the origin of its value."""
    return [
        Parameter(
            f"{words.said(one.title)} ({one.name})",
            words("none") if one.value is None else shown(one.value, words),
            words.named("origin", one.origin),
            shown(one.source or (words.common(one.common) if one.common else ""), words),
            shown(one.approved_by, words),
            shown(one.date, words),
        )
        for one in audit.content.parameters
    ]


def waivers(audit: Audit, words: Words) -> list[Waived]:
    """Every waiver and approved deviation."""
    return [_waived(one, words) for one in audit.content.waivers]


def _waived(one: Waiver, words: Words) -> Waived:
    told = (
        one.number, words.listed(one.rules), exceptions.scope_text(one, words), exceptions.state_text(one, words),
        one.reason, one.requested_by, one.approved_by, exceptions.end_text(one, words), f"{one.excuses:,}",
    )  # fmt: skip
    return Waived(*(shown(text, words) for text in told))


def _rules(names: Sequence[str], words: Words) -> str:
    told = words.listed(list(names[:NAMED]))
    return told if len(names) <= NAMED else f"{told}{words('formal.more_rules', count=len(names))}"


def _input(file: InputAccount, words: Words) -> Input:
    read, imported = rows([file])
    problems = [words.said(one) for one in (file.problem, *(sheet.problem for sheet in file.sheets)) if one]
    counts = (f"{read:,}", f"{imported:,}", f"{read - imported:,}")
    return Input(printable(file.name), file.sha256, *counts, printable(words("chart_end").join(problems)))
