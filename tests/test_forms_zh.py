"""Real Chinese workbooks of different layout: the facts their collection states, found by reading them.

The files lie beside the repository and are skipped where they are absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd
import pytest

from svcqa.accounts import SheetAccount
from svcqa.cli import main
from svcqa.intake import Imported, Reading, find_files, import_files
from svcqa.registers import Register
from tests.office import shared


def _register(title: str, key: Sequence[str], types: Mapping[str, str]) -> Register:
    """A register whose fields are named as the headings are."""
    dated = [name for name, kind in types.items() if kind == "date"]
    fields = {name: {"title": name, "type": kind} for name, kind in types.items()}
    return Register.model_validate({"title": title, "key": key, "event_date": dated[:1] or "as_of", "fields": fields})


def _plan(key: Sequence[str], texts: str, dates: str, **more: str) -> Register:
    types = dict.fromkeys(texts.split(), "text") | dict.fromkeys(dates.split(), "date") | more
    return _register("计划", key, types)


PLANS = {
    "areyan_培训计划.xlsx": {
        "plan": _plan(["描述"], "项目 描述 阶段 负责人 协助人", "预计开始日期 预计结束日期 实际开始日期 实际结束日期")
    },
    "areyan_项目清单.xlsx": {
        "projects": _plan(["项目名称"], "项目名称 优先级 项目进度 状态 负责人", "计划开始时间 计划完成时间 实际开始时间 实际完成时间"),
        "modules": _plan(["功能项"], "系统模块 功能模块 功能项 实现方式 负责人 上线阶段", "预计开始日期 预计结束日期 实际开始日期 实际结束日期"),
        "steps": _plan(["明细功能"], "模块 大功能 明细功能 跟进人", "预计开始时间 预计结束时间 实际开始时间 实际结束时间", 预计MD="number"),
        "features": _plan(["功能名称"], "模块 功能名称 负责人", "预计开始时间 预计结束时间 实际开始时间 实际结束时间"),
        "wishes": _plan(["功能项"], "功能模块 功能项 实现方式 是否需要与其他系统对接", ""),
    },
    "2405cwb_台账.xlsx": {
        "lines": _plan(["线路编号"], "线路编号 线路名称 线别 采集时间 管养单位 建成时间 通车时间", ""),
        "sections": _plan(["项目编号", "区间序号"], "项目编号 起始站点 终止站点 区间序号", ""),
    },
    "hmy_工单.xlsx": {"staff": _plan(["姓名"], "姓名 负责大类 邮箱", "", 当前工单数="number", 黑名单="yes_no")},
    "hmy_工单日志.xlsx": {"orders": _plan(["工单ID"], "工单ID 类别 处理人 状态", "分配时间 完成时间")},
    "awdad_签到表.xlsx": {"days": _plan(["日期", "姓名"], "日期 星期 姓名", "")},
    "easypoi_业务委托单.xlsx": {
        "items": _plan(["规格、型号"], "物料编码 品牌 规格、型号 单位 币制", "", 数量="number", 单价="number", 总价="number")
    },
    "zsyang_台账.xlsx": {
        "works": _plan(["分项工程"], "分项工程", "施工开始时间 施工结束时间 28d日期"),
        "slopes": _plan(["分项工程名称", "里程位置"], "分项工程名称 里程位置 工程量 施工时间", "", 长度="number"),
    },
}  # fmt: skip


@cache
def _read(name: str) -> Imported:
    with Reading(find_files([shared("forms_zh") / name])) as reading:
        return import_files(reading, PLANS[name])


@pytest.fixture(params=PLANS)
def file(request: pytest.FixtureRequest) -> Imported:
    return _read(request.param)


def _sheets(name: str) -> dict[str, SheetAccount]:
    return {one.sheet: one for one in _read(name).inputs[0].sheets if one.region is None or one.register}


def _aside(account: SheetAccount) -> list[tuple[int, int, str]]:
    return [(one.row, one.to_row, one.reason) for one in account.set_aside]


def _of(name: str, register: str, sheet: str) -> pd.DataFrame:
    """The records of a sheet, by their row."""
    records = _read(name).records[register]
    parts = [part for part in records.parts if part.sheet == sheet]
    return pd.concat(
        [records.frame.iloc[part.start : part.start + len(part.rows)].set_axis(part.rows, axis=0) for part in parts]
    )


def test_every_row_of_every_sheet_is_accounted_for(file: Imported) -> None:
    for one in file.inputs[0].sheets:
        assert one.problem is None
        assert one.rows_read == one.imported + sum(part.to_row - part.row + 1 for part in one.set_aside)


def test_a_training_plan_numbered_further_than_it_is_filled() -> None:
    sheets = _sheets("areyan_培训计划.xlsx")
    account = sheets["Sheet1"]
    assert _aside(account) == [(1, 1, "heading"), (7, 25, "numbered_blank")]
    assert (account.imported, account.merged) == (5, ["B5:B6"])
    plan = _of("areyan_培训计划.xlsx", "plan", "Sheet1")
    assert (plan["预计结束日期"].notna().sum(), plan["实际结束日期"].notna().sum()) == (5, 2)
    assert [sheets[name].rows_read for name in ("Sheet2", "Sheet3")] == [0, 0]


def test_project_lists_of_seven_layouts() -> None:
    name = "areyan_项目清单.xlsx"
    sheets = _sheets(name)
    assert {sheet: (one.register, one.header_rows) for sheet, one in sheets.items()} == {
        "项目总表": ("projects", [1]), "OA系统": ("modules", [1]), "集团研发部提成核算系统": ("steps", [2]),
        "奥特莱斯系列报备功能": ("features", [1]), "产品智能识别系统": ("features", [1]), "OA功能清单": ("wishes", [2]),
        "字码": (None, []),
    }  # fmt: skip
    both = [
        ("projects", "项目总表", "计划开始时间", "计划完成时间"), ("modules", "OA系统", "预计开始日期", "预计结束日期"),
        ("steps", "集团研发部提成核算系统", "预计开始时间", "预计结束时间"), ("features", "产品智能识别系统", "预计开始时间", "预计结束时间"),
    ]  # fmt: skip
    frames = [(_of(name, register, sheet), start, end) for register, sheet, start, end in both]
    assert [int((one[start].notna() & one[end].notna()).sum()) for one, start, end in frames] == [1, 14, 13, 6]
    early = _of(name, "modules", "OA系统").loc[3]
    assert (early["实际开始日期"], early["预计开始日期"]) == (dt.datetime(2019, 6, 17), dt.datetime(2019, 6, 18))


def test_sections_and_the_sum_of_a_work_breakdown_are_no_records() -> None:
    account = _sheets("areyan_项目清单.xlsx")["集团研发部提成核算系统"]
    assert _aside(account) == [
        (1, 1, "title"), (2, 2, "heading"), (3, 3, "note"), (17, 17, "note"), (30, 30, "note"), (34, 34, "total"),
    ]  # fmt: skip
    steps = _of("areyan_项目清单.xlsx", "steps", "集团研发部提成核算系统")
    assert steps["预计MD"].sum() == 38.5
    assert steps["预计MD"].loc[31:33].sum() == 2.5


def test_tunnel_ledgers() -> None:
    assert {sheet: one.imported for sheet, one in _sheets("2405cwb_台账.xlsx").items()} == {
        "项目信息": 2,
        "区间与站点信息": 7,
    }


def test_a_sheet_for_each_department_is_one_register() -> None:
    records = _read("hmy_工单.xlsx").records["staff"]
    assert [(part.sheet, len(part.rows)) for part in records.parts] == [("网络部", 3), ("系统部", 2), ("桌面运维", 2)]
    log = _of("hmy_工单日志.xlsx", "orders", "Sheet1")
    assert list(log["工单ID"]) == ["1", "1"]
    assert log["完成时间"].isna().all()


def test_attendance_of_fifteen_months_under_headings_of_three_rows() -> None:
    sheets = _sheets("awdad_签到表.xlsx")
    assert len(sheets) == 15
    for one in sheets.values():
        assert (one.register, one.header_rows) == ("days", [2, 3, 4])
        assert _aside(one)[:2] == [(1, 1, "title"), (2, 4, "heading")]
    headings = [column.heading for column in sheets["1月"].columns]
    assert headings[:5] == ["日期", "星期", "姓名", "上午/上班/时间", "上午/上班/签名"]
    assert headings[-1] == "下午/下班/签名"
    assert _read("awdad_签到表.xlsx").records["days"].frame["日期"].notna().sum() == 310


def test_a_form_with_a_table_in_it() -> None:
    (account,) = _read("easypoi_业务委托单.xlsx").inputs[0].sheets
    assert (account.header_rows, account.imported) == ([8], 10)
    assert _aside(account) == [
        (1, 1, "title"), (2, 3, "blank"), (4, 6, "title"), (7, 7, "blank"), (8, 8, "heading"), (19, 19, "total"),
        (20, 20, "blank"), (21, 27, "note"),
    ]  # fmt: skip
    items = _of("easypoi_业务委托单.xlsx", "items", "委托确认单")
    assert (items["数量"].sum(), items["总价"].sum()) == (922, 1_375_000)
    assert ((items["数量"] * items["单价"] - items["总价"]).abs() < 0.005).all()


@pytest.mark.parametrize(
    ("sheet", "both", "exact"),
    [
        ("路基时间台账", 285, 270),
        ("浆砌排水沟浆砌试验台账", 239, 229),
        ("混凝土盖板边沟", 56, 52),
        ("浆砌片石护坡", 16, 16),
    ],
)
def test_a_ledger_of_merged_cells_says_when_28_days_are_over(sheet: str, both: int, exact: int) -> None:
    frame = _of("zsyang_台账.xlsx", "works", sheet)
    days = (frame["28d日期"] - frame["施工结束时间"]).dropna()
    if (
        sheet == "路基时间台账"
    ):  # J403 is the plain number 43290, a day by the policy of serials; the facts count date cells
        assert days.pop(403) == pd.Timedelta(days=28)
    assert (len(days), int((days == pd.Timedelta(days=28)).sum())) == (both, exact)


def test_auxiliary_columns_beside_a_table_are_listed_and_disturb_nothing() -> None:
    sheets = [one for one in _read("zsyang_台账.xlsx").inputs[0].sheets if one.sheet == "喷播植草护坡"]
    assert [(one.register, one.region, one.imported) for one in sheets][:1] == [("slopes", "A1:F60", 59)]
    assert all(one.register is None for one in sheets[1:])
    merged = _sheets("zsyang_台账.xlsx")["路基时间台账"]
    assert len(merged.merged) > 700
    row = _of("zsyang_台账.xlsx", "works", "路基时间台账").loc[23]
    assert (row["施工结束时间"], row["28d日期"]) == (dt.datetime(2018, 8, 5), dt.datetime(2018, 6, 4))


@pytest.mark.parametrize("name", PLANS)
def test_inspect_ends_well_whatever_registers_are_known(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(shared("forms_zh") / name), "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert "problem:" not in out
    assert "Traceback" not in out + err
