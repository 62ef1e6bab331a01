"""The dossier: what people add to an audit. It stands beside the content and is no part of the digest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from svcqa.actions.nouns import KeptNonconformity
from svcqa.baselines import Baseline
from svcqa.text import Text

ELEMENTS: Mapping[str, Text] = {
    "objectives": Text("审核目的", "Objectives"),
    "scope": Text("审核范围（部门、过程、场所）", "Scope (functions, processes, places)"),
    "criteria": Text("审核准则", "Criteria"),
    "client": Text("审核委托方", "Audit client"),
    "auditee": Text("受审核方", "Auditee"),
    "leader": Text("审核组长", "Team leader"),
    "team": Text("审核组成员", "Team"),
    "participants": Text("受审核方参加人员", "Participants of the auditee"),
    "independence": Text("审核员独立性（未审核本人负责的工作）", "Independence (nobody audits own work)"),
    "announced_on": Text("审核通知日期", "Announced on"),
    "dates": Text("现场审核日期", "Dates of the audit"),
    "places": Text("现场审核地点", "Places of the audit"),
    "plan": Text("审核计划与日程", "Audit plan and timetable"),
    "obstacles": Text("审核过程概述及遇到的障碍", "Course of the audit and obstacles"),
    "not_covered": Text("范围内未覆盖的部分及理由", "Areas in scope not covered, with reasons"),
    "conclusions": Text("审核结论", "Audit conclusions"),
    "degree": Text("审核准则的满足程度", "Degree to which the criteria are fulfilled"),
    "objectives_met": Text("审核目的是否达到", "Whether the objectives were met"),
    "good_practices": Text("良好做法", "Good practices"),
    "differing_opinions": Text("未解决的分歧意见", "Unresolved differing opinions"),
    "follow_up": Text("商定的后续措施", "Agreed follow-up"),
    "programme_effect": Text("对审核方案或后续审核的影响", "Effect on the programme or later audits"),
    "report_no": Text("报告编号", "Report number"),
    "issued_on": Text("报告日期", "Date of the report"),
    "distribution": Text("报告分发范围", "Distribution of the report"),
    "confidentiality": Text("保密要求", "Confidentiality"),
}
"""What the assignment and the report of an audit state (ISO 19011:2018, 5.5.2, 6.5.1 and 6.5.2) → what it is called."""

REQUIRED = (
    "objectives", "scope", "client", "auditee", "leader", "team", "participants", "dates", "places", "criteria",
    "conclusions", "degree", "differing_opinions",
)  # fmt: skip
"""Those that a report must have; the findings and the statement on sampling come from the audit itself."""

Decision = Literal["confirmed", "observation", "explained", "reading_error"]
DECISIONS: tuple[Decision, ...] = ("confirmed", "observation", "explained", "reading_error")
UNREVIEWED = "unreviewed"
"""What is said of a finding on which nobody has decided and which nothing excuses."""
Doubt = Literal[
    "no_decision", "no_reviewer", "no_such_finding", "no_explanation", "disagreeing", "group_unclear", "only_answered"
]
Position = Literal["accepted", "disputed"]
AnswerDoubt = Literal["no_dispute_reason", "disagreeing"]


class Review(Struct, frozen=True):
    """What an auditor decided about one finding, and what the auditee says to it."""

    fingerprint: str
    decision: Decision | None
    reason: str
    evidence: str
    by: str
    on: str
    answer: Annotated[str, Meta(description="What the auditee says to it, as it is written.")]
    place: Annotated[str, Meta(description="Where it is written: file → sheet → cell.")]
    doubt: Annotated[Doubt | None, Meta(description="Why it does not count; the finding is then unreviewed.")] = None
    position: Annotated[Position | None, Meta(description="What the answer is; none: it takes no position.")] = None
    answer_reason: str = ""
    answered_by: str = ""
    answered_on: str = ""
    answer_place: str = ""
    answer_doubt: Annotated[
        AnswerDoubt | None, Meta(description="Why the answer is in doubt; the auditor's decision counts all the same.")
    ] = None

    @property
    def disputed(self) -> bool:
        """The auditee disputes a finding that counts: the opinions differ."""
        return self.position == "disputed" and self.doubt is None and self.decision in {"confirmed", "observation"}


class Dossier(Struct, frozen=True):
    """What people add: assignment, reviews, nonconformities; not part of the digest."""

    assignment: Annotated[dict[str, Any], Meta(description="The audit workbook as filled in, sheet by sheet.")] = {}
    elements: Annotated[
        dict[str, str], Meta(description="What the report states, by code; what has no code by its own words.")
    ] = {}
    reviews: list[Review] = []
    nonconformities: Annotated[
        list[KeptNonconformity], Meta(description="Those that the history keeps of this audit, as they stood on a day.")
    ] = []
    baseline: Annotated[Baseline | None, Meta(description="The earlier audit it is read against, if any.")] = None

    def decisions(self) -> dict[str, Review]:
        """Fingerprint → the review that counts."""
        return {one.fingerprint: one for one in self.reviews if one.doubt is None}

    def disputes(self) -> list[Review]:
        """Findings that the auditors uphold and the auditee disputes, as they are reviewed."""
        return [one for one in self.reviews if one.disputed]
