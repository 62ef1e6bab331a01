"""The comparison with an earlier audit as it is printed on paper."""

from __future__ import annotations

from svcqa.baselines import Former
from svcqa.findings import Audit
from svcqa.reports.baseline import told
from svcqa.reports.shown import place_text, printable
from svcqa.reports.signed.deviations import shown
from svcqa.reports.signed.nouns import Figure, FormerLine, RuleLine, Since, TrendLine
from svcqa.reports.words import Words

MOST = 50
"""Earlier findings, and rules, that are printed."""


def since(audit: Audit, words: Words) -> Since | None:
    """What the report prints of it; nothing where the audit is read against none."""
    one = audit.dossier.baseline
    if one is None:
        return None
    return Since(
        facts=[Figure(name, shown(value, words)) for name, value in told.facts(one, words)],
        notes=[printable(note) for note in told.notes(one, words)],
        counts=[Figure(name, f"{count:,}") for _, name, count in told.counts(one, words)],
        rules=[_rule(told.rule(audit, each, words), words) for each in one.rules[:MOST]],
        former=[_former(audit, each, words) for each in told.in_order(one)[:MOST]],
        more_rules=_more(len(one.rules), words),
        more_former=_more(len(one.former), words),
        trend=[_point(told.point(each, words)) for each in one.trend],
    )


def _more(total: int, words: Words) -> str:
    return words("baseline_former_more", shown=f"{MOST:,}", total=f"{total:,}") if total > MOST else ""


def _rule(line: list[str], words: Words) -> RuleLine:
    return RuleLine(*(shown(cell, words) for cell in line[:4]))


def _former(audit: Audit, one: Former, words: Words) -> FormerLine:
    cells = dict(zip(told.FORMER, told.former(audit, one, words), strict=True))
    texts = [cells[name] for name in ("baseline_outcome", "key", "rule", "clause", "message")]
    place = words("chart_end").join(map(place_text, one.locations))
    return FormerLine(*(shown(text, words) for text in (*texts, place)))


def _point(line: list[str | int]) -> TrendLine:
    texts = [f"{cell:,}" if isinstance(cell, int) else cell for cell in line]
    return TrendLine(*texts[: len(TrendLine.__struct_fields__)])
