"""A lot: records of one register, imported as an audit imports them and not judged, to draw a sample of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svcqa.accounts import problems_of
from svcqa.config import Config
from svcqa.errors import InputError, Problem, UsageError
from svcqa.host import Host
from svcqa.intake import IntakeOptions, Reading, find_files, import_files
from svcqa.periods import AsOf, Period
from svcqa.rulesets import Library, load_all
from svcqa.samplebook.lots import Lot, field_named
from svcqa.suggestions import no_such
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount
    from svcqa.conditions import Condition
    from svcqa.registers import Records, Register
    from svcqa.rulesets import Ruleset

NOTHING: Mapping[str, str] = {}


def lot(  # noqa: PLR0913 - a public door, all but the first three by name
    paths: Sequence[str | Path],
    rulesets: Sequence[str],
    register: str,
    *,
    where: Mapping[str, str] = NOTHING,
    period: str | Period | None = None,
    as_of: str | None = None,
    config: Config | None = None,
    host: Host | None = None,
    progress: Callable[[str], None] | None = None,
) -> Lot:
    """The records of a register to draw a sample of.

    A record without a date, or of which it cannot be told whether it fits, is in the lot and counted: what is left out
    of a lot has no chance to be drawn.

    Args:
        paths: workbooks, text tables, or folders of them.
        rulesets: names or files of the rulesets that declare the register; those of the settings if none is given.
        register: its name or its title.
        where: field → value that the records have; ``a|b`` is one of several.
        period: ``FROM..TO``; everything up to ``as_of`` if not given.
        as_of: the audit date or moment; today if not given.
        config: machine settings such as column mappings.
        host: plugins; discovered if not given.
        progress: told the name of each file.

    Raises:
        UsageError: there is no such ruleset, register or field, or a value that the field cannot have.
        InputError: a path does not exist, or no record is in the lot.
    """
    config, host, moment = config or Config(), host or Host.discover(), AsOf.of(as_of)
    span = Period.of(period, moment)
    loaded = load_all(rulesets or config.rulesets, Library(host.ruleset_folders))
    name, declared = _register(register, loaded)
    named = {field_named(declared, field, "--where"): value for field, value in where.items()}
    condition = _condition(declared, named)
    others = {other: one for ruleset in loaded for other, one in ruleset.registers.items() if other != name}
    options = IntakeOptions(config.columns, config.formats, config.sheets, lenient=config.dates == "lenient")
    with Reading(find_files([Path(path) for path in paths], config.exclude, config.encoding)) as reading:
        imported = import_files(reading, {name: declared}, options, progress, idle=others)
    if name not in imported.records:
        raise _not_there(declared, imported.inputs)
    records = imported.records[name]
    inside, undated, unclear = _chosen(records, condition, moment, span)
    if not inside.any():
        raise _empty(declared)
    from svcqa.judging.subjects import Subjects

    files = _files(records, imported.inputs)
    return Lot(
        name,
        Subjects(records),
        inside.nonzero()[0],
        files,
        [one.name for one in loaded],
        str(span),
        moment.written,
        named,
        undated=int((undated & inside).sum()),
        unclear=int((unclear & inside).sum()),
        rules={placed.rule.id: one.name for one in loaded for placed in one.rules if placed.rule.of == name},
        problems=problems_of(imported.inputs),
    )


def _register(named: str, rulesets: Sequence[Ruleset]) -> tuple[str, Register]:
    known = {name: one for ruleset in rulesets for name, one in ruleset.registers.items()}
    for name, one in known.items():
        if named in {name, one.title.zh, one.title.en}:
            return name, one
    raise no_such(Text("台账", "register"), named, [*known, *(one.title.zh for one in known.values())], "--register")


def _condition(register: Register, where: Mapping[str, str]) -> Condition:
    """The conditions as rules write them.

    Raises:
        UsageError: a field is compared with what it cannot be.
    """
    from svcqa.conditions import Condition
    from svcqa.rulesets.fitting import misfits

    made = Condition({name: _literal(register, name, value) for name, value in where.items()})
    wrong = [Problem(said, "--where") for _, said in misfits(made, register.fields)]
    if wrong:
        raise UsageError.all_of(wrong)
    return made


def _literal(register: Register, name: str, written: str) -> Any:
    if "|" in written:
        return [_literal(register, name, one) for one in written.split("|")]
    type_ = register.fields[name].type
    if type_ == "yes_no":
        from svcqa.intake.values.words import yes_or_no

        answer = yes_or_no(written)
        return written if answer is None else answer
    if type_ in {"number", "money"}:
        try:
            return float(written)
        except ValueError:
            return written
    return written


def _chosen(records: Records, condition: Condition, as_of: AsOf, period: Period) -> tuple[Any, Any, Any]:
    """Per record: it is in the lot; it has no date; it cannot be told whether it fits."""
    import numpy as np
    import pandas as pd

    from svcqa.calendars import Calendars
    from svcqa.checks import Context
    from svcqa.judging.asking import counting
    from svcqa.judging.belonging import happened
    from svcqa.judging.moments import first_filled

    context = Context(pd.Timestamp(as_of.moment), period, Calendars({}))
    missing = [name for name in condition.fields() if name not in records.frame]
    if missing:
        said = Text(f"这些文件里没有“{missing[0]}”这一栏。", f"none of these files has a column for '{missing[0]}'.")
        raise UsageError(Problem(said, "--where"))
    _, inside = happened(records, context)
    truth = counting(condition, records, context)
    moment = first_filled(records, records.register.event_date, context.as_of)
    undated = np.zeros(len(records), dtype=bool) if moment is None else moment.isna().to_numpy(dtype=bool)
    return np.asarray(inside & ~truth.no), undated, np.asarray(truth.unknown)


def _files(records: Records, inputs: Sequence[InputAccount]) -> dict[str, str]:
    """File with records → its digest.

    Raises:
        UsageError: two files bear one name, so that a row could not be found again by it.
    """
    there = {part.file for part in records.parts}
    found: dict[str, str] = {}
    for one in inputs:
        if one.name in there and found.setdefault(one.name, one.sha256) != one.sha256:
            raise UsageError.of(
                "有两份不同的文件都叫这个名字，抽中的行分不清在哪一份。",
                "two different files bear this name: a drawn row could not be told to be of one of them.",
                where=one.name,
                mend=Text("请给出它们共同的上级文件夹。", "Name the folder above both."),
            )
    return found


def _not_there(register: Register, inputs: Sequence[InputAccount]) -> InputError:
    said = Text("这些文件里没有台账“{title}”。", "none of these files holds the register '{title}'.")
    mend = Text(
        "svcqa inspect会说明每张工作表被认作哪种台账。", "svcqa inspect tells which register each sheet was taken for."
    )
    where = ", ".join(one.name for one in inputs)
    return InputError(Problem(said.fill(title=register.title), where, mend), *problems_of(inputs))


def _empty(register: Register) -> InputError:
    said = Text(
        "台账“{title}”里没有一条记录符合期间和条件，批为空，无从抽样。",
        "no record of register '{title}' lies in the period and fits the conditions: the lot is empty.",
    )
    mend = Text("请核对--period和--where。", "Check --period and --where.")
    return InputError(Problem(said.fill(title=register.title), "", mend))
