"""What is passed over without a word anywhere else: files without a spreadsheet's name, settings of absent sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount
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


def say_absent(sheets: Iterable[str], inputs: Sequence[InputAccount], console: Console) -> None:
    """Say which sheets that ``svcqa.yaml`` tells of are in none of the files: their settings have no effect.

    Where a file could not be read, its sheets are not known, and nothing is said.
    """
    if any(file.problem for file in inputs):
        return
    there = {sheet.sheet or file.name.rpartition("/")[2].rpartition(".")[0] for file in inputs for sheet in file.sheets}
    absent = [name for name in sheets if name not in there]
    if absent:
        zh, en = "、".join(f"“{name}”" for name in absent), ", ".join(f"'{name}'" for name in absent)
        console.say(
            Text(
                f"svcqa.yaml的sheets里写的{zh}，这些文件里没有；请核对工作表的名称。",
                f"svcqa.yaml (sheets) tells of {en}, which none of these files has; check the names of the sheets.",
            )
        )
