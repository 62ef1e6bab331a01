"""``svcqa reviews misread``: what was read wrongly, as proposals for the settings and as cases that can be checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.keeping import history_options
from svcqa.cli.kept import kept, reviewed_by
from svcqa.cli.options import FILE, option, ruleset_option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.cli.saving import nested, word
from svcqa.errors import Problem, SvcqaError, UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.findings import Audit
    from svcqa.registers import Field
    from svcqa.reviewing.misread import Case, Outcome

ABOUT = Text(
    zh="把复核为读取错误的疑点写成设置建议和读取用例；--check重读用例，有不符的退出码为1。",
    en="Write findings that were decided to be reading errors as proposals for the settings and as cases; --check "
    "reads the cases again, with exit code 1 if one is not read as expected.",
)
_HEAD = Text(
    zh="由svcqa reviews misread写出。\n一、设置建议：核对、改正后去掉#，移到svcqa.yaml。\n"
    "二、读取用例：在expected填写应读出的内容（或blank、placeholder、unreadable），type缺的请补上，"
    "再运行svcqa reviews misread --check核对。不要改动原始记录。",
    en="Written by svcqa reviews misread.\n1. Proposals for the settings: check and correct them, remove the #, move "
    "them to svcqa.yaml.\n2. Cases: write under expected what ought to be read (or blank, placeholder, unreadable), "
    "fill in a type that is missing, then run svcqa reviews misread --check. Leave the original records alone.",
)
_READ_SO = Text(zh="这次这样对应，不对请改", en="taken so; correct it if it is wrong")
_FORMAT = Text(zh="请改为实际写法", en="write how the dates really stand there")
_SHEET = Text(zh="这次读作这种台账，不对请改", en="taken for this register; correct it if it is wrong")
_STATES = {
    "right": Text("读作{now}，符合。", "read as {now}, as expected."),
    "wrong": Text("读作{now}，应为{expected}。", "read as {now}, expected {expected}."),
    "open": Text("读作{now}；还没有填写expected。", "read as {now}; expected is not filled in."),
    "unknown": Text("没有写明type，不能重读。", "type is not filled in, so that it cannot be read."),
}


def command(lang: Lang) -> click.Command:
    """The command."""
    output = Text(zh="写到文件；已有的文件不会被覆盖。", en="File to write; one that is there is left alone.")
    workbook = Text(zh="写有复核结论的审核工作簿。", en="The audit workbook with the reviews.")
    check = Text(zh="重读这个文件里的用例。", en="Read the cases of this file again.")
    params: list[click.Parameter] = [
        click.Argument(["audit"], required=False, metavar="[AUDIT]"),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=workbook),
        option(lang, "--output", type=FILE, metavar="FILE.yaml", about=output),
        option(lang, "--check", type=FILE, metavar="FILE.yaml", about=check),
        ruleset_option(lang),
        *history_options(lang),
    ]
    return Command("misread", lang, ABOUT, _misread, params=params)


def _misread(  # noqa: PLR0913 - one an option
    console: Console,
    audit: str | None,
    workbook: str | None,
    output: str | None,
    *,
    check: str | None,
    ruleset: Sequence[str],
    **where: str | None,
) -> int:
    if check:
        return _check(console, check, where["config"])
    if audit is None or output is None:
        raise UsageError.of(
            "请给出审核和--output，或用--check给出用例文件。", "name an audit and --output, or a file with --check."
        )
    refuse_existing(output)
    found = reviewed_by(workbook, kept(audit, console, where), console)
    from svcqa.reviewing.misread import cases_of
    from svcqa.reviewing.rows import refuse_masked

    refuse_masked(found)
    cases = list(cases_of(found, _fields(found, ruleset, where["config"])))
    write_whole(output, ("\n".join(_lines(cases, console.lang)) + "\n").encode())
    console.write(output)
    console.say(Text(f"写出{len(cases)}个读取用例。", f"{len(cases)} cases were written."))
    return 0


def _fields(audit: Audit, names: Sequence[str], config: str | None) -> dict[tuple[str, str], Field]:
    """Register and field → what the field is, from the rulesets of the audit as far as they are here."""
    from svcqa.config import load as load_config
    from svcqa.host import Host
    from svcqa.rulesets import Library, load

    library = Library(Host.discover().ruleset_folders)
    given = [*names, *load_config(config).rulesets]
    found: dict[tuple[str, str], Field] = {}
    for name in dict.fromkeys([*(one.name for one in audit.content.rulesets), *given]):
        with suppress(SvcqaError):  # a ruleset that is gone: its cases say that the type is to be filled in
            for register, one in load(name, library).registers.items():
                found |= {(register.rpartition("/")[2], field): spec for field, spec in one.fields.items()}
    return found


def _lines(cases: Sequence[Case], lang: Lang) -> Iterator[str]:
    yield from (f"# {line}" for line in _HEAD.say(lang).splitlines())
    columns: dict[str, dict[str, str]] = {}
    formats: dict[str, dict[str, str]] = {}
    sheets: dict[str, str] = {}
    for one in cases:
        if one.register_ and one.field:
            columns.setdefault(one.register_, {})[word(one.heading)] = word(one.field)
            sheets[one.sheet] = one.register_
        if one.register_ and one.type in {"date", "datetime"}:
            example = one.format or ("YYYY-MM-DD" if one.type == "date" else "YYYY-MM-DD HH:mm")
            formats.setdefault(one.register_, {})[one.field] = json.dumps(example)
    yield from nested("columns", {}, columns, lang, _READ_SO)
    yield from nested("formats", {}, formats, lang, _FORMAT)
    if any(sheets):
        yield "# sheets:"
    yield from (f"#   {word(name)}: {word(of)}  # {_SHEET.say(lang)}" for name, of in sheets.items() if name)
    yield "cases:" if cases else "cases: []"
    for one in cases:
        told = {**one.model_dump(by_alias=True), "expected": None}
        yield from (
            f"{'  - ' if at == 0 else '    '}{name}: {_value(value)}" for at, (name, value) in enumerate(told.items())
        )


def _value(value: str | None) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _check(console: Console, path: str, config: str | None) -> int:
    from svcqa.config import load as load_config
    from svcqa.reviewing.misread import Cases, checked
    from svcqa.rulesets.reading import read_model

    settings = load_config(config)
    console.prefer(settings.lang)
    file, _ = read_model(Path(path), Cases)
    outcomes = [
        checked(one, _declared(settings.formats, one), lenient=settings.dates == "lenient") for one in file.cases
    ]
    for one in outcomes:
        console.write(_said(one).say(console.lang))
    return int(any(one.state != "right" for one in outcomes))


def _declared(formats: Mapping[str, Mapping[str, str]], one: Case) -> str | None:
    return formats.get(one.register_, formats.get(one.register_.rpartition("/")[2], {})).get(one.field)


def _said(one: Outcome) -> Text:
    place = " → ".join(filter(None, (one.case.file, one.case.sheet, one.case.cell)))
    told = _STATES[one.state].fill(now=one.now, expected=one.expected)
    problem = Problem(told, place)
    return Text(problem.say("zh"), problem.say("en"))
