"""``svcqa scheme``: the schemes of evaluation there are, what one holds, and a workbook to enter its points in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from svcqa.cli.commands import Command, Commands, Entry
from svcqa.cli.console import Console
from svcqa.cli.options import FILE, lang_option, listing_option, option
from svcqa.cli.output import check_place, refuse_existing, write_whole
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.schemes import Scheme, Schemes

_GROUP = Text(
    zh="认证评价方案：列出、查看，写出评分表。", en="Schemes of evaluation: list, show, write a scoring workbook."
)
_LIST = Text(zh="列出评价方案。", en="List the schemes.")
_SHOW = Text(
    zh="查看一个评价方案：条款、分值、等级，以及每项对应多少条规则。",
    en="Show a scheme: clauses, points, levels, and how many rules bear on each item.",
)
_POINTS = Text(
    zh="写出评分表：照手中的标准填写各项分值，注明不适用项、特别加减分、证书和证据，交给svcqa readiness --points。",
    en="Write a scoring workbook: enter points from your own copy of the standard, what does not apply, special "
    "points, certificate and evidence, and give it to svcqa readiness --points.",
)
_RULES = Text(zh="列出每项对应的规则。", en="List the rules that bear on each item.")
_WRITTEN = Text("评分表已写到{path}。", "The scoring workbook was written to {path}.")
_UNKNOWN = Text("分值未知", "points not known")
_NO_CRITERION = Text("没有对应规则", "no criterion")


def command(lang: Lang) -> click.Command:
    """The command group."""
    entries = {
        "list": Entry(_LIST, _list_command),
        "show": Entry(_SHOW, _show_command),
        "points": Entry(_POINTS, _points_command),
    }
    return Commands("scheme", lang, _GROUP, entries)


def _name() -> click.Argument:
    return click.Argument(["name"], metavar="NAME|FILE")


def _list_command(lang: Lang) -> click.Command:
    return Command("list", lang, _LIST, _list, params=[listing_option(lang), lang_option(lang)])


def _show_command(lang: Lang) -> click.Command:
    rules = option(lang, "--rules", is_flag=True, about=_RULES)
    return Command("show", lang, _SHOW, _show, params=[_name(), rules, lang_option(lang)])


def _points_command(lang: Lang) -> click.Command:
    about = Text(zh="评分表写到这个文件（xlsx）。", en="File to write, xlsx.")
    output = option(lang, "--output", type=FILE, required=True, metavar="FILE.xlsx", about=about)
    return Command("points", lang, _POINTS, _points, params=[_name(), output, lang_option(lang)])


def _schemes() -> Schemes:
    from svcqa.host import Host
    from svcqa.schemes import Schemes

    return Schemes(Host.discover().ruleset_folders)


def _list(console: Console, listing: str) -> int:
    known = _schemes()
    found = [known.load(name) for name in known.places()]
    if listing == "json":
        told = [
            {"name": one.name, "title": {"zh": one.file.title.zh, "en": one.file.title.en}, "edition": one.file.edition}
            for one in found
        ]
        console.write_bytes((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
        return 0
    for one in found:
        console.write(f"{one.name}  {one.file.edition}  {one.file.title.say(console.lang)}")
    return 0


def _show(console: Console, name: str, *, rules: bool) -> int:
    console.write("\n".join(_lines(_schemes().load(name), console.lang, rules=rules)))
    return 0


def _lines(scheme: Scheme, lang: Lang, *, rules: bool) -> Iterator[str]:
    file = scheme.file
    patterns: dict[str, list[str]] = {}
    for said in scheme.mapped.patterns:
        patterns.setdefault(said.item, []).append(said.pattern)
    yield f"{file.title.say(lang)}  {file.edition}"
    for group, head in file.groups.items():
        yield f"{group} {head.title.say(lang)} ({head.points:f})"
        for item, clause, one in file.items():
            if file.clauses[clause].group == group:
                points = _UNKNOWN.say(lang) if one.points is None else f"{one.points:f}"
                covered = "" if item in patterns else f"  [{_NO_CRITERION.say(lang)}]"
                yield f"  {item} {one.title.say(lang)} ({points}){covered}"
                if rules and item in patterns:
                    yield f"    {' '.join(patterns[item])}"
    yield "  ".join(f"≥{one.least:f} {one.title.say(lang)}" for one in file.levels)
    yield from (f"[{one.confidence}] {one.text.say(lang)}" for one in file.notes)


def _points(console: Console, name: str, output: str) -> int:
    from svcqa.readiness import score_workbook

    check_place(output, [])
    refuse_existing(output)
    write_whole(output, score_workbook(name, console.lang))
    console.say(_WRITTEN.fill(path=output))
    return 0
