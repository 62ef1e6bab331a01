"""Which sheets the company keeps, under which headings: every office names its columns in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svcqa_example.layouts import (
    appraisals,
    customer_service,
    customers,
    department,
    emergencies,
    evaluation,
    filing,
    goods,
    governing,
    handling,
    information,
    management,
    materials,
    money,
    office,
    organisation,
    outlets,
    people,
    quality,
    records,
    security,
    service,
    shipping,
    systems,
    teaching,
    workshop,
)
from svcqa_example.layouts.layout import Layout, Notation
from svcqa_example.model import YEARS, Company

__all__ = ["Layout", "Notation", "layouts"]
LISTS = (
    *service.LISTS,
    *goods.LISTS,
    *people.LISTS,
    *records.LISTS,
    *outlets.LISTS,
    *shipping.LISTS,
    *workshop.LISTS,
    *management.LISTS,
    *teaching.LISTS,
    *governing.LISTS,
    *customer_service.LISTS,
    *department.LISTS,
    *handling.LISTS,
    *information.LISTS,
    *money.LISTS,
    *office.LISTS,
    *organisation.LISTS,
    *quality.LISTS,
    *security.LISTS,
    *systems.LISTS,
    *customers.LISTS,
    *evaluation.LISTS,
    *filing.LISTS,
    *emergencies.LISTS,
    *appraisals.LISTS,
    *materials.LISTS,
)
"""The lists of which there is one for all years."""


def layouts(company: Company) -> Iterator[Layout]:
    """Every sheet, workbook by workbook."""
    yield from _order_sheets(company)
    yield from _request_sheets(company)
    first: dict[str, Layout] = {}
    for one in LISTS:
        # a list that is named twice is kept once
        first.setdefault(one.register, one)
    for one in first.values():
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
