"""``svcqa demo``: the command as the command line lists it; the work stands in :mod:`svcqa_example.demo`."""

from __future__ import annotations

import click

from svcqa import Command, Console, Option, Text

_ABOUT = Text(
    zh="生成一家示例公司六年的台账（派工、回访、返修、培训、归档等），其中埋有问题；"
    "审核后把记录、报告和预期疑点放进DIRECTORY。\n\n"
    "不限期间，基准日为2025-12-31，因此六年的记录都要评定。公司、人员、电话均为虚构。",
    en="Write six years of an example company's records (orders, callbacks, repairs, training, archive ...) with "
    "planted faults, audit them, and leave records, reports and the findings to be expected in DIRECTORY.\n\n"
    "The audit date is 2025-12-31 and no period is set, so that all six years are judged. Company, people and "
    "telephones are made up.",
)


def demo() -> Command:
    """The command."""
    force = Text(
        zh="文件夹不空也写入，覆盖同名文件。", en="Write into a folder that is not empty, over files of the same names."
    )
    seed = Text(zh="换一个数就是另一家公司。", en="Another number is another company.")
    orders = Text(zh="派工单的数量，至少1000。", en="Number of work orders, 1,000 at least.")
    params = [
        click.Argument(["directory"], type=click.Path(), metavar="DIRECTORY"),
        Option("--force", is_flag=True, about=force),
        Option("--seed", type=click.INT, default=7, metavar="NUMBER", about=seed),
        Option("--orders", type=click.IntRange(min=1000), default=20_000, metavar="NUMBER", about=orders),
    ]
    return Command("demo", _ABOUT, _run, params)


def _run(console: Console, directory: str, seed: int, orders: int, *, force: bool) -> int:
    from svcqa_example.demo import show

    show(console, directory, seed=seed, orders=orders, force=force)
    return 0
