"""``svcqa sample plan``: what a plan asks for, without records."""

from __future__ import annotations

from svcqa import Console, Text, UsageError
from svcqa_sampling.bounds import upper_count
from svcqa_sampling.plans import Plan, is_judgement, plan_of
from svcqa_sampling.shares import percent, share

_SIZE = Text("批量{lot}，样本量n={size}", "Lot {lot}, sample size n = {size}")
_ACCEPT = Text(
    "接收数Ac={accept}，拒收数Re={reject}：不符合不多于{accept}项时接收，达到{reject}项时不接收",
    "Acceptance number Ac = {accept}, rejection number Re = {reject}: accepted with at most {accept} that do not "
    "conform, not accepted from {reject} on",
)
_MEANS = Text(
    "若有{fails}项不符合：以{confidence}的置信水平，批内不符合的至多{most}条（{upper}）",
    "With {fails} that do not conform: with confidence {confidence} at most {most} of the lot do not ({upper})",
)


def run(console: Console, lot: int, plan: str, confidence: str) -> int:
    """Tell what a plan asks for and what it means."""
    if is_judgement(plan):
        raise UsageError.of(
            "由人选取的样本没有样本量可算。",
            "there is no size to work out where a person chooses the rows.",
            where="--plan",
        )
    made = plan_of(plan, lot, share(confidence, where="--confidence"))
    for line in _lines(made):
        console.write(line.say(console.lang))
    return 0


def _lines(plan: Plan) -> list[Text]:
    lines = [plan.title, _SIZE.fill(lot=plan.lot, size=plan.size)]
    if plan.accept is not None:
        lines.append(_ACCEPT.fill(accept=plan.accept, reject=plan.accept + 1))
    fails = sorted({0, min(plan.accept or 0, plan.size)})
    return [*lines, *(_means(plan, one) for one in fails), *plan.notes]


def _means(plan: Plan, fails: int) -> Text:
    most = upper_count(fails, plan.size, plan.lot, plan.confidence)
    upper = f"{most / plan.lot:.2%}"
    return _MEANS.fill(fails=fails, confidence=percent(plan.confidence), most=most, upper=upper)
