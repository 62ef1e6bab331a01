"""A million records of each register of `checks.yaml`, made in memory from one seed, as offices keep them.

Two cells of a hundred are blank, one date of a hundred has no time of day, one in a thousand cannot be read; a few
keys occur twice, a few cases are late, turned round or still open.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from svcqa.registers import TEMPORAL, TEXTUAL, Kind, Part, Records, Register

ROWS = 1_000_000
BLANK, DATE_ONLY, UNREADABLE = 0.02, 0.01, 0.001
BEGIN, DAYS = np.datetime64("2023-01-01", "us"), 1_095
"""The three years in which all happens; the audit is at their end."""
PEOPLE, CUSTOMERS, ITEMS = 50_000, 200_000, 200_000
SITES, MONTHS = 30_000, 36
"""Outlets that hand in a report every month."""
SECOND, DAY = np.timedelta64(1, "s"), np.timedelta64(86_400_000_000, "us")
STRING = pd.StringDtype(na_value=np.nan)


class Sheet:
    """The records of one register while they are filled in.

    Args:
        name: of the register.
        register: what its fields are.
        rows: how many records it has where a million orders are made.
        orders: how many orders are made; everything else shrinks with them.
    """

    def __init__(self, name: str, register: Register, rows: int, orders: int) -> None:
        self.name, self.register, self.orders = name, register, orders
        self.rows = self.shrunk(rows)
        self.random = np.random.default_rng(zlib.crc32(name.encode()))
        self._columns: dict[str, pd.Series] = {}
        self._kinds: dict[str, np.ndarray] = {}
        self._date_only: dict[str, np.ndarray] = {}

    def put(self, field: str, values: Any, blank: float | np.ndarray = BLANK, unread: float = UNREADABLE) -> None:
        """Fill in a column.

        Args:
            field: its name.
            values: strings as ``(names, position of each)``, moments, numbers or truths; NaT is blank.
            blank: the share of its cells that are blank, or True where they are.
            unread: the share of them that cannot be read, where they are no texts.
        """
        kind = self.register.fields[field].type
        missing = self.chance(blank) if isinstance(blank, float) else blank
        illegible = self.chance(0.0 if kind in TEXTUAL else unread)
        if kind in TEMPORAL:
            missing = missing | np.isnat(values)
            values = self._dated(field, kind, values)
        self._kinds[field] = np.select([illegible, missing], [Kind.UNREADABLE, Kind.BLANK], Kind.VALUE).astype("uint8")
        self._columns[field] = _series(kind, values).mask(missing | illegible)

    def _dated(self, field: str, kind: str, values: np.ndarray) -> np.ndarray:
        bare = self.chance(DATE_ONLY) if kind == "datetime" else np.ones(self.rows, bool)
        self._date_only[field] = bare
        return np.where(bare, values.astype("datetime64[D]").astype("datetime64[us]"), values.astype("datetime64[us]"))

    def shrunk(self, count: int) -> int:
        """A number of things that belongs to a million orders."""
        return max(min(count, 5), count * self.orders // ROWS)

    def chance(self, share: float) -> np.ndarray:
        """True for about this share of the records."""
        return np.asarray(self.random.random(self.rows) < share)

    def any_of(self, count: int) -> np.ndarray:
        """For each record a number below ``count``."""
        return self.random.integers(0, count, self.rows)

    def moments(self) -> np.ndarray:
        """For each record a moment of the three years, at work or not."""
        return BEGIN + self.any_of(DAYS * 86_400) * SECOND

    def later(self, than: np.ndarray, days: float, longest: float, *, over: float = 0.03) -> np.ndarray:
        """Moments after others: mostly within ``days``, some up to ``longest``, and a few before them."""
        late = self.chance(over)
        took = self.random.random(self.rows) * np.where(late, longest, days)
        took[self.chance(0.002)] *= -1
        found: np.ndarray = than + (took * 86_400).astype("int64") * SECOND
        return found

    def made(self) -> Records:
        """The records; each column may be asked where it stands."""
        rows = np.arange(self.rows) + 2
        places = {name: number for number, name in enumerate(self._columns)}
        return Records(
            self.name, self.register, pd.DataFrame(self._columns), self._kinds,
            date_only=self._date_only, parts=[Part("a.xlsx", self.name, 0, rows, places)],
        )  # fmt: skip


def _series(kind: str, values: Any) -> pd.Series:
    if kind in TEXTUAL:
        names, at = values
        return pd.Series(pd.array(names, dtype=STRING).take(at))
    return pd.Series(values, dtype={"yes_no": "boolean", "number": "float64", "money": "float64"}.get(kind))


def numbered(head: str, count: int) -> list[str]:
    """So many numbers of one kind."""
    return [f"{head}{number:07d}" for number in range(count)]


def one_of(sheet: Sheet, names: Sequence[str]) -> tuple[Sequence[str], np.ndarray]:
    """Any of some names for each record."""
    return names, sheet.any_of(len(names))


def of_orders(sheet: Sheet, what: str, count: int) -> np.ndarray:
    """What every order has in all registers: a number below ``count``."""
    return np.random.default_rng(zlib.crc32(what.encode())).integers(0, count, sheet.orders)


def key(sheet: Sheet, head: str, twice: float = 0.001) -> tuple[list[str], np.ndarray]:
    """Numbers of a series with gaps, in order; a few records bear the number of another."""
    at = np.arange(sheet.rows)
    again = sheet.chance(twice)
    at[again] = sheet.any_of(sheet.rows)[again]
    return series(head, sheet.rows), at


ORDER, STAFF = "WO", "E"


def people(sheet: Sheet) -> list[str]:
    """The numbers of the staff."""
    return numbered(STAFF, sheet.shrunk(PEOPLE))


def outlets(sheet: Sheet) -> list[str]:
    """The numbers of the outlets."""
    return numbered("SC", sheet.shrunk(SITES))


def clients(sheet: Sheet) -> list[str]:
    """The numbers of the customers."""
    return numbered("C", sheet.shrunk(CUSTOMERS))


def orders(sheet: Sheet) -> None:
    """Orders, of which one in twenty is still open somewhere."""
    sheet.put("order_no", key(sheet, ORDER))
    sheet.put("request_no", key(sheet, "RQ"))
    sheet.put("site_id", (outlets(sheet), of_orders(sheet, "site", sheet.shrunk(SITES))))
    sheet.put("region", (REGIONS, of_orders(sheet, "site", sheet.shrunk(SITES)) % len(REGIONS)))
    sheet.put("customer_id", (clients(sheet), of_orders(sheet, "customer", sheet.shrunk(CUSTOMERS))))
    for field in ("technician_id", "dispatched_by", "checked_by"):
        sheet.put(field, one_of(sheet, people(sheet)))
    sheet.put("skill_required", one_of(sheet, SKILLS))
    sheet.put("service_type", one_of(sheet, ["维修", "安装", "保养", "巡检"]))
    sheet.put("status", one_of(sheet, ["已完成", "已关闭", "处理中"]))
    sheet.put("outcome", one_of(sheet, ["当场解决"] * 20 + ["带回", "择日", "择人", "其他"]))
    sheet.put("calendar", one_of(sheet, ["cn_workday", "outlet_1", "outlet_2", "outlet_3"]), 0.001)
    sent = BEGIN + of_orders(sheet, "sent", DAYS * 86_400) * SECOND
    arrived = sheet.later(sent, 0.6, 9)
    waited = sheet.later(arrived, 0.2, 1)
    resumed = sheet.later(waited, 3, 30)
    waits = sheet.chance(0.3)
    done = sheet.later(np.where(waits, resumed, arrived), 2, 30)
    open_ = sheet.chance(0.05)
    sheet.put("dispatched_at", sent)
    sheet.put("contacted_at", sheet.later(sent, 0.02, 2))
    sheet.put("arrived_at", arrived, open_ | sheet.chance(BLANK))
    sheet.put("waiting_from", waited, ~waits)
    sheet.put("waiting_to", resumed, ~waits | sheet.chance(0.01))
    sheet.put("completed_at", done, open_ | sheet.chance(BLANK))
    sheet.put("post_since", sent - sheet.any_of(900) * DAY)
    fee = sheet.any_of(50) * 10.0
    sheet.put("fee_amount", fee)
    sheet.put("fee_collected", np.where(sheet.chance(0.01), fee + 10, fee))


def waits(sheet: Sheet) -> None:
    """Times of waiting of a half of the orders, many of two at once."""
    stopped = sheet.moments()
    sheet.put("wait_no", key(sheet, "P"))
    sheet.put("order_no", (series(ORDER, sheet.orders), sheet.any_of(sheet.orders)))
    sheet.put("stopped_at", stopped)
    sheet.put("resumed_at", sheet.later(stopped, 5, 60))


def series(head: str, count: int) -> list[str]:
    """Numbers of a series with gaps."""
    return [f"{head}{number + number // 997:08d}" for number in range(count)]


def callbacks(sheet: Sheet) -> None:
    """A callback of nearly every order, in another order than these."""
    at = sheet.random.permutation(sheet.orders)
    lost = sheet.chance(0.03)
    at[lost] = sheet.any_of(sheet.rows)[lost]
    sheet.put("callback_no", key(sheet, "CB"))
    sheet.put("order_no", (series(ORDER, sheet.orders), at))
    sheet.put("site_id", (outlets(sheet), of_orders(sheet, "site", sheet.shrunk(SITES))[at]), 0.0)
    sheet.put("region", (REGIONS, of_orders(sheet, "site", sheet.shrunk(SITES))[at] % len(REGIONS)), 0.0)
    sheet.put("customer_id", (clients(sheet), of_orders(sheet, "customer", sheet.shrunk(CUSTOMERS))[at]))
    called = sheet.later(BEGIN + of_orders(sheet, "sent", DAYS * 86_400)[at] * SECOND + 5 * DAY, 4, 40)
    # one without an outlet or a date may belong to any, and would leave open what is reached there or then
    sheet.put("callback_at", called, 0.0, 0.0)
    sheet.put("callback_by", one_of(sheet, people(sheet)))
    sheet.put("result", one_of(sheet, ["接通", "未接通", "拒访"]))
    sheet.put("score", sheet.any_of(30) + 71.0, unread=0.0)


def approvals(sheet: Sheet) -> None:
    """Chains that stopped anywhere, some with a step left out."""
    sheet.put("rma_no", key(sheet, "RT"))
    moment, reached = sheet.moments(), sheet.any_of(12)
    for number, field in enumerate(STEPS):
        sheet.put(field, moment, (reached < number) | sheet.chance(BLANK))
        moment = sheet.later(moment, 2, 20)
    for field in ("applied_by", "tested_by", "reported_by", "vp_approved_by"):
        sheet.put(field, one_of(sheet, people(sheet)))
    sheet.put("decision", one_of(sheet, ["退货", "换货", "换货", "不予退换"]))


STEPS = (
    "applied_at", "accepted_at", "tested_at", "negotiated_at", "reported_at", "materials_agreed_at", "vp_approved_at",
    "executed_at",
)  # fmt: skip
SKILLS = ["电工", "焊工", "制冷", "高处作业", "网络"]
REGIONS = [f"{name}{number}区" for name in ("华东", "华北", "华南", "西南") for number in range(10)]
POSTS = ["维修员"] * 6 + ["调度员", "主管", "经理"]


def sites(sheet: Sheet) -> None:
    """Outlets, of which some opened or closed within the three years."""
    sheet.put("site_id", (numbered("SC", sheet.rows), np.arange(sheet.rows)), 0.0)
    opened = BEGIN + (sheet.any_of(1_500) - 1_000) * DAY
    sheet.put("opened_at", opened, 0.001)
    sheet.put("closed_at", opened + (sheet.any_of(3_000) + 200) * DAY, 0.9)


def customers(sheet: Sheet) -> None:
    """Customers, most of them since before the three years."""
    sheet.put("customer_id", (numbered("C", sheet.rows), np.arange(sheet.rows)), 0.0)
    sheet.put("created_at", BEGIN + (sheet.any_of(1_500) - 1_000) * DAY)
    sheet.put("left_at", BEGIN + sheet.any_of(DAYS) * DAY, 0.9)


def summaries(sheet: Sheet) -> None:
    """A report for nearly every outlet and month; some late, some early, some twice."""
    month, at = np.divmod(np.arange(sheet.rows), sheet.shrunk(SITES))
    month = np.minimum(month, MONTHS - 1)
    first = (np.datetime64("2023-01", "M") + month).astype("datetime64[us]")
    after = (np.datetime64("2023-02", "M") + month).astype("datetime64[us]")
    sheet.put("report_no", key(sheet, "RP"))
    wrong = sheet.chance(0.03)
    sheet.put("site_id", (outlets(sheet), np.where(wrong, sheet.any_of(sheet.shrunk(SITES)), at)))
    sheet.put("period", ([str(np.datetime64("2023-01", "M") + number) for number in range(MONTHS)], month))
    sheet.put("submitted_at", np.where(sheet.chance(0.02), sheet.later(first, 27, 28), sheet.later(after, 1.8, 9)))
    sheet.put("prepared_by", one_of(sheet, people(sheet)))
    sheet.put("item", one_of(sheet, ["安全、质量、投诉"] * 9 + ["安全、质量"]))


def staff(sheet: Sheet) -> None:
    """People with the post of today and the one before; some left."""
    hired = BEGIN - sheet.any_of(3_000) * DAY
    moved = hired + sheet.any_of(2_500) * DAY
    sheet.put("staff_id", (numbered(STAFF, sheet.rows), np.arange(sheet.rows)), 0.0)
    sheet.put("post", one_of(sheet, POSTS))
    sheet.put("since", moved)
    sheet.put("previous_post", one_of(sheet, POSTS), 0.6)
    sheet.put("previous_since", hired)
    sheet.put("hired_at", hired)
    sheet.put("left_at", hired + (sheet.any_of(3_000) + 2_000) * DAY, 0.85)


def certificates(sheet: Sheet) -> None:
    """Certificates of three years, one after the other, a few revoked."""
    issued = BEGIN + (sheet.any_of(1_800) - 900) * DAY
    sheet.put("certificate_no", key(sheet, "ZS"))
    sheet.put("holder_id", one_of(sheet, people(sheet)))
    sheet.put("skill", one_of(sheet, SKILLS))
    sheet.put("issued_at", issued)
    sheet.put("expires_at", issued + 1_095 * DAY, 0.1)
    sheet.put("revoked_at", issued + sheet.any_of(1_000) * DAY, 0.98)


def trainings(sheet: Sheet) -> None:
    """Twenty trainings of each person, of which some were failed."""
    sheet.put("training_no", key(sheet, "PX"))
    sheet.put("staff_id", one_of(sheet, people(sheet)))
    sheet.put("level", one_of(sheet, ["公司级", "部门级", "班组级"]))
    sheet.put("completed_at", BEGIN + (sheet.any_of(1_800) - 800) * DAY)
    sheet.put("result", one_of(sheet, ["合格"] * 15 + ["不合格"]))


def prices(sheet: Sheet) -> None:
    """Prices of many items, most of which follow each other and some of which overlap."""
    edition, item = np.divmod(np.arange(sheet.rows), sheet.shrunk(ITEMS))
    begins = BEGIN + edition * 200 * DAY
    sheet.put("price_no", key(sheet, "JG"))
    sheet.put("item", (numbered("I", sheet.shrunk(ITEMS)), item))
    sheet.put("site_id", (numbered("SC", 40), item % 40))
    sheet.put("valid_from", begins)
    sheet.put("valid_to", begins + (200 - 5 * sheet.chance(0.9) + 9 * sheet.chance(0.02)) * DAY, 0.02)


def inventory(sheet: Sheet) -> None:
    """Nine orders of ten are kept; some rows say that the record is gone."""
    sheet.put("record_no", (series(ORDER, sheet.orders), sheet.random.permutation(sheet.orders)[: sheet.rows]))
    sheet.put("record_type", one_of(sheet, ["维护派工单"] * 20 + ["其他"]))
    sheet.put("present", ~sheet.chance(0.02))


def disposals(sheet: Sheet) -> None:
    """One order of ten was destroyed, some early, some on nobody's word."""
    sheet.put("record_no", (series(ORDER, sheet.orders), sheet.random.permutation(sheet.orders)[: sheet.rows]))
    sheet.put("record_type", one_of(sheet, ["维护派工单"] * 20 + ["其他"]))
    sheet.put("disposed_at", BEGIN + sheet.any_of(DAYS) * DAY)
    sheet.put("approved_by", one_of(sheet, people(sheet)))
    sheet.put("witness", one_of(sheet, people(sheet)))


def holds(sheet: Sheet) -> None:
    """Holds of customers, most of them released."""
    placed = BEGIN + sheet.any_of(DAYS) * DAY
    sheet.put("hold_no", key(sheet, "DJ"))
    sheet.put("customer_id", one_of(sheet, clients(sheet)))
    sheet.put("placed_at", placed)
    sheet.put("released_at", placed + sheet.any_of(400) * DAY, 0.2)


def answers(sheet: Sheet) -> None:
    """Twenty answers of each person, most of them a yes in one of the usual words."""
    sheet.put("answer_no", key(sheet, "WD"))
    sheet.put("staff_id", one_of(sheet, people(sheet)))
    sheet.put("item", one_of(sheet, [str(number + 1) for number in range(9)]))
    sheet.put("answer", one_of(sheet, ["是"] * 30 + ["√"] * 10 + ["有", "Y", "已执行", "否", "无", "基本符合", "待定"]))
    sheet.put("signed_at", sheet.moments())
    sheet.put("signed_by", one_of(sheet, people(sheet)))
    sheet.put("evidence", one_of(sheet, ["会议纪要", "记录", "照片"]))
    sheet.put("method", one_of(sheet, ["访谈"] * 10 + ["查阅", "观察"]))


def editions(sheet: Sheet) -> None:
    """The statement was changed a few times."""
    sheet.put("edition", (numbered("V", sheet.rows), np.arange(sheet.rows)), 0.0)
    sheet.put("changed_at", BEGIN + np.linspace(100, 900, sheet.rows).astype("int64") * DAY, 0.0)


def capa(sheet: Sheet) -> None:
    """Nonconformities at any stage of their life, some late, extended or ineffective."""
    sheet.put("capa_no", key(sheet, "BF"))
    sheet.put("clause", one_of(sheet, numbered("7.", 100)))
    sheet.put("site_id", one_of(sheet, numbered("SC", sheet.shrunk(2_000))))
    issued, stage = sheet.moments(), sheet.any_of(10)
    causes = ["未培训", "制度不清", "人手不足", "分析中"]
    due = issued + (20 + sheet.any_of(20)) * DAY
    done = sheet.later(issued, 25, 60)
    verified = sheet.later(done, 25, 60)
    closed = sheet.later(verified, 5, 20)
    for field in ("owner", "plan_accepted_by", "verified_by", "closed_by", "extension_approved_by"):
        sheet.put(field, one_of(sheet, people(sheet)))
    sheet.put("root_cause", one_of(sheet, causes), (stage < 1) | sheet.chance(BLANK))
    sheet.put("corrective_action", one_of(sheet, ["补训", "修订制度", "增员"]), (stage < 1) | sheet.chance(BLANK))
    sheet.put("issued_at", issued)
    sheet.put("due_at", due)
    sheet.put("extended_to", due + 30 * DAY, 0.9)
    sheet.put("extension_approved_at", sheet.later(issued, 30, 60), 0.9)
    sheet.put("plan_accepted_at", sheet.later(issued, 5, 20), (stage < 2) | sheet.chance(BLANK))
    sheet.put("implemented_at", done, (stage < 3) | sheet.chance(BLANK))
    sheet.put("verified_at", verified, (stage < 4) | sheet.chance(BLANK))
    sheet.put("result", one_of(sheet, ["有效"] * 15 + ["无效"]), (stage < 4) | sheet.chance(BLANK))
    sheet.put("effectiveness_due", due + 60 * DAY)
    sheet.put("closed_at", closed, (stage < 5) | sheet.chance(BLANK))
    states = ["措施已定", "实施中", "已实施", "验证中", "已关闭", "有效关闭"]
    sheet.put("status", (states, np.minimum(stage, 5)))


def findings(sheet: Sheet) -> None:
    """Findings of every clause, over all the time."""
    sheet.put("finding_no", key(sheet, "FX"))
    sheet.put("clause", one_of(sheet, numbered("7.", 100)))
    sheet.put("site_id", one_of(sheet, numbered("SC", sheet.shrunk(2_000))))
    sheet.put("found_at", sheet.moments())


SHEETS: Mapping[str, tuple[Callable[[Sheet], None], int]] = {
    "orders": (orders, ROWS), "waits": (waits, 500_000), "callbacks": (callbacks, ROWS), "approvals": (approvals, ROWS),
    "sites": (sites, SITES), "customers": (customers, CUSTOMERS), "staff": (staff, PEOPLE),
    "summaries": (summaries, ROWS),
    "certificates": (certificates, 250_000), "trainings": (trainings, ROWS), "prices": (prices, ROWS),
    "inventory": (inventory, 900_000), "disposals": (disposals, 100_000), "holds": (holds, 20_000),
    "answers": (answers, ROWS), "editions": (editions, 5), "capa": (capa, ROWS), "findings": (findings, ROWS),
}  # fmt: skip
"""Register → how its records are filled in, and how many there are."""


def records(name: str, register: Register, orders: int = ROWS) -> Records:
    """The records of a register; the same ones whenever they are asked for.

    Args:
        name: of the register.
        register: what its fields are.
        orders: how many orders are made; everything else shrinks with them.
    """
    fill, rows = SHEETS[name]
    sheet = Sheet(name, register, rows, orders)
    fill(sheet)
    return sheet.made()
