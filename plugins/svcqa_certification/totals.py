"""From points to scores: converted to a whole of 100 over what applies, with special points, and the level reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from svcqa import EnteredSpecial, SchemeFile, assessments

WHOLE = 100
_PLACES = 2
_MOST_PLACES = 12


@dataclass(frozen=True)
class Scale:
    """How points become a score."""

    scheme: SchemeFile
    applicable: Fraction
    """Points of the items that apply."""
    specials: Sequence[EnteredSpecial] = ()
    place: str = "after"
    named: bool = True
    """Levels may be named."""

    @property
    def special(self) -> Fraction:
        """What special deductions and bonuses come to."""
        return sum((self.worth(one) for one in self.specials), Fraction(0))

    def worth(self, one: EnteredSpecial) -> Fraction:
        """Points of one; a deduction that was rectified counts no more."""
        if one.kind == "bonus":
            return Fraction(self.scheme.specials.bonus)
        return Fraction(0) if one.rectified else -Fraction(self.scheme.specials.deduct)

    def converted(self, points: Fraction) -> Fraction:
        """Points of items as points of the score."""
        return points * WHOLE / self.applicable

    def special_converted(self, points: Fraction) -> Fraction:
        """Special points as points of the score."""
        return self.converted(points) if self.place == "before" else points

    def raw(self, points: Fraction) -> Fraction:
        """The score before it is held between 0 and 100."""
        return self.converted(points) + self.special_converted(self.special)

    def score(self, points: Fraction) -> assessments.Score:
        """The score of so many points."""
        return self.of(self.raw(points))

    def of(self, raw: Fraction) -> assessments.Score:
        """A score as it is told."""
        held = max(raw, Fraction(0))
        held = min(held, Fraction(WHOLE)) if self.scheme.cap else held
        return assessments.Score(
            str(held), float(held), shown(held, self.limits), self.level(held) if self.named else None
        )

    @property
    def limits(self) -> list[Fraction]:
        """Lower limits of the levels, from the lowest up."""
        return [Fraction(one.least) for one in self.scheme.levels]

    def level(self, score: Fraction) -> int | None:
        """The level that a score reaches; a limit belongs to its level."""
        reached = [at for at, limit in enumerate(self.limits) if score >= limit]
        return reached[-1] if reached else None


def shown(number: Fraction, limits: Iterable[Fraction] = ()) -> str:
    """With two decimals, and with more where two would show a limit that is not reached."""
    for places in range(_PLACES, _MOST_PLACES):
        text = rounded(number, places)
        if not any(number < limit <= Fraction(text) for limit in limits):
            return text
    return str(number)


def rounded(number: Fraction, places: int = _PLACES) -> str:
    """Rounded half up, as office people do."""
    scaled = abs(number) * 10**places + Fraction(1, 2)
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**places)
    sign = "-" if number < 0 and (whole or part) else ""
    return f"{sign}{whole}.{part:0{places}}" if places else f"{sign}{whole}"
