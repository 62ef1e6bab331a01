"""What every format tells of a baseline, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.baselines import OUTCOMES, STATES, Baseline, ChangedRule, Former, Point
from svcqa.findings import Audit
from svcqa.reports.listing import cells_of, files_of, sheets_of, values_of
from svcqa.reports.shown import key_text, register_text, share
from svcqa.reports.words import Words
from svcqa.weights import WEIGHTS

RULES = ("baseline_rule", "rule", "clause", "title_of", "baseline_then", "baseline_now", "ruleset", "register")
FORMER = (
    "baseline_outcome", "key", "unit", "date", "rule", "clause", "weight", "message", "cells", "values", "file",
    "sheet", "excused_by", "baseline_decision", "ruleset", "register", "fingerprint",
)  # fmt: skip
TREND = (
    "as_of", "findings", "weight.high", "weight.medium", "weight.low", "baseline_excused", "assessed_share",
    "baseline_share", "digest",
)  # fmt: skip


def facts(one: Baseline, words: Words) -> list[tuple[str, str]]:
    """What the audit is compared with: name → value."""
    return [
        *([(words("baseline_name"), one.name)] if one.name else []),
        (words("baseline_as_of"), one.as_of),
        (words("baseline_period"), words.period(one.period)),
        (words("baseline_digest"), one.digest),
    ]


def notes(one: Baseline, words: Words) -> list[str]:
    """Why nothing is compared, what else differs, and what solved findings do not show."""
    by_time = one.solved_by_time
    return [
        *map(words.said, [*one.incomparable, *one.caveats]),
        *([words("baseline_masked")] if one.masked and one.former else []),
        *([words("baseline_by_time", count=f"{by_time:,}")] if by_time else []),
    ]


def counts(one: Baseline, words: Words) -> Iterator[tuple[str, str, int]]:
    """Code, name and number: every state, what is solved, and the other outcomes that there are."""
    if one.comparable:
        for code in STATES:
            yield code, words.named("baseline_state", code), one.counts[code]
        for outcome in OUTCOMES:
            if one.counts[outcome] or outcome == "solved":
                yield outcome, words.named("baseline_outcome", outcome), one.counts[outcome]


def state(one: Baseline, fingerprint: str, words: Words) -> str:
    """What a finding is to the earlier audit."""
    code = one.states.get(fingerprint)
    return words.named("baseline_state", code) if code else ""


def since(one: Baseline, fingerprint: str, words: Words) -> str:
    """What differs in a finding that has changed."""
    return words.listed([words.named("baseline_difference", code) for code in one.changes.get(fingerprint, [])])


def told(one: Baseline, fingerprint: str, words: Words) -> str:
    """Both together."""
    name, listed = state(one, fingerprint, words), since(one, fingerprint, words)
    return words("baseline_changed", state=name, listed=listed) if listed else name


def rule(audit: Audit, one: ChangedRule, words: Words) -> list[str]:
    """A rule in the columns of :data:`RULES`."""
    title = words.said(one.title)
    what, register = words.named("baseline_rule", one.what), register_text(audit, one.register, words)
    return [what, one.rule, one.clause, title, one.then, one.now, one.ruleset, register]


def former(audit: Audit, one: Former, words: Words) -> list[str]:
    """An earlier finding in the columns of :data:`FORMER`."""
    return [
        words.named("baseline_outcome", one.outcome),
        key_text(one.key, words),
        one.unit or "",
        one.date or "",
        one.rule,
        one.clause,
        words.named("weight", one.weight),
        words.said(one.message),
        *(said(one.locations, words) for said in (cells_of, values_of, files_of, sheets_of)),
        one.excused_by or "",
        words.named("decision", one.decision) if one.decision else "",
        one.ruleset,
        register_text(audit, one.register, words),
        one.fingerprint,
    ]


def point(one: Point, words: Words) -> list[str | int]:
    """An audit of the series in the columns of :data:`TREND`."""
    return [
        one.as_of,
        sum(one.findings.values()),
        *(one.findings.get(weight, 0) for weight in WEIGHTS),
        one.excused,
        words("assessed_of", rules=one.rules, assessed=one.assessed),
        words(
            "baseline_share_of",
            fails=f"{one.fails:,}",
            judged=f"{one.in_scope:,}",
            share=share(one.fails, one.in_scope),
        ),
        one.digest,
    ]


def in_order(one: Baseline) -> list[Former]:
    """Earlier findings by what became of them, solved ones first."""
    rank = {name: number for number, name in enumerate(OUTCOMES)}
    return sorted(one.former, key=lambda each: rank[each.outcome])
