"""What is kept, destroyed and held; nonconformities and findings."""

from __future__ import annotations

import numpy as np
from benchmarks.generated.sheet import (
    BEGIN,
    BLANK,
    DAY,
    DAYS,
    ORDER,
    ROWS,
    Sheet,
    clients,
    key,
    numbered,
    one_of,
    people,
    series,
)


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


SHEETS = {
    "inventory": (inventory, 900_000), "disposals": (disposals, 100_000), "holds": (holds, 20_000),
    "capa": (capa, ROWS), "findings": (findings, ROWS),
}  # fmt: skip
"""Register → how its records are filled in, and how many there are."""
