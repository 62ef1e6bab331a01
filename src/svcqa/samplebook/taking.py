"""Taking samples into an audit: what they found beside what the records say, and what does not fit this audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from svcqa.accounts import InputAccount
from svcqa.judging.outcome import Outcome
from svcqa.judging.subjects import subjects_of
from svcqa.registers import Records
from svcqa.rulesets import Ruleset
from svcqa.samplebook.finding import Whereabouts
from svcqa.samplebook.judging import outcomes, reported_as
from svcqa.samplebook.reading import SampleBook
from svcqa.samples import Projected, SampleFacts, SampleItem
from svcqa.text import Text

Project = Callable[[SampleFacts], Projected | None]
_LISTED = 10
"""Items that are named; how many there are is said."""
_OTHER_FILE = Text(
    "抽样时的文件“{file}”不在本次审核的文件之中，或内容已经不同（{where}）。",
    "the file '{file}' that was sampled is not among those audited, or says something else by now ({where}).",
)
_FURTHER_FILE = Text(
    "本次审核的文件“{file}”里有这个台账的记录，抽样时没有这份文件。",
    "the audited file '{file}' holds records of this register and was not there when the sample was drawn.",
)
_OTHER_PERIOD = Text(
    "抽样的期间是{drawn}，本次审核的期间是{audited}（{where}）。",
    "the sample was drawn of the period {drawn}, while {audited} is audited ({where}).",
)
_GONE = Text(
    "{count}项的记录在本次审核的文件中找不到：抽样序号{listed}。",
    "the records of {count} items are not among those audited: items {listed}.",
)
_NOBODY = Text(
    "没有安装能推算整批比例的插件，只列出检查结果。",
    "no plugin projects a rate of the lot: only what was found is told.",
)


@dataclass(frozen=True)
class Audited:
    """The audit that samples are taken into."""

    records: Mapping[str, Records]
    inputs: Sequence[InputAccount]
    rulesets: Sequence[Ruleset]
    period: str


class Judged(Protocol):
    """What was judged, to which more can be added."""

    def add(self, outcome: Outcome) -> None:
        """Add the outcome of one rule."""
        ...  # pragma: no cover


def take(books: Sequence[SampleBook], judgement: Judged, audited: Audited, project: Project) -> list[SampleFacts]:
    """Add findings, open items and counts of the samples to what was judged, and state what each says of its lot.

    Raises:
        InputError: a sample was drawn for a rule that this audit does not have.
    """
    if not books:
        return []
    digests = {one.name: one.sha256 for one in audited.inputs}
    subjects = subjects_of(audited.records)
    items: dict[str, list[SampleBook]] = {}
    for book in books:
        items.setdefault(book.plan.register, []).append(book)
    known = {
        register: Whereabouts(subjects.get(register), digests, [one.item for book in mine for one in book.results])
        for register, mine in items.items()
    }
    for outcome in outcomes(books, known, audited.rulesets):
        judgement.add(outcome)
    return [_facts(book, known[book.plan.register], audited, project) for book in books]


def _facts(book: SampleBook, known: Whereabouts, audited: Audited, project: Project) -> SampleFacts:
    items = [
        SampleItem(
            one.item.number, one.item.file, one.item.sheet, int(one.item.row), one.conclusion, one.item.record,
            one.item.stratum,
        )
        for one in book.results
    ]  # fmt: skip
    unsigned = sum(one.conclusion != "open" and not one.entry["checked_by"] for one in book.results)
    notes = list(_notes(book, known, audited))
    made = SampleFacts(book.plan, book.file, items, reported_as(book), unsigned, None, notes)
    if not book.plan.random:
        return made
    projected = project(made)
    return replace(made, projected=projected) if projected else replace(made, notes=[*notes, _NOBODY])


def _notes(book: SampleBook, known: Whereabouts, audited: Audited) -> Iterator[Text]:
    """What of the sample does not fit the audit that it was given to."""
    here = {one.sha256: one for one in audited.inputs}
    for at, file in enumerate(book.plan.files, 1):
        if file.sha256 not in here:
            yield _OTHER_FILE.fill(file=file.file, where=book.places[f"file/{at}"])
    sampled = {one.sha256 for one in book.plan.files}
    for one in audited.inputs:
        if one.sha256 not in sampled and any(sheet.register == book.plan.register for sheet in one.sheets):
            yield _FURTHER_FILE.fill(file=one.name)
    if book.plan.period != audited.period:
        where = book.places["period"]
        yield _OTHER_PERIOD.fill(drawn=book.plan.period, audited=audited.period, where=where)
    gone = [one for one in book.results if not known.there(one.item)]
    if gone:
        listed = [f"{one.item.number}（{one.entry.where('number')}）" for one in gone[:_LISTED]]
        more = ["…"] if len(gone) > _LISTED else []
        yield _GONE.fill(count=len(gone), listed=Text("、".join([*listed, *more]), ", ".join([*listed, *more])))
