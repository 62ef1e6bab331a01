"""A short summary for a terminal: plain text, no colour codes."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.accounts import InputAccount
from svcqa.findings import Audit, Tally
from svcqa.reports import exceptions, planned
from svcqa.reports.baseline.text import section
from svcqa.reports.overview import figures, grouped, not_assessed
from svcqa.reports.sampled import in_short
from svcqa.reports.shown import ARROW, cell_texts, key_text, printable, register_text
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.weights import WEIGHTS
from svcqa.widths import aligned, clip

WIDTH = 100
EXAMPLES, EXAMPLES_PER_RULE = 12, 3
STEPS = 12
_INDENT = "  "


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The summary; tables and quotations are cut at 100 columns, sentences are not."""
    words = Words(request.lang)
    sections = (
        _heading, _summary, section, _rules, _samples, _first_findings, _waivers, _not_assessed, _plan, _inputs,
    )  # fmt: skip
    blocks = [[printable(line) for line in lines(audit, words)] for lines in sections]
    return ("\n\n".join("\n".join(block) for block in blocks if block) + "\n").encode()


def _heading(audit: Audit, words: Words) -> Iterator[str]:
    content = audit.content
    yield words("title")
    yield f"{words('as_of')} {content.as_of}  {words('period')} {words.period(content.period)}"
    for one in content.rulesets:
        yield f"{words('ruleset')} {one.name} {one.version}  {words.said(one.title)}"
    for name, setting in content.settings.items():
        yield f"{words('setting')} {words.named('setting', f'{name}={setting}')}"
    yield f"{words('digest')} {audit.digest}"
    if content.masked_from:
        yield f"{words('masked_from')} {content.masked_from}"


def _summary(audit: Audit, words: Words) -> Iterator[str]:
    numbers = figures(audit)
    of = words("assessed_of", rules=numbers.rules, assessed=numbers.assessed)
    yield f"{words('assessed_share')} {numbers.share} ({of})"
    listed = words.listed([f"{words.named('weight', weight)} {numbers.by_weight[weight]:,}" for weight in WEIGHTS])
    yield words("weights_line", total=f"{numbers.findings:,}", listed=listed)
    if numbers.excused:
        yield words("findings_excused", count=f"{numbers.excused:,}")
    yield words("undetermined_line", count=f"{numbers.undetermined:,}")
    yield words("leads_short")
    leads = sum(len(one.leads) for one in audit.content.signals)
    if leads:
        yield words("signals_line", count=f"{leads:,}")
    if beyond := dict.fromkeys(name for one in audit.content.signals for name in one.beyond):
        yield words("signals_beyond", listed=words.listed([register_text(audit, name, words) for name in beyond]))


def _rules(audit: Audit, words: Words) -> Iterator[str]:
    """The rules with findings, as a table."""
    failing = [tally for tally in audit.content.tallies if tally.fails]
    if failing:
        heads = ("fails", "in_scope", "undetermined", "weight", "rule", "clause", "title_of")
        yield words("by_rule")
        rows = [[*map(words, heads)], *(_rule(tally, words) for tally in failing)]
        yield from (clip(_INDENT + line, WIDTH) for line in aligned(rows, frozenset({0, 1, 2})))


def _rule(tally: Tally, words: Words) -> list[str]:
    numbers = [f"{number:,}" for number in (tally.fails, tally.in_scope, tally.undetermined)]
    names = [printable(text) for text in (tally.rule, tally.clause, words.said(tally.title))]
    return [*numbers, words.named("weight", tally.weight), clip(names[0], 24), clip(names[1], 20), names[2]]


def _samples(audit: Audit, words: Words) -> Iterator[str]:
    if audit.content.samples:
        yield words("samples")
    yield from (_INDENT + line for line in in_short(audit, words))


def _first_findings(audit: Audit, words: Words) -> Iterator[str]:
    groups = grouped(audit.findings, ("weight", "ruleset", "rule", "register"), EXAMPLES_PER_RULE)
    groups.sort(key=lambda group: WEIGHTS.index(group.rows[0].weight))
    found = [row for group in groups for row in group.rows][:EXAMPLES]
    if found:
        yield words("first_findings", shown=f"{len(found):,}", total=f"{len(audit.findings):,}")
    for finding in found:
        lead = f"{_INDENT}{finding.rule}  {key_text(finding.key, words)}  {words.said(finding.message)}"
        cells = (_INDENT * 2 + cell for cell in cell_texts(finding.locations, words))
        yield from (clip(printable(line), WIDTH) for line in (lead, *cells))


def _waivers(audit: Audit, words: Words) -> Iterator[str]:
    if audit.content.waivers:
        yield words("waivers")
    for one in audit.content.waivers:
        yield f"{_INDENT}{one.number}  {words.listed(one.rules)}  {exceptions.scope_text(one, words)}"
        yield f"{_INDENT * 2}{exceptions.state_text(one, words)}"
        facts = {
            "waiver_excuses": f"{one.excuses:,}", "last_valid_day": exceptions.end_text(one, words),
            "requested_by": one.requested_by, "waiver_approved_by": one.approved_by,
        }  # fmt: skip
        told = [words("detail", name=words(name), value=value) for name, value in facts.items() if value]
        yield _INDENT * 2 + words("chart_end").join(told)


def _not_assessed(audit: Audit, words: Words) -> Iterator[str]:
    groups = not_assessed(audit)
    if groups:
        yield words("not_assessed")
    for code, tallies in groups.items():
        yield f"{_INDENT}{words.named('not_assessed', code)}: {len(tallies)}"
        for tally in tallies:
            reason = words.said(tally.reason.text) if tally.reason else ""
            yield f"{_INDENT * 2}{tally.rule}  {reason}"


def _plan(audit: Audit, words: Words) -> Iterator[str]:
    steps = planned.steps(audit, words)
    if steps:
        yield words("plan")
    for step in steps[:STEPS]:
        more = words("plan_step", rules=f"{step.rules:,}", assessable=f"{step.assessable:,}")
        yield f"{_INDENT}{more}  {step.supply}"
    if len(steps) > STEPS:
        yield _INDENT + words("plan_more", count=len(steps) - STEPS)


def _inputs(audit: Audit, words: Words) -> Iterator[str]:
    yield words("inputs")
    if not audit.content.inputs:
        yield _INDENT + words("no_inputs")
    for file in audit.content.inputs:
        yield from _file(audit, file, words)


def _file(audit: Audit, file: InputAccount, words: Words) -> Iterator[str]:
    yield f"{_INDENT}{file.name}" + (f"  {words('problem')}: {words.said(file.problem)}" if file.problem else "")
    yield from (f"{_INDENT * 2}{words.said(note)}" for note in file.notes)
    for whole in file.whole_sheets:
        yield f"{_INDENT * 2}{whole.sheet or file.name}  {words.whole(whole)}"
    for sheet in file.sheets:
        register = register_text(audit, sheet.register, words) if sheet.register else words("no_register")
        numbers = {"rows": sheet.rows_read, "imported": sheet.imported, "aside": sheet.rows_read - sheet.imported}
        rows = words("read_rows", **{name: f"{number:,}" for name, number in numbers.items()})
        rows += "" if sheet.records is None else words("of_records", count=f"{sheet.records:,}")
        told = f"{words('problem')}: {words.said(sheet.problem)}" if sheet.problem else rows
        yield f"{_INDENT * 2}{ARROW.join(filter(None, [sheet.sheet, sheet.region, register]))}  {told}"
        yield from (f"{_INDENT * 3}{words.said(note)}" for note in sheet.notes)
