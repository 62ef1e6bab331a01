"""What a sample that was looked at says of its lot: accepted or not, the rate, and how high it may be.

Open items leave two cases, the best and the worst; only what holds in both is stated. Items to which the matter does
not apply count as records that conform: the rate is one of all records of the lot.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from svcqa import Projected, Projection, SampleFacts, Text
from svcqa_sampling.bounds import clopper_pearson, upper_count
from svcqa_sampling.shares import percent, share

_METHOD = Text(
    "上限：单侧，置信水平{confidence}，有限总体（超几何分布）精确计算；区间：双侧，同一置信水平，Clopper–Pearson精确区间",
    "upper bound: one-sided, confidence {confidence}, exact for a finite lot (hypergeometric); interval: two-sided, "
    "same confidence, exact (Clopper–Pearson)",
)
_WHOLE = Text("全部检查，没有抽样误差", "all of the lot was looked at: there is no sampling error")
_ACCEPTED = Text(
    "不符合{fails}项，不多于Ac={accept}：接收", "{fails} do not conform, not more than Ac = {accept}: accepted"
)
_REJECTED = Text(
    "不符合{fails}项，达到Re={reject}：不接收", "{fails} do not conform, Re = {reject} is reached: not accepted"
)
_OPEN = Text(
    "不符合{fails}项，还有{open}项没有结论，Ac={accept}：不能确定",
    "{fails} do not conform and {open} are still open, with Ac = {accept}: it cannot be told",
)
_NONE = Text("不符合{fails}项；方案没有接收数", "{fails} do not conform; the plan has no acceptance number")
_OF_STRATA = Text(
    "分层抽取：比例按各层批量加权；上限和区间按不分层计算，是近似值。",
    "Drawn by strata: the rate is weighted by their sizes; bound and interval are worked out as without strata, and "
    "are approximations.",
)
_NOT_APPLICABLE = Text(
    "有{count}项不适用，按没有不符合计；比例是占批内全部记录的比例。",
    "{count} items to which it does not apply count as conforming; the rate is one of all records of the lot.",
)
_BELOW = Text(
    "以{confidence}的置信水平，不符合比例低于可容忍比例{tolerable}。",
    "With confidence {confidence} the rate lies below the tolerable rate of {tolerable}.",
)
_NOT_BELOW = Text(
    "不能以{confidence}的置信水平说不符合比例低于可容忍比例{tolerable}。",
    "It cannot be said with confidence {confidence} that the rate lies below the tolerable rate of {tolerable}.",
)
_DIGITS = 6


def projected(sample: SampleFacts) -> Projected:
    """What is stated of the lot of a sample that was drawn at random."""
    plan, open_ = sample.plan, sample.count("open")
    confidence = share(plan.confidence)
    cases = [_case(sample, name, added, confidence) for name, added in _cases(open_)]
    decision, said = _decision(sample, open_)
    method = _WHOLE if plan.size >= plan.lot else _METHOD.fill(confidence=plan.confidence)
    return Projected(decision, said, method, cases, list(_notes(sample, cases)))  # type: ignore[arg-type]


def _cases(open_: int) -> list[tuple[str, bool]]:
    """Name of each case, and whether open items count as not conforming."""
    return [("best", False), ("worst", True)] if open_ else [("found", False)]


def _case(sample: SampleFacts, name: str, added: bool, confidence: Fraction) -> Projection:
    plan = sample.plan
    fails = sample.count("fails") + (sample.count("open") if added else 0)
    rate = _rate(sample, added)
    most = upper_count(fails, plan.size, plan.lot, confidence)
    whole = plan.size >= plan.lot
    low, high = (rate, rate) if whole else clopper_pearson(fails, plan.size, confidence)
    told = (round(float(one), _DIGITS) for one in (rate, Fraction(most, plan.lot), low, high))
    share_, upper, low, high = told
    return Projection(name, fails, plan.size, share_, most, upper, (low, high))  # type: ignore[arg-type]


def _rate(sample: SampleFacts, added: bool) -> Fraction:
    """The share of the lot, every stratum by its own size."""
    plan = sample.plan
    parts: list[tuple[str | None, int, int]] = [(one.stratum, one.lot, one.size) for one in plan.strata]
    found = Fraction(0)
    for stratum, lot, size in parts or [(None, plan.lot, plan.size)]:
        fails = sample.count("fails", stratum) + (sample.count("open", stratum) if added else 0)
        found += Fraction(lot, plan.lot) * Fraction(fails, size)
    return found


def _decision(sample: SampleFacts, open_: int) -> tuple[str, Text]:
    plan, fails = sample.plan, sample.count("fails")
    told = {"fails": fails, "open": open_, "accept": plan.accept, "reject": plan.reject}
    if plan.accept is None:
        return "none", _NONE.fill(**told)
    if fails > plan.accept:
        return "rejected", _REJECTED.fill(**told)
    if fails + open_ <= plan.accept:
        return "accepted", _ACCEPTED.fill(**told)
    return "open", _OPEN.fill(**told)


def _notes(sample: SampleFacts, cases: list[Projection]) -> Iterator[Text]:
    plan = sample.plan
    if plan.tolerable:
        below = all(Fraction(one.most, plan.lot) < share(plan.tolerable) for one in cases)
        words = _BELOW if below else _NOT_BELOW
        yield words.fill(confidence=plan.confidence, tolerable=percent(share(plan.tolerable)))
    if plan.strata and plan.size < plan.lot:
        yield _OF_STRATA
    if sample.count("not_applicable"):
        yield _NOT_APPLICABLE.fill(count=sample.count("not_applicable"))
