"""Reading sample workbooks that were filled in: every item as it was drawn, each once, and none that was not.

What was drawn is not for anybody to change afterwards. A row that is missing, was added or altered, and a plan that
says something else than when it was drawn, are refused, each with its cell; a row that nobody has filled in is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from svcqa.accounts import InputAccount, problems_of
from svcqa.assignment.reading import Entry
from svcqa.errors import InputError, Problem
from svcqa.intake.child import ReadJob
from svcqa.intake.values.words import yes_or_no
from svcqa.samplebook import sheets
from svcqa.samplebook.drawing import Item, code_of, drawn_digest, plan_digest
from svcqa.samplebook.sheets import plain
from svcqa.samplebook.stating import DATA, DIGEST, values
from svcqa.samplebook.words import CONCLUSIONS
from svcqa.samples import Conclusion, SamplePlan
from svcqa.text import LANGS, Text

ANSWERS = ("found", "signed", "agrees")
"""What is found out about the paper of every item, by yes or no."""
_SAID = {text.say(lang): code for code, text in CONCLUSIONS.items() for lang in LANGS}
_LISTED = 20
"""Numbers of missing items that are named."""
_RESTORE = Text(
    "抽中的行不能增删改；请用抽样时写出的那份抽样表，把结果填进去。",
    "What was drawn stays as it is: fill the results into the workbook that was written for the draw.",
)
_NO_SAMPLE = Text("里面没有抽样方案或抽样记录。", "it holds no sampling plan or no sampled rows.")
_ALTERED = Text("抽样方案被改动过，或不完整。", "the sampling plan was altered, or is not complete.")
_FOREIGN = Text(
    "这一行不是抽中的，或抽样时写下的内容被改动过。",
    "this row was not drawn, or what was written for the draw was altered.",
)
_TWICE = Text("抽样序号{number}不止一行。", "item {number} stands on more than one row.")
_MISSING = Text("缺少{count}行：抽样序号{listed}。", "rows are missing: {count}, items {listed}.")
_ODD_CONCLUSION = Text("结论请填符合、不符合或不适用。", "say conforms, does not conform or not applicable.")
_ODD_ANSWER = Text("请填是或否。", "say yes or no.")
_AGAINST = Text(
    "没有找到纸质记录，结论却是符合。", "the paper record was not found, and yet the item is said to conform."
)
_SAME = Text("同一份抽样给了两次（另一份是{other}）。", "this sample is given twice (the other is {other}).")


@dataclass(frozen=True)
class Result:
    """One item, and what somebody wrote about it."""

    item: Item
    conclusion: Conclusion
    entry: Entry


@dataclass(frozen=True)
class SampleBook:
    """A sample workbook, read and found to be as it was drawn."""

    file: str
    plan: SamplePlan
    results: Sequence[Result]
    places: Mapping[str, str]
    """Item of the plan → its cell, as a person finds it."""


def read(jobs: Sequence[ReadJob]) -> tuple[list[InputAccount], list[SampleBook]]:
    """Read sample workbooks.

    Raises:
        InputError: one cannot be read, is none, or is not as it was drawn; all that is wrong, each with its cell.
    """
    if not jobs:
        return [], []
    inputs, found = sheets.imported(jobs, sheets.ROWS, sheets.PLAN)
    problems = problems_of(inputs)
    books = [book for file, entries in found.items() if (book := _book(file, entries, problems))]
    problems += _twins(books)
    if problems:
        raise InputError.all_of(problems)
    return inputs, books


def checkers(books: Sequence[SampleBook]) -> Iterator[str]:
    """Who came to the conclusions."""
    yield from (one.entry["checked_by"] for book in books for one in book.results if one.entry["checked_by"])


def _book(file: str, entries: Mapping[str, Sequence[Entry]], problems: list[Problem]) -> SampleBook | None:
    told, rows = entries.get(sheets.PLAN), entries.get(sheets.ROWS)
    if not told or not rows:
        if not any(one.where.startswith(file) for one in problems):
            mend = Text("请给出svcqa sample draw写出的那本。", "Name one that svcqa sample draw has written.")
            problems.append(Problem(_NO_SAMPLE, file, mend))
        return None
    plan = _plan(told)
    if plan is None:
        problems.append(Problem(_ALTERED, told[0].where("value"), _RESTORE))
        return None
    problems += _stated_otherwise(plan, told)
    results, wrong = _results(plan, rows)
    problems += wrong
    return SampleBook(file, plan, results, {one["code"]: one.where("value") for one in told})


def _plan(entries: Sequence[Entry]) -> SamplePlan | None:
    """The plan as it was written down; ``None`` where its data do not bear the digest that they were given."""
    pieces = {one["code"]: one["value"] for one in entries}
    data = "".join(pieces[f"{DATA}{at}"] for at in range(1, len(pieces) + 1) if f"{DATA}{at}" in pieces)
    try:
        plan = msgspec.json.decode(data, type=SamplePlan)
    except (msgspec.MsgspecError, ValueError):
        return None
    return plan if plan_digest(plan) == pieces.get(DIGEST) else None


def _stated_otherwise(plan: SamplePlan, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Rows of the plan that say something else than its data, in either language."""
    known = [values(plan, lang) for lang in LANGS]
    for one in entries:
        said = {plain(told.get(one["code"])) for told in known}
        if not one["code"].startswith(DATA) and plain(one["value"]) not in said:
            yield Problem(_ALTERED, one.where("value"), _RESTORE)


def _results(plan: SamplePlan, rows: Sequence[Entry]) -> tuple[list[Result], list[Problem]]:
    """The items in their order, and what is wrong with the rows."""
    digests = {one.file: one.sha256 for one in plan.files}
    problems: list[Problem] = []
    found: dict[int, Result] = {}
    for row in rows:
        item = _item(row, digests)
        if item is None or row["code"] != code_of(item, plan.drawn):
            problems.append(Problem(_FOREIGN, row.where("number"), _RESTORE))
        elif item.number in found:
            problems.append(Problem(_TWICE.fill(number=item.number), row.where("number"), _RESTORE))
        else:
            problems += _odd(row)
            found[item.number] = Result(item, _conclusion(row), row)
    problems += _missing(plan, found, rows[0])
    results = [found[number] for number in sorted(found)]
    if not problems and drawn_digest(one.item for one in results) != plan.drawn:
        problems.append(Problem(_ALTERED, rows[0].where("number"), _RESTORE))
    return results, problems


def _item(row: Entry, digests: Mapping[str, str]) -> Item | None:
    number = row["number"].removesuffix(".0")
    if not number.isdecimal() or row["file"] not in digests:
        return None
    told = (row["file"], digests[row["file"]], row["sheet"], row["row"], row["record"])
    return Item(int(number), row["stratum"], *told)


def _missing(plan: SamplePlan, found: Mapping[int, Result], first: Entry) -> Iterator[Problem]:
    missing = [number for number in range(1, plan.size + 1) if number not in found]
    if missing:
        listed = [str(number) for number in missing[:_LISTED]] + (["…"] if len(missing) > _LISTED else [])
        told = _MISSING.fill(count=len(missing), listed=Text("、".join(listed), ", ".join(listed)))
        where = first.where("number").rpartition(" → ")[0]
        yield Problem(told, where, _RESTORE)


def _conclusion(row: Entry) -> Conclusion:
    return _SAID.get(row["conclusion"], "open")  # type: ignore[return-value] # its keys are those of CONCLUSIONS


def _odd(row: Entry) -> Iterator[Problem]:
    """What somebody wrote that cannot be."""
    if row["conclusion"] and row["conclusion"] not in _SAID:
        yield Problem(_ODD_CONCLUSION, row.where("conclusion"))
    for name in ANSWERS:
        if row[name] and yes_or_no(row[name]) is None:
            yield Problem(_ODD_ANSWER, row.where(name))
    if row["found"] and yes_or_no(row["found"]) is False and _conclusion(row) == "conforms":
        yield Problem(_AGAINST, row.where("conclusion"))


def _twins(books: Sequence[SampleBook]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for one in books:
        if one.plan.drawn in seen:
            yield Problem(_SAME.fill(other=seen[one.plan.drawn]), one.file)
        seen.setdefault(one.plan.drawn, one.file)
