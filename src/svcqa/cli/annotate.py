"""``svcqa annotate``: the findings marked on copies of the workbooks they were found in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.kept import kept, reviewed_by
from svcqa.cli.options import FILE, lang_option, option
from svcqa.cli.output import check_not_read, refuse_existing, write_whole
from svcqa.errors import Problem, UsageError
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.annotating.index import Outcome

_ABOUT = Text(
    zh="在被审核工作簿的副本上标出疑点：单元格加底色和批注，最前面加一张疑点汇总表，其余原样保留。"
    "与审核时不同的文件会被拒绝；不能标注的文件（如csv、xls、压缩包内的文件）列在标注索引里。",
    en="Mark the findings on copies of the audited workbooks: cells are filled and commented, a sheet in front lists "
    "the findings, all else stays as it was. A file that differs from the audited one is refused; files that cannot be "
    "marked, such as csv, xls or what stands in an archive, are listed in an index beside the copies.",
)
_NOT_MARKED = Text("{why}，{count}项疑点见{index}。", "{why}; its {count} findings stand in {index}.")
_DONE = Text(
    "共{all}项疑点：{marked}项标在{files}个副本的单元格上，{listed}项只在副本的汇总表里（没有单元格），"
    "{unmarked}项未标注，见{index}。",
    "{all} findings: {marked} marked at cells of {files} copies, {listed} only in the summary of a copy (they have no "
    "cell), {unmarked} not marked, see {index}.",
)


def command(lang: Lang) -> click.Command:
    """The command."""
    inputs = Text(zh="审核时的文件夹或文件；可重复。", en="The folder or file that was audited; may be repeated.")
    output = Text(
        zh="写到这个文件夹；已有的文件不会被覆盖。", en="Folder to write to; files that are there are left alone."
    )
    workbook = Text(
        zh="写有复核结论的审核工作簿；不给时用审核时读入的复核。",
        en="The audit workbook with the reviews; by default those that were read with the audit.",
    )
    params: list[click.Parameter] = [
        click.Argument(["audit_file"], type=FILE, metavar="AUDIT.json|NAME"),
        option(lang, "--inputs", type=FILE, required=True, multiple=True, metavar="FOLDER|FILE", about=inputs),
        option(lang, "--output", type=FILE, required=True, metavar="FOLDER", about=output),
        option(lang, "--workbook", type=FILE, metavar="FILE", about=workbook),
        lang_option(lang),
    ]
    return Command("annotate", lang, _ABOUT, _annotate, params=params)


def _annotate(console: Console, audit_file: str, inputs: tuple[str, ...], output: str, workbook: str | None) -> int:
    from svcqa.annotating import marks_of
    from svcqa.annotating.copies import copies
    from svcqa.annotating.index import NAME, index
    from svcqa.annotating.inputs import located

    audit = reviewed_by(workbook, kept(audit_file, console), console)
    marks = marks_of(audit, console.lang)
    found = located(audit.content.inputs, [name for name in marks if name], [Path(one) for one in inputs])
    place = Path(output, NAME.say(console.lang))
    _check([*(Path(output, name) for name in found.found), place], inputs)
    outcomes = []
    for name, data, outcome in copies(audit, marks, found, console.lang, console.progress):
        outcomes.append(outcome)
        if data is not None:
            _write(Path(output, name), data, console)
    _write(place, index(outcomes, marks, console.lang), console)
    _tell(outcomes, place, console)
    return 0


def _check(places: Sequence[Path], inputs: Sequence[str]) -> None:
    """Refuse before the work what must not be written."""
    for place in places:
        check_not_read(str(place), inputs)
        refuse_existing(str(place))
    if len({str(place).casefold() for place in places}) < len(places):
        raise UsageError.of("两个输出文件同名。", "two files to be written have one name.", where=str(places[-1]))


def _write(place: Path, data: bytes, console: Console) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError.of(
            f"不能建立文件夹（{said}）。", f"the folder cannot be made ({said}).", where=str(place.parent)
        ) from error
    write_whole(str(place), data)
    console.write(str(place))


def _tell(outcomes: Sequence[Outcome], place: Path, console: Console) -> None:
    for one in outcomes:
        if one.unmarked:
            said = _NOT_MARKED.fill(why=one.result, count=one.unmarked, index=place.name)
            console.warn(Problem(said, one.name))
    names = ("findings", "marked", "listed", "unmarked")
    found, marked, listed, unmarked = (sum(getattr(one, name) for one in outcomes) for name in names)
    files = sum(one.cells > 0 for one in outcomes)
    told = {"all": found, "marked": marked, "listed": listed, "unmarked": unmarked, "files": files}
    console.say(_DONE.fill(**told, index=place.name))
