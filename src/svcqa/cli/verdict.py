"""What an audit means for the command line: what to say of it, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcqa.errors import ConfigError, InputError, Problem
from svcqa.text import Text
from svcqa.weights import WEIGHTS

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount, Said
    from svcqa.cli.console import Console
    from svcqa.findings import Audit

_WEIGHTS = {"high": Text(zh="高", en="high"), "medium": Text(zh="中", en="medium"), "low": Text(zh="低", en="low")}
_REASONS = {
    "register_missing": Text(zh="缺少台账", en="register missing"),
    "column_missing": Text(zh="缺少列", en="column missing"),
    "parameter_unset": Text(zh="参数未设", en="parameter not set"),
    "register_empty": Text(zh="台账无记录", en="register empty"),
    "not_in_force": Text(zh="未生效", en="not in force"),
    "not_checked": Text(zh="未检查", en="not checked"),
}


def summary(audit: Audit) -> Text:
    """One sentence: how much was assessed, what was found, what could not be judged."""
    coverage = audit.content.coverage
    counts = {weight: number for weight, number in audit.by_weight().items() if number}
    listed = Text(
        zh="、".join(f"{_WEIGHTS[weight].zh}{number}" for weight, number in counts.items()),
        en=", ".join(f"{number} {_WEIGHTS[weight].en}" for weight, number in counts.items()),
    )
    undetermined = sum(tally.undetermined for tally in audit.content.tallies)
    said = Text(
        zh="评定了{rules}条规则中的{assessed}条；疑点{found}项{listed}；无法判断{undetermined}项。",
        en="{assessed} of {rules} rules assessed; findings: {found}{listed}; could not be judged: {undetermined}.",
    )
    return said.fill(
        rules=coverage.rules,
        assessed=coverage.assessed,
        found=sum(counts.values()),
        listed=Text(zh=f"（{listed.zh}）", en=f" ({listed.en})") if counts else "",
        undetermined=undetermined,
    )


def warn_of_inputs(audit: Audit, console: Console) -> None:
    """Say which files and sheets could not be read.

    Raises:
        InputError: nothing at all could be read.
    """
    from svcqa.accounts import problems_of

    files = audit.content.inputs
    problems = problems_of(files)
    if files and all(unreadable(file) for file in files):
        raise InputError.all_of(problems)
    for problem in [*problems, *(note for file in files for note in _notes(file))]:
        console.warn(problem)


def warn_of_period(audit: Audit, console: Console) -> None:
    """Say for which registers not one record lies in the period: a wrong year would look like a clean audit."""
    for name, facts in audit.content.registers.items():
        tallies = [one for one in audit.content.tallies if one.register == name and one.check and one.assessed]
        dated = [one for one in tallies if one.out_of_scope]
        if not dated or any(one.in_scope for one in tallies):
            continue
        said = Text(
            zh="“{title}”没有一条记录由规则判断：都在审核期间{period}之外，或不符合规则的条件{span}。",
            en="no record of '{title}' is judged by any rule: all lie outside the period {period}, or the rules do not "
            "apply to them{span}.",
        )
        period = audit.content.period
        words = {
            "title": _text(facts.title),
            "period": f"{period.first or ''}..{period.last}",
            "span": _span(audit, name),
        }
        console.warn(Problem(said.fill(**words)))


def warn_of_samples(audit: Audit, console: Console) -> None:
    """Say what of the samples is still open, and what does not fit this audit."""
    for one in audit.content.samples:
        for note in one.notes:
            console.warn(Problem(note, one.file))
        if one.count("open"):
            said = Text(
                "{count}项还没有结论，只给出最好和最坏两种情形。",
                "{count} items are still open: bounds are given for the best and the worst case.",
            )
            console.warn(Problem(said.fill(count=one.count("open")), one.file))
        if one.unsigned:
            said = Text("{count}项有结论而没有写检查人。", "{count} conclusions do not say who came to them.")
            console.warn(Problem(said.fill(count=one.unsigned), one.file))


def _span(audit: Audit, register: str) -> Text:
    sheets = (sheet for file in audit.content.inputs for sheet in file.sheets if sheet.register == register)
    spans = [sheet.date_span for sheet in sheets if sheet.date_span]
    if not spans:
        return Text("", "")
    first, last = min(one.first for one in spans)[:10], max(one.last for one in spans)[:10]
    return Text(zh=f"（日期从{first}到{last}）", en=f" (dates from {first} to {last})")


def _notes(file: InputAccount) -> list[Problem]:
    from svcqa.accounts import place_of

    found = [(place_of(file, sheet), note) for sheet in file.sheets for note in sheet.notes]
    return [Problem(_sentence(note), where) for where, note in [*((file.name, note) for note in file.notes), *found]]


def _sentence(said: Said) -> Text:
    return Text(zh=f"{said.zh}。", en=f"{said.en}.")


def _strangers(audit: Audit) -> list[Problem]:
    """The files that could be read but hold no known register."""
    said = Text(zh="没有一张工作表被认作台账。", en="no sheet of it was taken for a register.")
    mend = Text(zh="svcqa inspect会说明原因。", en="svcqa inspect tells why.")
    files = (file for file in audit.content.inputs if not unreadable(file))
    return [Problem(said, file.name, mend) for file in files if not any(sheet.register for sheet in file.sheets)]


def unreadable(file: InputAccount) -> bool:
    """Nothing of the file could be read."""
    return bool(file.problem) or (bool(file.sheets) and all(sheet.problem for sheet in file.sheets))


def exit_code(audit: Audit, fail_on: str, min_assessed: float | None, *, exit_zero: bool, console: Console) -> int:
    """The exit code; where it is 2 the reason is said."""
    coverage = audit.content.coverage
    share = coverage.assessed / coverage.rules if coverage.rules else 0.0
    too_few = share < min_assessed if min_assessed is not None else not coverage.assessed
    strangers = _strangers(audit)
    readable = [file for file in audit.content.inputs if not unreadable(file)]
    if too_few and strangers and len(strangers) == len(readable):
        console.fail(InputError.all_of(strangers))
        return 2
    for problem in strangers:
        console.warn(problem)
    if too_few:
        console.fail(ConfigError(_too_few(audit, min_assessed)))
        return 2
    counted = WEIGHTS[: WEIGHTS.index(fail_on) + 1] if fail_on in WEIGHTS else ()
    found = any(audit.by_weight()[weight] for weight in counted)
    return 1 if found and not exit_zero else 0


def _too_few(audit: Audit, wanted: float | None) -> Problem:
    coverage = audit.content.coverage
    reasons = {_REASONS.get(code, Text(code, code)): count for code, count in coverage.not_assessed.items()}
    why = Text(
        zh="、".join(f"{reason.zh}{count}条" for reason, count in reasons.items()) or "规则集中没有规则",
        en=", ".join(f"{reason.en}: {count}" for reason, count in reasons.items()) or "the ruleset has no rules",
    )
    asked = Text(zh=f"，不足{wanted:.0%}", en=f", less than {wanted:.0%}") if wanted else ""
    said = Text(
        zh="{rules}条规则只评定了{assessed}条{asked}（{why}）。",
        en="only {assessed} of {rules} rules could be assessed{asked} ({why}).",
    )
    mend = Text(zh="请补齐台账、列或参数。", en="Supply the registers, columns or parameters.")
    filled = said.fill(rules=coverage.rules, assessed=coverage.assessed, asked=asked, why=why)
    return Problem(filled, mend=mend)


def _text(said: Said) -> Text:
    return Text(zh=said.zh, en=said.en)
