"""What a Word template may print: every name here is a variable of the templates, ready to be read by people."""

from __future__ import annotations

from msgspec import Struct

from svcqa.reports.followed import Followed


class Element(Struct, frozen=True):
    """Something that only the audit team can state; ``text`` is empty where nobody has."""

    code: str
    name: str
    text: str
    required: bool


class Figure(Struct, frozen=True):
    """A number with its name."""

    name: str
    value: str


class Row(Struct, frozen=True):
    """A chapter of a manual, or the whole of it."""

    name: str
    rules: str
    assessed: str
    findings: str
    undetermined: str
    pending: str


class Manual(Struct, frozen=True):
    """A ruleset with what was found by chapter."""

    title: str
    version: str
    digest: str
    rows: list[Row]


class Case(Struct, frozen=True):
    """One finding with its evidence, and what the auditor wrote about it."""

    key: str
    date: str
    message: str
    cells: list[str]
    fingerprint: str
    reason: str
    evidence: str
    by: str
    on: str
    answer: str


class Deviation(Struct, frozen=True):
    """A nonconformity or an observation: one clause in one unit."""

    manual: str
    version: str
    clause: str
    unit: str
    requirement: str
    rules: str
    weight: str
    count: str
    fact: str
    cases: list[Case]
    examples: list[Case]
    more: str
    """How many cases are not among the examples; empty if all are."""
    remedies: list[str]
    answers: list[str]
    found_by: str
    kept: Followed
    """Number, grade and state, as far as the history keeps it; of an observation nothing."""


class Clause(Struct, frozen=True):
    """A rule with findings, and what auditors have decided about them."""

    clause: str
    requirement: str
    rule: str
    weight: str
    in_scope: str
    findings: str
    excused: str
    confirmed: str
    observation: str
    explained: str
    reading_error: str
    unreviewed: str


class Book(Struct, frozen=True):
    """A manual with its rules that have findings."""

    title: str
    rows: list[Clause]


class Open(Struct, frozen=True):
    """Something that was not assessed or judged: why, how much, and of which rules."""

    reason: str
    count: str
    rules: str


class Input(Struct, frozen=True):
    """A file, and what became of its rows."""

    name: str
    sha256: str
    rows_read: str
    imported: str
    set_aside: str
    problem: str


class Parameter(Struct, frozen=True):
    """A parameter and where its value comes from."""

    name: str
    value: str
    origin: str
    source: str
    approved_by: str
    date: str


class Waived(Struct, frozen=True):
    """A waiver or an approved deviation, and how it stands."""

    number: str
    rules: str
    scope: str
    state: str
    reason: str
    requested_by: str
    approved_by: str
    last_valid_day: str
    excused: str


class Doubtful(Struct, frozen=True):
    """A review that could not be used."""

    place: str
    fingerprint: str
    why: str


class Sample(Struct, frozen=True):
    """A sample: its plan, what was found, and what it says of its lot."""

    title: str
    facts: list[Figure]
    notes: list[str]


class Dispute(Struct, frozen=True):
    """A finding that the auditors uphold and the auditee disputes: an unresolved differing opinion."""

    clause: str
    unit: str
    key: str
    message: str
    fingerprint: str
    decision: str
    """What was decided, why and by whom."""
    answer: str
    """What the auditee says, who answered and when."""


class RuleLine(Struct, frozen=True):
    """A rule that is not in both audits what it is in one of them."""

    what: str
    rule: str
    clause: str
    requirement: str


class FormerLine(Struct, frozen=True):
    """A finding of the earlier audit that is not found any more."""

    outcome: str
    key: str
    rule: str
    clause: str
    message: str
    place: str
    """Its cells in the files of the earlier audit."""


class TrendLine(Struct, frozen=True):
    """One audit of a series in figures."""

    as_of: str
    findings: str
    high: str
    medium: str
    low: str
    excused: str
    assessed: str
    share: str


class Since(Struct, frozen=True):
    """What became of the findings since an earlier audit."""

    facts: list[Figure]
    notes: list[str]
    counts: list[Figure]
    """Empty where nothing could be compared; the notes say why."""
    rules: list[RuleLine]
    more_rules: str
    former: list[FormerLine]
    more_former: str
    """How many are not printed; empty if all are."""
    trend: list[TrendLine]


class Story(Struct, frozen=True):
    """The audit report."""

    lang: str
    report_no: str
    as_of: str
    period: str
    digest: str
    tool: str
    notes: list[str]
    """Settings that whoever reads the report must know, such as that files were read leniently."""
    stated: dict[str, str]
    """Code of an element (:data:`svcqa.dossier.ELEMENTS`) → what the audit team states."""
    assignment: list[Element]
    course: list[Element]
    conclusions: list[Element]
    others: list[Element]
    missing: str
    """The required elements that nobody has stated, in a sentence; empty if there are none."""
    figures: list[Figure]
    reviews: list[Figure]
    doubtful: list[Doubtful]
    manuals: list[Manual]
    samples: list[Sample]
    followed: list[Followed]
    """The nonconformities that the history keeps of this audit."""
    followed_note: str
    nonconformities: list[Deviation]
    observations: list[Deviation]
    clauses: list[Book]
    waivers: list[Waived]
    waivers_note: str
    """What is to be known of all waivers; empty if there are none."""
    not_assessed: list[Open]
    unjudged: list[Open]
    inputs: list[Input]
    parameters: list[Parameter]
    calendars: list[Figure]
    disputes: list[Dispute] = []
    """Differing opinions that stand in the reviews, beside what the team states of them (ISO 19011:2018, 6.5.1)."""
    since: Since | None = None
    """The comparison with an earlier audit, if there is one."""


class Sheet(Struct, frozen=True):
    """A nonconformity report."""

    lang: str
    report_no: str
    as_of: str
    period: str
    auditee: str
    digest: str
    tool: str
    this: Deviation
