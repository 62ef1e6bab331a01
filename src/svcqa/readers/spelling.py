"""One spelling of XML for the scan: no comments, no CDATA, attributes of rows and cells as most programs write them.

Readers of XML are indifferent to all this; regular expressions are not. What a comment or a text says is no cell.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

UNUSUAL = r"""='|[a-z]\s+=|=\s+["']|"[\t\r\n]|<(\w+:)?(c|row)[\t\r\n]"""
"""Where rows and cells may be spelled unusually; said of a text, it does no harm."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COMMENT, _CDATA = b"<!--", b"<![CDATA["
_TAG = re.compile(rb"<((?:\w+:)?(?:row|c|f|v|mergeCell))\s([^>]*?)\s*(/?)>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def blocks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """What the stream gives, without comments, and with CDATA as the text it stands for.

    Args:
        stream: the XML.
        size: about as many bytes are given at a time.

    Raises:
        ValueError: the XML is in an encoding of two or four bytes a character, which the scan would find nothing in.
    """
    held = stream.read(4)
    if b"\x00" in held or held[:2] in _WIDE:
        raise ValueError("UTF-16")
    while block := stream.read(size):
        given, held = _cleared(held + block)
        yield given
    if held:
        yield held


def usual(piece: bytes) -> bytes:
    """Whole rows of XML with the attributes of rows and cells parted by a space each, and in double quotes."""
    return _TAG.sub(_respelled, piece)


def _cleared(xml: bytes) -> tuple[bytes, bytes]:
    """The XML up to where a comment or CDATA begins that does not end in it, and the rest."""
    if b"!" not in xml and not xml.endswith(b"<"):
        return xml, b""
    cleared, at = [], 0
    while (begin := xml.find(b"<!", at)) >= 0:
        opening, closing = (_CDATA, b"]]>") if xml.startswith(_CDATA, begin) else (_COMMENT, b"-->")
        end = xml.find(closing, begin + len(opening))
        cleared.append(xml[at:begin])
        if end < 0:
            return b"".join(cleared), xml[begin:]
        if opening == _CDATA:
            cleared.append(_escaped(xml[begin + len(opening) : end]))
        at = end + len(closing)
    last = len(xml) - xml.endswith(b"<")
    return b"".join((*cleared, xml[at:last])), xml[last:]


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _respelled(tag: re.Match[bytes]) -> bytes:
    attributes = [
        b' %s="%s"' % (name, double or single.replace(b'"', b"&quot;"))
        for name, double, single in _ATTRIBUTE.findall(tag[2])
    ]
    return b"<%s%s%s>" % (tag[1], b"".join(attributes), tag[3])
