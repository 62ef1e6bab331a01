"""Known: what a waiver may name in this audit: rules, records and units."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from svcqa.findings import Finding, Tally
from svcqa.judging.subjects import Subjects, subjects_of
from svcqa.lines import Lines
from svcqa.waiving.claims import Rule, key_names

if TYPE_CHECKING:
    from svcqa.registers import Records
    from svcqa.rulesets import Bound

_COMPARED = 5_000
"""Records among which it is looked for what somebody may have meant."""
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_DECODER = msgspec.json.Decoder(dict[str, str | None])


class Known:
    """The rules of an audit with the records and units they are about, looked up when somebody asks."""

    def __init__(
        self, tallies: Iterable[Tally], bound: Iterable[Bound], records: Mapping[str, Records], findings: Lines[Finding]
    ) -> None:
        self._tallies: dict[Rule, list[Tally]] = defaultdict(list)
        for tally in tallies:
            self._tallies[tally.ruleset, tally.rule].append(tally)
        self._of_slots = {(one.ruleset, one.rule.id) for one in bound if one.slots_only}
        self._records, self._findings = records, findings
        self._keys: dict[str, dict[str, None]] = {}

    @property
    def rules(self) -> Collection[Rule]:
        """Every rule, those of the program among them."""
        return self._tallies.keys()

    def record(self, rules: Collection[Rule], name: str) -> bool | None:
        """Whether one of the rules judges a record or slot of that name; ``None`` where that cannot be told.

        A fingerprint names a finding, and one that is none any more may have been one.
        """
        keys = [self._keys_of(one) for one in self._registers(rules)]
        if any(name in one for one in keys if one is not None) or any(name in self._found[rule] for rule in rules):
            return True
        return None if _FINGERPRINT.fullmatch(name) or None in keys or self._of_slots & set(rules) else False

    def unit(self, rules: Collection[Rule], name: str) -> bool | None:
        """Whether what one of the rules judges is of that unit; ``None`` where that cannot be told."""
        if name in self.units(rules):
            return True
        absent = any(one not in self._subjects for one in self._registers(rules))
        return None if absent or self._of_slots & set(rules) else False

    def records(self, rules: Collection[Rule]) -> list[str]:
        """Records that may have been meant."""
        return list(islice((key for one in self._registers(rules) for key in self._keys_of(one) or ()), _COMPARED))

    def units(self, rules: Collection[Rule]) -> list[str]:
        """Units of what the rules judge."""
        of_records = (
            unit for one in self._registers(rules) if one in self._subjects for unit in self._subjects[one].unit_names
        )
        of_slots = (one.unit for rule in rules for tally in self._tallies[rule] for one in tally.by_unit)
        return list(dict.fromkeys(unit for part in (of_records, of_slots) for unit in part if unit))

    def _registers(self, rules: Iterable[Rule]) -> list[str]:
        return sorted({tally.register for rule in rules for tally in self._tallies[rule]})

    def _keys_of(self, register: str) -> dict[str, None] | None:
        """The keys of a register as people write them, in the order of its records; ``None`` if it has none."""
        one = self._subjects.get(register)
        if one is None or len(one.key_fields) < len(one.records.register.key):
            return None
        if register not in self._keys:
            parts = one.key_parts(np.arange(len(one.records)))
            self._keys[register] = dict.fromkeys(name for key in parts for name in sorted(key_names(key)))
        return self._keys[register]

    @cached_property
    def _found(self) -> dict[Rule, set[str]]:
        """Rule → what its findings are about."""
        found: dict[Rule, set[str]] = defaultdict(set)
        columns = (self._findings.table.column(name).to_pylist() for name in ("ruleset", "rule", "key"))
        for ruleset, rule, key in zip(*columns, strict=True):
            found[ruleset, rule] |= key_names([*_DECODER.decode(key).values()])
        return found

    @cached_property
    def _subjects(self) -> dict[str, Subjects]:
        return subjects_of(self._records)
