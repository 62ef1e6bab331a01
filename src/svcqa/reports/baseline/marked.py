"""The comparison with an earlier audit in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcqa.baselines import Baseline
from svcqa.findings import Audit
from svcqa.reports.baseline import told
from svcqa.reports.listing import cells_of, files_of, sheets_of, values_of
from svcqa.reports.markup import code, shown, table
from svcqa.reports.shown import cut, key_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

LONGEST = 200
MOST = 200
"""Findings and rules that are listed; how many there are is said."""
_FINDING = ("key", "rule", "clause", "message", "cells", "values", "file", "sheet")
_FORMER = ("baseline_outcome", *_FINDING)


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The comparison alone."""
    words, one = Words(request.lang), audit.dossier.baseline
    value, masked = _value(words), audit.content.masked_from
    head = [
        f"# {words('diff_title')}\n",
        f"- {words('detail', name=words('as_of'), value=value(audit.content.as_of))}",
        f"- {words('detail', name=words('period'), value=value(words.period(audit.content.period)))}",
        f"- {words('detail', name=words('digest'), value=code(audit.digest))}",
        *([f"- {words('detail', name=words('masked_from'), value=code(masked))}"] if masked else []),
    ]
    told_of = [list(section(audit, words)), list(_findings(audit, one, words))] if one else [[words("baseline_none")]]
    blocks = [head, *told_of]
    return ("\n\n".join("\n".join(block) for block in blocks if block) + "\n").encode()


def section(audit: Audit, words: Words) -> Iterator[str]:
    """The numbers, what must be known of them, rules, earlier findings, and the series."""
    one = audit.dossier.baseline
    if one is None:
        return
    value = _value(words)
    yield f"## {words('baseline')}\n"
    yield from (f"- {words('detail', name=name, value=value(fact))}" for name, fact in told.facts(one, words))
    yield from (f"- {value(note)}" for note in told.notes(one, words))
    if one.comparable:
        yield f"\n{words('baseline_note')}\n"
        rows = [(name, f"{count:,}") for _, name, count in told.counts(one, words)]
        yield from table((words("baseline_counts"), words("number")), rows, 1)
    if one.rules:
        yield f"\n### {words('baseline_rules')}\n"
        yield from table(
            map(words, told.RULES[:6]), [map(value, told.rule(audit, each, words)[:6]) for each in one.rules[:MOST]]
        )
        yield from _more(len(one.rules), words)
    if one.former:
        yield f"\n### {words('baseline_former')}\n"
        wanted = [told.FORMER.index(name) for name in _FORMER]
        lines = (told.former(audit, each, words) for each in told.in_order(one)[:MOST])
        yield from table(map(words, _FORMER), [[value(line[at]) for at in wanted] for line in lines])
        yield from _more(len(one.former), words)
    yield f"\n### {words('baseline_trend')}\n"
    points = [
        [f"{cell:,}" if isinstance(cell, int) else value(cell) for cell in told.point(each, words)]
        for each in one.trend
    ]
    yield from table(map(words, told.TREND), points)


def _findings(audit: Audit, one: Baseline, words: Words) -> Iterator[str]:
    value = _value(words)
    found = [each for each in audit.findings if one.states.get(each.fingerprint, "persisting") != "persisting"]
    if found:
        yield f"## {words('findings')}\n"
        rows = [
            [
                told.told(one, each.fingerprint, words),
                key_text(each.key, words),
                each.rule,
                each.clause,
                words.said(each.message),
                *(place(each.locations, words) for place in (cells_of, values_of, files_of, sheets_of)),
            ]
            for each in found[:MOST]
        ]
        heads = ("baseline_state", *_FINDING)
        yield from table(map(words, heads), [map(value, row) for row in rows])
        yield from _more(len(found), words)


def _more(total: int, words: Words) -> Iterator[str]:
    if total > MOST:
        yield "\n" + words("baseline_former_more", shown=f"{MOST:,}", total=f"{total:,}")


def _value(words: Words) -> Callable[[str], str]:
    return lambda text: shown(cut(printable(text), LONGEST, words)) or words("none")
