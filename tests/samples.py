"""Samples drawn of a small office's work orders, filled in as an auditor would; for tests."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import svcqa
from svcqa import Audit
from svcqa.cli import main
from svcqa.formbook.sheet import HEAD
from svcqa.samplebook import registers
from svcqa.samplebook.sheets import PLAN, ROWS
from tests.office import ruleset, workbook

AS_OF = "2024-12-31"
UNITS = ("东城", "西城", "南城")
HEADINGS_OF_CHOICES = ("记录编号", "文件", "工作表", "行号", "理由", "选取人")
CONCLUSIONS = {"conforms": "符合", "fails": "不符合", "not_applicable": "不适用"}


def orders(count: int = 60) -> list[tuple[Any, ...]]:
    """Work orders of three outlets and four months, all in time."""
    return [
        (
            f"W{at:03}", UNITS[at % 3], f"客户{at}", f"2024-{1 + at % 4:02}-{1 + at % 28:02} 10:00",
            f"2024-{1 + at % 4:02}-{1 + at % 28:02} 10:05", "张三", "已完成" if at % 5 else "处理中", at,
        )
        for at in range(1, count + 1)
    ]  # fmt: skip


def office(folder: Path, rows: Sequence[Sequence[Any]] | None = None) -> tuple[Path, str]:
    """A folder with the records, and the ruleset."""
    workbook(folder / "派工" / "派工.xlsx", orders() if rows is None else rows)
    return folder / "派工", ruleset(folder)


def draw(folder: Path, *more: str, plan: str = "n:12", seed: str = "7", code: int = 0, lang: str = "zh") -> Path:
    """The workbook of a draw."""
    output = folder / "抽样.xlsx"
    given = ["--ruleset", str(folder / "规则.yaml"), "--register", "派工单", "--as-of", AS_OF]
    seeded = ["--seed", seed] if seed else []
    asked = [str(folder / "派工"), *given, "--plan", plan, *seeded, "--output", str(output), *more, "--lang", lang]
    assert main(["sample", "draw", *asked]) == code
    return output


def drawn(folder: Path, *more: str, plan: str = "n:12", seed: str = "7", lang: str = "zh") -> Path:
    """The same for the usual records, of which every draw is made once."""
    place = folder / "抽样.xlsx"
    place.write_bytes(_of_usual_records(more, plan, seed, lang))
    return place


@cache
def _of_usual_records(more: tuple[str, ...], plan: str, seed: str, lang: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        office(Path(folder))
        return draw(Path(folder), *more, plan=plan, seed=seed, lang=lang).read_bytes()


def changed(book: Path, change: Callable[[Worksheet, Worksheet, Mapping[str, int]], None], name: str = "") -> Path:
    """The workbook after somebody worked on it: the sheet of rows, that of the plan, and field → column."""
    opened = openpyxl.load_workbook(book)
    rows, plan = opened.worksheets
    headings = {cell.value: int(cell.column) for cell in rows[HEAD + 1]}
    titles = {field: one.title for field, one in registers()[ROWS].fields.items()}
    columns = {
        field: headings[text] for field, title in titles.items() for text in (title.zh, title.en) if text in headings
    }
    change(rows, plan, columns)
    place = book.with_name(name or book.name)
    opened.save(place)
    return place


def filled(book: Path, *conclusions: str, name: str = "", **cells: str) -> Path:
    """The workbook with these conclusions from the first item on (an empty one: left blank), by 李明."""

    def fill(rows: Worksheet, plan: Worksheet, columns: Mapping[str, int]) -> None:
        for at, one in enumerate(conclusions, HEAD + 2):
            if one:
                rows.cell(at, columns["conclusion"]).value = CONCLUSIONS.get(one, one)
                rows.cell(at, columns["checked_by"]).value = "李明"
        for field, value in cells.items():
            rows.cell(HEAD + 2, columns[field]).value = value

    return changed(book, fill, name)


def plan_cell(plan: Worksheet, code: str) -> Any:
    """The cell that says what the plan says of something."""
    at = list(registers()[PLAN].fields).index("code")
    return next(row[1] for row in plan.iter_rows() if row[at].value == code)


def audited(folder: Path, *samples: Path, **given: Any) -> Audit:
    """The audit of the office with these samples."""
    rules = [str(folder / "规则.yaml")]
    return svcqa.run([folder / "派工"], rules, **{"as_of": AS_OF, "samples": samples, **given})
