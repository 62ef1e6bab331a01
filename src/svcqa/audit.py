"""The audit: from files and rulesets to one closed Audit.

The story, in order: load the rulesets, read the files, validate every record against its register, judge it by
every rule, count, quote, and seal the content with its digest.
"""

from __future__ import annotations

import datetime as dt
import getpass
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svcqa import auditfile, findings
from svcqa.config import Config
from svcqa.errors import UsageError
from svcqa.findings import (
    Audit,
    Content,
    Coverage,
    Dossier,
    Finding,
    Lines,
    ParameterFacts,
    RulesetFacts,
    Run,
    Said,
    Tally,
    Unjudged,
    Upcoming,
    lines_of,
)
from svcqa.host import Host
from svcqa.intake import Imported, IntakeOptions, find_files, import_files
from svcqa.periods import ZONE, AsOf, Period
from svcqa.registers import Register
from svcqa.rulesets import Bound, Library, Ruleset, bind, load
from svcqa.rulesets.binding import with_parameters
from svcqa.text import Text
from svcqa.version import VERSION

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.execute import Executor
    from svcqa.judging.outcome import Outcome

Progress = Callable[[str], None]
NO_PARAMETERS: Mapping[str, str] = {}


def run(  # noqa: PLR0913 - the public door, all but the first two by name
    paths: Sequence[str | Path],
    rulesets: Sequence[str],
    *,
    as_of: str | dt.date | dt.datetime | None = None,
    period: str | Period | None = None,
    parameters: Mapping[str, str] = NO_PARAMETERS,
    config: Config | None = None,
    host: Host | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit spreadsheets against rulesets.

    Args:
        paths: workbooks, CSV files, or folders of them.
        rulesets: names of installed rulesets, or ruleset files.
        as_of: the audit date (its end) or moment; today if not given. It is written into the audit.
        period: ``FROM..TO``, both days included; everything up to ``as_of`` if not given.
        parameters: parameter → value, over what the rulesets say.
        config: machine settings such as column mappings.
        host: plugins; discovered if not given.
        progress: told what is being done.

    Raises:
        UsageError: a ruleset, parameter, date or period that cannot be.
        ConfigError: a ruleset is wrong; with file and line.
        InputError: a path does not exist, or no file of it can be read.
        PluginError: a plugin cannot be loaded.
    """
    started = dt.datetime.now(dt.UTC)
    moment = AsOf.of(as_of)
    span = Period.of(period, moment)
    host = host or Host.discover()
    config = config or Config()
    library = Library(host.ruleset_folders)
    loaded = _loaded(rulesets or config.rulesets, library, parameters)
    bound = [rule for ruleset in loaded for rule in bind(ruleset, host.checks)]
    imported = import_files(
        find_files([Path(path) for path in paths], config.exclude, config.encoding),
        _registers(loaded, bound),
        IntakeOptions(config.columns, config.formats, config.sheets),
        progress=progress,
    )
    judged = _judge(bound, imported, _context(moment, span, loaded), progress)
    content = Content(
        as_of=moment.written,
        period=findings.Period(span.first.isoformat() if span.first else None, span.last.isoformat()),
        zone=ZONE,
        calendars=judged.calendars,
        rulesets=[RulesetFacts(one.name, _said(one.title), one.version, one.digest) for one in loaded],
        parameters=[fact for one in loaded for fact in _parameters(one)],
        inputs=imported.inputs,
        coverage=_coverage(judged.tallies, bound),
        tallies=judged.tallies,
        reasons=_reasons(bound),
        exhibits=[],
    )
    return auditfile.seal(content, judged.lists(), _run(host, started), Dossier())


def _loaded(names: Sequence[str], library: Library, parameters: Mapping[str, str]) -> list[Ruleset]:
    if not names:
        raise UsageError.of(
            "没有指定规则集。请用--ruleset给出名称或文件。", "no ruleset given. Name one with --ruleset NAME or FILE."
        )
    loaded = [with_parameters(load(name, library), parameters) for name in dict.fromkeys(names)]
    known = {name for ruleset in loaded for name in ruleset.parameters}
    unknown = [name for name in parameters if name not in known]
    if unknown:
        raise UsageError.of(
            f"没有参数{unknown[0]}。现有：{'、'.join(sorted(known)) or '无'}。",
            f"there is no parameter {unknown[0]}. Known: {', '.join(sorted(known)) or 'none'}.",
        )
    return loaded


def _registers(rulesets: Iterable[Ruleset], bound: Iterable[Bound]) -> dict[str, Register]:
    """The registers the rules judge, and those they point to."""
    known = {name: register for ruleset in rulesets for name, register in ruleset.registers.items()}
    wanted = dict.fromkeys(rule.rule.of for rule in bound)
    pointed = dict.fromkeys(target for name in wanted for target in known[name].foreign_keys.values())
    return {name: known[name] for name in [*wanted, *pointed] if name in known}


def _context(moment: AsOf, span: Period, rulesets: Iterable[Ruleset]) -> Context:
    from svcqa.calendars import Calendars
    from svcqa.checks import Context

    extra = {name: days for ruleset in rulesets for name, days in ruleset.calendars.items()}
    return Context(moment.moment, span, Calendars(extra))


@dataclass
class _Judged:
    """What judging leaves behind, chunk by chunk."""

    tallies: list[Tally] = field(default_factory=list)
    findings: list[dict[str, list[Any]]] = field(default_factory=list)
    unjudged: list[dict[str, list[Any]]] = field(default_factory=list)
    upcoming: list[dict[str, list[Any]]] = field(default_factory=list)
    calendars: dict[str, str] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        self.tallies.append(outcome.tally)
        for mine, chunk in (
            (self.findings, outcome.findings),
            (self.unjudged, outcome.unjudged),
            (self.upcoming, outcome.upcoming),
        ):
            if chunk:
                mine.append(chunk)

    def lists(self) -> dict[str, Lines[Any]]:
        return {
            "findings": lines_of(Finding, self.findings),
            "unjudged": lines_of(Unjudged, self.unjudged),
            "upcoming": lines_of(Upcoming, self.upcoming),
        }


def _judge(bound: Sequence[Bound], imported: Imported, context: Context, progress: Progress | None) -> _Judged:
    from svcqa.execute import Here
    from svcqa.judging.subjects import Subjects
    from svcqa.judging.validation import validate

    subjects = {name: Subjects(records) for name, records in imported.records.items()}
    made = _Judged()
    for outcome in (one for name in subjects for one in validate(name, subjects, context)):
        made.add(outcome)
    for outcome in _outcomes(bound, subjects, context, Here(), progress):
        made.add(outcome)
    made.calendars = context.calendar.used()
    return made


def _outcomes(
    bound: Iterable[Bound], subjects: Mapping[str, Any], context: Context, executor: Executor, progress: Progress | None
) -> Iterator[Outcome]:
    """Judge every rule, or say why it cannot be assessed."""
    from svcqa.execute import Task
    from svcqa.judging.assessable import obstacle
    from svcqa.judging.outcome import conclude, not_assessed
    from svcqa.judging.scope import cases, scope

    records = {name: one.records for name, one in subjects.items()}
    for rule in bound:
        if progress:
            progress(rule.rule.id)
        reason = obstacle(rule, records, context)
        if reason or rule.settings is None:
            assert reason is not None  # noqa: S101 - without settings a parameter is unset, which is an obstacle
            yield not_assessed(rule, reason)
            continue
        mine = subjects[rule.rule.of]
        scoped = scope(rule, mine.records, context)
        task = Task(rule.check, cases(rule, mine.records, scoped), rule.settings, context)
        yield conclude(rule, mine, scoped, executor.judge(task))


def _coverage(tallies: Iterable[Tally], bound: Sequence[Bound]) -> Coverage:
    """Share of the rules assessed; the built-in rules do not count."""
    own = {rule.ruleset for rule in bound}
    reasons = Counter(
        tally.reason.code for tally in tallies if tally.ruleset in own and not tally.assessed and tally.reason
    )
    return Coverage(len(bound), len(bound) - reasons.total(), dict(sorted(reasons.items())))


def _parameters(ruleset: Ruleset) -> Iterator[ParameterFacts]:
    for name, item in ruleset.parameters.items():
        one = item.parameter
        value = None if item.value is None else str(item.value)
        date = one.date.isoformat() if one.date else ""
        yield ParameterFacts(
            ruleset.name, name, _said(one.title), value, item.origin, one.source, one.approved_by, date
        )


def _reasons(bound: Iterable[Bound]) -> dict[str, Said]:
    from svcqa.judging import reasons

    texts = dict(reasons.TEXTS)
    for rule in bound:
        texts.update({reasons.named(rule.spec.name, code): text for code, text in rule.spec.reasons.items()})
    return {code: _said(texts[code]) for code in sorted(texts)}


def _run(host: Host, started: dt.datetime) -> Run:
    finished = dt.datetime.now(dt.UTC)
    plugins = {plugin.name: f"{plugin.distribution} {plugin.version}" for plugin in host.plugins}
    return Run(VERSION, plugins, started.isoformat(timespec="seconds"), finished.isoformat(timespec="seconds"), _operator())


def _operator() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name is to be had on this system
        return ""


def _said(text: Text) -> Said:
    return Said(text.zh, text.en)
