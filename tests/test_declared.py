"""Tables declared in svcqa.yaml: where they stand, what their cells mean, and what is wrong said by line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from svcqa import config
from svcqa.errors import ConfigError
from svcqa.intake.declared import tables_of
from svcqa.registers import Register


def written(folder: Path, text: str) -> config.Config:
    path = folder / "svcqa.yaml"
    path.write_text(text, encoding="utf-8")
    return config.read(path)


def test_a_sheet_holds_a_register_one_table_or_several(tmp_path: Path) -> None:
    made = written(
        tmp_path,
        """\
sheets:
  1月: work_orders
  2月: {register: work_orders, header_rows: 3}
  综合表:
    - register: work_orders
      range: A3:N200
      header_rows: 2-3
      columns: {A: order_no, c: dispatched_at}
      fill: outlet
    - {register: visits, range: "$P$3:Z"}
""".replace("2-3", "3-4"),
    )
    assert made.sheets["1月"] == tables_of("work_orders")
    (second,) = made.sheets["2月"]
    assert second.heads == range(2, 3)
    orders, visits = made.sheets["综合表"]
    assert (orders.heads, orders.columns_from(0), orders.fill) == (
        range(2, 4),
        {0: "order_no", 2: "dispatched_at"},
        ("outlet",),
    )
    assert (visits.area.top, visits.area.left, visits.area.bottom, visits.area.right) == (2, 15, None, 26)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("range: A3-N200", "svcqa.yaml:4: 'range': 'A3-N200' is no range; write A3:N200"),
        ("range: N200:A3", "svcqa.yaml:4: 'range': the range 'N200:A3' ends before it begins"),
        ("range: XFE1", "svcqa.yaml:4: 'range': no sheet has 'XFE1'"),
        ("range: A0", "svcqa.yaml:4: 'range': no sheet has 'A0'"),
        ("header_rows: 3-2", "svcqa.yaml:4: 'header_rows': '3-2' names no header rows"),
        ("header_rows: true", "svcqa.yaml:4: 'header_rows' must be text."),
        ("range: A3:N9\n    header_rows: 2", "svcqa.yaml:5: 'header_rows': row 2 lies outside the range A3:N9"),
        ("columns: {1: order_no}", "svcqa.yaml:4: '1': '1' is no column; write its letter"),
        ("range: A3:N9\n    columns: {P: order_no}", "svcqa.yaml:5: 'columns': column P lies outside A3:N9"),
        ("columns: {A: x, B: x}", "svcqa.yaml:4: 'columns': two columns are given for the field 'x'"),
        ("header_rows: 0", "svcqa.yaml:4: 'header_rows': a table without headings needs its columns by letter"),
        ("split: [a, b]", "svcqa.yaml:4: 'split': only one field of a table can be split"),
        ("fil: [a]", "svcqa.yaml:4: unknown key 'fil'. Did you mean 'fill'?"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, f"sheets:\n  综合表:\n    register: work_orders\n    {text}\n")
    assert said in caught.value.say("en")
    with pytest.raises(ConfigError):
        written(tmp_path, f"sheets:\n  综合表:\n  - register: work_orders\n    {text}\n")


def test_ranges_that_overlap_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, "sheets:\n  表:\n  - {register: a, range: A3:F}\n  - {register: b, range: F9}\n")
    assert "svcqa.yaml:2: '表': ranges overlap: A3:F and F9" in caught.value.say("en")
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, "sheets:\n  表:\n  - a\n  - {register: b, range: F9}\n")
    assert "区域重叠：整张表和F9" in caught.value.say("zh")


def test_registers_and_fields_that_do_not_exist_are_told_with_their_sheet(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"order_no": {"title": "单号"}}
    register = Register.model_validate({"title": "工单", "key": "order_no", "event_date": "as_of", "fields": fields})
    made = written(
        tmp_path,
        "sheets:\n  一: order\n  二: {register: orders, columns: {A: order_n}, fill: outlet, split: order_no}\n",
    )
    assert [one.say("en") for one in made.strangers({"orders": register})] == [
        "svcqa.yaml, sheets, 一: there is no register 'order'. Did you mean 'orders'?",
        "svcqa.yaml, sheets, 二, columns: register 'orders' has no field 'order_n'. Did you mean 'order_no'?",
        "svcqa.yaml, sheets, 二, fill: register 'orders' has no field 'outlet'. Available: order_no.",
    ]
