"""What samples add to an audit: findings for items that do not conform, open ones, counts, and facts of the sample.

An item stands under the rule that the sample was drawn for, as ``<rule>/sample``, or under the built-in rule
``sample.item``: the records themselves are judged apart, and every subject of a rule is counted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from svcqa.accounts import Said
from svcqa.errors import InputError, Problem
from svcqa.findings import Location, Tally, UnitTally, fingerprint
from svcqa.judging.outcome import Outcome, root
from svcqa.judging.validation import BUILT_IN
from svcqa.samplebook.finding import Whereabouts
from svcqa.samplebook.reading import ANSWERS, Result, SampleBook
from svcqa.text import Text
from svcqa.weights import Weight

if TYPE_CHECKING:
    from svcqa.rulesets import Ruleset

ITEM, OPEN = "sample.item", "sample.open"
REASONS = {OPEN: Said("抽样表上还没有结论", "the sample workbook has no conclusion for it yet")}
_TITLE = Text("抽样检查的纸质记录符合要求", "Paper records that were sampled conform")
_TITLE_OF = Text("{title}（抽样查纸质记录）", "{title} (paper records, by sample)")
_MESSAGE = Text(
    "抽样第{number}项不符合{answers}{remark}", "item {number} of the sample does not conform{answers}{remark}"
)
_ANSWERED = {
    "found": Text("没有找到纸质记录", "paper record not found"),
    "signed": Text("签字不全", "signatures missing"),
    "agrees": Text("与记录不一致", "does not agree with the row"),
}
_NO_RULE = Text("这次审核没有规则“{rule}”（规则集{ruleset}）。", "this audit has no rule '{rule}' (ruleset {ruleset}).")
_QUOTED = ("conclusion", *ANSWERS, "remark")
_ENCODER = msgspec.json.Encoder()


def outcomes(
    books: Sequence[SampleBook], known: Mapping[str, Whereabouts], rulesets: Sequence[Ruleset]
) -> Iterator[Outcome]:
    """One outcome for every rule and register, of all its samples.

    Args:
        books: the samples.
        known: register → where the records of its samples stand in this audit.
        rulesets: those that are audited against.

    Raises:
        InputError: a sample was drawn for a rule that is not among them.
    """
    groups: dict[tuple[str, str, str], list[SampleBook]] = {}
    for book in books:
        groups.setdefault((book.plan.ruleset, book.plan.rule, book.plan.register), []).append(book)
    for (ruleset, rule, register), mine in groups.items():
        head = _head(ruleset, rule, register, rulesets) if rule else _built_in(register)
        if head is None:
            said = _NO_RULE.fill(rule=rule, ruleset=ruleset)
            raise InputError(Problem(said, mine[0].places.get("rule", mine[0].file)))
        yield _outcome(head, mine, known[register])


def reported_as(book: SampleBook) -> str:
    """The rule under which the findings of a sample stand."""
    return f"{book.plan.rule}/sample" if book.plan.rule else ITEM


def _built_in(register: str) -> dict[str, Any]:
    return {
        "ruleset": BUILT_IN, "chapter": "", "clause": "", "rule": ITEM, "edition": "1", "register": register,
        "title": _said(_TITLE), "remedy": None, "weight": "medium",
    }  # fmt: skip


def _head(ruleset: str, rule: str, register: str, rulesets: Sequence[Ruleset]) -> dict[str, Any] | None:
    """What a tally says of the rule that a sample was drawn for."""
    placed = (one.rule for whole in rulesets if whole.name == ruleset for one in whole.rules)
    found = [one for one in placed if one.id == rule]
    if not found:
        return None
    one = found[-1]
    return {
        "ruleset": ruleset, "chapter": one.chapter, "clause": one.clause, "rule": f"{rule}/sample",
        "edition": one.edition, "register": register, "title": _said(_TITLE_OF.fill(title=one.title)),
        "remedy": _said(one.remedy) if one.remedy else None, "weight": one.weight, "source": one.source,
    }  # fmt: skip


def _outcome(head: Mapping[str, Any], books: Sequence[SampleBook], known: Whereabouts) -> Outcome:
    results = [(book, one) for book in books for one in book.results]
    units = [known.unit(one.item) for _, one in results]
    counted = _counted([one for _, one in results])
    tally = Tally(
        **head, check="", assessed=True, by_hand="sample", beside=True, by_unit=_by_unit(results, units),
        undetermined_by={OPEN: counted["undetermined"]} if counted["undetermined"] else {}, **counted,
    )  # fmt: skip
    failed = _apart([_finding(head, book, one, known) for book, one in results if one.conclusion == "fails"])
    open_ = [_unjudged(head, one, known) for _, one in results if one.conclusion == "open"]
    return Outcome(tally, _columns(failed), _columns(open_))


def _counted(results: Sequence[Result]) -> dict[str, Any]:
    found = [one.conclusion for one in results]
    names = {"conforms": "conforms", "fails": "fails", "undetermined": "open", "excepted": "not_applicable"}
    return {"in_scope": len(found), **{name: found.count(code) for name, code in names.items()}}  # type: ignore[arg-type]


def _by_unit(results: Sequence[tuple[SampleBook, Result]], units: Sequence[str | None]) -> list[UnitTally]:
    if not any(units):
        return []
    mine: dict[str | None, list[Result]] = {}
    for (_, one), unit in zip(results, units, strict=True):
        mine.setdefault(unit, []).append(one)
    return [
        UnitTally(unit=unit, pending=0, **_counted(mine[unit]))
        for unit in sorted(mine, key=lambda one: (one is None, one))
    ]


def _finding(head: Mapping[str, Any], book: SampleBook, one: Result, known: Whereabouts) -> dict[str, Any]:
    register, (key, extra) = str(head["register"]), known.key(one.item)
    weight: Weight = head["weight"]
    return {
        "ruleset": head["ruleset"], "rule": head["rule"], "clause": head["clause"], "weight": weight,
        "fingerprint": fingerprint(str(head["rule"]), register, key, extra), "register": register,
        "key": known.key_json(one.item), "unit": known.unit(one.item),
        "date": known.date(one.item), "locations": _json(_cells(one, known)),
        "evidence": _json(_evidence(book, one)), "message": _json(_said(_message(one))), "excused_by": None,
        "root": root(register, key, extra),
    }  # fmt: skip


def _apart(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same findings; of several about one record, in several samples, each with a name of its own."""
    seen: dict[str, int] = {}
    for one in findings:
        name = one["fingerprint"]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            one["fingerprint"] = fingerprint(one["rule"], one["register"], [name], str(seen[name]))
    return findings


def _unjudged(head: Mapping[str, Any], one: Result, known: Whereabouts) -> dict[str, Any]:
    cells = [*known.cells(one.item), one.entry.cells["conclusion"]]
    return {
        "ruleset": head["ruleset"], "rule": head["rule"], "register": head["register"], "key": known.key_json(one.item),
        "cells": _json(cells), "reason": OPEN,
    }  # fmt: skip


def _cells(one: Result, known: Whereabouts) -> list[Location]:
    """The record's cells, and those in which somebody wrote what was found."""
    written = [one.entry.cells[name] for name in _QUOTED if one.entry[name]]
    return [*known.cells(one.item), *written]


def _evidence(book: SampleBook, one: Result) -> dict[str, Any]:
    told = {name: one.entry[name] for name in (*ANSWERS, "remark", "checked_by", "checked_on") if one.entry[name]}
    return {"sample": book.plan.drawn, "item": one.item.number, **told}


def _message(one: Result) -> Text:
    from svcqa.intake.values.words import yes_or_no

    wrong = [_ANSWERED[name] for name in ANSWERS if one.entry[name] and yes_or_no(one.entry[name]) is False]
    answers = Text("：" + "，".join(one.zh for one in wrong), ": " + ", ".join(one.en for one in wrong))
    remark = one.entry["remark"]
    return _MESSAGE.fill(
        number=one.item.number,
        answers=answers if wrong else Text("", ""),
        remark=Text(f"（{remark}）", f" ({remark})") if remark else Text("", ""),
    )


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]] | None:
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else None


def _said(text: Text) -> Said:
    return Said(text.zh, text.en)


def _json(value: object) -> str:
    return _ENCODER.encode(value).decode()
