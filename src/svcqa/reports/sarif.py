"""The audit as SARIF 2.1.0: rules, findings with cells, what was left open, what was not assessed, files.

Every finding is a result of kind ``fail``; a waiver or a reviewer's explanation stands beside it as a suppression and
takes nothing away. What could not be judged is a result of kind ``open``. Cells are logical locations: a region of a
text file would be none of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from svcqa.dossier import Review
from svcqa.findings import Audit, Finding, Location, Unjudged
from svcqa.reports.baseline import absence
from svcqa.reports.decided import doubtful
from svcqa.reports.overview import figures
from svcqa.reports.sarif_tool import LEVELS, Artifacts, Driver, message
from svcqa.reports.shown import key_text, place_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
FINGERPRINT = "svcqa/v1"


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The log in one language."""
    words = Words(request.lang)
    run = _Run(audit, words).as_log(LANGUAGES[request.lang])
    return msgspec.json.encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + b"\n"


class _Run:
    """One run of the tool: the audit."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self.audit, self.words = audit, words
        self.driver, self.files = Driver(audit, words), Artifacts(audit, words)
        self.reviews = audit.dossier.decisions()
        self.waivers = {one.number: one for one in audit.content.waivers}

    def as_log(self, language: str) -> dict[str, Any]:
        """The run as the log holds it."""
        results = (self._findings(), self._unjudged(), self._absent())
        found = [_encoded(one) for part in results for one in part]
        invocation = {
            "executionSuccessful": True,
            "toolConfigurationNotifications": list(self.driver.not_assessed()),
            "toolExecutionNotifications": list(self.files.unread()),
        }
        return {
            "tool": self.driver.as_log(language),
            "language": language,
            "invocations": [invocation],
            "artifacts": list(self.files),
            "results": found,
            "properties": self._properties(),
        }

    def _findings(self) -> Iterator[dict[str, Any]]:
        for finding in self.audit.findings:
            told = self.words.said(finding.message)
            yield {
                **self._subject(finding, told),
                "kind": "fail",
                "level": LEVELS[finding.weight],
                "partialFingerprints": {FINGERPRINT: finding.fingerprint},
                "locations": self._locations(finding.locations),
                "suppressions": list(self._suppressions(finding)),
                "properties": self._of_finding(finding),
                **absence.state_of(finding, self.audit.dossier.baseline),
            }

    def _absent(self) -> Iterator[dict[str, Any]]:
        """Findings of an earlier audit that are not found any more."""
        baseline = self.audit.dossier.baseline
        for one in baseline.former if baseline else ():
            text = self.words("detail", name=key_text(one.key, self.words), value=self.words.said(one.message))
            yield {
                **self.driver.rule(one.ruleset, one.rule),
                "message": message(text),
                "kind": "fail",
                "level": LEVELS[one.weight],
                "partialFingerprints": {FINGERPRINT: one.fingerprint},
                "locations": self._locations(one.locations),
                "suppressions": [],
                **absence.absent(one, self.words),
            }

    def _unjudged(self) -> Iterator[dict[str, Any]]:
        reasons = self.audit.content.reasons
        for one in self.audit.unjudged:
            told = self.words.said(reasons[one.reason]) if one.reason in reasons else one.reason
            yield {
                **self._subject(one, told),
                "kind": "open",
                "level": "none",
                "locations": self._locations(one.cells),
                "suppressions": [],
                "properties": {**_named(one), "reason": printable(one.reason)},
            }

    def _subject(self, one: Finding | Unjudged, told: str) -> dict[str, Any]:
        text = self.words("detail", name=key_text(one.key, self.words), value=told)
        return {**self.driver.rule(one.ruleset, one.rule), "message": message(text)}

    def _locations(self, cells: Iterable[Location]) -> list[dict[str, Any]]:
        return [_location(cell, self.files) for cell in cells]

    def _suppressions(self, finding: Finding) -> Iterator[dict[str, Any]]:
        """What speaks against a finding; the finding stays."""
        if finding.excused_by is not None:
            yield {"kind": "external", "status": "accepted", **self._waiver(finding.excused_by)}
        review = self.reviews.get(finding.fingerprint)
        if review is not None and review.decision in {"explained", "reading_error"}:
            told = {"justification": printable(review.reason), "properties": _review(review)}
            yield {"kind": "external", "status": "accepted", **told}

    def _waiver(self, number: str) -> dict[str, Any]:
        """Why a finding is excused, and by whom and how long; what is not listed is told by its number alone."""
        one = self.waivers.get(number)
        if one is None:
            return {"justification": printable(number)}
        told = {
            "state": one.state, "origin": one.origin, "approvedBy": one.approved_by, "approvedOn": one.approved_on,
            "lastValidDay": one.valid_to, "place": one.place,
        }  # fmt: skip
        text = self.words("detail", name=number, value=one.reason) if one.reason else number
        return {"justification": printable(text), "properties": {name: printable(said) for name, said in told.items()}}

    def _of_finding(self, finding: Finding) -> dict[str, Any]:
        review = self.reviews.get(finding.fingerprint)
        return {
            **_named(finding),
            "unit": _maybe(finding.unit),
            "date": _maybe(finding.date),
            "root": printable(finding.root),
            **({"review": _review(review)} if review else {}),
            **absence.returned(finding, self.audit.dossier.baseline),
        }

    def _properties(self) -> dict[str, Any]:
        content, found = self.audit.content, figures(self.audit)
        return {
            "asOf": printable(content.as_of),
            "period": {"first": _maybe(content.period.first), "last": printable(content.period.last)},
            "zone": printable(content.zone),
            "digest": self.audit.digest,
            **({"maskedFrom": content.masked_from} if content.masked_from else {}),
            "figures": {**msgspec.to_builtins(found), "by_weight": dict(found.by_weight)},
            **absence.compared_with(self.audit.dossier.baseline, self.words),
            "reviews": {**self.audit.by_decision(), "not_counted": doubtful(self.audit)},
            "note": self.words("leads"),
        }


def _encoded(result: Mapping[str, Any]) -> msgspec.Raw:
    """A result as JSON: its text costs less than its objects."""
    return msgspec.Raw(msgspec.json.encode(result))


def _location(cell: Location, files: Artifacts) -> dict[str, Any]:
    made: dict[str, Any] = {"physicalLocation": {"artifactLocation": files.location(cell.file)}}
    name = cell.cell or cell.sheet
    if name:
        full = {"name": printable(name), "fullyQualifiedName": printable(place_text(cell))}
        made["logicalLocations"] = [{**full, "kind": "cell" if cell.cell else "sheet"}]
    if cell.cell:
        made["properties"] = {"value": _maybe(cell.value)}
    return made


def _named(one: Finding | Unjudged) -> dict[str, Any]:
    key = {printable(name): _maybe(part) for name, part in one.key.items()}
    return {"register": printable(one.register), "key": key}


def _review(review: Review) -> dict[str, Any]:
    told = {"reason": review.reason, "by": review.by, "on": review.on, "place": review.place}
    return {"decision": review.decision, **{name: printable(text) for name, text in told.items()}}


def _maybe(text: str | None) -> str | None:
    return None if text is None else printable(text)
