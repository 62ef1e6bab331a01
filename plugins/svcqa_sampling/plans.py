"""Sampling plans as the command line writes them: how many to draw of a lot, and what may be concluded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from svcqa import Text, UsageError
from svcqa_sampling import iso2859, sizes, words
from svcqa_sampling.shares import percent, share

FORMS = ("iso2859:II:2.5", "size:95%:5%", "size:95%:5%:1%", "n:60", "judgement:FILE", "table:FILE:II:2.5")
"""Every way to write a plan, by an example."""
JUDGEMENT = "judgement"
CONFIDENCE = Fraction(95, 100)


@dataclass(frozen=True)
class Plan:
    """How many of a lot are looked at, and up to how many may not conform."""

    written: str
    title: Text
    lot: int
    size: int
    confidence: Fraction = CONFIDENCE
    accept: int | None = None
    tolerable: Fraction | None = None
    notes: tuple[Text, ...] = ()

    @property
    def whole(self) -> bool:
        """All of the lot is looked at."""
        return self.size >= self.lot


def plan_of(written: str, lot: int, confidence: Fraction = CONFIDENCE) -> Plan:
    """The plan for a lot.

    Args:
        written: ``iso2859:LEVEL:AQL``, ``table:FILE:LEVEL:AQL``, ``size:CONFIDENCE:TOLERABLE[:EXPECTED]`` or
            ``n:NUMBER``.
        lot: how many records there are.
        confidence: of the bounds that are stated, where the plan does not name its own.

    Raises:
        UsageError: it is none of these, or what it names does not exist.
        ConfigError: the table is wrong.
    """
    kind, _, rest = written.partition(":")
    if kind not in _KINDS:
        raise unknown(written)
    made = _KINDS[kind](written, rest, lot)
    return _at_most_all(made if kind == "size" else replace(made, confidence=confidence))


def _at_most_all(plan: Plan) -> Plan:
    if not plan.whole:
        return plan
    told = () if plan.notes[-1:] == (words.NO_SMALLER,) else (words.WHOLE.fill(size=plan.size, lot=plan.lot),)
    return replace(plan, size=plan.lot, notes=(*plan.notes, *told))


def _single(written: str, rest: str, lot: int) -> Plan:
    level, aql = _parts(written, rest.split(":"), (2,))
    made = iso2859.normal(lot, level, aql)
    title = words.SINGLE.fill(level=level, aql=iso2859.known_aql(aql, iso2859.AQLS), code=made.code)
    return _accepting(written, title, lot, made)


def _tabled(written: str, rest: str, lot: int) -> Plan:
    from svcqa_sampling.tables import single, table

    path, level, aql = _parts(written, rest.rsplit(":", 2), (3,))  # a path may hold a colon of its own
    read = table(path)
    made = single(read, lot, level, aql, path)
    told = {"title": read.title, "source": read.source, "severity": words.SEVERITIES[read.severity]}
    return _accepting(written, words.TABLE.fill(**told, level=level, aql=aql, code=made.code), lot, made)


def _accepting(written: str, title: Text, lot: int, made: iso2859.Single) -> Plan:
    arrow = (words.ARROW.fill(code=made.code, letter=made.letter),) if made.letter != made.code else ()
    return Plan(written, title, lot, made.size, accept=made.accept, notes=(*arrow, words.SERIES))


def _sized(written: str, rest: str, lot: int) -> Plan:
    confidence, tolerable, *further = _parts(written, rest.split(":"), (2, 3))
    sure, most = share(confidence), share(tolerable)
    expected = share(further[0], zero=True) if further else Fraction(0)
    if expected >= most:
        raise UsageError.of(
            f"预期比例{further[0]}应小于可容忍比例{tolerable}。",
            f"the expected rate {further[0]} must lie below the tolerable rate {tolerable}.",
            where="--plan",
        )
    made = sizes.for_lot(lot, sure, most, expected)
    title = words.BY_SIZE.fill(confidence=percent(sure), tolerable=percent(most), expected=percent(expected))
    notes = (words.NO_SMALLER,) if made.size >= lot else ()
    return Plan(written, title, lot, made.size, sure, made.allowed, most, notes)


def _fixed(written: str, rest: str, lot: int) -> Plan:
    if not rest.isascii() or not rest.isdecimal() or int(rest) < 1:
        raise UsageError.of(
            f"“{rest}”不是正整数。", f"'{rest}' is no whole number above 0.", where="--plan", mend=_write(("n:60",))
        )
    return Plan(written, words.BY_NUMBER.fill(size=int(rest)), lot, int(rest))


def _parts(written: str, parts: Sequence[str], counts: tuple[int, ...]) -> Sequence[str]:
    if len(parts) not in counts or not all(parts):
        raise unknown(written)
    return parts


def is_judgement(written: str) -> bool:
    """A person chooses the rows: there is no size to work out."""
    return written.startswith(f"{JUDGEMENT}:")


def unknown(written: str) -> UsageError:
    """The error for a plan that is written in no known way."""
    return UsageError.of(
        f"看不懂抽样方案“{written}”。",
        f"cannot understand the sampling plan '{written}'.",
        where="--plan",
        mend=_write(FORMS),
    )


def _write(forms: Sequence[str]) -> Text:
    return Text(f"请写成：{'、'.join(forms)}。", f"Write it as {', '.join(forms)}.")


_KINDS: Mapping[str, Callable[[str, str, int], Plan]] = {
    "iso2859": _single, "table": _tabled, "size": _sized, "n": _fixed,
}  # fmt: skip
