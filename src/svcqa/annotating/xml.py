"""XML changed in place: where each element begins and ends in the bytes, and pieces put in between.

Nothing is written anew but what changes, so that all a program keeps in its XML, known to us or not, stays as it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_DECLARED = re.compile(r"""^(\s*<\?xml[^>]*?)\sencoding\s*=\s*("[^"]*"|'[^']*')""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_767
"""Characters that a cell or a comment holds."""


@dataclass(eq=False)
class Element:
    """An element, and where its tags stand."""

    name: str
    space: str
    prefix: bytes
    """As it is written, with its colon; empty in the default namespace."""
    attributes: dict[str, str]
    """By local name."""
    start: int
    inner: int
    """End of the start tag."""
    close: int = 0
    """Start of the end tag; of an element without content the end of its one tag."""
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """It is written as one tag."""
        return self.end == self.inner

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def named(self, name: str) -> list[Element]:
        """All children of that name."""
        return [one for one in self.children if one.name == name]

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for one in self.children:
            yield from one.walk()


class _Builder:
    """Makes the elements from what the parser meets."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.open: list[Element] = []
        self.root: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        space, local, prefix = _parted(name)
        at = self.parser.CurrentByteIndex
        tag = _TAG.match(self.xml, at)
        inner = tag.end() if tag else at
        told = {_parted(one)[1]: value for one, value in attributes.items()}
        made = Element(local, space, f"{prefix}:".encode() if prefix else b"", told, at, inner)
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)

    def _end(self, _: str) -> None:
        made, at = self.open.pop(), self.parser.CurrentByteIndex
        if self.xml.endswith(b"/>", 0, made.inner):
            made.close = made.end = made.inner
        else:
            made.close, made.end = at, self.xml.index(b">", at) + 1


def _parted(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix."""
    parts = name.split(" ")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def parsed(xml: bytes) -> Element:
    """The root of a small part, in UTF-8.

    Raises:
        ValueError: it is no XML.
    """
    builder = _Builder(xml)
    try:
        builder.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    if builder.root is None:
        raise ValueError("no element")
    return builder.root


def in_utf8(xml: bytes) -> bytes:
    """The XML in UTF-8, if it is in UTF-16."""
    if xml[:2] not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return xml
    return _DECLARED.sub(r'\1 encoding="UTF-8"', xml.decode("utf-16")).encode()


class Splices:
    """Pieces to be put into XML; those at one place in the order in which they were given."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, int, bytes]] = []

    def put(self, start: int, end: int, piece: bytes) -> None:
        """Put a piece in place of what stands from ``start`` to ``end``."""
        self._pieces.append((start, end, piece))

    def append(self, xml: bytes, element: Element, content: bytes) -> None:
        """Put content behind that of an element, which may be written as one tag."""
        if not element.empty:
            self.put(element.close, element.close, content)
            return
        tag = xml[element.start : element.inner]
        name = tag[1:-2].split()[0]
        self.put(element.start, element.inner, b"%s>%s</%s>" % (tag[:-2], content, name))

    def applied(self, xml: bytes) -> bytes:
        """The XML with all pieces."""
        given, at = [], 0
        for start, end, piece in sorted(self._pieces, key=lambda one: one[0]):
            given += [xml[at:start], piece]
            at = end
        return b"".join([*given, xml[at:]])


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """The attributes of a start tag as they are written."""
    return {name: value[1:-1] for name, value in _ATTRIBUTE.findall(tag)}


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """A start tag with an attribute set, all else as it is."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return b'%s"%s"%s' % (tag[: found.start(2)], value, tag[found.end(2) :])
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return b'%s %s="%s"%s' % (tag[:end].rstrip(), name, value, tag[end:])


def without_attribute(tag: bytes, name: bytes) -> bytes:
    """A start tag without an attribute."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return tag[: found.start()] + tag[found.end() :]
    return tag


def escaped(text: str) -> bytes:
    """Text for XML in any encoding; characters that no XML can hold are left out."""
    kept = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        kept = kept.replace(sign, name)
    return kept.encode("ascii", "xmlcharrefreplace")


def plain(text: str) -> str:
    """Text as a cell or a comment holds it: without control characters, and no longer than these may be."""
    kept = _FORBIDDEN.sub("", text)
    units = len(kept.encode("utf-16-le")) // 2
    return kept if units <= LONGEST else kept[: LONGEST - 1 - (units - len(kept))] + "…"


def cell_text(text: str) -> bytes:
    """Text for a cell or a comment, with nothing that a spreadsheet takes for an escape."""
    return escaped(_LIKE_ESCAPE.sub("_x005F_", plain(text)))


def letters(column: int) -> str:
    """0 is ``A``."""
    found, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def address(cell: tuple[int, int]) -> str:
    """How a cell is named, from its row (from 1) and its column (from 0)."""
    return f"{letters(cell[1])}{cell[0]}"


_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def place(name: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of a cell; ``None`` for what names no single cell."""
    found = _ADDRESS.fullmatch(name.replace("$", ""))
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column - 1) if 0 < row <= 1_048_576 and column <= 16_384 else None
