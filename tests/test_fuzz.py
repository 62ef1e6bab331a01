"""Damaged files: whatever bytes a file has, the parent gets its sheets or a refusal, and every row is accounted for.

The files are made here; the child process reads them in batches, so that starting it does not take all the time. A
short run belongs to the suite and is the same each time; ``make fuzz`` runs a long one that is not.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from svcqa.intake import find_files, import_files
from svcqa.intake.child import ReadJob, ReadResult, read_in_child
from svcqa.registers import Register
from svcqa.requests import Limits
from tests import workbooks

LIMITS = Limits(seconds=60.0, memory_bytes=3_000_000_000)
REGISTERS = {
    "orders": Register.model_validate(
        {
            "title": {"zh": "工单", "en": "orders"},
            "key": "order_no",
            "event_date": "at",
            "fields": {
                "order_no": {"title": {"zh": "单号", "en": "No."}, "type": "code"},
                "at": {"title": {"zh": "时间", "en": "At"}, "type": "datetime"},
                "amount": {"title": {"zh": "金额", "en": "Amount"}, "type": "money"},
                "took": {"title": {"zh": "时长", "en": "Took"}, "type": "duration"},
                "answered": {"title": {"zh": "已答复", "en": "Answered"}, "type": "yes_no"},
            },
        }
    )
}
HEADINGS = ("单号", "时间", "金额", "时长", "已答复")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("A001", "2024-03-05 15:20+08:00", "1,200元", "4小时4分钟", "是"),
    ("A002", "2024年3月5日下午3点", "1.5万元", "18h", "√"),
    ("A003", 45356.5, 12.5, "3天", "无"),
    ("合计", "", 13.5, "", ""),
)


def _csv(encoding: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        rows = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in (HEADINGS, *ROWS)]
        path.write_bytes("\r\n".join(rows).encode(encoding))

    return write


def _xlsx(path: Path) -> None:
    cells: dict[str, Any] = {
        f"{'ABCDE'[column]}{row + 1}": cell
        for row, line in enumerate((HEADINGS, *ROWS))
        for column, cell in enumerate(line)
        if cell != ""
    }
    more = {"F2": ("=1/0", "#DIV/0!"), "F3": ("=1+1", 0), "F4": dt.datetime(2024, 3, 5, 8, 30)}
    workbooks.xlsx(path, {"工单": {**cells, **more}, "空": {}})


def _parquet(path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    columns = list(zip(*ROWS, strict=True))
    parquet.write_table(pa.table([[str(cell) for cell in one] for one in columns], names=list(HEADINGS)), path)


def _places() -> dict[tuple[int, int], Any]:
    lines = enumerate((HEADINGS, *ROWS))
    return {(row, column): cell for row, line in lines for column, cell in enumerate(line) if cell != ""}


MAKERS: Mapping[str, Callable[[Path], object]] = {
    "a.xlsx": _xlsx,
    "a.xls": lambda path: workbooks.xls(path, {**_places(), (2, 6): workbooks.Error(0x2A)}),
    "a.ods": lambda path: workbooks.ods(path, [[cell or None for cell in line] for line in (HEADINGS, *ROWS)]),
    "a.xlsb": lambda path: workbooks.xlsb(path, {**_places(), (2, 6): workbooks.Error(0x2A)}, hidden=[2]),
    "a.parquet": _parquet,
    "a.csv": _csv("utf-8"),
    "b.csv": _csv("gb18030"),
    "c.csv": _csv("utf-16"),
}


@cache
def sound(name: str) -> bytes:
    """The file before anything happens to it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        MAKERS[name](path)
        return path.read_bytes()


Change = tuple[str, float, bytes]
CHANGES = st.tuples(
    st.sampled_from(["put", "insert", "cut", "end", "repeat", "swap"]),
    st.floats(0, 1),
    st.binary(min_size=1, max_size=6),
)


def changed(data: bytes, changes: list[Change]) -> bytes:
    """Bytes overwritten, put in, cut out, doubled or exchanged; or all cut off from some place on."""
    for kind, where, content in changes:
        at, length = int(where * len(data)), 1 + content[0]
        after = data[at + length :]
        data = {
            "put": data[:at] + content + data[at + len(content) :],
            "insert": data[:at] + content + data[at:],
            "cut": data[:at] + after,
            "end": data[:at],
            "repeat": data[:at] + data[at : at + length] * 2 + after,
            "swap": after + data[: at + length],
        }[kind]
    return data


def mutant(name: str, part: float | None, changes: list[Change]) -> bytes:
    """A file with changes in its bytes, or in one part of the package that it is."""
    data = sound(name)
    if part is None or not data.startswith(b"PK"):
        return changed(data, changes)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = names[min(int(part * len(names)), len(names) - 1)]
        for one in names:
            new.writestr(one, changed(old.read(one), changes) if one == hit else old.read(one))
    return packed.getvalue()


MUTANTS = st.tuples(
    st.sampled_from(sorted(MAKERS)), st.none() | st.floats(0, 1), st.lists(CHANGES, min_size=1, max_size=4)
)


def outcomes(files: Mapping[str, bytes]) -> list[ReadResult]:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        return list(read_in_child([ReadJob(Path(folder, name), name) for name in files], LIMITS))


def survives(batch: list[tuple[str, float | None, list[Change]]]) -> None:
    """Each file of a batch gives sheets or one refusal, and what is imported is accounted for."""
    files = {f"{number} {one[0]}": mutant(*one) for number, one in enumerate(batch)}
    results = outcomes(files)
    assert [result.name for result in results] == list(files)
    for result in results:
        assert (result.sheets is None) != (result.problem is None)
        if result.problem:
            (problem,) = result.problem.problems
            assert problem.mend is not None
            about = result.name, problem, batch[int(result.name.partition(" ")[0])]
            assert problem.kind not in {"", "reader_failed", "time_limit", "memory_limit"}, about
    for account in import_files(results, REGISTERS).inputs:
        for sheet in account.sheets:
            aside = sum(one.to_row - one.row + 1 for one in sheet.set_aside)
            assert sheet.rows_read == sheet.imported + aside


def test_the_sound_files_are_read() -> None:
    results = outcomes({name: sound(name) for name in MAKERS})
    imported = import_files(results, REGISTERS)
    assert [(one.name, one.sheets[0].register, one.sheets[0].imported) for one in imported.inputs] == [
        (name, "orders", 3) for name in MAKERS
    ]


# a batch is not made smaller: each try starts a child, and the name of a file says which mutant it was
QUICKLY: dict[str, Any] = {"suppress_health_check": list(HealthCheck), "phases": (Phase.explicit, Phase.generate)}


@settings(max_examples=8, derandomize=True, database=None, **QUICKLY)
@given(st.lists(MUTANTS, min_size=40, max_size=40))
def test_damaged_files_are_read_or_refused(batch: list[tuple[str, float | None, list[Change]]]) -> None:
    survives(batch)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_files_cut_off_anywhere_are_read_or_refused(name: str) -> None:
    whole = len(sound(name))
    survives([(name, None, [("end", at / 40, b"x")]) for at in range(40)])
    survives([(name, None, [("end", (whole - at) / whole, b"x")]) for at in range(1, 40)])


@cache
def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("a.csv", "b.csv", "a.xlsx"):
            made.writestr(f"台账/{name}", sound(name))
    return packed.getvalue()


@settings(max_examples=4, derandomize=True, database=None, **QUICKLY)
@given(st.lists(st.lists(CHANGES, min_size=1, max_size=2), min_size=40, max_size=40))
def test_damaged_archives_are_listed_and_read_or_refused(batch: list[list[Change]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, changes in enumerate(batch):
            Path(folder, f"{number}.zip").write_bytes(changed(archive(), changes))
        results = list(read_in_child(find_files([Path(folder)]), LIMITS))
    assert len({result.name.partition("/")[0] for result in results}) == len(batch)
    kinds = {result.problem.problems[0].kind for result in results if result.problem}
    assert not kinds & {"", "reader_failed", "time_limit", "memory_limit"}


@pytest.mark.long
@settings(max_examples=150, **QUICKLY)
@given(st.lists(MUTANTS, min_size=100, max_size=100))
def test_many_damaged_files_are_read_or_refused(batch: list[tuple[str, float | None, list[Change]]]) -> None:
    survives(batch)
