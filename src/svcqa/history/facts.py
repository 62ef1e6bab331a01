"""What lists tell of a kept audit without reading its document."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from svcqa.accounts import Said
from svcqa.basis import Coverage, Period
from svcqa.findings import Audit
from svcqa.following.points import point
from svcqa.weights import Weight

_EACH = 8


class RulesetName(Struct, frozen=True):
    """A ruleset that was used."""

    name: str
    title: Said
    version: str
    digest: str


class Facts(Struct, frozen=True):
    """An audit in figures, as its document has them."""

    as_of: str
    period: Period
    rulesets: list[RulesetName]
    coverage: Coverage
    findings: dict[Weight, int]
    """Weight → findings that nothing excuses."""
    excused: int
    in_scope: int
    """Judgements by rules of manuals, of which ``fails`` failed."""
    fails: int
    unjudged: int
    tool: str
    document: str
    """SHA-256 of the document as it was kept."""


def facts_of(audit: Audit, document: str) -> Facts:
    """The figures of an audit whose document has this digest."""
    content, figures = audit.content, point(audit)
    rulesets = [RulesetName(one.name, one.title, one.version, one.digest) for one in content.rulesets]
    return Facts(
        content.as_of, content.period, rulesets, content.coverage, figures.findings, figures.excused, figures.in_scope,
        figures.fails, len(audit.unjudged), audit.run.tool, document,
    )  # fmt: skip


def packed_fingerprints(audit: Audit) -> bytes:
    """The fingerprints of an audit's findings in their order, 8 bytes each."""
    return bytes.fromhex("".join(audit.findings.table.column("fingerprint").to_pylist()))


def fingerprints(packed: bytes) -> Iterable[str]:
    """The same as texts."""
    text = packed.hex()
    return (text[at : at + 2 * _EACH] for at in range(0, len(text), 2 * _EACH))
