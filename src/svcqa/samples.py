"""Samples: what was drawn of a register to be looked at on paper, what was found, and what that says of the whole.

A sample speaks for its lot only as far as it was drawn at random; of rows that a person chose no rate is projected.
What it states (accepted or not, the rate and its bounds) stands apart from the findings, each of which is an item that
somebody looked at.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from svcqa.text import Text

Conclusion = Literal["conforms", "fails", "not_applicable", "open"]
Case = Literal["found", "best", "worst"]


class SampleFile(Struct, frozen=True):
    """A file of which records were in the lot."""

    file: str
    sha256: str


class Stratum(Struct, frozen=True):
    """A part of the lot of which a share was drawn; an empty one holds the records whose field is blank."""

    stratum: str
    lot: int
    size: int


class SamplePlan(Struct, frozen=True):
    """How a sample was drawn; all that is needed to draw it again."""

    register: str
    title: Text
    """What the register is called."""
    rulesets: Annotated[list[str], Meta(description="Rulesets by which the records were read.")]
    written: Annotated[str, Meta(description="The plan as it was asked for.")]
    plan: Annotated[Text, Meta(description="The plan in words.")]
    lot: int
    size: int
    files: list[SampleFile]
    drawn: Annotated[str, Meta(description="SHA-256 of the list of what was drawn.")]
    as_of: str
    period: Annotated[str, Meta(description="FROM..TO, both days included.")]
    ruleset: Annotated[str, Meta(description="Ruleset of the rule it was drawn for; empty: for none.")] = ""
    rule: Annotated[str, Meta(description="Rule that the items are held against; empty: none in particular.")] = ""
    random: Annotated[bool, Meta(description="False: a person chose the rows, and no rate is projected.")] = True
    seed: str = ""
    generator: Annotated[str, Meta(description="Name of the algorithm that made a draw of the seed.")] = ""
    accept: Annotated[int | None, Meta(description="Ac: the lot is accepted up to so many; none: no such number.")] = (
        None
    )
    tolerable: Annotated[str, Meta(description="Rate that the sample is to speak against, such as 5%.")] = ""
    confidence: Annotated[str, Meta(description="Confidence of the bounds, such as 95%.")] = ""
    where: Annotated[dict[str, str], Meta(description="Field → value that the records of the lot have.")] = {}
    undated: Annotated[int, Meta(description="In the lot although no date says which period they belong to.")] = 0
    unclear: Annotated[int, Meta(description="In the lot although it cannot be told whether they fit `where`.")] = 0
    outside: Annotated[int, Meta(description="Records of the register that are not in the lot.")] = 0
    stratum_field: Annotated[str, Meta(description="Field by which the lot was divided; empty: not at all.")] = ""
    strata: list[Stratum] = []
    notes: Annotated[list[Text], Meta(description="What whoever uses the sample must know of the plan.")] = []

    @property
    def reject(self) -> int | None:
        """Re: from how many on the lot is not accepted."""
        return None if self.accept is None else self.accept + 1


class SampleItem(Struct, frozen=True):
    """One item: the row it was drawn from, and what was found."""

    number: int
    file: str
    sheet: str
    row: int
    conclusion: Conclusion
    record: Annotated[str, Meta(description="Its key as the record has it.")] = ""
    stratum: str = ""


class Projection(Struct, frozen=True):
    """What a sample says of the records of its lot, with so many that do not conform.

    While items are open there are two: if all of them conform (best), and if none does (worst).
    """

    case: Case
    fails: int
    of: Annotated[int, Meta(description="Items looked at, open ones included.")]
    rate: Annotated[float, Meta(description="Share of the lot that does not conform, estimated.")]
    most: Annotated[int, Meta(description="Upper bound, one-sided: records of the lot.")]
    upper: Annotated[float, Meta(description="The same as a share of the lot.")]
    interval: Annotated[tuple[float, float], Meta(description="Two-sided interval of the rate.")]


class Projected(Struct, frozen=True):
    """What is stated of a lot."""

    decision: Annotated[
        Literal["accepted", "rejected", "open", "none"], Meta(description="By Ac and Re; none: there are none.")
    ]
    said: Text
    method: Text
    projections: list[Projection] = []
    notes: list[Text] = []


class SampleFacts(Struct, frozen=True):
    """A sample that was looked at: its plan, what was found, and what is stated of the lot."""

    plan: SamplePlan
    file: Annotated[str, Meta(description="The workbook in which the results stand.")]
    items: list[SampleItem]
    reported_as: Annotated[str, Meta(description="Rule under which findings and counts stand.")] = ""
    unsigned: Annotated[int, Meta(description="Conclusions without who came to them.")] = 0
    projected: Annotated[Projected | None, Meta(description="None: a judgement sample, or nothing projects it.")] = None
    notes: Annotated[list[Text], Meta(description="What does not fit the audit it was given to.")] = []

    def count(self, conclusion: Conclusion, stratum: str | None = None) -> int:
        """Items with a conclusion, of one stratum or of all."""
        return sum(one.conclusion == conclusion and stratum in {None, one.stratum} for one in self.items)
