"""Marks on the auditee's own workbooks: copies with filled and commented cells, all else as it was.

A copy is not saved anew but patched: cells with findings get a style and a comment, a sheet in front lists them, and
every part that has nothing to do with that is copied byte for byte. So charts, shapes, validations, conditional
formats, pivot tables and whatever a program keeps beside them survive.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from svcqa.annotating.boxes import blocks_for, boxed, highest_block
from svcqa.annotating.comments import commented, threads
from svcqa.annotating.marks import FileMarks, Mention, gravity, marks_of
from svcqa.annotating.package import Content, Package
from svcqa.annotating.relations import declare, point, pointed_to, target_of
from svcqa.annotating.sheet import Cell, Sheet, marked, shown_at, surveyed
from svcqa.annotating.styles import Styles
from svcqa.annotating.summary import TITLE, Facts, page
from svcqa.annotating.workbook import Book
from svcqa.annotating.xml import address
from svcqa.errors import InputError
from svcqa.text import Lang, Text

__all__ = ["Annotated", "FileMarks", "Mention", "annotated", "marks_of"]
_MOST_SAID = 20
"""Findings that a comment tells; of more it says how many, and the sheet in front tells them all."""
_MORE = Text("另有{count}项，见“{sheet}”。", "{count} more: see '{sheet}'.")
_HIDDEN = Text(
    "深度隐藏的工作表也已标注，仍然隐藏：{names}。", "Very hidden sheets were marked and stay hidden: {names}."
)
_THREADS = Text(
    "这些单元格已有批注会话，没有再加批注，说明见下表：{names}。",
    "These cells hold a conversation and got no comment of ours; the list below says what there is: {names}.",
)
_SIGNED = Text(
    "原文件有数字签名；副本改动了内容，签名对副本无效。",
    "The original carries a digital signature, which does not hold for this copy.",
)
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_DAMAGED = (
    LookupError, ValueError, ParseError, zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Annotated:
    """A marked copy, and what of the findings it shows.

    Attributes:
        data: the workbook.
        cells: how many cells are filled.
        marked: findings of its own records that are shown at a cell.
        listed: findings of its own records that only the sheet in front tells.
    """

    data: bytes
    cells: int
    marked: int
    listed: int


def annotated(data: bytes, marks: FileMarks, lines: Sequence[str], lang: Lang, name: str = "") -> Annotated:
    """A copy of a workbook with its marks.

    Args:
        data: the workbook, xlsx or xlsm.
        marks: what is told of it.
        lines: what the sheet in front says of the file and the audit.
        lang: the language of comments and of the sheet in front.
        name: of the file, for what is said if it cannot be marked.

    Raises:
        InputError: the package is not as a spreadsheet needs it.
    """
    try:
        return _Marking(data, marks, lang).done(lines)
    except _DAMAGED as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise InputError.of(
            f"文件结构不合规范（{said}），不能标注",
            f"is not built as a workbook should be ({said}) and cannot be marked",
            where=name,
        ) from error


class _Marking:
    """One workbook while it is marked."""

    def __init__(self, data: bytes, marks: FileMarks, lang: Lang) -> None:
        self._package = Package(data)
        self._book = Book(self._package)
        self._marks = marks
        self._lang = lang
        self._front = self._book.free_name(TITLE.say(lang))
        self._styles_path = target_of(self._package, self._book.path, "styles")
        xml = self._package.read(self._styles_path) if self._styles_path else None
        self._styles = Styles(xml, self._book.space)
        self._block = 1 + highest_block(
            self._package.read(one) for one in self._package.archive.namelist() if one.lower().endswith(".vml")
        )
        self._in_thread: list[str] = []

    def done(self, lines: Sequence[str]) -> Annotated:
        """Mark all sheets, put the list in front, and pack."""
        cells = {name: one for name, one in self._marks.cells().items() if name in self._book.sheets}
        filled = sum(self._mark(name, one) for name, one in cells.items())
        facts = Facts([*lines, *self._notes(cells)], frozenset(self._book.sheets))
        front = page(self._marks.mentions, facts, self._styles, self._book.space, self._lang)
        self._book.put_first(self._front, front)
        self._put_styles()
        shown = {id(one) for sheet in cells.values() for said in sheet.values() for one in said}
        own = [id(one) in shown for one in self._marks.mentions if one.own]
        return Annotated(self._package.written(), filled, sum(own), len(own) - sum(own))

    def _mark(self, name: str, said: Mapping[Cell, Sequence[Mention]]) -> int:
        """Mark the cells of one sheet; how many are filled."""
        path = self._book.sheets[name].path
        sheet = surveyed(self._package, path)
        at = shown_at(sheet, said)
        gathered: dict[Cell, list[Mention]] = {}
        for cell, mentions in said.items():
            gathered.setdefault(at[cell], []).extend(mentions)
        texts = {cell: self._text(list(dict.fromkeys(mentions))) for cell, mentions in gathered.items()}
        self._comment(name, path, sheet, texts)
        looks = {cell: min(mentions, key=gravity).look for cell, mentions in gathered.items()}

        def style(row: int, column: int, own: int) -> int:
            return self._styles.marked(own, looks[row, column])

        self._package.put(path, marked(self._package, path, sheet, gathered, style))
        return len(gathered)

    def _text(self, mentions: Sequence[Mention]) -> str:
        said = [one.comment(self._lang) for one in sorted(mentions, key=gravity)[:_MOST_SAID]]
        if len(mentions) > _MOST_SAID:
            more = _MORE.fill(count=len(mentions) - _MOST_SAID, sheet=self._front)
            said.append(more.say(self._lang))
        return "\n".join(said)

    def _comment(self, name: str, path: str, sheet: Sheet, texts: Mapping[Cell, str]) -> None:
        """Add the comments of a sheet and, for those that are new, their boxes."""
        there = target_of(self._package, path, "comments")
        old = self._package.read(there) if there else None
        taken = threads(old)
        self._in_thread += [f"{name}!{address(cell)}" for cell in texts if address(cell) in taken]
        xml, fresh = commented(old, texts, self._book.space)
        self._put_new(path, there, "comments{}.xml", ("comments", _COMMENTS_TYPE), xml)
        if fresh:
            self._draw(path, sheet, texts, fresh)

    def _draw(self, path: str, sheet: Sheet, texts: Mapping[Cell, str], fresh: Sequence[Cell]) -> None:
        there = pointed_to(self._package, path).get(sheet.legacy, ("", ""))[1] or None
        xml = boxed(self._package.read(there) if there else None, texts, fresh, sheet, self._block)
        self._block += blocks_for(len(fresh))
        relation = self._put_new(path, there, "drawings/vmlDrawing{}.vml", ("vmlDrawing", _DRAWING_TYPE), xml)
        if not there:
            made = f'legacyDrawing xmlns:r="{self._book.kinds}" r:id="{relation}"/>'
            sheet.drawing = b"<%s%s" % (sheet.prefix, made.encode())

    def _put_new(self, path: str, there: str | None, pattern: str, kinds: tuple[str, str], xml: Content) -> str:
        """Change a part that another points to, or add it; the id of a new relation."""
        target = there or self._package.free(self._book.folder(pattern))
        self._package.put(target, xml)
        if there:
            return ""
        declare(self._package, target, kinds[1])
        return point(self._package, path, self._book.kind(kinds[0]), target)

    def _put_styles(self) -> None:
        """The styles come last: while the sheets are written they learn which of them are needed."""
        kinds = ("styles", _STYLES_TYPE)
        self._put_new(self._book.path, self._styles_path, "styles{}.xml", kinds, self._styles.changed)

    def _notes(self, cells: Mapping[str, object]) -> list[str]:
        """What people should know of this copy."""
        hidden = [name for name in cells if self._book.sheets[name].hidden]
        signed = any(one.startswith("_xmlsignatures/") for one in self._package.archive.namelist())
        listed = ((_HIDDEN, hidden), (_THREADS, self._in_thread))
        said = [text.fill(names="、".join(names)) for text, names in listed if names]
        return [one.say(self._lang) for one in [*said, *([_SIGNED] if signed else [])]]
