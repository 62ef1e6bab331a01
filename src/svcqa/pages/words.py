"""Words of the pages: headings, kinds of settings and verdicts, each in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VERDICTS: Mapping[str, str] = {
    "conforms": "符合 conforms",
    "fails": "不符合 fails",
    "pending": "未到期 pending",
    "undetermined": "无法判断 undetermined",
    "excepted": "例外 excepted",
    "out": "不在范围 out of scope",
}
SCOPES: Mapping[str, str] = {
    "row": "逐条判断，可以任意拆分 any record by itself, split as you like",
    "key": "同一编号的记录一起判断 all records of one key together",
    "table": "全部记录一起判断 all records at once",
}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A table in Markdown."""
    lines = [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows)]
    return [*lines, ""]


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def plain(text: str) -> str:
    """A docstring as Markdown: its double back-quotes are single ones there."""
    return text.replace("``", "`")
