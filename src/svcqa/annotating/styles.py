"""The styles of a workbook, with those added that marks need: each the old one of its cell with another fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from svcqa.annotating.xml import Element, Splices, in_utf8, parsed, with_attribute

Look = Literal["finding", "evidence", "settled"]
COLOURS: Mapping[Look, str] = {"finding": "FFFFC7CE", "evidence": "FFFFF2CC", "settled": "FFD9D9D9"}
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_ITEM = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_FIRST = {
    "fonts": ['<font><sz val="11"/><name val="Calibri"/></font>'],
    "fills": ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
    "borders": ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
    "cellXfs": ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
}
"""What stands first in every list: without it the rest would be counted wrongly."""


class Styles:
    """A workbook's styles.

    Args:
        xml: the part; ``None`` where the workbook has none.
        space: the namespace of the workbook.

    Raises:
        ValueError: it is no XML.
    """

    def __init__(self, xml: bytes | None, space: str) -> None:
        self._xml = in_utf8(xml) if xml else b""
        root = parsed(self._xml) if xml else None
        if root is None or root.empty:
            self._xml = f'<styleSheet xmlns="{space}"></styleSheet>'.encode()
            root = parsed(self._xml)
        self._root: Element = root
        self._added: dict[str, list[bytes]] = {name: self._padding(name) for name in _ITEM}
        self._marked: dict[tuple[int, Look], int] = {}
        self._fills: dict[Look, int] = {}
        self._looks: dict[tuple[str, str, bool], int] = {}

    def marked(self, own: int, look: Look) -> int:
        """The style of a marked cell: that of a cell with its fill changed, everything else as it was."""
        if (own, look) not in self._marked:
            if look not in self._fills:
                self._fills[look] = self._fill(COLOURS[look])
            tag, rest = self._style(own)
            tag = with_attribute(tag, b"fillId", b"%d" % self._fills[look])
            self._marked[own, look] = self._add("cellXfs", with_attribute(tag, b"applyFill", b"1") + rest)
        return self._marked[own, look]

    def written(self, font: str = "", fill: str = "", *, wrap: bool = False) -> int:
        """A style of our own.

        Args:
            font: properties of the font as XML; that of the workbook if empty.
            fill: colour; none if empty.
            wrap: break long lines.
        """
        if (font, fill, wrap) not in self._looks:
            number = self._add("fonts", self._own(f"<font>{font}</font>")) if font else 0
            filled = self._fill(fill) if fill else 0
            wrapping = ' wrapText="1"' if wrap else ""
            style = (
                f'<xf numFmtId="0" fontId="{number}" fillId="{filled}" borderId="0" applyFont="1" applyFill="1" '
                f'applyAlignment="1"><alignment vertical="top"{wrapping}/></xf>'
            )
            self._looks[font, fill, wrap] = self._add("cellXfs", self._own(style))
        return self._looks[font, fill, wrap]

    def changed(self) -> bytes:
        """The part with what was added."""
        splices = Splices()
        for name in _ITEM:
            content = b"".join(self._added[name])
            section = self._root.child(name)
            if section is None:
                where = self._behind(name)
                count = str(len(self._added[name]))
                made = self._own(f'<{name} count="{count}">') + content + self._own(f"</{name}>")
                splices.put(where, where, made)
            elif content:
                self._extend(splices, section, content)
        return splices.applied(self._xml)

    def _extend(self, splices: Splices, section: Element, content: bytes) -> None:
        count = b"%d" % (len(section.children) + len(self._added[section.name]))
        tag = with_attribute(self._xml[section.start : section.inner], b"count", count)
        if section.empty:
            name = tag[1:].split()[0]
            splices.put(section.start, section.inner, b"%s>%s</%s>" % (tag[:-2].rstrip(), content, name))
            return
        splices.put(section.start, section.inner, tag)
        splices.put(section.close, section.close, content)

    def _behind(self, name: str) -> int:
        """Where a section belongs that is missing."""
        before = _ORDER[: _ORDER.index(name)]
        return max([self._root.inner, *(one.end for one in self._root.children if one.name in before)])

    def _padding(self, name: str) -> list[bytes]:
        return [self._own(one) for one in _FIRST[name][len(self._there(name)) :]]

    def _there(self, name: str) -> list[Element]:
        section = self._root.child(name)
        return section.named(_ITEM[name]) if section else []

    def _add(self, name: str, item: bytes) -> int:
        """Put an item behind a list; its number there."""
        self._added[name].append(item)
        return len(self._there(name)) + len(self._added[name]) - 1

    def _fill(self, colour: str) -> int:
        colours = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
        fill = f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'
        return self._add("fills", self._own(fill))

    def _style(self, number: int) -> tuple[bytes, bytes]:
        """The start tag of a style, and what follows it; a number that no style has means the first."""
        there = self._there("cellXfs")
        if not there:
            tag = self._added["cellXfs"][0]
            return tag, b""
        one = there[number] if number < len(there) else there[0]
        return self._xml[one.start : one.inner], self._xml[one.inner : one.end]

    def _own(self, xml: str) -> bytes:
        """XML of ours, with the prefix of the part."""
        prefix = self._root.prefix
        return xml.encode().replace(b"</", b"\0").replace(b"<", b"<" + prefix).replace(b"\0", b"</" + prefix)
