"""The shared texts of an xlsx workbook: parsed once, and put into the columns of every slice by their number.

A slice would otherwise parse all texts of the workbook to show its own. Its cells that point to a text carry the
number behind a mark instead; the numbers of a whole column are looked up together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from svcqa.grid import Slab
from svcqa.readers.calamine import UnreadableError
from svcqa.readers.unlocked import replaced, whole

_POINTER, _POINTED = ' t="s"><v>', ' t="str"><v>'
_ANY_POINTER = re.compile(rb'(<(?:\w+:)?c\b[^>]*?) t="s"([^>]*>\s*<(?:\w+:)?v\b[^>]*>)')
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(/?)>|</(?:\w+:)?si>")
_PLAIN = ((b"<si>", b'<row><c t="inlineStr"><is>'), (b"</si>", b"</is></c></row>"))
_PLAIN_ITEM = r'^\s*<si><t(?: xml:space="preserve")?>(?P<text>[^<&\r]*)</t>(?:<phoneticPr[^<]*/>)?\s*$'
_PLAINEST_ITEM = r"^<si><t>[^<&\r]*</t>$"
"""What most texts are; to cut it out by its length takes a fraction of the time."""
_ESCAPED = r"_x[0-9A-Fa-f]{4}_"
_END = b'<row><c t="inlineStr"><is><t>end</t></is></c></row>'
"""What keeps the reader from dropping empty texts at the end."""
_MARKS = ("\x7f", "\ue000", "\uf8ff")
"""Characters nobody writes; one is taken that does not occur."""


def points(rows: bytes) -> bool:
    """Whether cells of a slice point to texts."""
    return b' t="s"' in rows


def markings(rows: bytes) -> Iterator[tuple[bytes, str]]:
    """The rows of a slice with a mark before the number of each text, and the mark; two ways to find the numbers.

    The first finds them where most programs write them, and the reader refuses rows in which it missed one; the second
    finds them all.

    Raises:
        UnreadableError: all marks occur in the rows.
    """
    mark = next((one for one in _MARKS if one.encode() not in rows), None)
    if mark is None:
        raise UnreadableError("private use characters")
    yield replaced(rows, _POINTER, f"{_POINTED}{mark}"), mark
    # attributes in another order, or names with a prefix
    yield _ANY_POINTER.sub(rb'\1 t="str"\2' + mark.encode(), rows), mark


def texts_of(shared: bytes, read: Callable[[bytes], Slab]) -> pa.Array:
    """The texts of a workbook in order; the plain ones are cut out of the XML, the others go to the reader of sheets.

    Args:
        shared: the XML of the texts.
        read: from the XML of a sheet to what stands in it.
    """
    begin = shared.find(b">", max(shared.find(b"sst"), 0)) + 1
    items = shared[begin : max(shared.rfind(b"</"), begin)]
    found = _plain(items)
    if found is None:
        return _careful(items, read)
    pieces, texts = found
    doubtful = pc.is_null(texts)
    if not doubtful.true_count:
        return texts
    others = b"".join(piece + b"</si>" for piece in pieces.filter(doubtful).cast(pa.binary()).to_pylist())
    return pc.replace_with_mask(texts, doubtful, _careful(others, read))


def _plain(items: bytes) -> tuple[pa.Array, pa.Array] | None:
    """The XML of each text up to its closing tag, and the text itself, null where it takes more than cutting it out.

    None if the XML cannot be cut at the closing tags.
    """
    if b"<si/" in items or b":si" in items or b"<!" in items or not items.rstrip().endswith(b"</si>"):
        return None
    all_items = whole(items, pa.string())
    try:
        all_items.validate(full=True)
    except pa.ArrowInvalid:  # not in the encoding it should be
        return None
    pieces = pc.split_pattern(all_items, "</si>").values[:-1]
    if pc.all(pc.match_substring_regex(pieces, _PLAINEST_ITEM)).as_py():
        texts = pc.binary_slice(pieces.view(pa.binary()), len("<si><t>"), -len("</t>")).view(pa.string())
    else:
        texts = pc.struct_field(pc.extract_regex(pieces, _PLAIN_ITEM), "text")
    more = pc.or_(pc.not_equal(texts, pc.utf8_trim_whitespace(texts)), pc.match_substring_regex(texts, _ESCAPED))
    return pieces, pc.if_else(more, None, texts)


def may_differ(xml: bytes) -> bool:
    """Whether texts in some XML may say something else than they show, but for the blanks around them."""
    return any(mark in xml for mark in (b"&", b"\r")) or (b"_" in xml and b"_x" in xml)


def are_doubtful(texts: pa.Array, *, differ: bool) -> pa.Array:
    """Whether each text, as it stands in XML between its tags, may say something else than it shows.

    Args:
        texts: the texts.
        differ: what :func:`may_differ` says of the XML.
    """
    found = pc.not_equal(texts, pc.utf8_trim_whitespace(texts))
    if differ:
        found = pc.or_(found, pc.match_substring_regex(texts, rf"[&\r]|{_ESCAPED}"))
    return found


def in_cells(texts: pa.Array, read: Callable[[bytes], Slab]) -> pa.Array:
    """What texts say that stand in XML between their tags."""
    return _careful(b"".join(b"<si><t>%s</t></si>" % text for text in texts.view(pa.binary()).to_pylist()), read)


def _careful(items: bytes, read: Callable[[bytes], Slab]) -> pa.Array:
    """The texts as the rows of a sheet, one cell each, so that the reader of sheets reads them."""
    rows = items
    for plain, cell in _PLAIN:
        rows = rows.replace(plain, cell)
    if b"<si" in rows or b"si>" in rows:  # names with a prefix, empty items
        rows = _ITEM.sub(_cell, rows)
    sheet = read(b"".join((b"<worksheet><sheetData>", rows, _END, b"</sheetData></worksheet>")))
    texts = sheet.columns[0].texts
    assert texts is not None  # noqa: S101 - the last of them is ours
    return pc.fill_null(pa.concat_arrays([pa.nulls(sheet.top, pa.string()), texts[:-1]]), "")


def _cell(item: re.Match[bytes]) -> bytes:
    if item[0].startswith(b"</"):
        return _PLAIN[1][1]
    return _PLAIN[0][1] + (_PLAIN[1][1] if item[1] else b"")


def lookup(mark: str, texts: Callable[[], pa.Array]) -> Callable[[pa.Array], pa.Array]:
    """From what a column of a slice shows to its texts.

    Args:
        mark: the mark numbers stand behind.
        texts: gives all texts of the workbook.
    """

    def found(column: pa.Array) -> pa.Array:
        points = pc.starts_with(column, mark)
        if not pc.any(points).as_py():
            return column
        try:
            numbers = pc.if_else(points, pc.utf8_slice_codeunits(column, 1), None).cast(pa.int32())
            looked_up = texts().take(numbers)
        except (pa.ArrowInvalid, pa.ArrowIndexError) as error:
            raise UnreadableError(str(error)) from error
        return looked_up if points.true_count == len(column) else pc.if_else(points, looked_up, column)

    return found
