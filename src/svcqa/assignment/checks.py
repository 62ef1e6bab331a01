"""The checklist (检查表): rules that somebody checks on paper or by asking, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from svcqa.assignment.reading import Assignment, Entry
from svcqa.assignment.sheets import CHECKS
from svcqa.errors import ConfigError, Problem
from svcqa.rulesets import Ruleset
from svcqa.stated import Checked, Way
from svcqa.suggestions import meant
from svcqa.text import Text

Result = Literal["conforms", "fails", "excepted"]
WAYS: dict[str, Way | None] = {
    "记录": None, "record": None, "": None, "抽样": "sample", "paper sample": "sample", "询问": "interview",
    "interview": "interview",
}  # fmt: skip
"""How a rule is checked, as the sheet says it → the way by hand; ``None``: by its records."""
RESULTS: dict[str, Result | None] = {
    "": None, "符合": "conforms", "conforms": "conforms", "不符合": "fails", "does not conform": "fails",
    "不适用": "excepted", "not applicable": "excepted",
}  # fmt: skip
_ODD = {
    "way": Text("查法请填记录、抽样或询问。", "say record, paper sample or interview."),
    "result": Text("结论请填符合、不符合或不适用。", "say conforms, does not conform or not applicable."),
    "sampled": Text("抽查数应是正整数。", "how many were sampled is a whole number above 0."),
    "failed": Text("不符合数应是不大于抽查数的整数。", "how many failed is a whole number, at most those sampled."),
    "against": Text("有不符合数而结论不是不符合。", "some failed, and yet the result is another."),
}


def checked(assignment: Assignment, rulesets: Sequence[Ruleset]) -> dict[tuple[str, str], Checked]:
    """Ruleset and rule → what was found by hand, for every rule that the checklist takes away from its records.

    Raises:
        ConfigError: a row names a rule that does not exist, or says something that cannot be; all, each with its cell.
    """
    known = {(one.name, placed.rule.id) for one in rulesets for placed in one.rules}
    problems: list[Problem] = []
    found: dict[tuple[str, str], Checked] = {}
    for row in assignment[CHECKS]:
        named = [key for key in sorted(known) if key[1] == row["rule"] and row["ruleset"] in {"", key[0]}]
        odd = list(_odd(row, known if not named else ()))
        problems += odd
        way = WAYS.get(row["way"])
        if way and not odd:
            found.update(dict.fromkeys(named, _checked(row, way)))
    if problems:
        raise ConfigError.all_of(problems)
    return found


def _checked(row: Entry, way: Way) -> Checked:
    sampled, failed = _number(row["sampled"]), _number(row["failed"])
    result = RESULTS[row["result"]]
    if result is None and sampled is not None and failed is not None:
        result = "fails" if failed else "conforms"
    cells = [row.cells[name] for name in ("result", "sampled", "failed", "evidence") if row[name]]
    return Checked(way, result, cells or [row.cells["rule"]], sampled, failed, row["evidence"])


def _odd(row: Entry, known: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What a row says that cannot be."""
    names = [rule for _, rule in known]
    if names:
        said = Text(f"没有规则“{row['rule']}”。", f"there is no rule '{row['rule']}'.")
        yield Problem(said, row.where("rule"), meant(row["rule"], names))
    sampled, failed = _number(row["sampled"]), _number(row["failed"])
    wrong = {
        "way": row["way"] not in WAYS,
        "result": row["result"] not in RESULTS,
        "sampled": bool(row["sampled"]) and not sampled,
        "failed": bool(row["failed"]) and (failed is None or failed > (sampled or 0)),
    }
    yield from (Problem(_ODD[name], row.where(name)) for name, odd in wrong.items() if odd)
    if failed and RESULTS.get(row["result"], "fails") not in {None, "fails"}:
        yield Problem(_ODD["against"], row.where("result"))


def _number(written: str) -> int | None:
    """A whole number not below nought, or ``None``."""
    return int(written) if written.isdecimal() else None
