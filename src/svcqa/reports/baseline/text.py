"""The comparison with an earlier audit for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from svcqa.baselines import OUTCOMES, Baseline, Former
from svcqa.findings import Audit, Finding
from svcqa.reports.baseline import told
from svcqa.reports.shown import cell_texts, key_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.widths import aligned, clip

WIDTH = 100
EXAMPLES = 20
"""Findings of each kind, and rules, that are told one by one; how many there are stands beside them."""
_INDENT = "  "


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The comparison alone; quotations are cut at 100 columns, sentences are not."""
    words = Words(request.lang)
    blocks = [[printable(line) for line in lines] for lines in _sections(audit, words)]
    return ("\n\n".join("\n".join(block) for block in blocks if block) + "\n").encode()


def _sections(audit: Audit, words: Words) -> Iterator[Iterable[str]]:
    one = audit.dossier.baseline
    yield _heading(audit, words)
    if one is None:
        yield [words("baseline_none")]
        return
    yield section(audit, words)
    yield from _findings(audit, one, words)
    yield from _formers(one, words)
    yield _rules(audit, one, words)
    yield _trend(one, words)


def section(audit: Audit, words: Words) -> Iterator[str]:
    """The numbers, and what must be known of them; nothing where the audit is read against none."""
    one = audit.dossier.baseline
    if one is None:
        return
    yield words("baseline")
    yield from (f"{_INDENT}{name} {value}" for name, value in told.facts(one, words))
    yield from (
        f"{_INDENT}{words('count_line', name=name, count=f'{count:,}')}" for _, name, count in told.counts(one, words)
    )
    yield from (_INDENT + note for note in told.notes(one, words))
    if one.comparable:
        yield _INDENT + words("baseline_note")


def _heading(audit: Audit, words: Words) -> Iterator[str]:
    yield words("diff_title")
    yield f"{words('as_of')} {audit.content.as_of}  {words('period')} {words.period(audit.content.period)}"
    yield f"{words('digest')} {audit.digest}"
    if audit.content.masked_from:
        yield f"{words('masked_from')} {audit.content.masked_from}"


def _findings(audit: Audit, one: Baseline, words: Words) -> Iterator[Sequence[str]]:
    """Findings that are not what they were, state by state."""
    for code in ("new", "returned", "changed"):
        total = one.counts.get(code, 0)
        if total:
            found = [each for each in audit.findings if one.states.get(each.fingerprint) == code]
            lines = [line for each in found[:EXAMPLES] for line in _finding(each, one, words)]
            yield [_headed(words.named("baseline_state", code), total, words), *lines]


def _finding(each: Finding, one: Baseline, words: Words) -> Iterator[str]:
    differs = told.since(one, each.fingerprint, words)
    yield from _quoted(each, words, differs and f"[{differs}]")


def _quoted(each: Finding | Former, words: Words, behind: str = "") -> Iterator[str]:
    """A finding and its cells."""
    yield _line(each.rule, key_text(each.key, words), words.said(each.message), behind)
    yield from (clip(printable(_INDENT * 2 + cell), WIDTH) for cell in cell_texts(each.locations, words))


def _formers(one: Baseline, words: Words) -> Iterator[Sequence[str]]:
    for outcome in OUTCOMES:
        total = one.counts.get(outcome, 0)
        if total:
            found = islice((each for each in one.former if each.outcome == outcome), EXAMPLES)
            lines = [line for each in found for line in _quoted(each, words)]
            yield [_headed(words.named("baseline_outcome", outcome), total, words), *lines]


def _rules(audit: Audit, one: Baseline, words: Words) -> Iterator[str]:
    if one.rules:
        yield _headed(words("baseline_rules"), len(one.rules), words)
        rows = [told.rule(audit, each, words)[:4] for each in one.rules[:EXAMPLES]]
        yield from (clip(_INDENT + line, WIDTH) for line in aligned(rows, frozenset()))


def _trend(one: Baseline, words: Words) -> Iterator[str]:
    yield words("baseline_trend")
    rows = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in told.point(each, words)] for each in one.trend]
    shown = [at for at, name in enumerate(told.TREND) if name not in {"baseline_excused", "assessed_share", "digest"}]
    table = [[row[at] for at in shown] for row in ([*map(words, told.TREND)], *rows)]
    yield from (clip(_INDENT + line, WIDTH) for line in aligned(table, frozenset(range(1, len(shown)))))


def _headed(name: str, total: int, words: Words) -> str:
    return words("diff_state", name=name, shown=f"{min(total, EXAMPLES):,}", total=f"{total:,}")


def _line(*parts: str) -> str:
    return clip(printable(_INDENT + "  ".join(filter(None, parts))), WIDTH)
