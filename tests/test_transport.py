"""Sheets cross from the reading child as they were: every kind of cell, missing ones, blank columns, no rows at all."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pytest

from svcqa.grid import blank, from_texts
from svcqa.intake.transport import receive_sheets, send_sheets
from svcqa.requests import Column, Sheet, Sheets, Tag


def crossed(*sheets: Sheet) -> list[Sheet]:
    pipe = io.BytesIO()
    send_sheets(pipe, Sheets(list(sheets), {"format": "test"}))
    pipe.seek(0)
    return list(receive_sheets(pipe).sheets)


def mixed() -> list[Column]:
    tags = np.array([Tag.NUMBER, Tag.MOMENT, Tag.TEXT, Tag.BLANK], dtype=np.uint8)
    moments = np.array(["NaT", "2024-02-29T23:59:59.999999", "NaT", "NaT"], dtype="datetime64[us]")
    one = Column(tags, np.array([1.5, np.nan, np.nan, np.nan]), moments, pa.array(["", "", "派工单", ""]))
    return [one, blank(4), from_texts(pa.array(["编号", "1", "2", ""]))]


def test_every_kind_of_cell_comes_as_it_was() -> None:
    (sheet,) = crossed(Sheet("台账", mixed(), 4, merged=[(0, 0, 0, 1)]))
    assert (sheet.name, sheet.rows, sheet.merged) == ("台账", 4, [(0, 0, 0, 1)])
    for found, sent in zip(sheet.columns, mixed(), strict=True):
        np.testing.assert_array_equal(found.tags, sent.tags)
        for kind in ("numbers", "moments"):
            mine, own = getattr(found, kind), getattr(sent, kind)
            assert (mine is None) == (own is None)
            if own is not None:
                np.testing.assert_array_equal(mine, own)
                assert mine.dtype == own.dtype
        assert (found.texts is None) == (sent.texts is None)
        assert sent.texts is None or (found.texts is not None and found.texts.equals(sent.texts))


def test_sheets_without_cells_stand_beside_others() -> None:
    none, blanks, some = crossed(Sheet("空", [], 0), Sheet("白", [blank(3), blank(3)], 3), Sheet("有", mixed(), 4))
    assert (none.columns, [len(one.tags) for one in blanks.columns]) == ([], [3, 3])
    assert [len(one.tags) for one in some.columns] == [4, 4, 4]


def test_a_pipe_that_ends_within_a_sheet_is_told() -> None:
    pipe = io.BytesIO()
    send_sheets(pipe, Sheets([Sheet("台账", mixed(), 4)], {}))
    with pytest.raises(EOFError):
        receive_sheets(io.BytesIO(pipe.getvalue()[:-200]))
