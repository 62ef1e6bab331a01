"""Comments: those that a sheet has stay, and ours stand beside them or below them."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.annotating.sheet import Cell
from svcqa.annotating.xml import Element, Splices, address, cell_text, in_utf8, parsed

AUTHOR = "svcqa"
_THREAD = "tc="
"""The author of a comment that only stands in for a thread, which programs show instead of it."""


def commented(xml: bytes | None, texts: Mapping[Cell, str], space: str) -> tuple[bytes, list[Cell]]:
    """The comments of a sheet with ours.

    Args:
        xml: the part; ``None`` where the sheet has none.
        texts: cell → what is to be said of it.
        space: the namespace of the workbook.

    Returns:
        The part, and the cells that had no comment before and need a box for it.

    Raises:
        ValueError: it is no XML.
    """
    whole = in_utf8(xml) if xml else _empty(space)
    root = parsed(whole)
    authors, listed = root.child("authors"), root.child("commentList")
    if authors is None or listed is None:
        whole = _empty(space)
        root = parsed(whole)
        authors, listed = _named(root, "authors"), _named(root, "commentList")
    splices = Splices()
    p = root.prefix.decode()
    number = len(authors.children)
    splices.append(whole, authors, f"<{p}author>{AUTHOR}</{p}author>".encode())
    known = {one.attributes.get("ref", ""): one for one in listed.children}
    fresh: list[Cell] = []
    made = b""
    for cell in sorted(texts):
        one = known.get(address(cell))
        if one is None:
            fresh.append(cell)
            head = f'<{p}comment ref="{address(cell)}" authorId="{number}"><{p}text>'.encode()
            made += head + _run(p, texts[cell]) + f"</{p}text></{p}comment>".encode()
        elif not in_thread(whole, authors, one):
            _add(whole, splices, one, _run(p, "\n――――\n" + texts[cell]))
    splices.append(whole, listed, made)
    return splices.applied(whole), fresh


def threads(xml: bytes | None) -> set[str]:
    """Cells whose comment only stands in for a thread; it is left as it is.

    Raises:
        ValueError: it is no XML.
    """
    whole = in_utf8(xml or b"<none/>")
    root = parsed(whole)
    authors, listed = root.child("authors"), root.child("commentList")
    if authors is None or listed is None:
        return set()
    return {one.attributes.get("ref", "") for one in listed.children if in_thread(whole, authors, one)}


def in_thread(xml: bytes, authors: Element, comment: Element) -> bool:
    """Whether a comment only stands in for a thread."""
    number = int(comment.attributes.get("authorId", "0"))
    if number >= len(authors.children):
        return False
    author = authors.children[number]
    return xml[author.inner : author.close].startswith(_THREAD.encode())


def _named(root: Element, name: str) -> Element:
    found = root.child(name)
    if found is None:
        raise ValueError(name)
    return found


def _empty(space: str) -> bytes:
    return f'<comments xmlns="{space}"><authors></authors><commentList></commentList></comments>'.encode()


def _run(prefix: str, text: str) -> bytes:
    look = f'<{prefix}rPr><{prefix}sz val="9"/><{prefix}family val="2"/></{prefix}rPr>'
    return b'<%sr>%s<%st xml:space="preserve">%s</%st></%sr>' % (
        *(one.encode() for one in (prefix, look, prefix)), cell_text(text), prefix.encode(), prefix.encode(),
    )  # fmt: skip


def _add(xml: bytes, splices: Splices, comment: Element, run: bytes) -> None:
    """Say something below what a comment says already."""
    text = comment.child("text")
    if text is None:
        return
    said = [one for one in text.children if one.name in {"t", "r"}]
    if not said:
        splices.append(xml, text, run)
        return
    p = text.prefix
    for one in said:  # text beside runs must stand in a run itself
        if one.name == "t":
            splices.put(one.start, one.start, b"<%sr>" % p)
            splices.put(one.end, one.end, b"</%sr>" % p)
    splices.put(said[-1].end, said[-1].end, run)
