"""Which sheets the company keeps, under which headings: every office names its columns in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from svcqa_example.model import YEARS, Company, Record

Notation = Literal["cell", "iso", "slash", "chinese", "dot"]


@dataclass(frozen=True, eq=False)
class Layout:
    """How one sheet looks."""

    file: str
    sheet: str
    register: str
    records: Sequence[Record] = ()
    title: tuple[str, ...] = ()
    """Rows above the headings, merged."""
    dates: tuple[Notation, ...] = ("cell",)
    """How its columns of dates are written, in turn."""
    named: tuple[str, ...] = ()
    """Fields in which people are written by name; everywhere else by number."""
    serial: bool = False
    """A column 序号 stands first, with a few numbered lines left empty at the end."""
    total: str = ""
    """Field summed up in a line 合计."""
    signed: bool = False
    note: str = ""
    hidden: int = -1
    """Which record stands in a hidden row."""


def layouts(company: Company) -> Iterator[Layout]:
    """Every sheet, workbook by workbook."""
    yield from _order_sheets(company)
    yield from _request_sheets(company)
    for one in _LISTS:
        yield replace(one, records=company[one.register])


def _order_sheets(company: Company) -> Iterator[Layout]:
    """A sheet a year, later a quarter, later a month."""
    names = ("technician_id", "dispatched_by")
    for year in YEARS:
        mine = [record for record in company["work_orders"] if record["received_at"].year == year]
        parts = 1 if year < 2023 else 4 if year == 2023 else 12
        for part in range(parts):
            records = [one for one in mine if (one["received_at"].month - 1) * parts // 12 == part]
            sheet = {1: f"{year}年", 4: f"{part + 1}季度", 12: f"{part + 1}月"}[parts]
            title = (f"{year}年维护派工单汇总表", f"编制单位：售后服务部（{sheet}）")[: 1 + year % 2]
            yield Layout(
                f"派工管理/{year}年派工单.xlsx", sheet, "work_orders", records, title,
                dates=(("cell",), ("slash", "cell"), ("cell", "chinese"))[year % 3], named=names, serial=year >= 2023,
                total="fee_amount", signed=True, note="备注：金额单位为元。" if year % 2 else "",
                hidden=5 if year == 2023 else -1,
            )  # fmt: skip


def _request_sheets(company: Company) -> Iterator[Layout]:
    """Exported from the telephone system; this year's still in a workbook."""
    last = YEARS[-1]
    before = [record for record in company["service_requests"] if record["received_at"].year < last]
    now = [record for record in company["service_requests"] if record["received_at"].year == last]
    yield Layout(f"电话记录/2020-{last - 1}年电话派工记录.csv", "", "service_requests", before, dates=("iso",))
    yield Layout(
        f"电话记录/{last}年电话派工记录.xlsx",
        "电话记录",
        "service_requests",
        now,
        (f"{last}年电话派工记录",),
        ("slash",),
        serial=True,
        signed=True,
    )


_LISTS = (
    Layout(
        "回访投诉/回访与投诉.xlsx",
        "回访记录",
        "callbacks",
        title=("客户回访记录",),
        dates=("cell",),
        named=("callback_by",),
        serial=True,
    ),
    Layout(
        "回访投诉/回访与投诉.xlsx",
        "投诉登记",
        "complaints",
        title=("投诉登记台账", "售后服务部"),
        dates=("chinese", "cell"),
        named=("received_by",),
        signed=True,
    ),
    Layout("返修/处理单.xlsx", "处理单", "handling_slips", dates=("cell",), named=("technician_id",), serial=True),
    Layout(
        "返修/返修物品信息登记表.xlsx",
        "返修登记",
        "return_items",
        title=("返修物品信息登记表",),
        dates=("cell", "dot"),
        named=("handed_over_by", "handed_over_to"),
        signed=True,
    ),
    Layout("财务/收据台账.xlsx", "收据台账", "receipts", title=("收据台账",), total="amount", signed=True),
    Layout(
        "物流安装/送货单.xlsx",
        "送货单",
        "deliveries",
        title=("送货单登记", "物流部", "（按发车日期）"),
        dates=("slash",),
    ),
    Layout(
        "物流安装/安装调试记录.xlsx",
        "安装调试记录",
        "installations",
        title=("安装调试记录",),
        dates=("cell",),
        total="install_fee",
        signed=True,
    ),
    Layout("物流安装/退换货登记.xlsx", "退换货登记", "returns_exchanges", dates=("chinese", "slash"), serial=True),
    Layout(
        "人事/人员花名册.xlsx",
        "员工名册",
        "staff",
        title=("人员花名册", "截至2025年12月31日"),
        dates=("cell", "dot"),
        named=("manager_id",),
        signed=True,
    ),
    Layout(
        "人事/人员花名册.xlsx",
        "服务网点",
        "sites",
        title=("服务网点台账",),
        dates=("chinese",),
        named=("responsible_id",),
    ),
    Layout("人事/人员花名册.xlsx", "岗位表", "posts", total="headcount_approved"),
    Layout("培训/培训档案.xlsx", "培训记录表", "training_records", title=("培训记录表",), serial=True, signed=True),
    Layout("培训/能力评价.xlsx", "能力评价表", "evaluations", title=("能力评价与绩效考核记录",), dates=("dot",)),
    Layout(
        "培训/证书台账.xlsx", "证书台账", "certificates", dates=("cell", "slash"), note="说明：证书到期前30天办理换证。"
    ),
    Layout("档案/记录归档台账.xlsx", "记录清单", "record_inventory", title=("记录归档台账",), dates=("cell",)),
    Layout(
        "档案/销毁与冻结.xlsx",
        "销毁清单",
        "disposals",
        title=("记录销毁登记",),
        dates=("cell",),
        named=("approved_by",),
        signed=True,
    ),
    Layout("档案/销毁与冻结.xlsx", "冻结清单", "holds", title=("销毁冻结登记",), dates=("chinese",)),
    Layout(
        "质量/不合格与纠正措施.xlsx",
        "不合格报告",
        "capa",
        title=("不合格与纠正措施台账",),
        dates=("cell", "dot"),
        signed=True,
        named=("issued_by", "owner", "plan_accepted_by", "extension_approved_by", "verified_by", "closed_by"),
    ),
)
