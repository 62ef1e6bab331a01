"""The audit as JUnit XML, for programs that show tests: a suite per ruleset, a case per rule.

The elements and attributes are those that the schemas of Ant and of Jenkins both know. A rule with findings failed,
one that was not assessed was skipped, and one that has no findings but could not judge everything is an error. The
files are a suite of their own: what could not be read is an error too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from svcqa.accounts import InputAccount, Said
from svcqa.basis import RulesetFacts
from svcqa.dossier import Review
from svcqa.findings import Audit, Finding, Tally
from svcqa.reports.decided import by_rule
from svcqa.reports.overview import Group, grouped, place_of
from svcqa.reports.results import RULE, every_tally, in_order, sums
from svcqa.reports.shown import cell_texts, cut, key_text, printable
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

EXAMPLES = 5
"""Findings told of a rule."""
INPUTS = "inputs"
"""The suite of the files: a case each."""
LONGEST = 500
"""Characters of a line that are shown; how long it really is stands behind it."""


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The suites in one language."""
    suites = ET.Element("testsuites")
    for number, suite in enumerate(_Suites(audit, Words(request.lang))):
        suite.set("id", str(number))
        suites.append(suite)
    ET.indent(suites)
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True)) + b"\n"


class _Suites:
    """The suites of an audit, those of the rulesets first."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self.audit, self.words = audit, words
        self.groups = {group.key: group for group in grouped(audit.findings, RULE, EXAMPLES)}
        self.reviews = audit.dossier.decisions()

    def __iter__(self) -> Iterator[ET.Element]:
        tallies: dict[str, list[Tally]] = {one.name: [] for one in self.audit.content.rulesets}
        for tally in every_tally(self.audit):
            tallies.setdefault(tally.ruleset, []).append(tally)
        stray: dict[str, list[Group[Finding]]] = {}
        for key in self.groups.keys() - in_order(self.audit).keys():
            stray.setdefault(str(key[0]), []).append(self.groups[key])
        for name in dict.fromkeys([*tallies, *sorted(stray)]):
            yield self._of_ruleset(name, tallies.get(name, []), stray.get(name, []))
        if self.audit.content.inputs:
            yield self._suite(INPUTS, {}, [self._file(file) for file in self.audit.content.inputs])

    def _of_ruleset(self, name: str, tallies: Sequence[Tally], stray: Sequence[Group[Finding]]) -> ET.Element:
        cases = [self._case(tally) for tally in tallies]
        cases += [self._stray(group) for group in sorted(stray, key=lambda group: tuple(map(str, group.key)))]
        return self._suite(name, self._facts(name, tallies, stray), cases)

    def _suite(self, name: str, facts: Mapping[str, object], cases: Sequence[ET.Element]) -> ET.Element:
        counts = {attribute: sum(case.find(tag) is not None for case in cases) for attribute, tag in _OUTCOMES}
        told = {"name": _token(name), "tests": str(len(cases)), **{key: str(count) for key, count in counts.items()}}
        suite = ET.Element("testsuite", {**told, **self._always()})
        properties = ET.SubElement(suite, "properties")
        for key, value in {**self._of_audit(), **facts}.items():
            ET.SubElement(properties, "property", name=key, value=printable(str(value)))
        suite.extend(cases)
        ET.SubElement(suite, "system-out").text = f"{self.words('leads')}\n{self.words('chapters_note')}"
        ET.SubElement(suite, "system-err")
        return suite

    def _always(self) -> Mapping[str, str]:
        """What the schema of Ant asks for: the audit has no clock and no host, but a date."""
        timestamp = f"{_token(self.audit.content.as_of)}T00:00:00"
        return {"package": "svcqa", "hostname": "localhost", "timestamp": timestamp, "time": "0"}

    def _of_audit(self) -> Mapping[str, object]:
        content = self.audit.content
        period = f"{content.period.first or '..'}/{content.period.last}"
        tool = f"svcqa {self.audit.run.tool}"
        facts = {"as_of": content.as_of, "period": period, "digest": self.audit.digest, "tool": tool}
        return facts | ({"masked_from": content.masked_from} if content.masked_from else {})

    def _facts(self, name: str, tallies: Sequence[Tally], stray: Sequence[Group[Finding]]) -> Mapping[str, object]:
        counted, excused = sums(tallies), sum(tally.excused for tally in tallies)
        return {
            **self._ruleset(name),
            "rules": counted["rules"],
            "assessed": counted["assessed"],
            "judged": counted["in_scope"],
            "findings": counted["fails"] - excused + sum(group.count for group in stray),
            "excused": excused,
            "undetermined": counted["undetermined"],
            **{f"reviewed.{decision}": count for decision, count in self._decisions(name).items()},
        }

    def _decisions(self, name: str) -> Mapping[str, int]:
        mine = (counts for (ruleset, *_), counts in by_rule(self.audit).items() if ruleset == name)
        return sum(mine, Counter[str]())

    def _file(self, file: InputAccount) -> ET.Element:
        """A file of which anything could not be read is an error: rules may have passed for want of it."""
        case = _element(INPUTS, "", [file.name])
        problems = [(place_of(file), file.problem), *((place_of(file, one), one.problem) for one in file.sheets)]
        told = [
            self.words("detail", name=place, value=self.words.said(problem))
            for place, problem in problems
            if problem is not None
        ]
        if told:
            error = ET.SubElement(case, "error", type="unread", message=self.words("unread"))
            error.text = "\n".join(cut(printable(line), LONGEST, self.words) for line in told)
        return case

    def _ruleset(self, name: str) -> Mapping[str, str]:
        known: dict[str, RulesetFacts] = {one.name: one for one in self.audit.content.rulesets}
        if name not in known:
            return {"title": self.words("built_in")}
        one = known[name]
        return {"title": self.words.said(one.title), "version": one.version, "ruleset_digest": one.digest}

    def _case(self, tally: Tally) -> ET.Element:
        words = self.words
        place = tally.clause or tally.register
        edition = [f"{words('edition')} {tally.edition}"] if tally.dated else []
        case = _element(tally.ruleset, tally.chapter, [tally.rule, place, words.said(tally.title), *edition])
        if not tally.assessed:
            self._skipped(case, tally)
        elif tally.fails:
            self._failed(case, tally)
        elif tally.undetermined:
            open_ = ET.SubElement(case, "error", type="undetermined", message=self._open(tally))
            open_.text = self.words("unjudged_note")
        return case

    def _skipped(self, case: ET.Element, tally: Tally) -> None:
        if tally.reason is None:
            told = self.words("not_assessed")
        else:
            code = self.words.named("not_assessed", tally.reason.code)
            told = self.words("detail", name=code, value=self._said(tally.reason.text))
        ET.SubElement(case, "skipped", message=told)

    def _failed(self, case: ET.Element, tally: Tally) -> None:
        parts = [self.words("case_failed", fails=f"{tally.fails:,}", in_scope=f"{tally.in_scope:,}")]
        if tally.excused:
            parts.append(self.words("case_excused", count=f"{tally.excused:,}"))
        if tally.undetermined:
            parts.append(self._open(tally))
        failure = ET.SubElement(case, "failure", type=f"weight.{tally.weight}", message=self._joined(parts))
        group = self.groups.get((tally.ruleset, tally.rule, tally.register))
        advice = [self.words("remedy") + self._said(tally.remedy)] if tally.remedy else []
        failure.text = "\n".join([*self._examples(group), *advice])

    def _stray(self, group: Group[Finding]) -> ET.Element:
        """A rule that the audit does not list, although it has findings."""
        ruleset, rule, register = (str(part) for part in group.key)
        case = _element(ruleset, "", [rule, register])
        message = self.words("count_of_findings", count=f"{group.count:,}")
        ET.SubElement(case, "failure", type="weight.unknown", message=message).text = "\n".join(self._examples(group))
        return case

    def _open(self, tally: Tally) -> str:
        reasons = self.audit.content.reasons
        listed = [
            self.words("detail", name=self._said(reasons[code]) if code in reasons else code, value=f"{count:,}")
            for code, count in tally.undetermined_by.items()
        ]
        return self.words("case_open", count=f"{tally.undetermined:,}", listed=self.words.listed(listed))

    def _examples(self, group: Group[Finding] | None) -> Iterator[str]:
        for finding in group.rows if group else []:
            yield from (cut(printable(line), LONGEST, self.words) for line in self._finding(finding))
        if group and group.count > len(group.rows):
            yield self.words("case_more", shown=f"{len(group.rows):,}", total=f"{group.count:,}")

    def _finding(self, finding: Finding) -> Iterator[str]:
        yield self.words("detail", name=key_text(finding.key, self.words), value=self.words.said(finding.message))
        yield from (f"  {cell}" for cell in cell_texts(finding.locations, self.words))
        if finding.excused_by is not None:
            yield f"  {self.words('excused_row', by=finding.excused_by)}"
        review: Review | None = self.reviews.get(finding.fingerprint)
        if review and review.decision:
            named = self.words.named("decision", review.decision)
            yield f"  {self.words('detail', name=self.words('decision'), value=named)} {review.reason}"

    def _joined(self, parts: Sequence[str]) -> str:
        told = parts[0]
        for part in parts[1:]:
            told = self.words("sentences", first=told, second=part)
        return told

    def _said(self, said: Said) -> str:
        return cut(printable(self.words.said(said)), LONGEST, self.words)


_OUTCOMES = (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))


def _element(ruleset: str, chapter: str, name: Sequence[str]) -> ET.Element:
    classname = f"{ruleset}.{chapter}" if chapter else ruleset
    named = {"classname": _token(classname), "name": _token(" ".join(filter(None, name))), "time": "0"}
    return ET.Element("testcase", named)


def _token(text: str) -> str:
    """A name without line breaks, and never empty."""
    return " ".join(printable(text).split()) or "-"
