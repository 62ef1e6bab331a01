"""The findings of an audit by column, as far as two audits are compared by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from svcqa.accounts import Location
from svcqa.findings import Audit

_CELLS = msgspec.json.Decoder(list[Location])
Words = tuple[str, str, str, str, str]


@dataclass(frozen=True, eq=False)
class Columns:
    """Columns of equal length; nested parts are JSON text."""

    fingerprint: list[str]
    ruleset: list[str]
    rule: list[str]
    register: list[str]
    key: list[str]
    weight: list[str]
    excused_by: list[str | None]
    message: list[str]
    evidence: list[str]
    locations: list[str]

    @classmethod
    def of(cls, audit: Audit) -> Columns:
        """The columns of an audit's findings."""
        table = audit.findings.table
        return cls(*(table.column(name).to_pylist() for name in cls.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.fingerprint)

    def told(self, at: Iterable[int]) -> list[Words]:
        """Rule, record and message: by these a finding is known again where its fingerprint hangs on the whole row."""
        return [(self.ruleset[one], self.rule[one], self.register[one], self.key[one], self.message[one]) for one in at]

    def values(self, at: int) -> list[str | None]:
        """What stands in the cells of a finding, wherever they are."""
        return [cell.value for cell in _CELLS.decode(self.locations[at])]
