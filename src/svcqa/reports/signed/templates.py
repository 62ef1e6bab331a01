"""The built-in Word templates. Auditors take one, change it in Word, and hand it back with ``--template``.

A template prints the variables of :mod:`svcqa.reports.signed.nouns`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from svcqa.reports.signed.paper import WIDTH, Column, Paper
from svcqa.reports.words import Words

_STATED = "{% if one.text %}{{ one.text }}{% else %}⟦{missing}⟧{% endif %}"


def audit_report(words: Words) -> bytes:
    """The template of the audit report."""
    paper = Paper(words("formal.title"))
    paper.feet("{{ stated.auditee }}  {{ report_no }}", words("formal.title"))
    paper.title(words("formal.title"))
    _front(paper, words)
    _figures(paper, words)
    _since(paper, words)
    _deviations(paper, words)
    _elements(paper, words)
    _signatures(paper, words)
    _annexes(paper, words)
    return paper.bytes()


def _front(paper: Paper, words: Words) -> None:
    missing = words("formal.missing")
    number = "{% if report_no %}{{ report_no }}{% else %}⟦" + missing + "⟧{% endif %}"
    issued = "{% if stated.issued_on %}{{ stated.issued_on }}{% else %}" + words("formal.to_fill") + "{% endif %}"
    rows = [
        [(words("nc.report_no"), number), (words("report_date"), issued)],
        [(words("as_of"), "{{ as_of }}"), (words("period"), "{{ period }}")],
        [(words("digest"), "{{ digest }}")],
    ]
    paper.form(rows, [3.2, 5.5, 3.2, 5.5])
    paper.tag("if missing")
    paper.text("⟦{{ missing }}⟧")
    paper.tag("endif")
    paper.heading(words("formal.assignment"))
    _stated(paper, words, "assignment")


def _stated(paper: Paper, words: Words, name: str) -> None:
    stated = _STATED.replace("{missing}", words("formal.missing"))
    columns = [Column(words("name_of"), 4.4, "{{ one.name }}"), Column(words("text"), WIDTH - 4.4, stated)]
    paper.table(columns, f"one in {name}")


def _figures(paper: Paper, words: Words) -> None:
    paper.heading(words("formal.figures"))
    paper.text(words("formal.leads"), soft=True)
    figures = [Column(words("formal.figure"), 11.4, "{{ one.name }}"), _number(words("formal.value"), 6.0, "value")]
    paper.table(figures, "one in figures")
    paper.heading(words("reviews"), 2)
    paper.table(figures, "one in reviews")
    paper.tag("if doubtful")
    paper.text(words("formal.doubtful_note"))
    doubts = (("formal.place", 7.4, "place"), ("fingerprint", 4.0, "fingerprint"), ("reason", 6.0, "why"))
    paper.table(_columns(words, doubts), "one in doubtful")
    paper.tag("endif")
    paper.heading(words("formal.criteria_degree"), 2)
    paper.text(words("chapters_note"), soft=True)
    paper.tag("for manual in manuals")
    paper.text("{{ manual.title }} {{ manual.version }}", bold=True)
    counted = (("rules", "rules"), ("assessed", "assessed"), ("fails", "findings"), ("undetermined", "undetermined"),
               ("pending", "pending"))  # fmt: skip
    numbers = [_number(words(head), 2.1, name) for head, name in counted]
    paper.table([Column(words("chapter"), 6.9, "{{ one.name }}"), *numbers], "one in manual.rows")
    paper.tag("endfor")
    _samples(paper, words)


def _samples(paper: Paper, words: Words) -> None:
    paper.tag("if samples")
    paper.heading(words("samples"), 2)
    paper.text(words("samples_note"), soft=True)
    paper.tag("endif")
    paper.tag("for sample in samples")
    paper.text("{{ sample.title }}", bold=True)
    columns = [Column(words("name_of"), 4.4, "{{ one.name }}"), Column(words("text"), WIDTH - 4.4, "{{ one.value }}")]
    paper.table(columns, "one in sample.facts")
    paper.tag("for note in sample.notes")
    paper.text("{{ note }}", soft=True)
    paper.tag("endfor")
    paper.tag("endfor")


def _number(head: str, width: float, name: str) -> Column:
    return Column(head, width, f"{{{{ one.{name} }}}}", number=True)


def _columns(words: Words, columns: Iterable[tuple[str, float, str]]) -> list[Column]:
    """Columns by the names of their heads, their widths, and the variables in them."""
    return [Column(words(head), width, f"{{{{ one.{name} }}}}") for head, width, name in columns]


def _since(paper: Paper, words: Words) -> None:
    """The comparison with an earlier audit, if there is one."""
    paper.tag("if since")
    paper.heading(words("baseline"))
    paper.table(
        [Column(words("name_of"), 6.0, "{{ one.name }}"), Column(words("value"), 11.4, "{{ one.value }}")],
        "one in since.facts",
    )
    paper.tag("for note in since.notes")
    paper.text("{{ note }}")
    paper.tag("endfor")
    paper.tag("if since.counts")
    paper.text(words("baseline_note"), soft=True)
    counts = [Column(words("baseline_counts"), 11.4, "{{ one.name }}"), _number(words("number"), 6.0, "value")]
    paper.table(counts, "one in since.counts")
    paper.tag("endif")
    rules = (("baseline_rule", 3.4, "what"), ("rule", 3.4, "rule"), ("clause", 3.0, "clause"),
             ("title_of", 7.6, "requirement"))  # fmt: skip
    _optional(paper, words, "rules", _columns(words, rules))
    former = (("baseline_outcome", 3.2, "outcome"), ("key", 3.0, "key"), ("rule", 3.0, "rule"),
              ("clause", 2.4, "clause"))  # fmt: skip
    quoted = Column(words("message"), 5.8, ["{{ one.message }}", "{{ one.place }}"])
    _optional(paper, words, "former", [*_columns(words, former), quoted])
    paper.heading(words("baseline_trend"), 2)
    paper.text(words("baseline_trend_note"), soft=True)
    weights = [_number(words(f"weight.{name}"), 1.2, name) for name in ("high", "medium", "low")]
    numbers = [
        _number(words("findings"), 1.8, "findings"),
        *weights,
        _number(words("baseline_excused"), 1.6, "excused"),
    ]
    assessed = Column(words("assessed_share"), 4.0, "{{ one.assessed }}")
    share = _number(words("baseline_share"), 4.0, "share")
    paper.table([Column(words("as_of"), 2.4, "{{ one.as_of }}"), *numbers, assessed, share], "one in since.trend")
    paper.tag("endif")


def _optional(paper: Paper, words: Words, name: str, columns: list[Column]) -> None:
    """A list with its heading, where there is anything in it."""
    paper.tag(f"if since.{name}")
    paper.heading(words(f"baseline_{name}"), 2)
    paper.table(columns, f"one in since.{name}")
    paper.text(f"{{{{ since.more_{name} }}}}")
    paper.tag("endif")


def _deviations(paper: Paper, words: Words) -> None:
    for name, none, note in (
        ("nonconformities", "formal.no_nonconformities", "formal.nonconformities_note"),
        ("observations", "formal.no_observations", ""),
    ):
        paper.heading(words(f"formal.{name}"))
        paper.tag(f"if {name}")
        if note:
            paper.text(words(note), soft=True)
        paper.tag("endif")
        if name == "nonconformities":
            _followed(paper, words)
        paper.tag(f"if not {name}")
        paper.text(words(none))
        paper.tag("endif")
        paper.tag(f"for one in {name}")
        number = "{% if one.kept.number %}  {{ one.kept.number }}{% endif %}"
        paper.heading("{{ loop.index }}. {{ one.clause }}  {{ one.unit }}" + number, 2)
        _deviation(paper, words)
        paper.tag("endfor")


def _followed(paper: Paper, words: Words) -> None:
    """What the history keeps of them, where it keeps any."""
    paper.tag("if followed")
    paper.text("{{ followed_note }}", soft=True)
    told = (
        ("nc.number", 2.9, "number"), ("clause", 2.6, "clause"), ("nc.unit", 2.4, "unit"), ("nc.grade", 1.3, "grade"),
        ("formal.state", 2.2, "state"), ("formal.owner", 1.8, "owner"), ("formal.due", 2.2, "due"),
    )  # fmt: skip
    numbers = [_number(words("formal.overdue"), 1.0, "overdue"), _number(words("formal.age"), 1.0, "age")]
    paper.table([*_columns(words, told), *numbers], "one in followed")
    paper.tag("endif")


def _deviation(paper: Paper, words: Words) -> None:
    rows: list[tuple[str, str | list[str]]] = [
        (words("nc.criterion"), "{{ one.manual }} {{ one.version }} {{ one.clause }} ({{ one.rules }})"),
        (words("nc.requirement"), "{{ one.requirement }}"),
        (words("nc.fact"), "{{ one.fact }}"),
        (words("formal.examples"), [
            "{%p for case in one.examples %}", "{{ case.key }}  {{ case.message }}", "{{ case.cells | join('; ') }}",
            "{%p endfor %}", "{%p if one.more %}", "{{ one.more }}", "{%p endif %}",
        ]),
        (words("formal.found_by"), "{{ one.found_by }}"),
        (words("nc.answer"), "{{ one.answers | join('; ') }}"),
    ]  # fmt: skip
    paper.facts(rows, 3.2)


def _disputes(paper: Paper, words: Words) -> None:
    paper.tag("if disputes")
    paper.heading(words("formal.disputes"), 2)
    paper.text(words("formal.disputes_note"), soft=True)
    heads = (("clause", 2.2, "clause"), ("unit", 2.2, "unit"), ("key", 2.6, "key"), ("message", 3.6, "message"),
             ("formal.decided", 3.2, "decision"), ("nc.answer", 3.6, "answer"))  # fmt: skip
    paper.table(_columns(words, heads), "one in disputes")
    paper.tag("endif")


def _elements(paper: Paper, words: Words) -> None:
    paper.heading(words("formal.conclusions"))
    _stated(paper, words, "conclusions")
    _disputes(paper, words)
    paper.tag("if course")
    paper.heading(words("formal.course"), 2)
    _stated(paper, words, "course")
    paper.tag("endif")
    paper.tag("if others")
    paper.heading(words("formal.others"), 2)
    _stated(paper, words, "others")
    paper.tag("endif")
    paper.text(words("formal.sampling"))


def _signatures(paper: Paper, words: Words) -> None:
    paper.heading(words("formal.signatures"))
    widths = [4.4, 4.4, 4.6, 4.0]
    paper.form(
        [
            [(words(f"formal.sign.{role}"), [" ", " "]), (words("formal.signature_and_date"), " ")]
            for role in ("prepared", "reviewed", "approved", "accepted")
        ],
        widths,
    )


def _annexes(paper: Paper, words: Words) -> None:
    paper.page()
    _clauses(paper, words)
    _waivers(paper, words)
    for name in ("not_assessed", "unjudged"):
        paper.heading(words(f"formal.{name}"))
        columns = _columns(words, (("reason", 6.2, "reason"), ("number", 1.8, "count"), ("rule", 9.4, "rules")))
        paper.table([columns[0], replace(columns[1], number=True), columns[2]], f"one in {name}")
    paper.heading(words("formal.inputs"))
    numbers = [_number(words(name), 1.6, name) for name in ("rows_read", "imported", "set_aside")]
    files = _columns(words, (("file", 4.6, "name"), ("sha256", 4.8, "sha256"), ("problem", 3.2, "problem")))
    paper.table([*files[:2], *numbers, files[2]], "one in inputs")
    paper.heading(words("parameters"))
    told = (("parameter", 5.4, "name"), ("value", 2.8, "value"), ("origin", 2.1, "origin"), ("source", 3.3, "source"),
            ("approved_by", 1.8, "approved_by"), ("date", 2.0, "date"))  # fmt: skip
    paper.table(_columns(words, told), "one in parameters")
    _basis(paper, words)


def _clauses(paper: Paper, words: Words) -> None:
    paper.heading(words("formal.clauses"))
    paper.text(words("formal.clauses_note"), soft=True)
    paper.tag("for book in clauses")
    paper.text("{{ book.title }}", bold=True)
    counted = (("in_scope", 1.8, "in_scope"), ("fails", 1.4, "findings"), ("decision.confirmed", 1.4, "confirmed"),
               ("decision.observation", 1.4, "observation"), ("decision.unreviewed", 1.4, "unreviewed"))  # fmt: skip
    numbers = [_number(words(head), width, name) for head, width, name in counted]
    lead = _columns(words, (("clause", 2.8, "clause"), ("title_of", 6.0, "requirement"), ("weight", 1.2, "weight")))
    requirement = Column(lead[1].head, lead[1].width, "{{ one.requirement }} ({{ one.rule }})")
    paper.table([lead[0], requirement, lead[2], *numbers], "one in book.rows")
    paper.tag("endfor")


def _waivers(paper: Paper, words: Words) -> None:
    paper.tag("if waivers")
    paper.heading(words("waivers"))
    paper.text("{{ waivers_note }}", soft=True)
    told = (("waiver_no", 1.9, "number"), ("waiver_rules", 2.2, "rules"), ("waiver_scope", 2.2, "scope"),
            ("waiver_state", 2.7, "state"), ("waiver_reason", 2.6, "reason"), ("requested_by", 1.5, "requested_by"),
            ("waiver_approved_by", 1.5, "approved_by"), ("last_valid_day", 1.5, "last_valid_day"))  # fmt: skip
    paper.table([*_columns(words, told), _number(words("waiver_excuses"), 1.3, "excused")], "one in waivers")
    paper.tag("endif")


def _basis(paper: Paper, words: Words) -> None:
    paper.heading(words("basis"))
    manuals = (("ruleset", 7.0, "title"), ("version", 2.0, "version"), ("digest", 8.4, "digest"))
    paper.table(_columns(words, manuals), "one in manuals")
    paper.table(_columns(words, (("calendar", 5.0, "name"), ("calendar_source", 12.4, "value"))), "one in calendars")
    paper.tag("for note in notes")
    paper.text("{{ note }}")
    paper.tag("endfor")
    paper.text(words("formal.made_by", version="{{ tool }}") + "{{ digest }}", soft=True)


def nonconformity_report(words: Words, *, kept: bool = True) -> bytes:
    """The template of the nonconformity report; the form after the facts is for the unit and the auditor to fill in.

    Args:
        words: the wording.
        kept: number and grade are printed as the history keeps them; otherwise they are left to be written by hand.
    """
    number, grades = ("{{ this.kept.number or ' ' }}", "{{ this.kept.grades }}") if kept else (" ", words("nc.grades"))
    paper = Paper(words("nc.title"))
    paper.feet("{{ auditee }}  {{ report_no }}", words("nc.title"))
    paper.title(words("nc.title"))
    pair = [2.9, 5.8, 2.9, 5.8]
    paper.form(
        [
            [(words("nc.number"), number), (words("nc.grade"), grades)],
            [(words("nc.unit"), "{{ this.unit }}"), (words("nc.source"), words("nc.source_internal"))],
            [(words("nc.report_no"), "{{ report_no }}"), (words("nc.found_on"), "{{ as_of }}")],
            [(words("period"), "{{ period }}"), (words("nc.found_by"), "{{ this.found_by }}")],
            [(words("nc.criterion"), "{{ this.manual }} {{ this.version }} {{ this.clause }} ({{ this.rules }})")],
            [(words("nc.requirement"), "{{ this.requirement }}")],
            [(words("nc.fact"), [
                "{{ this.fact }}", "{%p for case in this.examples %}", "{{ case.key }}  {{ case.message }}",
                "{{ case.cells | join('; ') }}", "{%p endfor %}", "{%p if this.more %}",
                words("nc.attached", total="{{ this.count }}"), "{%p endif %}",
            ])],
            [(words("nc.remedy"), ["{{ this.remedies | join('; ') }}", words("nc.leave")])],
            [(words("nc.auditor"), words("nc.signs")), (words("nc.head"), words("nc.signs"))],
            [(words("nc.answer"), ["{{ this.answers | join('; ') }}", " "])],
            *([(words(f"nc.{name}"), [" ", " ", " ", words("nc.signs")])] for name in (
                "containment", "cause", "action", "implemented", "verification", "effectiveness",
            )),
            [(words("nc.closed"), words("nc.signs"))],
        ],
        pair,
    )  # fmt: skip
    paper.tag("if this.more")
    paper.page()
    paper.heading(words("nc.annex"))
    cells = ["{%p for cell in one.cells %}", "{{ cell }}", "{%p endfor %}"]
    columns = _columns(words, (("key", 3.4, "key"), ("date", 2.4, "date"), ("message", 5.2, "message")))
    paper.table([*columns, Column(words("cells"), 6.4, cells)], "one in this.cases")
    paper.tag("endif")
    paper.text(words("formal.made_by", version="{{ tool }}") + "{{ digest }}", soft=True)
    return paper.bytes()
