"""The boxes of comments, in the old drawing format (VML) in which spreadsheets keep them.

That format is not always sound XML: a drawing that is there already is only looked through and gets more boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from svcqa.annotating.sheet import Cell, Sheet
from svcqa.annotating.xml import in_utf8

_BLOCK = 1024
"""Numbers of boxes are given in blocks of so many, of which a drawing says which ones it uses."""
_IDS = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata=["'])([^"']*)""")
_END = re.compile(rb"</xml\s*>\s*$")
_KIND = b"_x0000_t202"
_SPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    b'<v:shapetype %s id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' % _SPACES
)
_BOX = """<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" style='position:absolute;visibility:hidden' \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_NEW = b'<xml %s><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>' % _SPACES
_WIDTH, _LINE, _MOST_LINES, _LETTERS = 330, 17, 18, 46
_LAST_COLUMN, _LAST_ROW = 16_383, 1_048_575


def highest_block(drawings: Iterable[bytes]) -> int:
    """The highest block of numbers that any of a workbook's drawings uses."""
    used = [found[2] for one in drawings for found in _IDS.finditer(one)]
    return max([0, *(int(number) for ids in used for number in ids.split(b",") if number.strip().isdigit())])


def boxed(xml: bytes | None, texts: Mapping[Cell, str], cells: Iterable[Cell], sheet: Sheet, block: int) -> bytes:
    """A drawing with boxes for comments.

    Args:
        xml: the drawing; ``None`` where the sheet has none.
        texts: cell → its comment, by which a box gets its height.
        cells: those that need a box.
        sheet: how wide its columns are.
        block: the first block of numbers that no drawing uses.

    Raises:
        ValueError: it does not end as a drawing does.
    """
    whole = in_utf8(xml) if xml else _NEW
    spaces = "" if _declares(whole) else _SPACES.decode()
    made, numbers = [], []
    for at, cell in enumerate(cells):
        number = (block + at // (_BLOCK - 1)) * _BLOCK + at % (_BLOCK - 1) + 1
        numbers.append(number // _BLOCK)
        anchor = _anchor(cell, texts[cell], sheet)
        box = _BOX.format(spaces=spaces, number=number, anchor=anchor, row=cell[0] - 1, column=cell[1])
        made.append(box.encode())
    content = b"".join(made)
    if b'id="%s"' % _KIND not in whole and b"id='%s'" % _KIND not in whole:
        content = _TYPE + content
    whole = _IDS.sub(lambda found: found[1] + _ids(found[2], numbers), whole, count=1)
    end = _END.search(whole)
    if end is None:
        raise ValueError("vmlDrawing")
    return whole[: end.start()] + content + whole[end.start() :]


def blocks_for(count: int) -> int:
    """How many blocks of numbers so many boxes take."""
    return -(-count // (_BLOCK - 1))


def _declares(xml: bytes) -> bool:
    """Whether the drawing writes the names we write as we do."""
    head = xml[: xml.find(b">", xml.find(b"<xml")) + 1]
    return all(one in head.replace(b"'", b'"') for one in _SPACES.split(b" "))


def _ids(known: bytes, numbers: Iterable[int]) -> bytes:
    return b",".join(filter(None, [known, *(b"%d" % one for one in dict.fromkeys(numbers))]))


def _anchor(cell: Cell, text: str, sheet: Sheet) -> str:
    """Where the box stands: right of the cell, so wide and high that most of what is said can be read."""
    lines = sum(1 + _columns(line) // _LETTERS for line in text.split("\n"))
    height = _LINE * min(max(lines, 2), _MOST_LINES) + 10
    left = min(cell[1] + 1, _LAST_COLUMN)
    right, room = left, _WIDTH
    while right < _LAST_COLUMN and room > (wide := _pixels(sheet.column_width(right))):
        room, right = room - wide, right + 1
    top = max(cell[0] - 2, 0)
    tall = max(sheet.height * 4 / 3, 1)
    bottom = min(top + int(height // tall), _LAST_ROW)
    return ", ".join(map(str, (left, 15, top, 2, right, int(room), bottom, int(height % tall))))


def _pixels(width: float) -> int:
    return int(width * 7 + 5) if width else 0


def _columns(text: str) -> int:
    return len(text) + sum(letter > "\u2e7f" for letter in text)
