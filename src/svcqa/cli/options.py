"""Options that several commands share, and the types of their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from svcqa.errors import Problem, UsageError
from svcqa.suggestions import meant
from svcqa.text import LANGS, Lang, Text

FILE = click.Path(readable=False, allow_dash=True)
"""A path as written; whoever opens it says what is wrong with it."""


class OneOf(click.ParamType[str]):
    """One of a few words; a wrong one is answered with the nearest."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, if it is one of them."""
        if value in self.words:
            return str(value)
        said = Text(zh=f"没有“{value}”这个值。", en=f"there is no value '{value}'.")
        raise UsageError(Problem(said, _named(param), meant(str(value), self.words)))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin so."""
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Pair(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``."""

    name = "pair"

    def __init__(self, example: str) -> None:
        self.example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Name and value."""
        name, equals, what = str(value).partition("=")
        if name and equals and what:
            return name.strip(), what.strip()
        raise UsageError.of(
            f"看不懂“{value}”。",
            f"cannot understand '{value}'.",
            where=_named(param),
            mend=Text(zh=f"请写成{self.example}。", en=f"Write it as {self.example}."),
        )


class Share(click.ParamType[float]):
    """A share of a whole, written ``0.8`` or ``80%``."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The share, from 0 to 1."""
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = -1.0
        if 0 <= share <= 1:
            return share
        raise UsageError.of(
            f"“{value}”不是0到100%之间的比例。",
            f"'{value}' is no share between 0 and 100%.",
            where=_named(param),
            mend=Text(zh="请写成0.8或80%。", en="Write it as 0.8 or 80%."),
        )


def option(lang: Lang, *names: str, about: Text, **properties: Any) -> click.Option:
    """An option described in one language."""
    return click.Option(names, help=about.say(lang), **properties)


def mask_option(lang: Lang) -> click.Parameter:
    """``--mask``: without what tells who somebody is."""
    about = Text(
        zh="隐去电话、证件号和姓名；各种格式一致，同一人编号相同。",
        en="Hide telephone numbers, identity numbers and names, alike in every format.",
    )
    return option(lang, "--mask", is_flag=True, about=about)


def lang_option(lang: Lang) -> click.Option:
    """``--lang``: already looked up by :mod:`svcqa.cli.language`, here it is refused if wrong."""
    about = Text(
        zh="语言：zh或en。默认取SVCQA_LANG，其次svcqa.yaml的lang，再次系统语言。",
        en="Language: zh or en. By default that of SVCQA_LANG, else `lang` of svcqa.yaml, else the system's.",
    )
    return option(lang, "--lang", type=OneOf(LANGS), expose_value=False, metavar="zh|en", about=about)


def config_option(lang: Lang) -> click.Option:
    """``--config``."""
    about = Text(
        zh="设置文件。默认取SVCQA_CONFIG，其次本文件夹或上级文件夹中最近的svcqa.yaml。",
        en="Settings file. By default that of SVCQA_CONFIG, else the nearest svcqa.yaml in this folder or above.",
    )
    return option(lang, "--config", type=FILE, metavar="FILE", about=about)


def ruleset_option(lang: Lang) -> click.Option:
    """``--ruleset``."""
    about = Text(
        zh="规则集的名称或文件；可重复。默认取svcqa.yaml中的rulesets。",
        en="Name or file of a ruleset; may be repeated. By default the `rulesets` of svcqa.yaml.",
    )
    return option(lang, "--ruleset", multiple=True, metavar="NAME|FILE", about=about)


def param_option(lang: Lang) -> click.Option:
    """``--param``."""
    about = Text(
        zh="给规则集的参数赋值，优先于规则集里写的；可重复。",
        en="Set a parameter of the ruleset, over what the ruleset says; may be repeated.",
    )
    kind = Pair("response_limit=30m")
    return option(lang, "--param", "parameters", type=kind, multiple=True, metavar="NAME=VALUE", about=about)


def workbook_option(lang: Lang) -> click.Option:
    """``--workbook``."""
    about = Text(
        zh="审核工作簿（由svcqa init写出）。默认取svcqa.yaml中的workbook。",
        en="The audit workbook, as svcqa init writes it. By default the `workbook` of svcqa.yaml.",
    )
    return option(lang, "--workbook", type=FILE, metavar="FILE", about=about)


def sample_option(lang: Lang) -> click.Option:
    """``--sample``."""
    about = Text(
        zh="填好的抽样表（由svcqa sample draw写出）；可重复。不符合的各项列为疑点，接收与否和推算的比例另外写明。",
        en="A sample workbook, as svcqa sample draw writes it, filled in; may be repeated. Items that do not conform "
        "are findings; acceptance and the projected rate are stated apart.",
    )
    return option(lang, "--sample", "samples", type=FILE, multiple=True, metavar="FILE", about=about)


def skip_hidden_option(lang: Lang) -> click.Option:
    """``--skip-hidden``."""
    about = Text(
        zh="不导入隐藏的行、列和工作表（仍会列出）。默认导入并注明。",
        en="Leave hidden rows, columns and sheets out; they are still listed. By default they are imported and named.",
    )
    return option(lang, "--skip-hidden", is_flag=True, about=about)


def listing_option(lang: Lang) -> click.Option:
    """``--format text|json`` of commands that list things."""
    about = Text(zh="text（默认）或json。", en="text (default) or json.")
    return option(
        lang, "--format", "listing", type=OneOf(("text", "json")), default="text", metavar="text|json", about=about
    )


def _named(param: click.Parameter | None) -> str:
    return max(param.opts, key=len) if param else ""
