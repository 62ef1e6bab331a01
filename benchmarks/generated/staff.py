"""People: their posts, certificates, trainings and answers."""

from __future__ import annotations

import numpy as np
from benchmarks.generated.sheet import BEGIN, DAY, PEOPLE, ROWS, SKILLS, STAFF, Sheet, key, numbered, one_of, people

POSTS = ["维修员"] * 6 + ["调度员", "主管", "经理"]


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


SHEETS = {
    "staff": (staff, PEOPLE), "certificates": (certificates, 250_000), "trainings": (trainings, ROWS),
    "answers": (answers, ROWS), "editions": (editions, 5),
}  # fmt: skip
"""Register → how its records are filled in, and how many there are."""
