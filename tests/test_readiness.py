"""Readiness: scores by hand, spans of what is open, the shortest list held against trying every list."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from msgspec.structs import replace

from svcqa.accounts import Said
from svcqa.actions.nouns import KeptNonconformity
from svcqa.assessments import Assessment, Part, Thing
from svcqa.errors import ConfigError, UsageError
from svcqa.findings import Audit
from svcqa.schemes.entered import EnteredFact, EnteredItem, EnteredSpecial, ScoreSheet
from svcqa.schemes.scored import ScoredItem, scored_items
from svcqa.text import Text
from svcqa_certification.bearing import Bearing, Open
from svcqa_certification.bearing import Counted as Borne
from svcqa_certification.doing import choices
from svcqa_certification.scoring import Obtained, obtained
from svcqa_certification.shortest import Choice, shortest
from svcqa_certification.totals import Scale, rounded, shown
from tests.scored import Counted, assessed, office, scheme

HUNDRED = {"a": 40, "b": 30, "c": 20, "d": 10}


def clean(*names: str) -> list[Counted]:
    """Rules without a finding."""
    return [Counted(name) for name in names]


def entered(item: str, **given: object) -> EnteredItem:
    """A row of the scoring workbook."""
    return EnteredItem(item, f"评分表.xlsx → 评分项目 → {item}", **given)  # type: ignore[arg-type]


def sheet(*items: EnteredItem, specials: Sequence[EnteredSpecial] = (), **facts: str) -> ScoreSheet:
    """A scoring workbook."""
    told = {
        code: EnteredFact(code, Text(code, code), value, "评分表.xlsx → 认证信息 → B4") for code, value in facts.items()
    }
    return ScoreSheet("评分表.xlsx", {one.item: one for one in items}, specials, told)


def deduction(trigger: str = "违反自订规定", *, rectified: bool = False) -> EnteredSpecial:
    return EnteredSpecial("deduct", trigger, "", rectified, "评分表.xlsx → 特别加减分 → A4")


def figures(made: Assessment) -> tuple[str, str, int | None]:
    """Worst and best case as shown, and the level that is safe."""
    return made.score.worst.shown, made.score.best.shown, made.score.worst.level


# Hand-calculated: the sums stand beside each case.


def test_special_deductions_count_after_conversion_or_before_it() -> None:
    """60 points apply, 6 are lost: 54/60 = 90; two deductions: 88, or 52/60 = 86.67 when they count before."""
    by = scheme({"a": 40, "b": 14, "c": 6})
    audit = office(*clean("a", "b"), Counted("c", confirmed={"城东": 1}))
    two = [deduction("一"), deduction("二")]
    assert figures(assessed(audit, by)) == ("90.00", "90.00", 2)
    assert figures(assessed(audit, by, sheet(specials=two))) == ("88.00", "88.00", 1)
    before = assessed(audit, by, sheet(specials=two, specials_place="before"))
    assert figures(before) == ("86.67", "86.67", 1)
    assert before.score.worst.exact == "260/3"
    assert before.specials_place == "before"


def test_one_nonconformity_loses_all_of_an_item_of_full_deduction() -> None:
    """100 - 10 = 90, whether the item has one nonconformity or five; 90 reaches the level from 90 on."""
    for count in (1, 5):
        made = assessed(office(*clean("a", "b", "c"), Counted("d", confirmed={"城东": count})), scheme(HUNDRED))
        assert figures(made) == ("90.00", "90.00", 2)


def test_an_item_of_proportional_deduction_loses_by_the_share_of_what_was_judged() -> None:
    """20 points, 3 of 20 records: 20 × 3/20 = 3 are lost, 97 are left."""
    by = scheme({**HUNDRED, "c": {"points": 20, "mode": "proportional"}})
    made = assessed(office(*clean("a", "b", "d"), Counted("c", conforms=17, confirmed={"城东": 2, "城西": 1})), by)
    assert figures(made) == ("97.00", "97.00", 3)
    (one,) = (item for item in made.items if item.item == "c")
    assert (one.basis, one.sampled, one.nonconforming) == ("records", 20, 3)
    assert [part.closes for part in one.parts] == ["2", "1"], "20 × 2/20 and 20 × 1/20"


def test_what_does_not_apply_leaves_the_base() -> None:
    """10 of 100 do not apply; of 90 are 20 lost: 70/90 = 77.78."""
    by = scheme(HUNDRED)
    audit = office(*clean("a", "b", "d"), Counted("c", confirmed={"城东": 1}))
    made = assessed(audit, by, sheet(entered("d", applies=False, why_not="没有这项业务")))
    assert figures(made) == ("77.78", "77.78", 0)
    assert made.applicable == "90"
    (one,) = (item for item in made.items if item.item == "d")
    assert (one.state, one.why_not, one.points) == ("not_applicable", "没有这项业务", "0")


def test_a_limit_belongs_to_its_level_and_is_compared_unrounded() -> None:
    """20 × 1/4 = 5 are lost: 95, the highest level; of 5,001 records 1,251: 20 × 1251/5001 leaves 94.997."""
    by = scheme({**HUNDRED, "c": {"points": 20, "mode": "proportional"}})
    at = assessed(office(*clean("a", "b", "d"), Counted("c", conforms=3, confirmed={"城东": 1})), by)
    assert figures(at) == ("95.00", "95.00", 3)
    below = assessed(office(*clean("a", "b", "d"), Counted("c", conforms=3750, confirmed={"城东": 1251})), by)
    assert figures(below) == ("94.997", "94.997", 2), "two decimals would show a level that is not reached"


def test_a_bonus_beyond_100_is_cut_where_the_scheme_says_so() -> None:
    bonus = EnteredSpecial("bonus", "领先", "", rectified=False, place="评分表.xlsx → 特别加减分 → A4")
    audit = office(*clean(*HUNDRED))
    assert figures(assessed(audit, scheme(HUNDRED), sheet(specials=[bonus]))) == ("100.00", "100.00", 3)
    assert figures(assessed(audit, scheme(HUNDRED, cap=False), sheet(specials=[bonus])))[0] == "101.00"


# What is open.


def test_what_nobody_assessed_is_neither_conforming_nor_failing() -> None:
    """No rule for d (10), c (20) not assessed: from 70 to 100."""
    made = assessed(office(*clean("a", "b"), Counted("c", assessed=False)), scheme(HUNDRED))
    assert figures(made) == ("70.00", "100.00", 0)
    assert {one.item: one.state for one in made.items} == {
        "a": "assessed", "b": "assessed", "c": "not_assessed", "d": "no_criterion"
    }  # fmt: skip
    assert (made.assessed, made.obtained) == ("70", "70")


def test_what_could_not_be_judged_leaves_an_item_open() -> None:
    made = assessed(office(*clean("a", "b", "c"), Counted("d", undetermined=2)), scheme(HUNDRED))
    assert figures(made) == ("90.00", "100.00", 2)
    by = scheme({**HUNDRED, "c": {"points": 20, "mode": "proportional"}})
    share = assessed(office(*clean("a", "b", "d"), Counted("c", conforms=18, undetermined=2)), by)
    assert figures(share) == ("98.00", "100.00", 3), "2 of 20 may be nonconforming"


def test_only_confirmed_findings_deduct_and_leads_are_a_what_if() -> None:
    made = assessed(office(*clean("a", "b", "c"), Counted("d", unreviewed=3)), scheme(HUNDRED))
    assert figures(made) == ("100.00", "100.00", 3)
    assert (made.if_confirmed.best.shown, made.unreviewed) == ("90.00", 3)


def test_a_nonconformity_closed_as_effective_deducts_nothing_unless_it_was_refuted() -> None:
    audit = office(*clean("a", "b", "c"), Counted("d", confirmed={"城东": 2}))
    for changes, expected in (({"state": "closed_effective"}, "100.00"), ({"state": "closed_ineffective"}, "90.00"),
                              ({"state": "closed_effective", "refuted_by": "NC-9"}, "90.00"),
                              ({"state": "cancelled"}, "100.00"), ({"state": "verifying"}, "90.00")):  # fmt: skip
        assert assessed(_kept(audit, **changes), scheme(HUNDRED)).score.worst.shown == expected, changes


def _kept(audit: Audit, **changes: str) -> Audit:
    """The audit with its findings kept as one nonconformity in some state."""
    kept = KeptNonconformity(
        number="NC-1", ruleset="manual", version="1", clause="clause d", unit="城东", requirement=Said("", ""),
        audit=audit.digest, found_on="2025-12-31", finders=["王"], fact=Said("", ""), evidence=[],
        fingerprints=[one.fingerprint for one in audit.findings], **changes,  # type: ignore[arg-type]
    )  # fmt: skip
    return dataclasses.replace(audit, dossier=replace(audit.dossier, nonconformities=[kept]))


def test_a_person_concludes_where_records_do_not_tell_but_not_against_a_confirmed_finding() -> None:
    audit = office(*clean("a", "b"), Counted("c", confirmed={"城东": 1}))
    said = sheet(entered("d", conclusion="conforms", concluded_by="王"), entered("c", conclusion="conforms"))
    made = assessed(audit, scheme(HUNDRED), said)
    assert figures(made) == ("80.00", "80.00", 1)
    notes = {one.item: [note.en for note in one.notes] for one in made.items}
    assert "counts as not conforming" in notes["c"][0]
    assert not notes["d"]


def test_a_persons_own_sample_goes_before_the_records() -> None:
    by = scheme({**HUNDRED, "c": {"points": 20, "mode": "proportional"}})
    audit = office(*clean("a", "b", "d"), Counted("c", conforms=99, confirmed={"城东": 1}))
    made = assessed(audit, by, sheet(entered("c", sampled=10, failed=2)))
    assert figures(made) == ("96.00", "96.00", 3)
    (one,) = (item for item in made.items if item.item == "c")
    assert (one.basis, one.sampled, one.nonconforming) == ("by_hand", 10, 2)


def test_papers_sampled_in_the_audit_go_before_the_records_too() -> None:
    by = scheme({**HUNDRED, "c": {"points": 20, "mode": "proportional"}})
    papers = Counted("c/sample", conforms=15, confirmed={"城东": 5}, beside=True)
    made = assessed(office(*clean("a", "b", "d"), Counted("c", conforms=1000), papers), by)
    assert figures(made) == ("95.00", "95.00", 3), "20 × 5/20"


def test_without_points_everything_is_indicative_and_no_level_is_named() -> None:
    by = scheme({"a": {}, "b": {}, "c": {}, "d": {}}, groups={"1": {"title": "all", "points": 100}})
    made = assessed(office(*clean("a", "b", "c"), Counted("d", confirmed={"城东": 1})), by)
    assert made.indicative
    assert figures(made) == ("75.00", "75.00", None)
    assert made.way is None
    assert "no level" in made.notes[0].en


def test_a_scheme_with_other_groups_and_levels_needs_no_code() -> None:
    by = scheme(
        {"x": {"points": "2.5", "group": "A"}, "y": {"points": "1.5", "group": "B"}},
        groups={"A": {"title": "A", "points": "2.5"}, "B": {"title": "B", "points": "1.5"}},
        levels=[{"title": "pass", "min": 60}],
    )
    made = assessed(office(*clean("x"), Counted("y", confirmed={"城东": 1})), by)
    assert figures(made) == ("62.50", "62.50", 0)
    assert [(one.name, one.worst) for one in made.groups] == [("A", "5/2"), ("B", "0")]


# What bears on what.


def test_a_rule_that_bears_on_two_items_is_refused() -> None:
    by = scheme({"a": 60, "b": 40}, rules={"a": ["r*"], "b": ["r1"]})
    with pytest.raises(ConfigError) as caught:
        assessed(office(*clean("r1")), by)
    assert "deducts once" in caught.value.say("en")


def test_rules_of_an_item_that_people_divided_have_to_be_named_anew() -> None:
    audit = office(*clean("a", "b"), Counted("b2", confirmed={"城东": 1}))
    by = scheme({"a": 60, "b": 40}, rules={"a": ["a"], "b": ["b*"]})
    halves = [entered("b.1", points=Fraction(30)), entered("b.2", points=Fraction(10))]
    with pytest.raises(UsageError) as caught:
        assessed(audit, by, sheet(*halves))
    assert "b, b2" in caught.value.say("en")
    named = [dataclasses.replace(one, rules=(rule,)) for one, rule in zip(halves, ("b", "b2"), strict=True)]
    assert figures(assessed(audit, by, sheet(*named))) == ("90.00", "90.00", 2)


def test_rules_that_people_name_and_the_audit_does_not_have_are_said() -> None:
    by = scheme({"a": 60, "b": 40})
    said = assessed(office(*clean("a", "b")), by, sheet(entered("b", rules=("b", "c*")))).notes
    assert ["'b' names rules 'c*'" in one.en for one in said] == [False, True], "and nobody entered the points"


def test_rules_that_bear_on_nothing_are_counted_apart() -> None:
    made = assessed(office(*clean("a"), Counted("z", confirmed={"城东": 1}, unreviewed=2)), scheme({"a": 100}))
    assert (made.outside.rules, made.outside.findings, made.outside.confirmed) == (1, 3, 1)
    assert made.outside.unnamed == ["z"]


def test_nothing_that_applies_is_no_score() -> None:
    with pytest.raises(UsageError):
        assessed(office(*clean("a")), scheme({"a": 100}), sheet(entered("a", applies=False, why_not="无")))


# The shortest list.


def test_the_way_names_the_fewest_things_and_what_each_item_gives_back() -> None:
    """40 is safe, 30 are lacking: b (30) takes four things, c and d (20 + 10) three."""
    four = dict.fromkeys("一二三四", 1)
    audit = office(
        *clean("a"),
        Counted("b", confirmed=four),
        Counted("c", confirmed={"一": 1, "二": 1}),
        Counted("d", assessed=False),
    )
    way = assessed(audit, scheme(HUNDRED)).way
    assert way is not None
    assert (way.level, way.lacking, way.things) == (0, "30.00", 3)
    assert [(step.item, step.gives, [one.kind for one in step.things]) for step in way.steps] == [
        ("c", "20.00", ["close", "close"]), ("d", "10.00", ["show"])
    ]  # fmt: skip
    assert way.reached is not None
    assert (way.reached.shown, way.reached.level) == ("70.00", 0)


def test_a_level_that_nothing_reaches_is_said_and_everything_that_can_be_done_is_listed() -> None:
    """90 + 1; closing d gives 101, and 102 is out of reach."""
    stuck = [EnteredSpecial("bonus", "", "", rectified=False, place="A4")]
    levels = [{"title": "basic", "min": 70}, {"title": "beyond", "min": 102}]
    audit = office(*clean("a", "b", "c"), Counted("d", confirmed={"一": 1}))
    way = assessed(audit, scheme(HUNDRED, levels=levels), sheet(specials=stuck)).way
    assert way is not None
    assert way.reached is None
    assert [(step.item, step.gives) for step in way.steps] == [("d", "10.00")]


def test_there_is_no_way_beyond_the_highest_level() -> None:
    assert assessed(office(*clean(*HUNDRED)), scheme(HUNDRED)).way is None


def test_rectifying_a_special_deduction_gives_it_back() -> None:
    """95 - 1: one point is lacking for the highest level, and rectifying gives it back."""
    by = scheme({**HUNDRED, "c": {"points": 20, "mode": "proportional"}})
    audit = office(*clean("a", "b", "d"), Counted("c", conforms=3, confirmed={"城东": 1}))
    way = assessed(audit, by, sheet(specials=[deduction()])).way
    assert way is not None
    assert [(step.gives, step.things[0].kind) for step in way.steps] == [("5.00", "close")], (
        "one thing, which gains more"
    )
    assert figures(assessed(audit, by, sheet(specials=[deduction(rectified=True)]))) == ("95.00", "95.00", 3)


def _scale(items: Sequence[ScoredItem], by: Sequence[Obtained], specials: Sequence[EnteredSpecial]) -> Scale:
    return Scale(
        scheme({one.item: 1 for one in items}).file, sum((one.points for one in by), Fraction(0)), specials, "after"
    )


def _random_office(rng: random.Random) -> tuple[list[tuple[ScoredItem, Fraction, Bearing]], list[EnteredSpecial]]:
    """A few items with a few things to do."""
    lines = []
    for number in range(rng.randint(1, 4)):
        points = Fraction(rng.randint(1, 40), rng.choice((1, 2, 3)))
        mode = rng.choice(("full", "proportional"))
        item = ScoredItem(str(number), str(number), "1", Text("", ""), mode, points)  # type: ignore[arg-type]
        lines.append((item, points, _random_bearing(rng)))
    return lines, [deduction(str(at)) for at in range(rng.randint(0, 2))]


def _random_bearing(rng: random.Random) -> Bearing:
    counts = [rng.randint(1, 4) for _ in range(rng.randint(0, 3))]
    rules = [
        Counted("r", conforms=rng.randint(0, 6), confirmed={str(at): one for at, one in enumerate(counts)},
                undetermined=rng.choice((0, 0, 2))),
        Counted("s", assessed=rng.random() < 0.7),
    ][: rng.randint(0, 2)]  # fmt: skip
    tallies = office(*rules).content.tallies
    parts = [Open(Part("m", "c", str(at), one), 0) for at, one in enumerate(counts)] if rules else []
    return Bearing([Borne(one, {}) for one in tallies], parts)


def _done(bearing: Bearing, chosen: Sequence[int]) -> Bearing:
    """What bears on an item when some things are done; the last number stands for showing what is open."""
    parts = [
        Open(replace(one.part, closed=True), one.sampled) if at in chosen else one
        for at, one in enumerate(bearing.parts)
    ]
    return Bearing(bearing.rules, parts)


def _worth(item: ScoredItem, points: Fraction, bearing: Bearing, chosen: Sequence[int]) -> Fraction:
    """Points that are safe when some things are done; shown is what the best case takes for shown."""
    made = obtained(item, points, _done(bearing, chosen))
    return made.best if len(bearing.parts) in chosen else made.worst


def _subsets(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(count + 1):
        yield from combinations(range(count), size)


@pytest.mark.parametrize("seed", range(60))
def test_the_shortest_list_is_as_short_as_trying_every_list(seed: int) -> None:
    rng = random.Random(seed)
    lines, specials = _random_office(rng)
    made = [obtained(*line) for line in lines]
    scale = _scale([item for item, _, _ in lines], made, specials)
    groups = [
        choices(item, one, [part.part for part in bearing.parts], scale)
        for (item, _, bearing), one in zip(lines, made, strict=True)
    ]
    options = [[(0, Fraction(0)), (1, Fraction(1))] for _ in specials]
    groups += [[Choice("", (Thing("rectify", Text("", "")),), Fraction(1))] for _ in specials]
    now = scale.raw(sum((one.worst for one in made), Fraction(0)))
    options += [
        [
            (len(chosen), scale.converted(_worth(*line, chosen) - one.worst))
            for chosen in _subsets(len(line[2].parts) + 1)
        ]
        for line, one in zip(lines, made, strict=True)
    ]
    for limit in (now + Fraction(1, 7), (now + 100) / 2, Fraction(100) - len(specials), Fraction(101)):
        lacking = limit - now
        if lacking <= 0:
            continue
        found = shortest([one for one in groups if one], lacking)
        fewest = _fewest(options, lacking)
        assert (None if found is None else sum(len(one.things) for one in found)) == fewest
        if found is not None:
            assert sum(one.gain for one in found) >= lacking


def _fewest(options: Sequence[Sequence[tuple[int, Fraction]]], lacking: Fraction) -> int | None:
    """The fewest things by trying everything."""
    totals = [(0, Fraction(0))]
    for choices_ in options:
        totals = [(count + more, gain + further) for count, gain in totals for more, further in choices_]
    reached = [count for count, gain in totals if gain >= lacking]
    return min(reached, default=None)


def test_numbers_are_rounded_half_up_and_never_up_to_a_limit() -> None:
    assert [rounded(Fraction(one)) for one in ("0.125", "-0.125", "2", "-0.001")] == ["0.13", "-0.13", "2.00", "0.00"]
    assert shown(Fraction("89.996"), [Fraction(90)]) == "89.996"
    assert shown(Fraction("89.994"), [Fraction(90)]) == "89.99"
    assert shown(Fraction("90.004"), [Fraction(90)]) == "90.00"


def test_items_that_people_divide_stand_in_place_of_the_item() -> None:
    by = scheme({"a": 60, "b": 40})
    halves = sheet(entered("b.1", points=Fraction(30)), entered("b.2", points=Fraction(10)))
    assert [one.item for one in scored_items(by.file, halves)] == ["a", "b.1", "b.2"]
    assert [one.item for one in scored_items(by.file, ScoreSheet())] == ["a", "b"]
