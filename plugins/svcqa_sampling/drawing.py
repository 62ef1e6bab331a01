"""Drawing: from a lot and a plan to the rows to be looked at, and all that is needed to draw them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from svcqa import Draw, Lot, SampleFile, SamplePlan, Stratum, Text, chosen, drawn_digest, items_of
from svcqa_sampling import words
from svcqa_sampling.allotting import allotted
from svcqa_sampling.plans import JUDGEMENT, Plan
from svcqa_sampling.shares import percent
from svcqa_sampling.tickets import GENERATOR, drawn


@dataclass(frozen=True)
class Asked:
    """What a draw hangs on beside its lot."""

    seed: str
    stratum: str = ""
    """Field by which the lot is divided; empty: not at all."""
    rule: str = ""
    """Rule about the register that the items are held against; empty: none in particular."""


def at_random(lot: Lot, plan: Plan, asked: Asked) -> Draw:
    """Draw from a lot.

    Args:
        lot: the records.
        plan: made for a lot of this size.
        asked: seed, strata and rule.
    """
    names = lot.identities()
    strata = lot.values(asked.stratum) if asked.stratum else [""] * len(lot)
    members: dict[str, list[int]] = {}
    for number, stratum in enumerate(strata):
        members.setdefault(stratum, []).append(number)
    order = sorted(members)
    counts = allotted(plan.size, [len(members[one]) for one in order])
    numbers = [
        number
        for one, count in zip(order, counts, strict=True)
        for number in drawn(asked.seed, lot.name, names, members[one], count)
    ]
    divided = [Stratum(one, len(members[one]), count) for one, count in zip(order, counts, strict=True)]
    notes = [*plan.notes, *_of_strata(plan, divided)] if asked.stratum else list(plan.notes)
    stated = _stated(lot, plan.written, plan.title, asked, notes)
    return _draw(lot, numbers, [strata[number] for number in numbers], stated, divided, plan)


def by_judgement(lot: Lot, written: str, asked: Asked) -> Draw:
    """Take the rows that a person chose, each with a reason.

    Raises:
        InputError: the list cannot be read, or a row of it names no record of the lot, or no reason.
    """
    rows = chosen(lot, Path(written.removeprefix(f"{JUDGEMENT}:")))
    stated = _stated(lot, written, words.BY_PERSON, asked, [words.NO_RATE])
    return _draw(lot, [one.number for one in rows], [""] * len(rows), stated, (), None, [one.reason for one in rows])


def _stated(lot: Lot, written: str, title: Text, asked: Asked, notes: Sequence[Text]) -> SamplePlan:
    """The plan without what was drawn."""
    return SamplePlan(
        register=lot.name, title=lot.title, rulesets=list(lot.rulesets), written=written, plan=title, lot=len(lot),
        size=0, files=[SampleFile(file, sha256) for file, sha256 in lot.files.items()], drawn="", as_of=lot.as_of,
        period=lot.period, ruleset=lot.rules.get(asked.rule, ""), rule=asked.rule, where=dict(lot.where),
        undated=lot.undated, unclear=lot.unclear, outside=lot.outside, stratum_field=asked.stratum, seed=asked.seed,
        notes=[*notes, *of_lot(lot)],
    )  # fmt: skip


def _draw(  # noqa: PLR0913, PLR0917 - the last one may be left out
    lot: Lot,
    numbers: Sequence[int],
    strata: Sequence[str],
    stated: SamplePlan,
    divided: Sequence[Stratum],
    plan: Plan | None,
    reasons: Sequence[str] = (),
) -> Draw:
    from msgspec.structs import replace

    digest = drawn_digest(items_of(lot, numbers, strata))
    made = replace(stated, size=len(numbers), drawn=digest, random=plan is not None)
    if plan is None:
        return Draw(replace(made, seed="", stratum_field=""), lot, numbers, strata, reasons)
    tolerable = percent(plan.tolerable) if plan.tolerable is not None else ""
    made = replace(
        made, generator=GENERATOR, accept=plan.accept, tolerable=tolerable, confidence=percent(plan.confidence),
        strata=list(divided) if stated.stratum_field else [],
    )  # fmt: skip
    return Draw(made, lot, numbers, strata)


def _of_strata(plan: Plan, strata: Sequence[Stratum]) -> list[Text]:
    made = sum(one.size for one in strata)
    more = [words.MORE.fill(strata=len(strata), size=plan.size, made=made)] if made > plan.size else []
    return [words.AT_LEAST_ONE, *more]


def of_lot(lot: Lot) -> list[Text]:
    """What of the lot could not be told or read."""
    counted = ((words.UNDATED, lot.undated), (words.UNCLEAR, lot.unclear))
    unread = [words.UNREAD.fill(where=one.where, what=one.what) for one in lot.problems]
    return [*(said.fill(count=count) for said, count in counted if count), *unread]
