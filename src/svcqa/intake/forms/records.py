"""Form tables: the copies of a form as records, each field led back to its cell, and every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from svcqa.accounts import Said, SetAside
from svcqa.grid import from_texts, gather, joined, take
from svcqa.intake.forms.boxes import Box, Boxes
from svcqa.intake.forms.copies import Copy
from svcqa.intake.forms.pairs import Pair
from svcqa.intake.layout.footers import is_closing, ranges
from svcqa.intake.layout.headings import Aliases, Match
from svcqa.intake.layout.proposals import proposed
from svcqa.intake.layout.regions import Region, View
from svcqa.intake.layout.tables import Table
from svcqa.registers import Register
from svcqa.requests import Column

_LONGEST = 20
"""Characters of a label that names no known field."""


def form_table(  # noqa: PLR0913 - what is known of a form, by name
    view: View, boxes: Boxes, register: str, copies: Sequence[Copy], *, of: Register, aliases: Aliases, why: Said
) -> Table:
    """The records of a form, one for each of its copies."""
    notes = [doubt_of(view, pair) for copy in copies for pair in copy.doubtful]
    copies = [copy for copy in copies if copy.taken]
    fields = [field for field in of.fields if any(field in copy.taken for copy in copies)]
    found = {field: [copy.taken.get(field) for copy in copies] for field in fields}
    rows = np.array([copy.row for copy in copies], dtype=np.int64)
    read = _rows_of(copies, boxes.rows)
    return Table(
        region=view.region,
        register=register,
        header=range(0),
        matches=proposed([*_matches(found, copies), *_unknown(boxes, copies)], of, aliases),
        rows=rows,
        set_aside=_set_aside(view, read),
        why=why,
        notes=notes,
        places={field: _places(pairs, rows) for field, pairs in found.items()},
        cells={
            field: _cells(view, pairs) for field, pairs in found.items() if any(pair and pair.inner for pair in pairs)
        },
        read=read,
        laid_out="form",
    ).placed()


def _places(pairs: Sequence[Pair | None], rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    at = [pair.value.at if pair and pair.value else (row, -1) for pair, row in zip(pairs, rows.tolist(), strict=True)]
    down, across = zip(*at, strict=True)
    return np.array(down, dtype=np.int64), np.array(across, dtype=np.int64)


def _cells(view: View, pairs: Sequence[Pair | None]) -> Column:
    """What the pairs of a field say, some of them in the cells of their labels."""
    rows, columns = _places(pairs, np.zeros(len(pairs), dtype=np.int64))
    inner = np.array([bool(pair and pair.inner is not None) for pair in pairs])
    texts = from_texts(pa.array([pair.inner for pair in pairs if pair and pair.inner is not None], pa.string()))
    whole = joined([gather(view.sheet.columns, rows[~inner], columns[~inner]), texts])
    return take(whole, np.argsort(np.concatenate([np.flatnonzero(~inner), np.flatnonzero(inner)])))


def _matches(found: Mapping[str, Sequence[Pair | None]], copies: Sequence[Copy]) -> Iterator[Match]:
    for field, pairs in found.items():
        pair = next(pair for pair in pairs if pair)
        place = pair.value or pair.label
        yield Match(place.column, pair.heading, field, pair.how, where=Region.cell(*place.at))
    told = set(found)
    for pair in (pair for copy in copies for pair in copy.doubtful):
        if pair.heading not in told:
            told.add(pair.heading)
            yield Match(pair.label.column, pair.heading, None, "ambiguous", where=Region.cell(*pair.label.at))


def _unknown(boxes: Boxes, copies: Sequence[Copy]) -> Iterator[Match]:
    """Labels of no known field: those that end in a colon, and pairs of cells in the rows of the form's labels."""
    pairs = [pair for copy in copies for pair in [*copy.taken.values(), *copy.doubtful]]
    used = {box.at for pair in pairs for box in (pair.label, pair.value) if box}
    rows = {pair.label.row for pair in pairs}
    top, bottom = min(rows), max(rows)
    told = {pair.heading for pair in pairs}
    for box in boxes.filled:
        asks = box.text.endswith((":", "："))
        if box.at in used or box.text in told or not top <= box.row <= bottom:
            continue
        if len(box.text) > _LONGEST or is_closing(box.text):
            continue
        value = boxes.beside(box) or Box(box.row, box.right + 1, box.row, box.right + 1)
        if value.at not in used and (asks or (value.text and box.row in rows)):
            used.update((box.at, value.at))
            told.add(box.text)
            yield Match(value.column, box.text, None, "unmapped", where=Region.cell(*value.at))


def doubt_of(view: View, pair: Pair) -> Said:
    """Why a label was not taken, and where it stands."""
    at = Region.cell(*pair.label.at).moved(view.region.top, view.region.left).corner
    assert pair.doubt is not None  # noqa: S101 - a doubtful pair says why
    return Said(
        f"“{pair.heading}”（{at}）没有采用：{pair.doubt.zh}", f"'{pair.heading}' ({at}) was not taken: {pair.doubt.en}"
    )


def _rows_of(copies: Sequence[Copy], rows: int) -> np.ndarray:
    """Rows in which a label or a value of a record stands."""
    found: set[int] = set()
    for pair in (pair for copy in copies for pair in copy.taken.values()):
        for box in (pair.label, pair.value or pair.label):
            found.update(range(box.row, min(box.bottom + 1, rows)))
    return np.array(sorted(found), dtype=np.int64)


def _set_aside(view: View, read: np.ndarray) -> list[SetAside]:
    reasons = np.full(view.sheet.rows, "note", dtype=object)
    reasons[: read[0]] = "title"
    for row in np.flatnonzero(view.filled).tolist():
        if any(is_closing(text) for text in view.shown.filled(row).values()):
            reasons[row] = "signature"
    reasons[~view.filled] = "blank"
    reasons[read] = ""
    return ranges(reasons, lambda row: " ".join(filter(None, view.shown[row]))[:200])
