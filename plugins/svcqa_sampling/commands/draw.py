"""``svcqa sample draw``: from files to a workbook of the rows to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from svcqa import Config, Console, Draw, Lot, Problem, Text, UsageError, lot, sample_workbook
from svcqa_sampling.drawing import Asked, at_random, by_judgement
from svcqa_sampling.plans import Plan, is_judgement, plan_of
from svcqa_sampling.shares import share

_HOW = Text("请写成状态=已完成。", "Write it as status=closed.")
_WRITTEN = Text(
    "台账“{title}”的批量{lot}条，抽出{size}条，已写到{path}。",
    "{size} records drawn of a lot of {lot} ({title}), written to {path}.",
)
_ACCEPT = Text(
    "接收数Ac={accept}，拒收数Re={reject}。", "Acceptance number Ac = {accept}, rejection number Re = {reject}."
)
_NO_SEED = Text("随机抽取需要种子。", "a random draw needs a seed.")
_ANY_SEED = Text(
    "请用--seed写一个数，如当天的日期；它会写进抽样表。", "Give a number with --seed, such as the date; it is recorded."
)


def run(console: Console, paths: Sequence[str], plan: str, output: str, **given: Any) -> int:
    """Draw, and write the workbook."""
    settings = Config.found(given["config"])
    console.prefer(settings.lang)
    console.check_place(output, paths)
    if not given["seed"] and not is_judgement(plan):
        raise UsageError(Problem(_NO_SEED, "--seed", _ANY_SEED))
    confidence = share(given["confidence"], where="--confidence")
    whole = lot(
        paths, given["rulesets"], given["register"], where=dict(map(_pair, given["where"])), period=given["period"],
        as_of=given["as_of"], config=settings, progress=console.progress,
    )  # fmt: skip
    for problem in whole.problems:
        console.warn(problem)
    asked = _asked(whole, given)
    made = drawn(whole, plan if is_judgement(plan) else plan_of(plan, len(whole), confidence), asked)
    console.write_file(output, sample_workbook(made, console.lang))
    _tell(console, made, output)
    return 0


def drawn(whole: Lot, plan: Plan | str, asked: Asked) -> Draw:
    """The draw by a plan, or by the list of a person where that is named instead."""
    return by_judgement(whole, plan, asked) if isinstance(plan, str) else at_random(whole, plan, asked)


def _asked(whole: Lot, given: Any) -> Asked:
    stratum = whole.field(given["stratum"], "--by-stratum") if given["stratum"] else ""
    rule = given["rule"] or ""
    if rule and rule not in whole.rules:
        raise UsageError(_no_rule(whole, rule))
    return Asked(given["seed"] or "", stratum, rule)


def _no_rule(whole: Lot, rule: str) -> Problem:
    said = Text("台账“{title}”没有规则“{rule}”。", "register '{title}' has no rule '{rule}'.")
    listed = list(whole.rules)
    mend = Text(f"可用的有：{'、'.join(listed) or '无'}。", f"There are: {', '.join(listed) or 'none'}.")
    return Problem(said.fill(title=whole.title, rule=rule), "--rule", mend)


def _pair(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not (name.strip() and equals and value.strip()):
        said = Text(f"看不懂“{written}”。", f"cannot understand '{written}'.")
        raise UsageError(Problem(said, "--where", _HOW))
    return name.strip(), value.strip()


def _tell(console: Console, made: Draw, path: str) -> None:
    plan = made.plan
    console.say(plan.plan)
    if plan.accept is not None:
        console.say(_ACCEPT.fill(accept=plan.accept, reject=plan.reject))
    for note in plan.notes:
        console.say(note)
    console.say(_WRITTEN.fill(title=plan.title, lot=plan.lot, size=plan.size, path=path))
