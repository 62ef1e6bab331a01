"""Layout: where the table of a sheet begins, which register it is, and which rows are no records.

Only layout sets a row aside: titles above, headings, blanks, totals, signatures and notes below. What a record says
never does, not even a missing or repeated key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from svcqa.findings import Said, SetAside
from svcqa.grid import cut, is_blank, part
from svcqa.intake.headings import Aliases, Match, normalised
from svcqa.intake.typed import texts_of
from svcqa.registers import Register
from svcqa.requests import Column, Sheet, Tag

HEAD_ROWS = 30
_TAIL_ROWS = 12
_TOTALS = (
    "合计",
    "总计",
    "小计",
    "累计",
    "共计",
    "本页小计",
    "本月合计",
    "总数",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
)
_TOTALS_WRITTEN = [
    word[0] + space + word[1:] + colon
    for total in _TOTALS
    for word in {total, total.capitalize(), total.upper()}
    for space in ("", *((" ", "  ", "\u3000") if not total.isascii() else ()))
    for colon in ("", ":", "：")
]
_SIGNATURE = re.compile(
    r"^(审核|审批|批准|复核|制表|填表|制单|编制|经办|负责人|主管|签字|签名|日期|填报)[^,，。]{0,6}[:：]"
)
_NOTE = re.compile(r"^(备注|注|说明|填写说明|注意|note|remark)s?\s*\d*\s*[:：.、]", re.IGNORECASE)
_SERIAL = frozenset({"序号", "序", "编号", "no.", "no", "#", "行号", "项次"})
Reason = str


@dataclass(frozen=True, eq=False)
class Table:
    """The table found on a sheet."""

    register: str
    header: int
    """Row of its headings, from 0."""
    matches: Sequence[Match]
    rows: np.ndarray
    """Rows that are records, from 0."""
    set_aside: list[SetAside]
    why: Said
    notes: Sequence[Said] = ()

    @property
    def columns(self) -> dict[str, int]:
        """Field → column, from 0."""
        return {match.field: match.column for match in self.matches if match.field}


@dataclass(frozen=True, eq=False)
class _Candidate:
    register: str
    header: int
    matches: Sequence[Match]
    hits: int
    score: int
    named: bool
    enough: bool


@dataclass(frozen=True, eq=False)
class Known:
    """The registers a sheet may be, with their headings and what the user declared."""

    registers: Mapping[str, Register]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def aliases(self) -> dict[str, Aliases]:
        """Register → its headings."""
        return {name: Aliases(one, self.columns.get(name, {})) for name, one in self.registers.items()}


def find_table(sheet: Sheet, title: str, known: Known) -> Table | Said:
    """The table of a sheet, or why there is none that can be taken.

    Args:
        sheet: the sheet.
        title: the sheet's name, or the file's where it has none.
        known: registers it may be, with their headings.
    """
    head = _head(sheet)
    declared = known.sheets.get(sheet.name) or known.sheets.get(title)
    if declared is not None and declared not in known.registers:
        return Said(
            f"svcqa.yaml的sheets说它是“{declared}”，这次没有这种台账",
            f"svcqa.yaml (sheets) says it is '{declared}', and there is no such register here",
        )
    candidates = sorted(
        (
            one
            for name, register in known.registers.items()
            if declared in (None, name)
            for one in _candidates(name, register, head, title, known.aliases[name])
        ),
        key=lambda one: (-one.score, one.header),
    )
    best = next((one for one in candidates if one.enough or declared), None)
    if best is None:
        return _none_said(candidates, known)
    rival = next((one for one in candidates if one.register != best.register and one.enough), None)
    if rival is not None and rival.score == best.score:
        return _tie_said(best, rival, known)
    rows, aside = _rows(sheet, best, known)
    notes = list(_others(best, candidates, known))
    return Table(best.register, best.header, best.matches, rows, aside, _why(best, rival, known), notes)


def _head(sheet: Sheet) -> list[list[str | None]]:
    """The first rows as text."""
    count = min(sheet.rows, HEAD_ROWS)
    columns = [texts_of(cut(column, count)).to_pylist() for column in sheet.columns]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []


def _candidates(
    name: str, register: Register, head: Sequence[Sequence[str | None]], title: str, aliases: Aliases
) -> Iterator[_Candidate]:
    named = _is_named(register, name, title)
    for number, row in enumerate(head):
        matches = aliases.match(row)
        fields = {match.field for match in matches if match.field}
        claimed = sum(match.how != "unmapped" for match in matches)
        if not claimed:
            continue
        has_key = set(register.key) <= fields
        enough = len(fields) >= 2 and (has_key or named or 2 * len(fields) > len(register.fields))
        score = len(fields) + 2 * has_key + 2 * named
        yield _Candidate(name, number, matches, len(fields), score, named, enough)


def _is_named(register: Register, name: str, title: str) -> bool:
    words = {normalised(word) for word in (name, register.title.zh, register.title.en, *register.sheets)}
    return any(word and word in normalised(title) for word in words)


def _why(best: _Candidate, rival: _Candidate | None, known: Known) -> Said:
    name = " / 表名相符" if best.named else ""
    english = ", and its name fits" if best.named else ""
    zh, en = f"{best.hits}个列标题相符{name}", f"{best.hits} headings fit{english}"
    if rival is not None:
        other = known.registers[rival.register].title
        zh, en = f"{zh}；其次是“{other.zh}”（{rival.hits}个）", f"{en}; next is {other.en} ({rival.hits})"
    return Said(zh, en)


def _others(best: _Candidate, candidates: Sequence[_Candidate], known: Known) -> Iterator[Said]:
    """Headings of further tables on the sheet, which are not read as such."""
    taken = {best.header}
    for one in candidates:
        if one.enough and one.header not in taken and _columns_of(one) != _columns_of(best):
            taken.add(one.header)
            title = known.registers[one.register].title
            yield Said(
                f"第{one.header + 1}行像另一张表（{title.zh}）的表头，但每张工作表只读一张表；请把它放到单独的工作表",
                f"row {one.header + 1} looks like the headings of another table ({title.en}), but one table a sheet is "
                "read; put it on a sheet of its own",
            )


def _columns_of(one: _Candidate) -> set[tuple[int, str]]:
    return {(match.column, match.field) for match in one.matches if match.field}


def _none_said(candidates: Sequence[_Candidate], known: Known) -> Said:
    if not candidates:
        return Said("没有找到已知的列标题", "no known headings were found")
    title = known.registers[candidates[0].register].title
    hits = candidates[0].hits
    twice = [match.heading for match in candidates[0].matches if match.how == "ambiguous"]
    if twice:
        return Said(
            f"最接近“{title.zh}”，但有几列的标题表示同一个字段，都没有采用：{'、'.join(dict.fromkeys(twice))}",
            f"nearest to {title.en}, but several columns stand for one field and none of them was taken: "
            f"{', '.join(dict.fromkeys(twice))}",
        )
    return Said(
        f"最接近“{title.zh}”，但只有{hits}个列标题相符；如果是它，请在svcqa.yaml的sheets里写明",
        f"nearest to {title.en}, but only {hits} headings fit; if it is that, name the sheet in svcqa.yaml (sheets)",
    )


def _tie_said(best: _Candidate, rival: _Candidate, known: Known) -> Said:
    one, other = known.registers[best.register].title, known.registers[rival.register].title
    return Said(
        f"“{one.zh}”和“{other.zh}”同样相符；请在svcqa.yaml的sheets里写明",
        f"{one.en} and {other.en} fit equally well; name the sheet in svcqa.yaml (sheets)",
    )


def _rows(sheet: Sheet, best: _Candidate, known: Known) -> tuple[np.ndarray, list[SetAside]]:
    """The rows that are records, and those set aside with their reasons; together all rows of the sheet."""
    reasons = np.full(sheet.rows, "", dtype=object)
    filled = _filled(sheet)
    reasons[: best.header] = "title"
    reasons[best.header] = "heading"
    mapped = [match.column for match in best.matches if match.field]
    _tail(sheet, filled, best.header, _key_columns(best, known), reasons)
    for reason, mask in _below(sheet, best, mapped):
        reasons[mask & (reasons == "") & (np.arange(sheet.rows) > best.header)] = reason
    reasons[~filled] = "blank"
    return np.flatnonzero(reasons == ""), ranges(reasons, lambda row: _row_text(sheet, row))


def _filled(sheet: Sheet) -> np.ndarray:
    found = np.zeros(sheet.rows, dtype=bool)
    for column in sheet.columns:
        if not is_blank(column):
            found |= column.tags != Tag.BLANK
    return found


def _below(sheet: Sheet, best: _Candidate, mapped: Sequence[int]) -> Iterator[tuple[Reason, np.ndarray]]:
    """Rows below the headings that layout tells to be no records."""
    headings = {match.column: match.heading for match in best.matches}
    same = np.zeros(sheet.rows, dtype=np.int32)
    for column in mapped:
        same += _equals(sheet.columns[column], [headings[column]])
    yield "repeated_heading", same >= max(2, len(mapped) - 1)
    yield "total", _starts_with_total(sheet)
    empty = np.ones(sheet.rows, dtype=bool)
    for column in mapped:
        empty &= sheet.columns[column].tags == Tag.BLANK
    if empty.any():
        serial = np.zeros(sheet.rows, dtype=bool)
        others = np.zeros(sheet.rows, dtype=bool)
        for column, heading in headings.items():
            mask = serial if normalised(heading) in _SERIAL else others
            if column not in mapped:
                mask |= sheet.columns[column].tags != Tag.BLANK
        yield "numbered_blank", empty & serial & ~others
        yield "note", empty


def _equals(column: Column, words: Sequence[str]) -> np.ndarray:
    if column.texts is None:
        return np.zeros(len(column.tags), dtype=bool)
    found = pc.is_in(column.texts, pa.array(list(words), pa.string()))
    return np.asarray(found.to_numpy(zero_copy_only=False) & (column.tags == Tag.TEXT))


def _starts_with_total(sheet: Sheet) -> np.ndarray:
    """Rows whose first filled cell is a word for a total."""
    found = np.zeros(sheet.rows, dtype=bool)
    untouched = np.ones(sheet.rows, dtype=bool)
    for column in (one for one in sheet.columns if not is_blank(one)):
        found |= _equals(column, _TOTALS_WRITTEN) & untouched
        untouched &= column.tags == Tag.BLANK
        if not untouched.any():
            break
    return found


def _is_total(word: str) -> bool:
    return normalised(word) in _TOTALS


def _key_columns(best: _Candidate, known: Known) -> set[int]:
    key = known.registers[best.register].key
    return {match.column for match in best.matches if match.field in key}


def _tail(sheet: Sheet, filled: np.ndarray, header: int, keys: set[int], reasons: np.ndarray) -> None:
    """Signature lines and notes among the last rows, as far up as nothing else stands between."""
    last = np.flatnonzero(filled)[::-1][:_TAIL_ROWS]
    for row in last:
        cells = {number: text for number, text in enumerate(_row_cells(sheet, int(row))) if text}
        reason = _tail_reason(cells, keys)
        if row <= header or reason is None:
            return
        if reason != "total":
            reasons[row] = reason


def _tail_reason(cells: Mapping[int, str], keys: set[int]) -> Reason | None:
    """What a row below the table is; None for a record, and for cells of which none shows anything."""
    if not cells:
        return None
    first = next(iter(cells.values()))
    # a record may well say 审核：通过 in one of its cells: with a key of its own it is no signature line
    signed = [text for column, text in cells.items() if _SIGNATURE.match(_plain(text))]
    if signed and (first in signed or not keys & cells.keys()):
        return "signature"
    if _NOTE.match(_plain(first)) and len(cells) <= 2:
        return "note"
    return "total" if _is_total(first) else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _row_cells(sheet: Sheet, row: int) -> list[str | None]:
    return [texts_of(part(column, row, 1)).to_pylist()[0] for column in sheet.columns]


def _row_text(sheet: Sheet, row: int) -> str:
    return " ".join(text for text in _row_cells(sheet, row) if text)[:200]


def ranges(reasons: np.ndarray, text_of: object = None) -> list[SetAside]:
    """Neighbouring rows of one reason as one entry, with the text of the first."""
    found: list[SetAside] = []
    aside = np.flatnonzero(reasons != "")
    if not len(aside):
        return found
    breaks = np.flatnonzero((np.diff(aside) != 1) | (reasons[aside][1:] != reasons[aside][:-1])) + 1
    for run in np.split(aside, breaks):
        text = text_of(int(run[0])) if callable(text_of) and reasons[run[0]] != "blank" else ""
        found.append(SetAside(int(run[0]) + 1, int(run[-1]) + 1, reasons[run[0]], text))
    return found
