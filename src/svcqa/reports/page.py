"""The audit as one HTML page: read offline, on any screen, and printed on A4. It holds no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from svcqa.findings import Audit, Finding, Tally, Unjudged, Upcoming
from svcqa.lines import Lines
from svcqa.reports.overview import Group, figures, grouped, not_assessed
from svcqa.reports.shown import cell_texts, cut, field_text, key_text, printable, register_text, share
from svcqa.reports.wording import Words
from svcqa.text import Lang

if TYPE_CHECKING:
    from jinja2 import Environment

FINDINGS_PER_RULE = 200
EXAMPLES = 5
UPCOMING = 20
SET_ASIDE = 100
LONGEST = 300
"""Characters of a value that are shown; how long it really is stands behind it."""
_SUMS = ("in_scope", "conforms", "fails", "pending", "undetermined", "excepted", "out_of_scope")
_RULE = ("ruleset", "rule", "register")


@dataclass(frozen=True)
class Chapter:
    """The tallies of one chapter of a ruleset."""

    ruleset: str
    name: str
    tallies: list[Tally] = field(default_factory=list)


@dataclass(frozen=True)
class Clause:
    """The findings of one rule, with the rule's tally (none if the document has no tally of it)."""

    rule: str
    tally: Tally | None
    findings: Group[Finding]


@dataclass(frozen=True)
class Open:
    """What one rule could not judge for one reason."""

    rule: str
    title: str
    reason: str
    group: Group[Unjudged]


def render(audit: Audit, lang: Lang) -> bytes:
    """The page in one language."""
    words = Words(lang)
    own, built_in = _own(audit)
    page = _environment().get_template("page.html.jinja").render(
        lang="zh-CN" if lang == "zh" else "en",
        words=words,
        audit=audit,
        content=audit.content,
        figures=figures(audit),
        not_assessed=not_assessed(audit),
        chapters=_chapters(own),
        built_in=built_in,
        sums={name: sum(getattr(tally, name) for tally in own) for name in _SUMS},
        clauses=_clauses(audit),
        unjudged=_unjudged(audit, words),
        upcoming=_upcoming(audit),
        limits={"findings": FINDINGS_PER_RULE, "examples": EXAMPLES, "upcoming": UPCOMING, "set_aside": SET_ASIDE},
        register=lambda name: register_text(audit, name, words),
        field=lambda register, name: field_text(audit, register, name, words),
        fields=lambda register, names: [field_text(audit, register, name, words) for name in names],
        key_text=lambda key: key_text(key, words),
        cell_texts=lambda cells: cell_texts(cells, words),
        short=lambda text: cut(printable(text), LONGEST, words),
    )  # fmt: skip
    return page.encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("svcqa.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"number": lambda number: f"{number:,}", "share": share}
    return made


def _shown(value: Any) -> Any:
    """Every value on its way into the page; what is markup already was made by the templates."""
    return printable(value) if type(value) is str else value


def _own(audit: Audit) -> tuple[list[Tally], list[Tally]]:
    """The tallies of the rulesets' rules, and those of the built-in rules."""
    names = {one.name for one in audit.content.rulesets}
    tallies = audit.content.tallies
    return [one for one in tallies if one.ruleset in names], [one for one in tallies if one.ruleset not in names]


def _chapters(tallies: Sequence[Tally]) -> list[Chapter]:
    found: dict[tuple[str, str], Chapter] = {}
    for tally in tallies:
        key = (tally.ruleset, tally.chapter)
        found.setdefault(key, Chapter(*key)).tallies.append(tally)
    return list(found.values())


def _clauses(audit: Audit) -> list[Clause]:
    """Findings by rule, in the order of the results; the built-in rules last."""
    tallies = _by_rule(audit)
    order = {key: number for number, key in enumerate(tallies)}
    groups = grouped(audit.findings, _RULE, FINDINGS_PER_RULE)
    groups.sort(key=lambda group: order.get(group.key, len(order)))
    return [Clause(group.rows[0].rule, tallies.get(group.key), group) for group in groups]


def _by_rule(audit: Audit) -> dict[tuple[str | None, ...], Tally]:
    own, built_in = _own(audit)
    listed = [tally for chapter in _chapters(own) for tally in chapter.tallies] + built_in
    return {(tally.ruleset, tally.rule, tally.register): tally for tally in listed}


def _unjudged(audit: Audit, words: Words) -> list[Open]:
    tallies = _by_rule(audit)
    order = {key: number for number, key in enumerate(tallies)}
    groups = grouped(audit.unjudged, (*_RULE, "reason"), EXAMPLES)
    groups.sort(key=lambda group: order.get(group.key[:3], len(order)))
    return [_open(group, tallies.get(group.key[:3]), audit, words) for group in groups]


def _open(group: Group[Unjudged], tally: Tally | None, audit: Audit, words: Words) -> Open:
    first = group.rows[0]
    reason = audit.content.reasons.get(first.reason)
    return Open(
        first.rule, words.said(tally.title) if tally else "", words.said(reason) if reason else first.reason, group
    )


def _upcoming(audit: Audit) -> list[Upcoming]:
    """The earliest due dates."""
    table = audit.upcoming.table
    dates = table.column("due_on").to_pylist()
    first = sorted(range(len(dates)), key=lambda at: (dates[at] or "", at))[:UPCOMING]
    return [next(iter(Lines(Upcoming, table.slice(at, 1)))) for at in first]
