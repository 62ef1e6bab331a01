"""What a SARIF log says of the tool and of the files: rules, plugins, notices, artifacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from svcqa.accounts import InputAccount, SheetAccount
from svcqa.findings import Audit, Tally
from svcqa.lines import encodable
from svcqa.reports.overview import place_of
from svcqa.reports.results import every_tally, sums
from svcqa.reports.shown import printable
from svcqa.reports.words import Words
from svcqa.weights import Weight

LEVELS: Mapping[Weight, str] = {"high": "error", "medium": "warning", "low": "note"}
UNREAD = "unread"


def message(text: str) -> dict[str, str]:
    """A plain message: braces are no slots of it, and brackets no link."""
    clean = printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": clean.strip() or "-"}


class Driver:
    """The tool with its rules; a rule is one, whatever its editions and registers."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self.audit, self.words = audit, words
        self.tallies: dict[tuple[str, str], list[Tally]] = {}
        for tally in every_tally(audit):
            self.tallies.setdefault((tally.ruleset, tally.rule), []).append(tally)
        for name in ("findings", "unjudged"):
            table = getattr(audit, name).table
            for pair in zip(table.column("ruleset").to_pylist(), table.column("rule").to_pylist(), strict=True):
                self.tallies.setdefault(pair, [])
        self.index = {pair: number for number, pair in enumerate(self.tallies)}
        codes = dict.fromkeys(tally.reason.code for tally in audit.content.tallies if tally.reason)
        self.notices = {f"not_assessed.{code}": words.named("not_assessed", code) for code in codes}
        self.notices[UNREAD] = words("unread")

    def rule(self, ruleset: str, rule: str) -> dict[str, Any]:
        """How a result names its rule."""
        number = self.index.get((ruleset, rule))  # a rule of an earlier audit may not be there any more
        return {"ruleId": _id(ruleset, rule), **({} if number is None else {"ruleIndex": number})}

    def as_log(self, language: str) -> dict[str, Any]:
        """The tool as the log holds it."""
        run = self.audit.run
        notices = [{"id": name, "shortDescription": message(text)} for name, text in self.notices.items()]
        driver = {
            "name": "svcqa",
            "version": printable(run.tool),
            "language": language,
            "rules": [self._rule(*pair) for pair in self.tallies],
            "notifications": notices,
        }
        plugins = [{"name": printable(name), "version": printable(version)} for name, version in run.plugins.items()]
        return {"driver": driver, "extensions": plugins}

    def not_assessed(self) -> Iterator[dict[str, Any]]:
        """A notice for every rule that was not assessed."""
        for (ruleset, rule), tallies in self.tallies.items():
            for tally in tallies:
                if tally.reason is not None:
                    text = self.words("detail", name=tally.rule, value=self.words.said(tally.reason.text))
                    named = {"id": _id(ruleset, rule), "index": self.index[ruleset, rule]}
                    yield {**_notice(f"not_assessed.{tally.reason.code}", text), "associatedRule": named}

    def _rule(self, ruleset: str, rule: str) -> dict[str, Any]:
        tallies = self.tallies[ruleset, rule]
        known = {"id": _id(ruleset, rule), "properties": {"ruleset": printable(ruleset), "rule": printable(rule)}}
        return {**known, **self._described(tallies[-1], tallies)} if tallies else known

    def _described(self, tally: Tally, tallies: list[Tally]) -> dict[str, Any]:
        """A rule in words, and what it came to."""
        advice = {"help": message(self.words.said(tally.remedy))} if tally.remedy else {}
        facts = {name: printable(getattr(tally, name)) for name in ("ruleset", "rule", "clause", "chapter", "source")}
        return {
            "name": printable(tally.clause or tally.rule),
            "shortDescription": message(self.words.said(tally.title)),
            **advice,
            "defaultConfiguration": {"level": LEVELS[tally.weight]},
            "properties": {**facts, "weight": tally.weight, "tallies": [_counts(one) for one in tallies]},
        }


class Artifacts:
    """The files that were read."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self.inputs, self.words = audit.content.inputs, words
        self.index = {printable(file.name): number for number, file in enumerate(self.inputs)}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for file in self.inputs:
            yield {
                "location": self.location(file.name),
                "length": file.size,
                "roles": ["analysisTarget"],
                "hashes": {"sha-256": printable(file.sha256)},
                "properties": self._account(file),
            }

    def location(self, name: str) -> dict[str, Any]:
        """Where a file is: relative to wherever the files were read from."""
        number = self.index.get(printable(name))
        return {"uri": _uri(name), **({} if number is None else {"index": number})}

    def unread(self) -> Iterator[dict[str, Any]]:
        """A notice for every file and sheet that could not be read."""
        for file in self.inputs:
            problems = [(place_of(file), file.problem), *((place_of(file, one), one.problem) for one in file.sheets)]
            for place, problem in problems:
                if problem is not None:
                    text = self.words("detail", name=place, value=self.words.said(problem))
                    where = {"physicalLocation": {"artifactLocation": self.location(file.name)}}
                    yield {**_notice(UNREAD, text), "locations": [where]}

    def _account(self, file: InputAccount) -> dict[str, Any]:
        return {
            "name": printable(file.name),
            "facts": {printable(name): printable(fact) for name, fact in file.facts.items()},
            "notes": [printable(self.words.said(note)) for note in file.notes],
            "sheets": [self._sheet(sheet) for sheet in file.sheets],
        }

    def _sheet(self, sheet: SheetAccount) -> dict[str, Any]:
        aside: Counter[str] = Counter()
        for one in sheet.set_aside:
            aside[one.reason] += one.to_row - one.row + 1
        return {
            "sheet": printable(sheet.sheet),
            "region": sheet.region,
            "state": sheet.state,
            "register": sheet.register,
            "rows_read": sheet.rows_read,
            "imported": sheet.imported,
            "records": sheet.records,
            "set_aside": dict(aside),
            "problem": printable(self.words.said(sheet.problem)) if sheet.problem else None,
            "notes": [printable(self.words.said(note)) for note in sheet.notes],
        }


def _id(ruleset: str, rule: str) -> str:
    return printable(f"{ruleset}/{rule}")


def _counts(tally: Tally) -> dict[str, Any]:
    counted = sums([tally])
    del counted["rules"]
    facts = {"register": printable(tally.register), "edition": printable(tally.edition)}
    return {**facts, **counted, "assessed": tally.assessed, "excused": tally.excused}


def _notice(name: str, text: str) -> dict[str, Any]:
    return {"descriptor": {"id": name}, "level": "warning", "message": message(text)}


def _uri(name: str) -> str:
    """A relative reference, whatever the file is called."""
    quoted = quote(encodable(name))
    return f"%2F{quoted[1:]}" if quoted.startswith("/") else quoted
