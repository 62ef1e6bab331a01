"""The truth: what an audit must find, said by whoever made the records, never by an audit.

A record conforms to every rule that concerns it unless something else is said here. Whatever makes a record that does
not conform (a cancelled order, a job still open, a planted fault) says so at once, for every rule it touches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from svcqa_example.columns import KEYS

if TYPE_CHECKING:
    from svcqa_example.model import Record

RULESETS = {
    "S000": "example-department", "S001": "example-customer-service",
    "S002": "example-company", "S003": "example-management",
}  # fmt: skip
"""How the rules of a manual begin → the manual as this company keeps it."""
BUILT_IN = "svcqa"
Key = dict[str, str | None]


class Truth:
    """Verdicts other than conforming, by rule and record; and findings about what is not there at all."""

    def __init__(self) -> None:
        self._verdicts: dict[tuple[str, int], tuple[str, Record]] = {}
        self._cells: list[tuple[str, Record]] = []
        self._slots: list[tuple[str, str, str]] = []

    def say(self, verdict: str, record: Record, *rules: str) -> None:
        """A record gets a verdict from rules of the manuals.

        Raises:
            ValueError: another verdict was said before; two faults fell on one record.
        """
        for rule in rules:
            known = self._verdicts.setdefault((rule, id(record)), (verdict, record))[0]
            if known != verdict:
                raise ValueError(f"{rule} is said to be {known} and {verdict} for one record")

    def fails(self, record: Record, *rules: str) -> None:
        """A record breaks rules of the manuals."""
        self.say("fails", record, *rules)

    def undetermined(self, record: Record, *rules: str) -> None:
        """A record cannot be judged by rules of the manuals."""
        self.say("undetermined", record, *rules)

    def pending(self, record: Record, *rules: str) -> None:
        """A record has not reached the stage at which rules of the manuals ask."""
        self.say("pending", record, *rules)

    def excepted(self, record: Record, *rules: str) -> None:
        """A record is excepted by rules of the manuals."""
        self.say("excepted", record, *rules)

    def same(self, record: Record, twin: Record) -> None:
        """A twin gets every verdict that its original has from rules of the manuals."""
        known = [(rule, verdict) for (rule, one), (verdict, _) in self._verdicts.items() if one == id(record)]
        self._verdicts.update({(rule, id(twin)): (verdict, twin) for rule, verdict in known})

    def unsay(self, record: Record, *rules: str) -> None:
        """What was said of a record holds no longer: a fault has changed it."""
        for rule in rules:
            self._verdicts.pop((rule, id(record)), None)

    def drop(self, record: Record) -> None:
        """A record is not there any more: nothing is said of it."""
        self._verdicts = {key: said for key, said in self._verdicts.items() if said[1] is not record}

    def keep(self, records: Iterable[Record]) -> None:
        """Only these are there in the end: nothing is said of any other."""
        left = {id(record) for record in records}
        self._verdicts = {key: said for key, said in self._verdicts.items() if key[1] in left}

    def of(self, record: Record, rule: str) -> str:
        """What was said of a record so far."""
        return self._verdicts.get((rule, id(record)), ("conforms", record))[0]

    def bad_cell(self, rule: str, *records: Record) -> None:
        """A cell of each record breaks a built-in rule (``record.type``, ``record.key`` …)."""
        self._cells += [(rule, record) for record in records]

    def missing(self, rule: str, slot: str) -> None:
        """Something that ought to be there is not, such as a number in a series."""
        self.slot("fails", rule, slot)

    def slot(self, verdict: str, rule: str, slot: str) -> None:
        """A slot that records have to fill (a week's report, a yearly question) gets a verdict."""
        self._slots.append((verdict, rule, slot))

    def unslot(self, rule: str, slot: str) -> None:
        """What was said of a slot holds no longer: a fault has changed what fills it."""
        self._slots = [one for one in self._slots if one[1:] != (rule, slot)]

    def findings(self) -> list[dict[str, Any]]:
        """Every finding an audit must have, as ruleset, rule and key; ordered."""
        said = ((rule, verdict, record) for (rule, _), (verdict, record) in self._verdicts.items())
        failing = [(ruleset_of(rule), rule, key_of(record)) for rule, verdict, record in said if verdict == "fails"]
        slots = [(ruleset_of(rule), rule, {"slot": slot}) for verdict, rule, slot in self._slots if verdict == "fails"]
        cells = [(BUILT_IN, rule, key_of(record)) for rule, record in self._cells]
        found = [{"ruleset": ruleset, "rule": rule, "key": key} for ruleset, rule, key in [*failing, *slots, *cells]]
        return sorted(found, key=lambda one: (one["ruleset"], one["rule"], str(one["key"])))

    def counts(self) -> dict[str, dict[str, int]]:
        """Rule → how many records or slots fail, are undetermined, pending, excepted."""
        words = ("fails", "undetermined", "pending", "excepted")
        found = Counter((rule, verdict) for (rule, _), (verdict, _) in self._verdicts.items())
        found.update((rule, verdict) for verdict, rule, _ in self._slots)
        rules = sorted({rule for rule, _ in found})
        return {rule: {word: found[rule, word] for word in words} for rule in rules}


def ruleset_of(rule: str) -> str:
    """The ruleset to which a rule of a manual belongs."""
    return RULESETS[rule.partition("-")[0]]


def key_of(record: Record) -> Key:
    """The key of a record as an audit quotes it."""
    return dict(_parts(record))


def _parts(record: Record) -> Iterable[tuple[str, str | None]]:
    for name in KEYS[record.register]:
        value = record[name]
        yield name, None if value is None else str(value)
