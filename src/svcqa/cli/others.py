"""Files beside the spreadsheets of a folder: they are not read, and that is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.cli.console import Console

_NAMED = 5
"""Kinds of files that are named, the most frequent first."""


def say_others(paths: Sequence[str], exclude: Sequence[str], console: Console) -> None:
    """Say how many files of which kinds stand in the folders and archives given, and are not read."""
    from svcqa.intake.files import others_in

    found = others_in([Path(path) for path in paths], exclude)
    if not found:
        return
    kinds = found.most_common(_NAMED)
    zh = "、".join(f"{suffix or '没有扩展名的'}{count}个" for suffix, count in kinds)
    en = ", ".join(f"{count} {suffix or 'without an ending'}" for suffix, count in kinds)
    more = ("等", " and others") if len(found) > _NAMED else ("", "")
    count = found.total()
    console.say(
        Text(
            f"另有{count}个文件从名称看不是表格，没有读：{zh}{more[0]}。如果是表格，请单独写出它的文件名。",
            f"{count} more files were not read, having no spreadsheet's name: {en}{more[1]}. If one is one, name it.",
        )
    )
