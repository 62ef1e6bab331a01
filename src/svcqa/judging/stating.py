"""Stating: outcomes of rules that no record decides, since it was not provided or somebody checked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from svcqa.accounts import Said
from svcqa.findings import Location, NotAssessed, fingerprint
from svcqa.judging.assessable import lacks
from svcqa.judging.counting import tally
from svcqa.judging.outcome import Outcome, not_assessed, root
from svcqa.lines import quote
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.registers import Records
    from svcqa.rulesets import Bound
    from svcqa.stated import Checked

_ENCODER = msgspec.json.Encoder()
_WITHHELD = Text(
    "台账“{title}”已索取而未提供，无法证明符合",
    "register '{title}' was asked for and not provided: nothing shows that the rule is kept",
)
_WAYS = {"sample": Text("抽样", "sample"), "interview": Text("询问", "interview")}
_FAILED = Text("{way}检查不符合{count}{evidence}", "not kept, by {way}{count}{evidence}")
_COUNT = Text("：抽{sampled}份，{failed}份不符合", ": {failed} of {sampled}")
_EVIDENCE = Text("（{evidence}）", " ({evidence})")
_OPEN = NotAssessed(
    "not_checked", Said("改为人工检查，检查表上还没有结果", "to be checked by hand, and the checklist has no result")
)


def withheld(bound: Bound, records: Mapping[str, Records], declared: Mapping[str, Location]) -> Outcome | None:
    """The outcome of a rule that lacks nothing but registers of which some were not provided; ``None`` for others.

    Args:
        bound: the rule; in force.
        records: what was supplied.
        declared: register that was not provided → the cell of the request list that says so.
    """
    found = lacks(bound, records)
    names = [one.name for one in found if one.kind == "register" and one.name in declared]
    if not names or any(one.kind == "parameter" for one in found):
        return None
    title = bound.registers[names[0]].title
    return _failed(bound, title.zh, _WITHHELD.fill(title=title), [declared[names[0]]], {})


def checked(bound: Bound, one: Checked) -> Outcome:
    """The outcome of a rule that was checked on paper or by asking, whatever its records say."""
    if one.result is None:
        return not_assessed(bound, _OPEN)
    if one.result != "fails":
        counts = {"conforms": 1} if one.result == "conforms" else {"excepted": 1}
        return Outcome(tally(bound, assessed=True, by_unit=[], in_scope=1, by_hand=one.way, **counts))
    count = _COUNT.fill(sampled=one.sampled, failed=one.failed) if one.sampled is not None else Text("", "")
    evidence = _EVIDENCE.fill(evidence=one.evidence) if one.evidence else Text("", "")
    said = _FAILED.fill(way=_WAYS[one.way], count=count, evidence=evidence)
    shown = {"sampled": one.sampled, "failed": one.failed}
    facts = {name: value for name, value in shown.items() if value is not None}
    return _failed(bound, _WAYS[one.way].zh, said, one.cells, facts, by_hand=one.way)


def _failed(  # noqa: PLR0913, PLR0917 - what a finding says
    bound: Bound, slot: str, said: Text, cells: Sequence[Location], evidence: Mapping[str, Any], by_hand: str = ""
) -> Outcome:
    """One finding about a slot, which no record fills."""
    rule, key = bound.rule, (slot,)
    finding = {
        "ruleset": bound.ruleset, "rule": rule.id, "clause": rule.clause, "weight": rule.weight,
        "fingerprint": fingerprint(rule.id, rule.of, key, "slot"), "register": rule.of,
        "key": f'{{"slot":{quote(slot)}}}', "unit": None, "date": None, "locations": _json(list(cells)),
        "evidence": _json(evidence), "message": _json(Said(said.zh, said.en)), "excused_by": None,
        "root": root(rule.of, key, "slot"),
    }  # fmt: skip
    counted = tally(bound, assessed=True, by_unit=[], in_scope=1, fails=1, by_hand=by_hand)
    return Outcome(counted, {name: [value] for name, value in finding.items()})


def _json(value: object) -> str:
    return _ENCODER.encode(value).decode()
