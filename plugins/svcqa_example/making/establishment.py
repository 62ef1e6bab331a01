"""What the department is made of: its manager and the assistant, what every post is to do and how it is appraised."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DEPUTY, DISPATCHER, MANAGER, TECHNICIAN, TRAINER
from svcqa_example.model import DAY, Record, at

DESCRIBED, APPRAISED, SCORED = "岗位说明书", "考核办法", "考评方案"
SAFE, MEASURES = "安全制度", "安全措施"
ASSISTANT, HEAD_OF_CENTRE = "经理助理", "客户服务中心主任"
_IN_FORCE = dt.date(2019, 8, 1)
_ABREAST = 6
"""Posts of which so many share a paper."""


def establish(desk: Desk) -> None:
    """Name the assistant, allow for posts that come and go, and write down what every post is to do."""
    assistant = desk.staff.permanent(DISPATCHER)[0]
    assistant.record["concurrent_post"] = f"{ASSISTANT}、{HEAD_OF_CENTRE}"
    for post in desk.company["posts"]:
        if post["post_code"] in {TECHNICIAN, DISPATCHER}:
            # there is room for those who are moved from another post
            post["headcount_approved"] += 20
        _paper(desk, f"GW-{len(_papers(desk)) + 1:02d}", DESCRIBED, post["post_code"])
    codes = [post["post_code"] for post in desk.company["posts"]]
    for kind, head in ((APPRAISED, "KH"), (SCORED, "KP")):
        for number, first in enumerate(range(0, len(codes), _ABREAST), 1):
            _paper(desk, f"{head}-{number:02d}", kind, "、".join(codes[first : first + _ABREAST]))
    for kind, head in ((SAFE, "AQ-01"), (MEASURES, "AQ-02")):
        _paper(desk, head, kind, None)


def _papers(desk: Desk) -> list[Record]:
    return [one for one in desk.company["documents"] if one["doc_type"] == DESCRIBED]


def _paper(desk: Desk, number: str, kind: str, posts: str | None) -> Record:
    """A paper in force."""
    staff, day = desk.staff, _IN_FORCE + desk.company.rng.randint(0, 60) * DAY
    return desk.company.add(
        "documents", day=day, doc_no=number, doc_title=f"{kind}（{posts}）" if posts else kind, doc_type=kind,
        version="A", status="有效", control_status="受控", is_external=False, applies_to_post=posts, effective_date=day,
        drafted_by=staff.permanent(TRAINER)[0].number, drafted_at=day - 40 * DAY,
        reviewed_by=staff.permanent(MANAGER)[0].number, reviewed_at=at(day - 30 * DAY, 10),
        approved_by=staff.permanent(DEPUTY)[0].number, approved_at=at(day - 20 * DAY, 10), issued_at=day - 10 * DAY,
    )  # fmt: skip
