"""What may be shown of a value that came from somebody's workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from svcqa.accounts import SheetAccount
from svcqa.findings import Audit, Location, Tally
from svcqa.lines import encodable
from svcqa.reports.words import Words

_SPACES = re.compile(r"[\t\n\r\u2028\u2029]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    r"\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the order of reading
    r"\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)
ARROW = " → "


def printable(text: str) -> str:
    """The text on one line, without characters that do something instead of being shown."""
    if text.isprintable():  # nearly every value is, and a long list asks for millions of them
        return text
    return _SPACES.sub(" ", _INVISIBLE.sub("", encodable(text)))


def cut(text: str, longest: int, words: Words) -> str:
    """The text, or its beginning and how long it really is."""
    if len(text) <= longest:
        return text
    mark = words("cut", count=f"{len(text):,}")
    return text[: longest - len(mark)] + mark


def register_text(audit: Audit, name: str, words: Words) -> str:
    """What a register is called; its name where the audit does not say."""
    known = audit.content.registers.get(name)
    return words.said(known.title) if known else name


def field_text(audit: Audit, register: str, name: str | None, words: Words) -> str | None:
    """What a field of a register is called; its name where the audit does not say."""
    known = audit.content.registers.get(register)
    return words.said(known.fields[name]) if known and name in known.fields else name


def tally_notes(tally: Tally, words: Words) -> list[str]:
    """What else is to be known of the numbers of a rule."""
    counted = [(name, getattr(tally, name)) for name in ("undated", "carried_over", "not_yet")]
    return [
        *([words("excused", count=f"{tally.excused:,}")] if tally.excused else []),
        *(words("excepted_by", count=f"{one.count:,}", reason=words.said(one.text)) for one in tally.excepted_by),
        *([words(f"by_hand_{tally.by_hand}")] if tally.by_hand else []),
        *(words(name, count=f"{count:,}") for name, count in counted if count),
    ]


def sheet_notes(sheet: SheetAccount, words: Words) -> list[str]:
    """What is hidden or merged on a sheet."""
    columns, merged = words.listed(sheet.hidden_columns), words.listed(sheet.merged)
    return [
        *([words("hidden_rows", count=f"{sheet.hidden_rows:,}")] if sheet.hidden_rows else []),
        *([words("hidden_columns", listed=columns)] if columns else []),
        *([words("merged", listed=merged)] if merged else []),
    ]


def key_text(key: Mapping[str, str | None], words: Words) -> str:
    """The key of a record as people name it."""
    return " / ".join(words("blank") if part is None or part == "" else part for part in key.values())


def cell_text(cell: Location, words: Words, *, place: bool = True) -> str:
    """``file → sheet → B7 = value``, or only ``B7 = value``; a place without a cell is a whole sheet."""
    if not cell.cell:
        return place_text(cell)
    value = words("is_blank") if cell.value is None or cell.value == "" else f" = {cell.value}"
    return (place_text(cell) if place else cell.cell) + value


def place_text(cell: Location) -> str:
    """``file → sheet → B7``; a text table has no sheet name."""
    return ARROW.join(filter(None, [cell.file, cell.sheet, cell.cell]))


def cell_texts(cells: Iterable[Location], words: Words) -> list[str]:
    """Cells in words; the file and sheet are said where they change."""
    said, last = [], ("", "")
    for cell in cells:
        said.append(cell_text(cell, words, place=(cell.file, cell.sheet) != last))
        last = (cell.file, cell.sheet)
    return said


def share(part: int, whole: int) -> str:
    """A share in per cent, cut to one decimal: what is not all never reads 100 %."""
    return f"{part * 1000 // whole / 10:.1f}%" if whole else "—"
