"""What the reports say of samples: the plan, what was found, and what is stated of the lot, apart from the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from svcqa.findings import Audit
from svcqa.reports.shown import field_text, printable
from svcqa.reports.words import Words
from svcqa.samples import Projection, SampleFacts


@dataclass(frozen=True)
class Told:
    """One sample in words."""

    title: str
    facts: list[tuple[str, str]]
    notes: list[str]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Facts and notes alike, for lists that have no other place for notes."""
        return [*self.facts, *(("", note) for note in self.notes)]


def samples_told(audit: Audit, words: Words) -> list[Told]:
    """Every sample of an audit."""
    return [_told(audit, one, words) for one in audit.content.samples]


def in_short(audit: Audit, words: Words) -> Iterator[str]:
    """A few lines for each sample."""
    for one in audit.content.samples:
        yield words("detail", name=_title(one, words), value=_counted(one, words))
        if one.projected is None:
            yield words("detail", name=words("sample_rate"), value=words("sample_no_rate"))
            continue
        yield words("detail", name=words("sample_decision"), value=one.projected.said.say(words.lang))
        for case in one.projected.projections:
            yield words("detail", name=words(f"sample_case_{case.case}"), value=_rate(case, words))


def _told(audit: Audit, one: SampleFacts, words: Words) -> Told:
    facts = [*_drawn(audit, one, words), *_found(one, words), *_again(one, words)]
    own = one.projected.notes if one.projected else []
    notes = [note.say(words.lang) for note in (*one.notes, *own, *one.plan.notes)]
    shown = [(words(name), printable(value)) for name, value in facts if value]
    return Told(printable(_title(one, words)), shown, [printable(note) for note in notes])


def _title(one: SampleFacts, words: Words) -> str:
    return words("detail", name=one.plan.title.say(words.lang), value=one.file)


def _drawn(audit: Audit, one: SampleFacts, words: Words) -> Iterator[tuple[str, str]]:
    plan = one.plan
    yield "sample_plan", plan.plan.say(words.lang)
    yield "sample_size", words("sample_of", size=f"{plan.size:,}", lot=f"{plan.lot:,}")
    yield "rule", one.reported_as
    yield "sample_period", plan.period
    titles = {field: field_text(audit, plan.register, field, words) or field for field in plan.where}
    pairs = [words("detail", name=titles[field], value=value) for field, value in plan.where.items()]
    yield "sample_where", words.listed(pairs)
    yield "sample_strata", words.listed([
        words("sample_stratum", name=part.stratum or words("none"), lot=f"{part.lot:,}", size=f"{part.size:,}",
              fails=f"{one.count('fails', part.stratum):,}")
        for part in plan.strata
    ])  # fmt: skip


def _found(one: SampleFacts, words: Words) -> Iterator[tuple[str, str]]:
    yield "sample_found", _counted(one, words)
    if one.unsigned:
        yield "sample_unsigned", f"{one.unsigned:,}"
    if one.plan.accept is not None:
        yield "sample_numbers", f"Ac={one.plan.accept}, Re={one.plan.reject}"
    if one.projected is None:
        yield "sample_rate", words("sample_no_rate")
        return
    yield "sample_decision", one.projected.said.say(words.lang)
    for case in one.projected.projections:
        yield f"sample_case_{case.case}", _rate(case, words)
    yield "sample_method", one.projected.method.say(words.lang)


def _again(one: SampleFacts, words: Words) -> Iterator[tuple[str, str]]:
    """What is needed to draw again."""
    plan = one.plan
    yield "sample_seed", words("sample_by", seed=plan.seed, generator=plan.generator) if plan.random else ""
    yield "sample_files", words.listed([f"{file.file} (sha256:{file.sha256})" for file in plan.files])
    yield "sample_digest", plan.drawn


def _counted(one: SampleFacts, words: Words) -> str:
    counts: Mapping[str, int] = {
        "conforms": one.count("conforms"), "fails": one.count("fails"), "not_applicable": one.count("not_applicable"),
        "open": one.count("open"),
    }  # fmt: skip
    return words("sample_counts", **{name: f"{count:,}" for name, count in counts.items()})


def _rate(case: Projection, words: Words) -> str:
    low, high = (f"{one:.2%}" for one in case.interval)
    told = {"fails": f"{case.fails:,}", "of": f"{case.of:,}", "rate": f"{case.rate:.2%}", "most": f"{case.most:,}"}
    return words("sample_projection", **told, upper=f"{case.upper:.2%}", low=low, high=high)
