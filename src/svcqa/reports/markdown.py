"""A summary in Markdown, for a merge request or a wiki: figures, chapters, clauses, what has no result, inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from svcqa.accounts import InputAccount, Said, SheetAccount
from svcqa.basis import RulesetFacts
from svcqa.findings import Audit, Tally
from svcqa.reports import exceptions
from svcqa.reports.baseline import marked
from svcqa.reports.decided import doubtful
from svcqa.reports.markup import code, shown, table
from svcqa.reports.overview import figures, records
from svcqa.reports.results import RULE, every_tally, in_order, results, sums
from svcqa.reports.sampled import samples_told
from svcqa.reports.shown import ARROW, cut, printable, register_text
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest
from svcqa.waivers import Waiver
from svcqa.weights import WEIGHTS

LONGEST = 200
"""Characters of a value that are shown; how long it really is stands behind it."""
_COUNTED = ("in_scope", "conforms", "fails", "pending", "undetermined", "excepted")


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The summary in one language."""
    page = _Summary(audit, Words(request.lang))
    sections = (
        page.heading, page.figures, page.since, page.reviews, page.chapters, page.clauses, page.waivers,
        page.not_assessed, page.undetermined, *([page.samples] if audit.content.samples else []), page.files,
        page.sheets,
    )  # fmt: skip
    told = ("\n".join(section()) for section in sections)
    return ("\n\n".join(filter(None, told)) + "\n").encode()


class _Summary:
    """The sections of the summary; every value in them goes through :meth:`value`."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self.audit, self.words = audit, words

    def value(self, text: str) -> str:
        """A value of the audit as Markdown that shows it."""
        return shown(cut(printable(text), LONGEST, self.words)) or self.words("none")

    def said(self, said: Said | None) -> str:
        """A sentence of the audit."""
        return self.value(self.words.said(said))

    def heading(self) -> Iterator[str]:
        content, words = self.audit.content, self.words
        yield f"# {words('title')}\n"
        settings = [words.named("setting", f"{name}={setting}") for name, setting in content.settings.items()]
        facts = [
            ("as_of", self.value(content.as_of)),
            ("period", self.value(words.period(content.period))),
            *(("ruleset", self._ruleset(one)) for one in content.rulesets),
            *(("setting", self.value(setting)) for setting in settings),
            ("digest", code(self.audit.digest)),
            *(("masked_from", code(one)) for one in [content.masked_from] if one),
            ("tool", self.value(self.audit.run.tool)),
        ]
        yield from (f"- {words('detail', name=words(name), value=value)}" for name, value in facts)
        yield f"\n> {words('leads')}"

    def _ruleset(self, one: RulesetFacts) -> str:
        return f"{self.said(one.title)} ({self.value(one.name)}, {self.value(one.version)})"

    def figures(self) -> Iterator[str]:
        words, found = self.words, figures(self.audit)
        of = words("assessed_of", rules=found.rules, assessed=found.assessed)
        parts = [(words.named("weight", one), found.by_weight[one]) for one in WEIGHTS]
        parts.append((words("built_in"), found.of_records))
        counts = [
            (words("findings"), found.findings),
            *((words("detail", name=words("findings"), value=part), count) for part, count in parts),
            (words("excused_count"), found.excused), (words("undetermined"), found.undetermined),
            (words("judged"), found.judged), (words("records"), found.records),
        ]  # fmt: skip
        rows = [(words("assessed_share"), f"{found.share} ({of})"), *((name, f"{count:,}") for name, count in counts)]
        yield f"## {words('figures')}\n"
        yield from table((words("figure"), words("number")), rows, 1)

    def since(self) -> Iterator[str]:
        """The comparison with an earlier audit, if there is one."""
        return marked.section(self.audit, self.words)

    def reviews(self) -> Iterator[str]:
        words = self.words
        yield f"## {words('reviews')}\n"
        rows = [(words.named("decision", one), f"{count:,}") for one, count in self.audit.by_decision().items()]
        yield from table((words("decision"), words("fails")), rows, 1)
        if doubtful(self.audit):
            yield "\n" + words("reviews_doubtful", count=f"{doubtful(self.audit):,}")

    def chapters(self) -> Iterator[str]:
        words, found = self.words, results(self.audit, self.words)
        yield f"## {words('chapters')}\n"
        yield f"{words('chapters_note')}\n"
        heads = ("ruleset", "chapter", "rules", "assessed", *_COUNTED)
        rows = [
            (self.said(one.title), self.value(chapter.name or words("no_chapter")), *_numbers(chapter.sums))
            for one in found.rulesets
            for chapter in one.chapters
        ]
        rows += [(self.said(one.title), words("total"), *_numbers(one.sums)) for one in found.rulesets]
        if found.built_in:
            rows.append((words("built_in"), words("none"), *_numbers(sums(found.built_in))))
        yield from table(map(words, heads), rows, len(_COUNTED) + 2) if rows else [words("no_rules")]

    def clauses(self) -> Iterator[str]:
        words = self.words
        yield f"## {words('clauses_failing')}\n"
        titles = {one.name: self.said(one.title) for one in self.audit.content.rulesets}
        parts: dict[str, list[tuple[str, ...]]] = {}
        for tally in every_tally(self.audit):
            if tally.fails:
                parts.setdefault(titles.get(tally.ruleset, words("built_in")), []).append(self._clause(tally))
        for row in self._without_tally():
            parts.setdefault(words("other_findings"), []).append(row)
        heads = ("clause", "rule", "title_of", "weight", "fails", "of_excused", "in_scope", "undetermined")
        tables = ("\n".join([f"### {title}\n", *table(map(words, heads), rows, 4)]) for title, rows in parts.items())
        yield "\n\n".join(tables) or words("no_findings")

    def _clause(self, tally: Tally) -> tuple[str, ...]:
        own = tally.clause or register_text(self.audit, tally.register, self.words)
        counts = (tally.fails, tally.excused, tally.in_scope, tally.undetermined)
        weight = self.words.named("weight", tally.weight)
        told = (self.value(own), self.value(tally.rule), self.said(tally.title), weight)
        return (*told, *(f"{count:,}" for count in counts))

    def _without_tally(self) -> Iterator[tuple[str, ...]]:
        """Findings of rules that the audit does not list."""
        known, none = in_order(self.audit), self.words("none")
        columns = (self.audit.findings.table.column(name).to_pylist() for name in RULE)
        for key, count in Counter(zip(*columns, strict=True)).items():
            if key not in known:
                yield none, self.value(key[1]), none, none, f"{count:,}", none, none, none

    def waivers(self) -> Iterator[str]:
        words, waivers = self.words, self.audit.content.waivers
        if not waivers:
            return
        yield f"## {words('waivers')}\n"
        yield f"{exceptions.note(self.audit, words)}\n"
        heads = (
            "waiver_no", "waiver_rules", "waiver_scope", "waiver_state", "requested_by", "waiver_approved_by",
            "last_valid_day", "waiver_excuses",
        )  # fmt: skip
        yield from table(map(words, heads), [self._waiver(one) for one in waivers], 1)

    def _waiver(self, one: Waiver) -> tuple[str, ...]:
        words = self.words
        told = (
            one.number, words.listed(one.rules), exceptions.scope_text(one, words), exceptions.state_text(one, words),
            one.requested_by, one.approved_by, exceptions.end_text(one, words),
        )  # fmt: skip
        return (*map(self.value, told), f"{one.excuses:,}")

    def not_assessed(self) -> Iterator[str]:
        words = self.words
        found: Counter[tuple[str, str]] = Counter()
        for tally in self.audit.content.tallies:
            if tally.reason is not None:
                found[tally.reason.code, words.said(tally.reason.text)] += 1
        yield f"## {words('not_assessed')}\n"
        if not found:
            yield words("all_assessed" if self.audit.content.tallies else "no_rules")
            return
        yield f"{words('not_assessed_note')}\n"
        rows = [
            (self.value(words.named("not_assessed", name)), self.value(text), f"{count:,}")
            for (name, text), count in found.most_common()
        ]
        yield from table(map(words, ("reason", "message", "rules")), rows, 1)

    def undetermined(self) -> Iterator[str]:
        words, counts, rules = self.words, Counter[str](), Counter[str]()
        for tally in self.audit.content.tallies:
            counts.update(tally.undetermined_by)
            rules.update(tally.undetermined_by.keys())
        yield f"## {words('unjudged')}\n"
        if not counts:
            yield words("no_unjudged")
            return
        yield f"{words('unjudged_note')}\n"
        rows = [(self._reason(name), f"{rules[name]:,}", f"{count:,}") for name, count in counts.most_common()]
        yield from table(map(words, ("reason", "rules", "number")), rows, 2)

    def _reason(self, name: str) -> str:
        known = self.audit.content.reasons.get(name)
        return self.said(known) if known else self.value(name)

    def samples(self) -> Iterator[str]:
        words = self.words
        yield f"## {words('samples')}\n"
        yield words("samples_note")
        for one in samples_told(self.audit, words):
            yield f"\n### {self.value(one.title)}\n"
            rows = [(self.value(name), self.value(value)) for name, value in one.lines]
            yield from table(map(words, ("name_of", "text")), rows)

    def files(self) -> Iterator[str]:
        words, inputs = self.words, self.audit.content.inputs
        yield f"## {words('inputs')}\n"
        if not inputs:
            yield words("no_inputs")
            return
        rows = [
            (self.value(one.name), code(printable(one.sha256)), self._remarks(one.problem, one.notes), f"{one.size:,}")
            for one in inputs
        ]
        yield from table(map(words, ("file", "sha256", "remark", "size")), rows, 1)

    def sheets(self) -> Iterator[str]:
        words = self.words
        yield f"## {words('sheets_read')}\n"
        rows = [self._sheet(file, sheet) for file in self.audit.content.inputs for sheet in file.sheets]
        heads = ("file", "sheet", "register", "remark", "rows_read", "imported", "set_aside", "records")
        yield from table(map(words, heads), rows, 4) if rows else [words("no_inputs")]
        yield from self._whole()

    def _sheet(self, file: InputAccount, sheet: SheetAccount) -> tuple[str, ...]:
        words = self.words
        register = register_text(self.audit, sheet.register, words) if sheet.register else words("no_register")
        counted = records(sheet) if sheet.register else 0
        counts = (sheet.rows_read, sheet.imported, sheet.rows_read - sheet.imported, counted)
        place = ARROW.join(filter(None, [sheet.sheet, sheet.region]))
        told = (self.value(file.name), self.value(place), self.value(register))
        return (*told, self._remarks(sheet.problem, sheet.notes), *(f"{count:,}" for count in counts))

    def _whole(self) -> Iterator[str]:
        """Sheets of several tables, as a whole."""
        found = [(file, whole) for file in self.audit.content.inputs for whole in file.whole_sheets]
        yield from [""] if found else []
        for file, whole in found:
            place = self.value(ARROW.join(filter(None, [file.name, whole.sheet])))
            yield f"- {self.words('detail', name=place, value=self.words.whole(whole))}"

    def _remarks(self, problem: Said | None, notes: Iterable[Said]) -> str:
        told = [f"**{self.said(problem)}**"] if problem else []
        return "; ".join([*told, *map(self.said, notes)])


def _numbers(counts: Mapping[str, int]) -> Iterator[str]:
    return (f"{counts[name]:,}" for name in ("rules", "assessed", *_COUNTED))
