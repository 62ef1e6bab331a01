"""The audit report as people read it (ISO 19011:2018, 6.5.1): what the audit counted, and what the team states.

What only the team can state is printed as it stands in the assignment, or marked as not stated; it is never made up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from svcqa.dossier import DECISIONS, ELEMENTS, REQUIRED, UNREVIEWED
from svcqa.findings import Audit, Tally
from svcqa.nonconformities import nonconformities
from svcqa.reports import exceptions
from svcqa.reports.baseline.paper import since
from svcqa.reports.decided import by_rule
from svcqa.reports.followed import followed
from svcqa.reports.overview import figures, not_assessed
from svcqa.reports.results import every_tally, results
from svcqa.reports.sampled import samples_told
from svcqa.reports.shown import printable
from svcqa.reports.signed import annexes
from svcqa.reports.signed.deviations import deviation
from svcqa.reports.signed.disputes import disputes
from svcqa.reports.signed.nouns import Book, Clause, Doubtful, Element, Figure, Manual, Row, Sample, Story
from svcqa.reports.words import Words

ASSIGNMENT = (
    "objectives", "scope", "criteria", "client", "auditee", "leader", "team", "participants", "independence",
    "announced_on", "dates", "places", "plan", "distribution", "confidentiality",
)  # fmt: skip
COURSE = ("obstacles", "not_covered")
CONCLUSIONS = (
    "conclusions", "degree", "objectives_met", "good_practices", "differing_opinions", "follow_up", "programme_effect",
)  # fmt: skip


def story(audit: Audit, words: Words) -> Story:
    """Everything that the report prints."""
    content, stated = audit.content, {code: _lines(text) for code, text in audit.dossier.elements.items()}
    kept = followed(audit, words)
    return Story(
        lang=words.lang,
        report_no=stated.get("report_no", ""),
        as_of=content.as_of,
        period=words.period(content.period),
        digest=audit.digest,
        tool=audit.run.tool,
        notes=list(_notes(audit, words)),
        stated={code: stated.get(code, "") for code in ELEMENTS},
        assignment=_elements(ASSIGNMENT, stated, words),
        course=_elements(COURSE, stated, words),
        conclusions=_elements(CONCLUSIONS, stated, words),
        others=[Element(name, name, text, required=False) for name, text in stated.items() if name not in ELEMENTS],
        missing=_missing(stated, words),
        figures=list(_figures(audit, words)),
        reviews=list(_reviews(audit, words)),
        doubtful=list(_doubtful(audit, words)),
        manuals=list(_manuals(audit, words)),
        samples=list(_samples(audit, words)),
        followed=kept,
        followed_note=words("formal.followed_note", day=kept[0].as_of) if kept else "",
        nonconformities=[deviation(audit, one, words) for one in nonconformities(audit)],
        observations=[
            deviation(audit, one, words, "formal.fact_noted") for one in nonconformities(audit, "observation")
        ],
        clauses=_clauses(audit, words),
        waivers=annexes.waivers(audit, words),
        waivers_note=exceptions.note(audit, words) if content.waivers else "",
        not_assessed=annexes.not_assessed(not_assessed(audit), words),
        unjudged=annexes.unjudged(audit, words),
        inputs=annexes.inputs(audit, words),
        parameters=annexes.parameters(audit, words),
        calendars=[Figure(str(name), source) for name, source in content.calendars.items()],
        disputes=disputes(audit, words),
        since=since(audit, words),
    )


def _notes(audit: Audit, words: Words) -> Iterator[str]:
    """How files were read otherwise than usual, and what the audit was before masking."""
    for name, setting in audit.content.settings.items():
        yield words.named("setting", f"{name}={setting}")
    if audit.content.masked_from:
        yield words("detail", name=words("masked_from"), value=audit.content.masked_from)


def _lines(text: str) -> str:
    """What somebody wrote, line by line, without characters that do something instead of being shown."""
    return "\n".join(map(printable, text.splitlines()))


def _elements(codes: Iterable[str], stated: dict[str, str], words: Words) -> list[Element]:
    return [
        Element(code, ELEMENTS[code].say(words.lang), stated.get(code, ""), code in REQUIRED)
        for code in codes
        if stated.get(code) or code in REQUIRED
    ]


def _missing(stated: dict[str, str], words: Words) -> str:
    names = [ELEMENTS[code].say(words.lang) for code in REQUIRED if not stated.get(code)]
    return words("formal.missing_note", count=len(names), listed=words.listed(names)) if names else ""


def _figures(audit: Audit, words: Words) -> Iterator[Figure]:
    """The key figures, as on the first page of every report."""
    told = figures(audit)
    yield Figure(
        words("assessed_share"), f"{told.share} ({words('assessed_of', rules=told.rules, assessed=told.assessed)})"
    )
    yield Figure(words("judged"), f"{told.judged:,}")
    yield Figure(words("findings"), f"{told.findings:,}")
    for weight, count in told.by_weight.items():
        yield Figure(f"{words('findings')} · {words('weight')} {words.named('weight', weight)}", f"{count:,}")
    yield Figure(words("excused_count"), f"{told.excused:,}")
    yield Figure(words("undetermined"), f"{told.undetermined:,}")
    yield Figure(words("records"), f"{told.records:,}")


def _reviews(audit: Audit, words: Words) -> Iterator[Figure]:
    """What auditors have decided; findings that nobody has looked at are said last and never left out."""
    for code, count in audit.by_decision().items():
        yield Figure(words.named("decision", code), f"{count:,}")


def _doubtful(audit: Audit, words: Words) -> Iterator[Doubtful]:
    for one in audit.dossier.reviews:
        if one.doubt:
            yield Doubtful(printable(one.place), printable(one.fingerprint), words.named("doubt", one.doubt))


def _samples(audit: Audit, words: Words) -> Iterator[Sample]:
    for one in samples_told(audit, words):
        yield Sample(one.title, [Figure(name, value) for name, value in one.facts], one.notes)


def _manuals(audit: Audit, words: Words) -> Iterator[Manual]:
    for facts, one in zip(audit.content.rulesets, results(audit, words).rulesets, strict=True):
        rows = [_row(chapter.name or words("no_chapter"), chapter.sums) for chapter in one.chapters]
        yield Manual(words.said(one.title), facts.version, facts.digest, [*rows, _row(words("total"), one.sums)])


def _row(name: str, sums: Mapping[str, int]) -> Row:
    return Row(name, *(f"{sums[key]:,}" for key in ("rules", "assessed", "fails", "undetermined", "pending")))


def _clauses(audit: Audit, words: Words) -> list[Book]:
    """The rules with findings by manual, the built-in ones last."""
    decided, none = by_rule(audit), Counter[str]()
    books: dict[str, list[Clause]] = {}
    for tally in every_tally(audit):
        if tally.fails:
            mine = decided.get((tally.ruleset, tally.rule, tally.register), none)
            books.setdefault(tally.ruleset, []).append(_clause(tally, mine, words))
    titles = {one.name: words.said(one.title) for one in audit.content.rulesets}
    return [Book(titles.get(name, words("built_in")), rows) for name, rows in books.items()]


def _clause(tally: Tally, decided: Counter[str], words: Words) -> Clause:
    counts = (tally.in_scope, tally.fails, tally.excused, *(decided[code] for code in (*DECISIONS, UNREVIEWED)))
    names = (tally.clause or words("none"), words.said(tally.title), tally.rule, words.named("weight", tally.weight))
    return Clause(*names, *(f"{count:,}" for count in counts))
