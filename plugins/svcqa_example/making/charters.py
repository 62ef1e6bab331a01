"""What lays down who does what: policies of the service, and the duties of every post."""

from __future__ import annotations

import datetime as dt

from svcqa_example.making.orders import Desk
from svcqa_example.making.people import DIRECTOR, TRAINER
from svcqa_example.model import DAY, Record, at

DUTIES = "岗位说明书"
POLICIES = (
    "投诉处理制度", "售后服务档案管理制度", "招聘制度", "团队管理制度", "培训考核制度", "售后服务政策", "售后服务规划",
)  # fmt: skip
_SINCE = dt.date(2019, 10, 8)
_TOGETHER = 2
"""So many posts share a paper on their duties."""


def lay_down(desk: Desk) -> None:
    """A paper for each policy, and one for every two posts."""
    for number, kind in enumerate(POLICIES, 1):
        _paper(desk, f"GL-{number:02d}", kind, f"{kind}（试行）")
    described = {one["applies_to_post"] for one in desk.company["documents"] if one["doc_type"] == DUTIES}
    posts = [post["post_code"] for post in desk.company["posts"] if post["post_code"] not in described]
    for number, first in enumerate(range(0, len(posts), _TOGETHER), 1):
        mine = posts[first : first + _TOGETHER]
        paper = _paper(desk, f"GW-{number:02d}", DUTIES, f"{mine[0]}等岗位说明书")
        paper["applies_to_post"] = "、".join(mine)


def _paper(desk: Desk, number: str, kind: str, title: str) -> Record:
    rng = desk.company.rng
    issued = _SINCE + rng.randint(0, 60) * DAY
    return desk.company.add(
        "documents", day=issued, doc_no=number, doc_title=title, doc_type=kind, version="A", control_status="受控",
        status="有效", is_external=False, drafted_by=desk.staff.permanent(TRAINER)[0].number,
        drafted_at=issued - 20 * DAY, approved_by=desk.staff.permanent(DIRECTOR)[0].number,
        approved_at=at(issued - 5 * DAY, 10), issued_at=issued, effective_date=issued + 10 * DAY,
    )  # fmt: skip
