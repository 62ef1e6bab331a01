"""``svcqa sample``: the commands as the command line lists them; the work stands in the modules beside."""

from __future__ import annotations

from typing import Any

import click

from svcqa import Command, CommandGroup, Console, Option, Text

_FILE = click.Path(readable=False)
_ABOUT = Text(
    zh="抽样检查纸质记录：制定方案、抽取、重抽核对。",
    en="Look at paper records by sample: plan, draw, and draw again to check.",
)
_DRAW = Text(
    zh="从台账中抽出要查的记录，写成抽样表。PATH是文件或文件夹。\n\n"
    "同一种子、同样的记录，在任何电脑上抽出的都相同。填好后用svcqa audit --sample读回。",
    en="Draw the records of a register to be looked at, and write them as a workbook to fill in. PATH is a file or a "
    "folder.\n\nThe same seed and the same records give the same rows on every machine. Read it back with svcqa audit "
    "--sample.",
)
_PLAN = Text(
    zh="说明一个方案对一定批量抽多少、接收数和拒收数，不需要记录。",
    en="Tell how many a plan draws of a lot, with Ac and Re; no records are needed.",
)
_REPEAT = Text(
    zh="按审核结果AUDIT.json里写明的方案，从原来的文件PATH重新抽一次，说明是否相同、哪里不同。",
    en="Draw again, from the files PATH, by the plans that stand in AUDIT.json; tell whether the rows are the same, "
    "and what differs.",
)
_WAYS = Text(
    zh="方案：iso2859:水平:AQL（如iso2859:II:2.5）、size:置信水平:可容忍比例[:预期比例]（如size:95%:5%）、"
    "n:数量、judgement:清单文件（由人选取，每行写明理由）、table:表文件:水平:AQL（自备的抽样表）。",
    en="Plan: iso2859:LEVEL:AQL (such as iso2859:II:2.5), size:CONFIDENCE:TOLERABLE[:EXPECTED] (such as size:95%:5%), "
    "n:NUMBER, judgement:FILE (rows chosen by a person, with a reason each), table:FILE:LEVEL:AQL (your own table).",
)


def sample() -> CommandGroup:
    """The group of commands."""
    return CommandGroup("sample", _ABOUT, [_draw(), _plan(), _repeat()])


def _draw() -> Command:
    register = Text(zh="台账的名称。", en="Name of the register.")
    where = Text(
        zh="只从字段等于某值的记录中抽；可重复，几个值用|隔开。",
        en="Draw only of records with this value in a field; may be repeated, several values with | between them.",
    )
    stratum = Text(zh="按这个字段分层，各层按比例抽。", en="Divide the lot by this field; each part gives its share.")
    seed = Text(zh="随机种子，写进抽样表。", en="Seed of the draw; it is written into the workbook.")
    rule = Text(
        zh="样本所查的规则；不符合项记在它的条款下。",
        en="Rule the sample is drawn for; findings stand under its clause.",
    )
    output = Text(zh="抽样表写到这个文件（xlsx）。", en="File to write, xlsx.")
    params = [
        click.Argument(["paths"], nargs=-1, required=True, type=_FILE, metavar="PATH..."),
        _rulesets(),
        Option("--register", required=True, metavar="NAME", about=register),
        Option("--where", multiple=True, metavar="FIELD=VALUE", about=where),
        *_scope(),
        Option("--plan", required=True, metavar="PLAN", about=_WAYS),
        _confidence(),
        Option("--by-stratum", "stratum", metavar="FIELD", about=stratum),
        Option("--rule", metavar="ID", about=rule),
        Option("--seed", metavar="NUMBER", about=seed),
        Option("--output", required=True, type=_FILE, metavar="FILE.xlsx", about=output),
        _config(),
    ]
    return Command("draw", _DRAW, _run_draw, params)


def _plan() -> Command:
    lot = Text(zh="批量，即记录数。", en="Number of records in the lot.")
    params = [
        Option("--lot", required=True, type=click.IntRange(min=1), metavar="NUMBER", about=lot),
        Option("--plan", required=True, metavar="PLAN", about=_WAYS),
        _confidence(),
    ]
    return Command("plan", _PLAN, _run_plan, params)


def _repeat() -> Command:
    params = [
        click.Argument(["audit"], type=_FILE, metavar="AUDIT.json"),
        click.Argument(["paths"], nargs=-1, required=True, type=_FILE, metavar="PATH..."),
        _rulesets(),
        _config(),
    ]
    return Command("repeat", _REPEAT, _run_repeat, params)


def _rulesets() -> Option:
    about = Text(
        zh="声明台账的规则集；可重复。默认取svcqa.yaml中的rulesets。",
        en="Ruleset that declares the register; may be repeated. By default the `rulesets` of svcqa.yaml.",
    )
    return Option("--ruleset", "rulesets", multiple=True, metavar="NAME|FILE", about=about)


def _scope() -> list[Option]:
    period = Text(zh="期间，含首尾两天，如2024Q1。", en="Period, both days included, such as 2024Q1.")
    as_of = Text(zh="基准日，默认今天。", en="Audit date, today by default.")
    return [
        Option("--period", metavar="FROM..TO", about=period),
        Option("--as-of", metavar="DATE|DATETIME", about=as_of),
    ]


def _confidence() -> Option:
    about = Text(zh="推算上限所用的置信水平，默认95%。", en="Confidence of the bounds, 95% by default.")
    return Option("--confidence", default="95%", metavar="SHARE", about=about)


def _config() -> Option:
    about = Text(zh="设置文件，默认取最近的svcqa.yaml。", en="Settings file; by default the nearest svcqa.yaml.")
    return Option("--config", type=_FILE, metavar="FILE", about=about)


def _run_draw(console: Console, **given: Any) -> int:
    from svcqa_sampling.commands.draw import run

    return run(console, **given)


def _run_plan(console: Console, **given: Any) -> int:
    from svcqa_sampling.commands.plan import run

    return run(console, **given)


def _run_repeat(console: Console, **given: Any) -> int:
    from svcqa_sampling.commands.repeat import run

    return run(console, **given)
