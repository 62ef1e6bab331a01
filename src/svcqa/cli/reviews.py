"""``svcqa reviews``: findings out to be decided on, decisions back and merged, and where the review stands."""

from __future__ import annotations

from collections.abc import Sequence

import click

from svcqa.cli.commands import Command, Commands, Entry
from svcqa.cli.console import Console
from svcqa.cli.keeping import by_option, history_options, opened, stamp
from svcqa.cli.kept import kept
from svcqa.cli.misread import ABOUT as MISREAD
from svcqa.cli.misread import command as misread_command
from svcqa.cli.options import FILE, lang_option, option
from svcqa.cli.output import refuse_existing, write_whole
from svcqa.cli.reviewed import ABOUT as LIST
from svcqa.cli.reviewed import command as list_command
from svcqa.cli.reviewed import say_met
from svcqa.errors import Problem
from svcqa.text import Lang, Text

_EXPORT = Text(
    zh="写出疑点复核工作簿：每个疑点一行，同一条记录的放在一起，有下拉选项和已有结论。",
    en="Write a workbook to review in: a row for every finding, those of one record together, with drop-downs and "
    "earlier decisions.",
)
_IMPORT = Text(
    zh="把填好的复核工作簿（一份或几份）合并后记入审核历史。有冲突或不能采用的行时退出码为1。",
    en="Merge reviews that were filled in, in one workbook or several copies, and append them to the history. Exit "
    "code 1 if there are conflicts or rows that cannot be used.",
)
_MERGE = Text(
    zh="把同一复核工作簿的几份合并成一份，不用审核历史。有冲突或不能采用的行时退出码为1。",
    en="Merge several copies of one workbook into one, without a history. Exit code 1 if there are conflicts or rows "
    "that cannot be used.",
)


def command(lang: Lang) -> click.Command:
    """The command group."""
    entries = {
        "export": Entry(_EXPORT, _export_command),
        "import": Entry(_IMPORT, _import_command),
        "merge": Entry(_MERGE, _merge_command),
        "list": Entry(LIST, list_command),
        "misread": Entry(MISREAD, misread_command),
    }
    about = Text(
        zh="复核疑点：写出、收回、合并复核，查看进展。AUDIT是审核文件，或审核历史里的编号、名称、摘要开头或latest。",
        en="Review findings: write them out, take decisions back, merge them, see where the review stands. AUDIT is an "
        "audit file, or the number, name, beginning of the digest of an audit of the history, or latest.",
    )
    return Commands("reviews", lang, about, entries)


def _export_command(lang: Lang) -> click.Command:
    name = Text(zh="复核.xlsx", en="reviews.xlsx")
    output = Text(zh="写到文件；默认复核.xlsx。已有的文件不会被覆盖。", en="File to write; reviews.xlsx by default.")
    unit = Text(zh="只要这个单位的疑点；可重复。", en="Findings of this unit only; may be repeated.")
    rule = Text(zh="只要这条规则（编号或条款）的疑点；可重复。", en="Findings of this rule only, by its id or clause.")
    undecided = Text(zh="只要还没有结论的疑点。", en="Only findings that nobody has decided on.")
    params: list[click.Parameter] = [
        click.Argument(["audit"], metavar="AUDIT"),
        option(lang, "--output", type=FILE, default=name.say(lang), metavar="FILE.xlsx", about=output),
        option(lang, "--unit", "units", multiple=True, metavar="NAME", about=unit),
        option(lang, "--rule", "rules", multiple=True, metavar="RULE", about=rule),
        option(lang, "--open", "undecided", is_flag=True, about=undecided),
        *history_options(lang),
    ]
    return Command("export", lang, _EXPORT, _export, params=params)


def _export(  # noqa: PLR0913 - one an option
    console: Console,
    audit: str,
    output: str,
    units: Sequence[str],
    rules: Sequence[str],
    *,
    undecided: bool,
    **where: str | None,
) -> int:
    refuse_existing(output)
    found = kept(audit, console, where)
    from svcqa.history.follow_up import review_workbook
    from svcqa.reviewing.rows import Wanted, rows_of_findings

    rows = rows_of_findings(found, console.lang, Wanted(units, rules, undecided))
    write_whole(output, review_workbook(found, rows, console.lang))
    groups = len({row["group"] for row in rows})
    console.write(output)
    console.say(
        Text(f"写出{len(rows)}个疑点，出自{groups}条记录。", f"{len(rows)} findings of {groups} records were written.")
    )
    return 0


def _import_command(lang: Lang) -> click.Command:
    params: list[click.Parameter] = [click.Argument(["audit"], metavar="AUDIT"), _files(), by_option(lang)]
    return Command("import", lang, _IMPORT, _import, params=[*params, *history_options(lang)])


def _import(console: Console, audit: str, files: Sequence[str], by: str | None, **where: str | None) -> int:
    from svcqa.history.follow_up import take_reviews

    with opened(console, where) as (history, settings):
        made = take_reviews(history, history.find(audit), files, stamp(by, settings))
    if made.elements:
        count = len(made.elements)
        console.say(Text(f"审核任务更新{count}项。", f"{count} items of the assignment were written down."))
    for name, element in made.differing:
        said = Text(
            "另一份工作簿写得不同，采用先给出的一份。", "another workbook states it otherwise; the first one holds."
        )
        console.warn(Problem(said, f"{name} → {_element(element, console.lang)}"))
    return max(say_met(made.meeting, console), int(bool(made.differing)))


def _element(code: str, lang: Lang) -> str:
    from svcqa.dossier import ELEMENTS

    return ELEMENTS[code].say(lang) if code in ELEMENTS else code


def _merge_command(lang: Lang) -> click.Command:
    output = Text(zh="写到文件；已有的文件不会被覆盖。", en="File to write; one that is there is left alone.")
    out = option(lang, "--output", type=FILE, required=True, metavar="FILE.xlsx", about=output)
    return Command("merge", lang, _MERGE, _merge, params=[_files(), out, lang_option(lang)])


def _merge(console: Console, files: Sequence[str], output: str) -> int:
    refuse_existing(output)
    from svcqa.reviewing.copies import merged
    from svcqa.reviewing.reading import book_of
    from svcqa.reviewing.words import WORDS
    from svcqa.reviewing.workbook import workbook

    rows, meeting = merged([book_of(one) for one in files], console.lang)
    write_whole(output, workbook(rows, console.lang, WORDS["merged"].fill(files=len(files), count=len(rows))))
    console.write(output)
    return say_met(meeting, console)


def _files() -> click.Argument:
    return click.Argument(["files"], nargs=-1, required=True, type=FILE, metavar="FILE...")
