"""The records of the small office, as they stood on a day: what had not happened by then is not there yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SITES = ("SC01", "SC02", "SC03")
_ORDERS = 20
"""Work orders of each outlet in each half of a year."""
_LATE: Mapping[tuple[str, str], int] = {
    ("SC01", "2024H1"): 1, ("SC02", "2024H1"): 4, ("SC02", "2024H2"): 3, ("SC01", "2025H1"): 1, ("SC02", "2025H2"): 3,
    ("SC03", "2025H2"): 2,
}  # fmt: skip
"""Outlet and half-year → its orders in which the customer was called late."""
_HALVES: Mapping[str, dt.datetime] = {
    f"{year}H{half}": dt.datetime(year, 1 if half == 1 else 7, 2, 8, 30) for year in (2024, 2025) for half in (1, 2)
}
_LICENCES: Sequence[tuple[str, str, dt.date, dt.date]] = (
    ("T03", "D2103", dt.date(2021, 10, 20), dt.date(2024, 10, 19)),
    ("T03", "D2503", dt.date(2025, 2, 17), dt.date(2028, 2, 16)),
    ("T05", "D2205", dt.date(2022, 10, 1), dt.date(2025, 9, 30)),
    ("T07", "D2107", dt.date(2021, 6, 15), dt.date(2024, 6, 14)),
    ("T09", "D2209", dt.date(2022, 6, 1), dt.date(2025, 5, 31)),
    ("T09", "D2509", dt.date(2025, 8, 18), dt.date(2028, 8, 17)),
    ("T11", "D2111", dt.date(2021, 12, 2), dt.date(2024, 12, 1)),
    ("T11", "D2411", dt.date(2025, 1, 20), dt.date(2025, 11, 30)),
)
"""Holder, number, from and to: T03 and T09 renewed after an audit, T07 never, T11 lapsed twice, T05 in 2025."""
_COMPLAINTS: Sequence[tuple[str, str, dt.datetime, dt.datetime]] = (
    ("TS-01", "SC01", dt.datetime(2024, 5, 6, 9, 20), dt.datetime(2024, 5, 8, 15)),
    ("TS-02", "SC01", dt.datetime(2024, 12, 10, 14), dt.datetime(2025, 3, 5, 10, 30)),
    ("TS-03", "SC03", dt.datetime(2025, 4, 14, 11), dt.datetime(2025, 4, 16, 9)),
    ("TS-04", "SC03", dt.datetime(2025, 11, 3, 16, 40), dt.datetime(2025, 11, 20, 9)),
)
_NAMES = [
    "郭安平",
    "韩立群",
    "吕文博",
    "沈国强",
    "蒋晓东",
    "余海涛",
    "方志远",
    "石建军",
    "邹凯",
    "姚永刚",
    "谭峰",
    "廖伟",
]
_STAFF = [f"T{number:02}" for number in range(1, len(_NAMES) + 1)]
_BEFORE = dt.date(2020, 3, 2)


def write(folder: Path, day: dt.date) -> None:
    """Write the office's workbook as it stood at the end of a day; the same day gives the same bytes."""
    from xlsxwriter import Workbook

    folder.mkdir(parents=True, exist_ok=True)
    with Workbook(str(folder / "售后记录.xlsx"), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.set_properties({"title": "售后记录", "created": dt.datetime.combine(day, dt.time(18))})
        head = book.add_format({"bold": True})
        for title, rows in sheets(dt.datetime.combine(day, dt.time.max)).items():
            sheet = book.add_worksheet(title)
            sheet.set_column(0, 8, 18)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row, head if at == 0 else None)


def sheets(until: dt.datetime) -> dict[str, list[Sequence[Any]]]:
    """Sheet → headings and rows, without what lies after a moment."""
    orders = [row for row in _orders() if row[1] <= until]
    licences = [row for row in _licences() if row[3] <= until.date()]
    complaints = [
        (number, site, got, closed if closed <= until else None)
        for number, site, got, closed in _COMPLAINTS
        if got <= until
    ]
    return {
        "派工单": [("派工单号", "派单时间", "联系客户时间", "维修人员", "序列号", "网点编号"), *orders],
        "员工名册": [("工号", "姓名", "网点编号", "入职日期"), *_staff()],
        "持证台账": [("证书编号", "持证人编号", "证书类型", "发证日期", "有效期至"), *licences],
        "投诉台账": [("投诉编号", "网点编号", "投诉接收时间", "关闭时间"), *complaints],
    }


def _orders() -> Iterator[tuple[str, dt.datetime, dt.datetime, str, str, str]]:
    for half, first in _HALVES.items():
        for place, site in enumerate(SITES):
            for count in range(_ORDERS):
                sent = first + dt.timedelta(days=8 * count + place, minutes=17 * count % 240)
                late = count % 6 == 1 and count // 6 < _LATE.get((site, half), 0)
                called = sent + dt.timedelta(minutes=31 + count if late else 4 + count % 9)
                number = f"PG{half[2:4]}{half[-1]}-{place + 1}{count:03}"
                technician = _STAFF[4 * place + count % 4]
                yield number, sent, called, technician, f"SN{half[2:4]}{half[-1]}{place}{count:04}", site


def _staff() -> Iterator[tuple[str, str, str, dt.date]]:
    for number, (staff, name) in enumerate(zip(_STAFF, _NAMES, strict=True)):
        yield staff, name, SITES[number // 4], _BEFORE


def _licences() -> Iterator[tuple[str, str, str, dt.date, dt.date]]:
    own = {holder for holder, *_ in _LICENCES}
    plain = [(staff, f"D20{staff[1:]}", _BEFORE, dt.date(2030, 3, 1)) for staff in _STAFF if staff not in own]
    for holder, number, issued, expires in (*plain, *_LICENCES):
        yield number, holder, "电工证", issued, expires
