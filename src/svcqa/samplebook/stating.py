"""The sheet that states the plan: a row for everything in it, and the plan itself as data, sealed by a digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from svcqa.samplebook.drawing import plan_digest
from svcqa.samplebook.words import WORDS
from svcqa.samples import SamplePlan
from svcqa.text import Lang, Text

_PIECE = 8_000
"""Characters of data in one cell; a cell takes four times as many."""
DATA, DIGEST = "data/", "digest"


class Stated(NamedTuple):
    """One row of the sheet."""

    code: str
    item: Text
    value: Text


def stated(plan: SamplePlan) -> list[Stated]:
    """All rows, in their order."""
    return [*_facts(plan), *_lists(plan), *_data(plan)]


def values(plan: SamplePlan, lang: Lang) -> Mapping[str, str]:
    """Code → what its row says."""
    return {one.code: one.value.say(lang) for one in stated(plan)}


def _facts(plan: SamplePlan) -> Iterator[Stated]:
    random = WORDS["at_random" if plan.random else "by_a_person"]
    told: dict[str, Any] = {
        "register": plan.title, "rulesets": ", ".join(plan.rulesets), "rule": plan.rule, "plan": plan.plan,
        "written": plan.written, "random": random, "lot": plan.lot, "size": plan.size, "accept": plan.accept,
        "reject": plan.reject, "tolerable": plan.tolerable, "confidence": plan.confidence, "seed": plan.seed,
        "generator": plan.generator, "period": plan.period, "as_of": plan.as_of, "outside": plan.outside,
        "undated": plan.undated or None, "unclear": plan.unclear or None, "stratum_field": plan.stratum_field,
    }  # fmt: skip
    for name, value in told.items():
        if value not in (None, ""):
            yield Stated(name, WORDS[name], value if isinstance(value, Text) else _same(value))


def _lists(plan: SamplePlan) -> Iterator[Stated]:
    for field, value in plan.where.items():
        yield Stated(f"where/{field}", WORDS["where"].fill(field=field), _same(value))
    for at, one in enumerate(plan.strata, 1):
        title = WORDS["stratum"].fill(name=one.stratum or WORDS["blank"])
        yield Stated(f"stratum/{at}", title, WORDS["of_lot"].fill(lot=one.lot, size=one.size))
    for at, note in enumerate(plan.notes, 1):
        yield Stated(f"note/{at}", WORDS["note"].fill(number=at), note)
    for at, file in enumerate(plan.files, 1):
        yield Stated(f"file/{at}", WORDS["file"].fill(name=file.file), _same(f"sha256:{file.sha256}"))
    yield Stated("drawn", WORDS["drawn"], _same(plan.drawn))


def _data(plan: SamplePlan) -> Iterator[Stated]:
    text = msgspec.json.encode(plan).decode()
    for at, start in enumerate(range(0, len(text), _PIECE), 1):
        yield Stated(f"{DATA}{at}", WORDS["data"].fill(number=at), _same(text[start : start + _PIECE]))
    yield Stated(DIGEST, WORDS["digest"], _same(plan_digest(plan)))


def _same(value: object) -> Text:
    return Text(str(value), str(value))
