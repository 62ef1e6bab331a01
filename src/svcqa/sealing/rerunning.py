"""Rerunning: an audit is made again as it was ordered, and compared with what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from svcqa import auditfile
from svcqa.audit import carried_out
from svcqa.basis import Order, Run
from svcqa.errors import Problem, SvcqaError
from svcqa.findings import Audit
from svcqa.host import Host
from svcqa.intake.child import ReadJob
from svcqa.lines import Lines
from svcqa.rulesets import Library
from svcqa.sealing.contents import NO_ORDER
from svcqa.sealing.differing import differences
from svcqa.sealing.inputs import Located
from svcqa.sealing.steps import Step, problem_texts, step
from svcqa.text import Text

Progress = Callable[[str], None]
NOT_AGAIN = Text("没有重新审核，结论不是“一致”", "it was not audited again, so nothing says that it is identical")


@dataclass(frozen=True)
class Means:
    """With what an audit is made again."""

    host: Host
    progress: Progress | None
    rulesets: Callable[[Order], tuple[list[str], Library]]
    """What to load for the rulesets of an order, and from which library."""
    root: str = ""
    """Where a package is unpacked."""


def program(then: Run, now: Run) -> Step:
    """Other versions are said; whether they matter is seen when the audit is made again."""
    told = []
    if then.tool != now.tool:
        told.append(Text(f"svcqa：审核时{then.tool}，现在{now.tool}", f"svcqa: {then.tool} then, {now.tool} now"))
    for name in sorted({*then.plugins, *now.plugins}):
        old, new = then.plugins.get(name), now.plugins.get(name)
        if new is None:
            told.append(Text(f"插件{name}：审核时{old}，现在没有", f"plugin {name}: {old} then, gone now"))
        elif old is None:
            told.append(Text(f"插件{name}：审核时没有，现在{new}", f"plugin {name}: not there then, {new} now"))
        elif old != new:
            told.append(Text(f"插件{name}：审核时{old}，现在{new}", f"plugin {name}: {old} then, {new} now"))
    if told:
        return step("program", "noted", Text("与审核时的版本不同", "other versions than those of the audit"), told)
    return step("program", "same", Text("版本与审核时相同", "the versions of the audit"))


def again(audit: Audit, found: Located, means: Means) -> Step:
    """Carry the order out again, and compare."""
    order, jobs = audit.run.order, [job for job in found.jobs if job is not None]
    if order is None:
        return step("again", "unchecked", NOT_AGAIN, [NO_ORDER])
    if len(jobs) < len(found.jobs):
        return step("again", "unchecked", NOT_AGAIN, [Text("缺少输入。", "inputs are missing.")])
    try:
        made = _made(order, jobs, means)
    except SvcqaError as error:
        return step(
            "again", "unchecked", NOT_AGAIN, problem_texts([_placed(one, means.root) for one in error.problems])
        )
    return _compared(audit, made)


def _placed(problem: Problem, root: str) -> Problem:
    """A problem at its place in the package, not in the folder that is removed again."""
    return replace(problem, where=problem.where.replace(root, "")) if root else problem


def _made(order: Order, jobs: Sequence[ReadJob], means: Means) -> Audit:
    names, library = means.rulesets(order)
    return carried_out(order, jobs, names, library, means.host, means.progress)


def _compared(audit: Audit, made: Audit) -> Step:
    if made.digest == audit.digest:
        return step("again", "same", Text("结果完全一致", "the result is identical"))
    told = differences(audit, made)
    if told:
        return step("again", "differs", Text("结果不同", "the result differs"), told)
    if _written_now(audit) != made.digest:
        return step("again", "differs", Text("内容相同，字节不同", "the content is the same, its bytes are not"))
    said = Text(
        "结果一致；只是这个版本写出的格式有新的项目，摘要因此不同",
        "the result is identical; only its digest is another, since this version writes further parts",
    )
    return step("again", "same", said)


def _written_now(audit: Audit) -> str:
    """The digest of an audit as this version writes it: later ones may have parts that were not known then."""
    lists: dict[str, Lines[Any]] = {"findings": audit.findings, "unjudged": audit.unjudged, "upcoming": audit.upcoming}
    return auditfile.digest_of(auditfile.content_pieces(audit.content, lists))
