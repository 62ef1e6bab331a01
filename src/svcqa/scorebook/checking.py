"""What cannot be in a scoring workbook, said with its cell before anything is scored by it."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.errors import Problem
from svcqa.schemes.entered import EnteredItem, ScoreSheet
from svcqa.schemes.models import SchemeFile
from svcqa.schemes.scored import ScoredItem, home_of, scored_items, sums
from svcqa.suggestions import meant
from svcqa.text import Text

_NO_ITEM = Text("评价方案里没有条款“{item}”。", "the scheme has no item '{item}'.")
_NO_REASON = Text("“{item}”不适用，却没有写理由。", "'{item}' does not apply, and no reason is given.")
_GIVE_REASON = Text("请在“不适用理由”里写明。", "Give it under 'Why it does not apply'.")
_TOO_MANY = Text(
    "“{item}”的不符合数{failed}大于抽样数{sampled}。", "'{item}': {failed} nonconforming of {sampled} sampled."
)
_HALF = Text("“{item}”只填了抽样数和不符合数中的一个。", "'{item}': one of sampled and nonconforming is missing.")
_NOT_FAILED = Text(
    "“{item}”的结论是符合，却有{failed}个不符合。", "'{item}' is said to conform, with {failed} nonconforming."
)
_NO_NUMBERS = Text(
    "“{item}”按比例扣分，作结论要写抽样数和不符合数。",
    "'{item}' deducts in proportion: a conclusion needs the numbers sampled and nonconforming.",
)
_NOBODY = Text("“{item}”有结论，却没有写评价人。", "'{item}' has a conclusion, and nobody who came to it.")
_SUM = Text(
    "“{group} {title}”各项分值合计{given}分，应为{wanted}分（{items}项）。",
    "the points of '{group} {title}' add up to {given}, and should be {wanted} ({items} items).",
)
_CHECK_SUM = Text(
    "请对照标准核对各项分值；不适用的项也要填分值。",
    "Check them against your copy of the standard; items that do not apply have points too.",
)
_BONUSES = Text("特别加分有{given}项，最多{most}项。", "there are {given} special bonuses; at most {most} may be.")
_NO_TRIGGER = Text("特别加减分没有写情形。", "a special deduction or bonus does not say what for.")
_OTHER_CODE = Text("证据清单里没有编号“{code}”。", "there is no evidence '{code}' in the scheme.")


def checked(sheet: ScoreSheet, scheme: SchemeFile) -> Iterator[Problem]:
    """Everything that is wrong with what was entered."""
    for one in sheet.items.values():
        yield from _item(one, scheme)
    yield from _sums(sheet, scheme)
    yield from _specials(sheet, scheme)
    known = [one.id for one in scheme.evidence]
    for code, paper in sheet.papers.items():
        if code not in known:
            yield Problem(_OTHER_CODE.fill(code=code), paper.place, meant(code, known))


def _item(one: EnteredItem, scheme: SchemeFile) -> Iterator[Problem]:
    if home_of(one.item, scheme) is None:
        known = [name for name, _, _ in scheme.items()]
        yield Problem(_NO_ITEM.fill(item=one.item), one.place, meant(one.item, known))
        return
    if not one.applies and not one.why_not:
        yield Problem(_NO_REASON.fill(item=one.item), one.place, _GIVE_REASON)
    if one.conclusion and not one.concluded_by:
        yield Problem(_NOBODY.fill(item=one.item), one.place)
    yield from _numbers(one, scheme)


def _numbers(one: EnteredItem, scheme: SchemeFile) -> Iterator[Problem]:
    if (one.sampled is None) != (one.failed is None):
        yield Problem(_HALF.fill(item=one.item), one.place)
    elif one.sampled is not None and one.failed is not None and one.failed > one.sampled:
        yield Problem(_TOO_MANY.fill(item=one.item, failed=one.failed, sampled=one.sampled), one.place)
    elif one.failed and one.conclusion == "conforms":
        yield Problem(_NOT_FAILED.fill(item=one.item, failed=one.failed), one.place)
    if one.conclusion and not one.sampled and _mode(one, scheme) == "proportional":
        yield Problem(_NO_NUMBERS.fill(item=one.item), one.place)


def _mode(one: EnteredItem, scheme: SchemeFile) -> str:
    known = {name: said.mode for name, _, said in scheme.items()}
    return one.mode or known.get(one.item, "full")


def _sums(sheet: ScoreSheet, scheme: SchemeFile) -> Iterator[Problem]:
    """Groups whose points do not add up: to the sum when all are known, and never to more."""
    items = scored_items(scheme, sheet)
    given = sums(items)
    for name, group in scheme.groups.items():
        mine = [one for one in items if one.group == name]
        known = [one for one in mine if one.points is not None]
        total, whole = given.get(name, 0), len(known) == len(mine)
        if total > group.points or (whole and total != group.points):
            said = _SUM.fill(
                group=name, title=group.title, given=_shown(total), wanted=_shown(group.points), items=len(known)
            )
            yield Problem(said, _places(known, sheet), _CHECK_SUM)


def _places(items: list[ScoredItem], sheet: ScoreSheet) -> str:
    places = [one.entered.place for one in items if one.entered]
    return "; ".join([places[0], places[-1].rpartition(" → ")[2]]) if len(places) > 1 else "".join(places) or sheet.file


def _shown(points: object) -> str:
    number = float(points)  # type: ignore[arg-type]
    return f"{number:g}"


def _specials(sheet: ScoreSheet, scheme: SchemeFile) -> Iterator[Problem]:
    bonuses = [one for one in sheet.specials if one.kind == "bonus"]
    if len(bonuses) > scheme.specials.most_bonus:
        said = _BONUSES.fill(given=len(bonuses), most=scheme.specials.most_bonus)
        yield Problem(said, bonuses[-1].place)
    yield from (Problem(_NO_TRIGGER, one.place) for one in sheet.specials if not one.trigger)
