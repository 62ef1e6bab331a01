"""What an item obtains: in the worst and the best case of what is open, and if every lead were confirmed.

An item of full deduction loses all its points with one nonconformity. An item of proportional deduction loses its
points times nonconforming ÷ sampled: of what a person sampled for the score, else of papers sampled in the audit, else
of the records that were judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from svcqa import EnteredItem, ScoredItem, assessments
from svcqa_certification.bearing import Bearing, Counted

NONE = Fraction(0)


@dataclass(frozen=True)
class Counts:
    """Numbers of an item of proportional deduction."""

    basis: assessments.Basis
    sampled: int
    nonconforming: int
    """Confirmed and still open."""
    unreviewed: int = 0
    undetermined: int = 0

    unread: bool = False
    """A rule that these numbers rest on was not assessed: how many there are is not known."""

    def kept(self, closed: int = 0, further: int = 0, *, shown: bool = True) -> Fraction:
        """The share of the points that is kept.

        Args:
            closed: nonconforming ones that are closed by then.
            further: leads that turn out to be nonconforming.
            shown: what could not be judged conforms; else it does not.
        """
        if (self.unread or not self.sampled) and not shown:
            return NONE
        if not self.sampled:
            return Fraction(1)
        whole = self.sampled + self.undetermined
        failing = min(self.nonconforming - closed + further, self.sampled)
        return 1 - Fraction(failing + (0 if shown else self.undetermined), whole)


@dataclass(frozen=True)
class Obtained:
    """Points of an item in each case."""

    state: assessments.ItemState
    points: Fraction
    worst: Fraction
    best: Fraction
    confirmed_worst: Fraction
    confirmed_best: Fraction
    """If every finding that nobody has reviewed were confirmed."""
    counts: Counts | None = None
    open: bool = False
    """Something bears on it that was not assessed, or nothing does."""


def obtained(item: ScoredItem, points: Fraction, bearing: Bearing) -> Obtained:
    """What one item obtains.

    Args:
        item: the item, with what people entered.
        points: the points it is scored by.
        bearing: what of the audit bears on it.
    """
    if not item.applies:
        return Obtained("not_applicable", NONE, NONE, NONE, NONE, NONE)
    if item.mode == "proportional":
        return _proportional(item, points, bearing)
    return _full(item, points, bearing)


def failing(bearing: Bearing) -> int:
    """Confirmed findings that are still open."""
    return sum(one.part.findings for one in bearing.parts if not one.part.closed)


def _full(item: ScoredItem, points: Fraction, bearing: Bearing) -> Obtained:
    said = concluded(item.entered)
    state, open_ = _state(bearing, said)
    lost = failing(bearing) > 0 or said == "fails"
    leads = any(one.decided.get("unreviewed", 0) for one in bearing.rules)
    worst, best = (NONE, NONE) if lost else (NONE if open_ else points, points)
    return Obtained(state, points, worst, best, NONE if leads else worst, NONE if leads else best, open=open_)


def concluded(entered: EnteredItem | None) -> str:
    """What a person concluded, be it in a word or in numbers."""
    if entered is None:
        return ""
    if entered.failed:
        return "fails"
    return entered.conclusion or ("conforms" if entered.sampled else "")


def _state(bearing: Bearing, said: str) -> tuple[assessments.ItemState, bool]:
    """How far an item was assessed, and whether something of it is open."""
    if said:
        return "by_hand", False
    if not bearing.rules:
        return "no_criterion", True
    done = [one for one in bearing.rules if one.tally.assessed]
    if not done:
        return "not_assessed", True
    whole = len(done) == len(bearing.rules) and not any(one.tally.undetermined for one in done)
    return ("assessed", False) if whole else ("partly", True)


def _proportional(item: ScoredItem, points: Fraction, bearing: Bearing) -> Obtained:
    counts = counted(item.entered, bearing)
    state, open_ = _state(bearing, "said" if counts.basis == "by_hand" else "")
    if state in {"assessed", "partly"} and not counts.sampled:
        state, open_ = "not_assessed", True
    worst, best = (points * counts.kept(shown=shown) for shown in (False, True))
    if_worst, if_best = (points * counts.kept(further=counts.unreviewed, shown=shown) for shown in (False, True))
    return Obtained(state, points, worst, best, if_worst, if_best, counts, open=open_)


def counted(entered: EnteredItem | None, bearing: Bearing) -> Counts:
    """Sampled and nonconforming: of a person's own sample, of papers sampled in the audit, or of all records."""
    if entered is not None and entered.sampled:
        return Counts("by_hand", entered.sampled, entered.failed or 0)
    papers = _basis("sample", bearing.rules)
    basis: assessments.Basis = "sample" if any(one.judged for one in papers) else "records"
    mine = _basis(basis, bearing.rules)
    open_ = [one for one in bearing.parts if not one.part.closed]
    failed = sum(one.sampled if basis == "sample" else one.part.findings - one.sampled for one in open_)
    judged = sum(one.judged for one in mine)
    return Counts(
        basis if judged else "",
        judged,
        failed,
        sum(one.decided.get("unreviewed", 0) for one in mine),
        sum(one.tally.undetermined for one in mine),
        unread=not all(one.tally.assessed for one in bearing.rules),
    )


def _basis(basis: assessments.Basis, rules: Sequence[Counted]) -> list[Counted]:
    return [one for one in rules if one.by_sample == (basis == "sample")]
