"""The audit: from files and rulesets to one closed Audit.

The story, in order: load the rulesets, read the files, validate every record against its register, judge it by
every rule, count, quote, and seal the content with its digest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from svcqa import assignment, auditfile, samplebook
from svcqa.accounts import InputAccount
from svcqa.assignment import Assignment
from svcqa.basis import Order
from svcqa.basis import Period as PeriodFacts
from svcqa.config import Config
from svcqa.durations import Duration
from svcqa.errors import UsageError
from svcqa.findings import Ahead, Audit, Content, Signal
from svcqa.host import Host
from svcqa.intake import IntakeOptions, Reading, find_files, import_files
from svcqa.intake.child import ReadJob, read_in_child
from svcqa.intake.importing import known_by
from svcqa.periods import AHEAD, ZONE, AsOf, Period, last_day
from svcqa.registers import Records, Register
from svcqa.requests import Executor, ExecutorSpec, Limits, Shelving
from svcqa.rulesets import Bound, Library, Ruleset, bind, load_all
from svcqa.rulesets.binding import with_parameters
from svcqa.rulesets.reach import calendars_of, registers_idle, registers_read
from svcqa.samplebook import SampleBook
from svcqa.stated import Stated
from svcqa.stocking import InMemory, Stocked, stocked
from svcqa.suggestions import no_such
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.checks import Context

Progress = Callable[[str], None]
NO_PARAMETERS: Mapping[str, str] = {}


def run(  # noqa: PLR0913 - the public door, all but the first two by name
    paths: Sequence[str | Path],
    rulesets: Sequence[str],
    *,
    as_of: str | dt.date | dt.datetime | None = None,
    period: str | Period | None = None,
    parameters: Mapping[str, str] = NO_PARAMETERS,
    workbook: str | Path | None = None,
    skip_hidden: bool = False,
    config: Config | None = None,
    host: Host | None = None,
    progress: Progress | None = None,
    ahead: str | Duration = AHEAD,
    samples: Sequence[str | Path] = (),
    engine: str | ExecutorSpec | None = None,
) -> Audit:
    """Audit spreadsheets against rulesets.

    Args:
        paths: workbooks, CSV files, or folders of them.
        rulesets: names of installed rulesets, or ruleset files.
        as_of: the audit date (its end) or moment; today if not given. It is written into the audit.
        period: ``FROM..TO``, both days included; everything up to ``as_of`` if not given.
        parameters: parameter → value, over what the rulesets and the audit workbook say.
        workbook: the audit workbook: request list, parameters, calendar days, answers, waivers, holds, reviews; that of
            the settings if not given.
        skip_hidden: leave hidden rows, columns and sheets out of the records; they are accounted for either way.
        config: machine settings such as column mappings.
        host: plugins; discovered if not given.
        progress: told what is being done.
        ahead: how far beyond ``as_of`` it is listed what falls due, in days, weeks, months or years; what falls due
            later is counted. No verdict hangs on it.
        samples: sample workbooks that were drawn of these records and filled in.
        engine: who judges, an engine by name or with what it is told; that of the settings if not given, else this
            process. The result does not hang on it.

    Raises:
        UsageError: a ruleset, parameter, date or period that cannot be.
        ConfigError: a ruleset is wrong; with file and line.
        InputError: a path does not exist, no file of it can be read, or a sample is not as it was drawn.
        PluginError: a plugin cannot be loaded.
        EngineError: those who were to judge cannot be reached, are lost, or are not alike.
    """
    host, config = host or Host.discover(), config or Config()
    workbook, named = workbook or config.workbook, list(dict.fromkeys(rulesets or config.rulesets))
    moment = AsOf.of(as_of)
    files = [*([Path(workbook)] if workbook else []), *(Path(path) for path in paths)]
    jobs = find_files(files, config.exclude, config.encoding)
    drawn = find_files([Path(path) for path in samples])
    order = Order(
        rulesets=[PureWindowsPath(name).name for name in named],  # without the folder, whichever system wrote it
        as_of=moment.written,
        as_of_given=None if as_of is None else str(as_of),
        period=None if period is None else str(period),
        parameters=dict(parameters),
        workbook=jobs[0].name if workbook else None,
        skip_hidden=skip_hidden,
        ahead=str(ahead),
        settings=config.bearing,
        samples=[job.name for job in drawn],
    )
    wanted = ExecutorSpec(engine) if isinstance(engine, str) else engine or config.executor
    with closing(host.executor(wanted)) as executor:
        return carried_out(order, [*jobs, *drawn], named, Library(host.ruleset_folders), host, progress, executor)


def carried_out(  # noqa: PLR0913, PLR0915, PLR0917 - what an order is carried out with, in one story
    order: Order,
    jobs: Sequence[ReadJob],
    rulesets: Sequence[str],
    library: Library,
    host: Host,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Audit:
    """Carry out an order: the same order, files, rulesets and program give the same audit.

    Args:
        order: what is wanted.
        jobs: the files, the audit workbook first if the order names one, its sample workbooks last.
        rulesets: those the order names, as the library finds them.
        library: where rulesets and registers are.
        host: plugins.
        progress: told what is being done.
        executor: who judges; this process if not given.

    Raises:
        SvcqaError: as :func:`run` does.
    """
    executor = executor or host.executor(None)
    config, parameters = Config.model_validate(order.settings), order.parameters
    jobs, drawn, books = _samples_apart(jobs, order)
    in_parts = isinstance(executor, Shelving)
    with Reading([] if in_parts else jobs) as reading:
        # the child reads while rulesets and libraries are loaded here
        from svcqa import facts
        from svcqa.assignment.reviews import announced, dossier
        from svcqa.assignment.values import applied
        from svcqa.judging.assessable import is_in_force
        from svcqa.judging.coverage import plan, with_needed
        from svcqa.judging.signalling import signalled
        from svcqa.judging.suiting import Beforehand
        from svcqa.masking.people import occurring
        from svcqa.samplebook.judging import REASONS
        from svcqa.samplebook.taking import Audited, take
        from svcqa.signals import Scene
        from svcqa.waiving import Office, waived

        moment = AsOf.of(order.as_of)
        until = last_day(moment, order.ahead or AHEAD)
        span = _begun(Period.of(order.period, moment), moment)
        loaded = _loaded(rulesets, library, parameters)
        bound = _bound(loaded, host)
        options = IntakeOptions(
            config.columns,
            config.formats,
            config.sheets,
            lenient=config.dates == "lenient",
            skip_hidden=order.skip_hidden,
        )
        registers = registers_read(loaded)
        idle, own = registers_idle(loaded, registers), assignment.registers() if order.workbook else None
        beforehand = Beforehand(bound, _context(moment, span, loaded, until), Stated())
        held: Stocked | InMemory | None = stocked(
            order, jobs, executor, lambda: known_by(registers, idle, options), beforehand, progress
        )
        if held is None:
            results = read_in_child(jobs, Limits()) if in_parts else reading
            held = InMemory(import_files(results, registers, options, progress, idle=idle, first=own))
    asked = assignment.taken(held.as_read)
    if asked.entries:
        # what the command line sets wins over the workbook
        loaded = _set(applied(asked, loaded, moment.moment.date()), parameters)
        bound = _bound(loaded, host)
    context = _context(moment, span, loaded, until)

    def looked_for() -> list[Signal]:
        seen, quoting = held.seen()
        scene = Scene(seen, context.as_of, context.calendar, announced(asked))
        return signalled(host.signals, config.signals, scene, quoting)

    with ThreadPoolExecutor(1) as beside:  # names are gathered and signals looked for while the records are judged
        people = held.people(beside)
        inputs, records = held.inputs, held.records
        approved = _approved(records, registers)
        signals = beside.submit(looked_for)
        judgement = held.judged(bound, context, executor, progress, _stated(asked, registers, loaded))
    sampled = take(books, judgement, Audited(records, inputs, loaded, str(span)), host.project)
    office = Office(asked, jobs[0].path.parent if order.workbook else None, records, approved, bound)
    excused = waived(judgement.lists(), judgement.tallies, office, (moment.moment.date(), until))
    content = Content(
        as_of=moment.written,
        period=PeriodFacts(span.first.isoformat() if span.first else None, span.last.isoformat()),
        zone=ZONE,
        calendars=context.calendar.used(),
        rulesets=facts.rulesets(loaded),
        parameters=facts.parameters(loaded),
        inputs=with_needed([*inputs, *drawn], bound),
        coverage=facts.coverage(excused.tallies, bound),
        tallies=excused.tallies,
        reasons={**facts.reason_texts(bound), **(REASONS if books else {})},
        exhibits=judgement.exhibits,
        registers=facts.registers(
            {
                **registers,
                **{name: one.register for name, one in approved.items()},
                **(samplebook.registers() if books else {}),
            }
        ),
        evidence=facts.evidence(bound),
        contrasts=facts.contrasts(loaded),
        plan=plan([one for one in bound if is_in_force(one, span)], records, loaded),
        settings=options.unusual,
        ahead=Ahead(until.isoformat(), judgement.later + excused.later, judgement.undated),
        signals=signals.result(),
        waivers=excused.waivers,
        samples=sampled,
    )
    presence = judgement.presence  # joined last: no name stands in it
    content = replace(
        content,
        people=occurring(content, excused.lists, people.result() | {*samplebook.checkers(books)}),
        population=presence.population,
        judged=presence.judged,
    )
    fingerprints = frozenset(excused.lists["findings"].column("fingerprint").to_pylist() if asked.entries else ())
    return auditfile.seal(
        content, excused.lists, facts.this_run(host, order, executor.facts()), dossier(asked, fingerprints)
    )


def _context(moment: AsOf, span: Period, loaded: Sequence[Ruleset], until: dt.date) -> Context:
    """What checks may know beside the records."""
    import pandas as pd

    from svcqa.calendars import Calendars
    from svcqa.checks import Context

    calendars = Calendars(calendars_of(loaded))
    return Context(pd.Timestamp(moment.moment), span, calendars, ahead=pd.Timestamp(until))


def _samples_apart(
    jobs: Sequence[ReadJob], order: Order
) -> tuple[Sequence[ReadJob], list[InputAccount], list[SampleBook]]:
    """The files with records, and the sample workbooks read."""
    end = len(jobs) - len(order.samples)
    return jobs[:end], *samplebook.read(jobs[end:])


def _begun(period: Period, as_of: AsOf) -> Period:
    if period.first and period.first > as_of.moment.date():
        raise UsageError.of(
            f"期间{period}在审核基准日{as_of.written}之后才开始。",
            f"the period {period} begins after the audit date {as_of.written}.",
            where="--period",
            mend=Text(zh="请换一个期间，或用--as-of给出较晚的基准日。", en="Choose another period or a later --as-of."),
        )
    return period


def _approved(records: dict[str, Records], registers: Mapping[str, Register]) -> dict[str, Records]:
    """Registers of approved deviations; those that no rule reads are taken out, for nothing in them is judged."""
    waiving = [name for name, one in records.items() if one.register.waives]
    return {name: records[name] if name in registers else records.pop(name) for name in waiving}


def _stated(asked: Assignment, registers: Mapping[str, Register], loaded: Sequence[Ruleset]) -> Stated:
    """What the audit workbook states instead of records."""
    from svcqa.assignment.checks import checked
    from svcqa.assignment.requests import not_provided

    return Stated(not_provided(asked, registers), checked(asked, loaded))


def _bound(loaded: Sequence[Ruleset], host: Host) -> list[Bound]:
    return [rule for ruleset in loaded for rule in bind(ruleset, host.checks)]


def _set(loaded: Sequence[Ruleset], parameters: Mapping[str, str]) -> list[Ruleset]:
    return [with_parameters(one, parameters) for one in loaded]


def _loaded(names: Sequence[str], library: Library, parameters: Mapping[str, str]) -> list[Ruleset]:
    loaded = _set(load_all(names, library), parameters)
    known = {name for ruleset in loaded for name in ruleset.parameters}
    unknown = [name for name in parameters if name not in known]
    if unknown:
        raise no_such(Text("参数", "parameter"), unknown[0], sorted(known), "--param")
    return loaded
