"""The findings as compact data for the script of the page: each row refers by number to what many rows share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from svcqa.baselines import STATES as STATES_SINCE
from svcqa.baselines import Baseline
from svcqa.dossier import Review
from svcqa.findings import Audit, EvidenceFacts, Finding, Location
from svcqa.reports.baseline import told
from svcqa.reports.decided import answer_of
from svcqa.reports.results import AllResults, Clause, Key
from svcqa.reports.searching import SCRIPTED
from svcqa.reports.shown import key_text, place_text, register_text
from svcqa.reports.words import Words
from svcqa.telling import evidence_texts
from svcqa.weights import WEIGHTS

PER_PAGE = 100
STATES = ("unreviewed", "confirmed", "observation", "explained", "reading_error", "excused")
NONE = -1
"""The number of what is not there."""
Short = Callable[[str], str]
"""Makes a text fit to be shown, and cuts it where it is too long."""


class Shared(dict[Any, int]):
    """Things that many rows share: each is kept once, and a row holds its number."""

    def __missing__(self, thing: Any) -> int:
        self[thing] = number = len(self)
        return number


@dataclass(frozen=True)
class _Tables:
    """What the rows refer to."""

    rules: Mapping[Key, int]
    evidence: Mapping[Key, Mapping[str, EvidenceFacts]]
    """Rule → what its check gives as evidence."""
    decisions: Mapping[str, Review]
    units: Shared = field(default_factory=Shared)
    places: Shared = field(default_factory=Shared)
    texts: Shared = field(default_factory=Shared)
    roots: dict[str, str] = field(default_factory=dict)
    """Record → what it is called."""


def embedded(audit: Audit, results: AllResults, words: Words, short: Short) -> dict[str, Any]:
    """What ``templates/findings.js`` reads: the words of one language, the tables, and a row for every finding."""
    clauses = [(key, clause) for key, clause in results.clauses.items() if clause.findings]
    tables = _Tables(
        {key: number for number, (key, _) in enumerate(clauses)},
        {key: _declared(audit, clause) for key, clause in clauses},
        audit.dossier.decisions(),
    )
    baseline, rows, since = audit.dossier.baseline, [], []
    for finding in audit.findings:
        rows.append(_row(audit, finding, tables, words))
        since.append(_since(baseline, finding, tables, words))
    states = _states(baseline, words)
    numbers = Shared()
    return {
        "per_page": PER_PAGE,
        "words": {name: words.unfilled(name) for name in SCRIPTED},
        "weights": [[code, words.named("weight", code)] for code in WEIGHTS],
        "reviews": [[code, words.named("decision", code)] for code in STATES],
        **_criteria(audit, clauses, words, short),
        "units": [short(unit) for unit in tables.units],
        "places": [short(place) for place in tables.places],
        "texts": [short(text) for text in tables.texts],
        "records": [short(called) for called in tables.roots.values()],
        "rows": [
            [short(row[0]), *row[1:-1], numbers[row[-1]], *behind] for row, behind in zip(rows, since, strict=True)
        ],
        **({"states": states} if states else {}),
    }


def _states(baseline: Baseline | None, words: Words) -> list[list[str]]:
    """What a finding can be to an earlier audit: code and name; nothing where none is compared with."""
    comparable = baseline is not None and baseline.comparable
    return [[code, words.named("baseline_state", code)] for code in STATES_SINCE] if comparable else []


def _since(baseline: Baseline | None, one: Finding, tables: _Tables, words: Words) -> list[int]:
    """What it is to the earlier audit, by number, and that in words."""
    state = baseline.states.get(one.fingerprint) if baseline else None
    if baseline is None or state is None:
        return []
    said = words("baseline_told", told=told.told(baseline, one.fingerprint, words))
    return [STATES_SINCE.index(state), tables.texts[said]]


def _criteria(audit: Audit, clauses: Sequence[tuple[Key, Clause]], words: Words, short: Short) -> dict[str, Any]:
    """The rules with findings, and the chapters and manuals in which they stand."""
    titles = {one.name: words.said(one.title) for one in audit.content.rulesets}
    manuals, chapters = Shared(), Shared()
    rules = []
    for (ruleset, *_), clause in clauses:
        manual = titles.get(str(ruleset)) or words("built_in" if clause.tally else "other_findings")
        chapter = clause.tally.chapter if clause.tally else ""
        at = chapters[manuals[ruleset, short(manual)], short(chapter or words("no_chapter"))]
        rules.append([at, *map(short, _criterion(clause, words)), clause.anchor])
    return {"manuals": [title for _, title in manuals], "chapters": list(map(list, chapters)), "rules": rules}


def _declared(audit: Audit, clause: Clause) -> Mapping[str, EvidenceFacts]:
    """What the check of a rule gives as evidence, in words; nothing where that is not known."""
    return audit.content.evidence.get(clause.tally.check, {}) if clause.tally else {}


def _criterion(clause: Clause, words: Words) -> tuple[str, str, str]:
    """The clause, the requirement and the id of a rule."""
    if clause.tally:
        return clause.tally.clause, words.said(clause.tally.title), clause.rule
    return (clause.findings.rows[0].clause if clause.findings else ""), clause.rule, clause.rule


def _row(audit: Audit, one: Finding, tables: _Tables, words: Words) -> list[Any]:
    """A finding in the order in which the script reads it."""
    texts, key, rule = tables.texts, key_text(one.key, words), (one.ruleset, one.rule, one.register)
    _name_root(audit, one, key, tables, words)
    return [
        key,
        tables.rules[rule],
        tables.units[one.unit] if one.unit else NONE,
        one.date or "",
        WEIGHTS.index(one.weight),
        texts[words.said(one.message)],
        _evidence(one, tables.evidence[rule], tables, words),
        [part for cell in one.locations for part in _cell(cell, tables)],
        one.fingerprint,
        texts[one.excused_by] if one.excused_by else NONE,
        *_reviewed(tables.decisions.get(one.fingerprint), tables, words),
        one.root,
    ]


def _evidence(one: Finding, declared: Mapping[str, EvidenceFacts], tables: _Tables, words: Words) -> list[int]:
    texts = evidence_texts(declared, one.evidence, words.lang)
    return [tables.texts[words("detail", name=name, value=value)] for name, value in texts]


def _cell(cell: Location, tables: _Tables) -> tuple[int, str, int]:
    """``file → sheet``, the cell, and what stands in it."""
    place = place_text(Location(cell.file, cell.sheet, ""))
    return tables.places[place], cell.cell, tables.texts[cell.value] if cell.value else NONE


def _reviewed(review: Review | None, tables: _Tables, words: Words) -> tuple[str, int]:
    """The decision as a code, and all that is told of it."""
    if review is None or review.decision is None:
        return "", NONE
    decided = words.listed([part for part in (words.named("decision", review.decision), review.by, review.on) if part])
    written = {"reason": review.reason, "evidence": review.evidence, "answer": answer_of(review, words)}
    parts = [words("detail", name=words(f"review_{name}"), value=text) for name, text in written.items() if text]
    parts += [words("differing")] if review.disputed else []
    return review.decision, tables.texts[words("chart_end").join([decided, *parts])]


def _name_root(audit: Audit, one: Finding, key: str, tables: _Tables, words: Words) -> None:
    """The record from which findings come, called by its key where one of them is about the record itself."""
    register, _, rest = one.root.partition("/")
    own = register == one.register
    if own or one.root not in tables.roots:
        tables.roots[one.root] = f"{register_text(audit, register, words)} {key if own else rest}"
