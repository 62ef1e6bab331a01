"""Assessments of readiness made by hand, small and of one piece; for tests of what is printed of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from svcqa.accounts import Location
from svcqa.assessments import (
    Assessment,
    AuditFacts,
    ClauseScore,
    Dated,
    Entered,
    EvidenceFacts,
    Former,
    ItemScore,
    Outside,
    Part,
    RuleFacts,
    SchemeFacts,
    Score,
    Source,
    Span,
    Special,
    Step,
    Thing,
    Way,
)
from svcqa.basis import Period
from svcqa.text import Text

LEVELS = [(Text("达标", "basic level"), "70"), (Text("三星", "three stars"), "80"), (Text("五星", "five stars"), "95")]
CELL = Location("派工单.xlsx", "7月", "N12", "2025-07-14 09:55")


def text(said: str) -> Text:
    """The same in both languages."""
    return Text(said, said)


def score(exact: str, level: int | None = None) -> Score:
    """A score with two decimals."""
    return Score(exact, float(Fraction(exact)), f"{float(Fraction(exact)):.2f}", level)


def rule(name: str = "R-1", **changes: Any) -> RuleFacts:
    """A rule that was assessed and found nothing."""
    made = RuleFacts(
        "manual", name, "第七条 2", Text("按时回访", "Customers are called back in time"), assessed=True, judged=12
    )
    return replace(made, **changes)


def item(name: str, worst: str, best: str, state: Any = "partly", **changes: Any) -> ItemScore:
    """An item of 10 points."""
    clause, title = name.rpartition(".")[0], Text(f"内容{name}", f"content {name}")
    made = ItemScore(name, clause, clause[:1], title, "full", "10", state, worst, best, "0", entered="10", place=f"评分表.xlsx → 评分项目 → A{name}")  # fmt: skip
    return replace(made, **changes)


def items() -> list[ItemScore]:
    """Five items in two groups: in part, in proportion, without criterion, by hand, not applicable."""
    open_ = [
        rule("R-1", fails=5, confirmed=3, unreviewed=2, undetermined=1),
        rule("R-2", assessed=False, judged=0, reason=Text("缺少台账", "the register is missing")),
        rule("R-3"),
    ]
    parts = [
        Part("manual", "第七条 2", "城东网点", 2, closes="5/3", cells=[CELL]),
        Part("manual", "第七条 2", None, 1, number="NC-7", state="closed_effective", closed=True),
    ]
    many = {"mode": "proportional", "basis": "records", "sampled": 12, "nonconforming": 2}
    return [
        item(
            "1.1.1", "0", "10", rules=open_, evidence=["r01"], notes=[Text("1项无法判定。", "1 could not be judged.")]
        ),
        item("1.2.1", "25/3", "25/3", "assessed", rules=[rule("R-4", fails=2, confirmed=2)], parts=parts, **many),
        item("2.1.1", "0", "10", "no_criterion"),
        item("2.1.2", "0", "0", "by_hand", conclusion="fails", seen="现场看过"),
        item("2.2.1", "0", "0", "not_applicable", points="0", why_not="不回收旧机"),
    ]


def summed(name: str, mine: list[ItemScore], **changes: Any) -> ClauseScore:
    """The sums of some items."""

    def total(field: str) -> str:
        return str(sum((Fraction(getattr(one, field)) for one in mine), Fraction(0)))

    return ClauseScore(
        name,
        Text(f"名称{name}", f"title {name}"),
        points=str(10 * len(mine)),
        applicable=total("points"),
        worst=total("worst"),
        best=total("best"),
        if_confirmed=total("if_confirmed"),
        states={one.state: sum(other.state == one.state for other in mine) for one in mine},
        **changes,
    )


def assessment(**changes: Any) -> Assessment:
    """Half of the points are open: from 20.83 to 70.83 of 100; the next level is reached by two steps."""
    all_ = items()
    groups = [
        summed(one, [each for each in all_ if each.group == one], declared=f"{10 * count}")
        for one, count in (("1", 2), ("2", 3))
    ]
    clauses = [
        summed(one, [each for each in all_ if each.clause == one], group=one[0]) for one in ("1.1", "1.2", "2.1", "2.2")
    ]
    steps = [
        Step("1.1.1", all_[0].title, [Thing("show", text("补证"))], "25.00", "25"),
        Step(
            "2.1.1", all_[2].title, [Thing("show", text("补证")), Thing("close", text("关闭第七条 2"))], "25.00", "25"
        ),
    ]
    made = Assessment(
        scheme=SchemeFacts("s", Text("示例方案", "Sample scheme"), "S-1", "sha256:abc", [("D", text("各机构自订规则"))]),
        audit=AuditFacts("sha256:def", "2025-12-31", Period("2025-01-01", "2025-12-31"), [text("手册")]),
        entered=[Entered("points_source", Text("分值来源", "Where points come from"), text("手中的标准"), "评分表.xlsx → 认证信息 → B4")],
        indicative=False,
        levels=LEVELS,
        below=Text("未达标", "not reached"),
        score=Span(score("125/6"), score("425/6", 0)),
        if_confirmed=Span(score("0"), score("125/6")),
        unreviewed=2,
        applicable="40",
        assessed="30",
        obtained="55/3",
        specials=[Special("deduct", "违反法规", "通报", counts=False, points="0", place="评分表.xlsx → 特别加减分 → A4")],
        specials_place="after",
        cap=True,
        groups=groups,
        clauses=clauses,
        items=all_,
        way=Way(0, "49.17", steps, 3, score("425/6", 0)),
        certificate=[Dated(Text("证书到期", "The certificate ends"), "2026-03-15", "2026-03-15")],
        evidence=[
            EvidenceFacts("r01", "record", Text("回访记录", "Callbacks"), ["1.1"], "incomplete", [Source("回访.xlsx", "回访", "callbacks", text("回访台账"), 85, "2025-01-03", "2025-10-30")], "2025-01-03", "2025-10-30", "2025-01-01", ["2025-03", "2025-11", "2025-12"]),
            EvidenceFacts("p01", "paper", Text("营业执照", "Licence"), ["1.1"], "stated", stated="三号柜", place="评分表.xlsx → 证据清单 → A9"),
        ],
        former=[Former("F-1", "2024-12-10", "1.1.1", "记录不全", "", "", "", open=True, place="评分表.xlsx → 上次认证的不符合 → A4")],
        outside=Outside(3, 4, 1, [(text("内部纪律"), 2)], ["R-99"]),
    )  # fmt: skip
    return replace(made, **changes)


def indicative() -> Assessment:
    """The same without points of its own: no level is named."""
    bare = Span(score("125/6"), score("425/6"))
    shares = [replace(one, entered="") for one in items()]
    return assessment(
        indicative=True,
        score=bare,
        way=None,
        items=shares,
        entered=[],
        notes=[Text("5项还没有分值。", "5 items have no points.")],
    )


def hostile(value: str) -> Assessment:
    """The value stands wherever people, files or schemes can put one."""
    said, place = text(value), Location(value, value, value, value)
    bad = rule(value, clause=value, title=said, assessed=False, reason=said)
    part = Part(value, value, value, 1, value, value, cells=[place] * 9)
    one = item(
        "1.1.1",
        "0",
        "10",
        title=said,
        rules=[bad],
        parts=[part] * 7,
        seen=value,
        conclusion=value,
        notes=[said],
        place=value,
        evidence=[value],
    )
    gone = item("2.2.1", "0", "0", "not_applicable", points="0", title=said, why_not=value, place=value)
    groups = [summed("1", [one], declared="10"), summed("2", [gone], declared="10")]
    return assessment(
        scheme=SchemeFacts(value, said, value, value, [(value, said)]),
        audit=AuditFacts(value, value, Period(value, value), [said]),
        entered=[Entered(value, said, said, value)],
        specials=[Special("bonus", value, value, counts=True, points="1", place=value)],
        items=[one, gone],
        groups=[replace(each, title=said) for each in groups],
        clauses=[],
        levels=[(said, "70")],
        below=said,
        way=Way(0, "1", [Step("1.1.1", said, [Thing("show", said)], "1", "1")], 1, score("75", 0)),
        certificate=[Dated(said, value, value, overdue=True)],
        evidence=[EvidenceFacts(value, "paper", said, [value], "stated", [Source(value, value, value, said, 1, value, value)], value, value, value, [], value, value, value)],
        former=[Former(value, value, value, value, value, value, value, open=False, place=value)],
        outside=Outside(1, 1, 1, [(said, 1)], [value]),
        notes=[said],
    )  # fmt: skip
