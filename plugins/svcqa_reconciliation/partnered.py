"""Partnered: cases of every kind, judged by their partners and told with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, Matching, Verdict, behind, judged, slots
from svcqa_reconciliation.seen import Target, seen, targets_of
from svcqa_reconciliation.sought import Sought, grouped, of_cases, times_of
from svcqa_reconciliation.weighing import Weighed, weigh

if TYPE_CHECKING:
    from svcqa_reconciliation.match import Match


def of_records(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Match, context: Context
) -> pd.DataFrame:
    """Each record judged, and the partners that have none."""
    targets = targets_of(partners, settings, context)
    sought = of_cases(cases, settings, context)
    weighed = _weighed(sought, targets, settings, context, len(cases))
    verdict, reason = weighed.verdict, weighed.reason
    if settings.any_of or settings.each_value:
        keyed = _keyed(sought, targets, len(cases))
        verdict, reason = np.where(keyed, verdict, Verdict.UNDETERMINED), np.where(keyed, reason, "blank_key")
    made = judged(
        cases, verdict, reason=reason.astype(object), beside=_beside(weighed, targets),
        due_on=_due(weighed, cases.index), still_open=_still_open(weighed),
        evidence=_evidence(weighed, targets, settings),
    )  # fmt: skip
    if not settings.both_ways:
        return made
    orphans = _orphans(partners, targets[0])
    return pd.concat([made, orphans]) if len(orphans) else made


def _keyed(sought: Sought, targets: Sequence[Target], cases: int) -> np.ndarray:
    """Cases that have something to be found by, in one of the registers."""
    found = np.zeros(cases, dtype=bool)
    for target in targets:
        rows = sought.frame[list(target.places)].notna().all(axis=1).to_numpy(dtype=bool)
        found[sought.case[sought.unit[rows]]] = True
    return found


def of_groups(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Match, context: Context
) -> pd.DataFrame:
    """Records that share some fields, judged together."""
    cases = cases[cases["inside"]]
    places = [f"group.{number}" for number in range(len(settings.group))]
    keyed = cases[places].notna().all(axis=1)
    blank, cases = cases[~keyed], cases[keyed]
    group = cases.groupby(places, sort=False).ngroup().to_numpy(dtype=np.int64)
    near = _first_of(group)
    names = _named(cases.iloc[near], places)
    sought = grouped(cases, group, settings, context)
    targets = targets_of(partners, settings, context)
    weighed = _weighed(sought, targets, settings, context, len(near))
    # a group of which no record certainly counts may not be one
    sure = np.zeros(len(near), dtype=bool)
    sure[group[~cases["unsure"].to_numpy(dtype=bool)]] = True
    keys = cases[[f"on.{name}" for name in settings.on]].notna().all(axis=1).to_numpy()
    has_key = np.zeros(len(near), dtype=bool)
    has_key[group[keys]] = True
    made = _slots(
        names,
        cases.index.to_numpy()[near],
        weighed,
        targets,
        settings,
        {"partner_unclear": ~sure, "blank_key": ~has_key},
    ).assign(of=behind(cases, group, len(near)))
    return pd.concat([made, _nameless(blank, settings)]) if len(blank) else made


def of_combinations(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Match, context: Context
) -> pd.DataFrame:
    """Every combination of a record and one of another register, judged."""
    assert settings.cross is not None  # noqa: S101 - asked only with a cross
    cases, others = cases[cases["inside"]], partners["cross"]
    i = np.repeat(np.arange(len(cases)), len(others))
    j = np.tile(np.arange(len(others)), len(cases))
    unsure = cases["unsure"].to_numpy(dtype=bool)[i] | others["unsure"].to_numpy(dtype=bool)[j]
    if settings.cross.only is not None:
        truth = _together(cases, others, (i, j), settings, context)
        i, j, unsure = i[~truth.no], j[~truth.no], (unsure | truth.unknown)[~truth.no]
    here = [f"on.{name}" for name in settings.on]
    there = [f"cross.on.{name}" for name in settings.cross.on]
    told = [f"cross.told_by.{number}" for number in range(len(settings.cross.told_by))]
    number = np.arange(len(i))
    frame = pd.concat([cases.take(i).set_axis(number), others[there].take(j).set_axis(number)], axis=1)
    certain = np.ones(len(frame), dtype=bool)
    sought = Sought(frame, number, certain, number, None, times_of(frame, settings, context))
    targets = targets_of(partners, settings, context)
    weighed = _weighed(sought, targets, settings, context, len(frame))
    keyed = frame[[*here, *there]].notna().all(axis=1).to_numpy()
    doubts = {"partner_unclear": unsure, "blank_key": ~keyed}
    made = _slots(_named(frame, [*told, *here, *there]), cases.index.to_numpy()[i], weighed, targets, settings, doubts)
    return made.assign(**{"beside.cross": others.index.to_numpy()[j]})


def _together(
    cases: pd.DataFrame, others: pd.DataFrame, pair: tuple[np.ndarray, np.ndarray], settings: Match, context: Context
) -> Any:
    """Which combinations count."""
    assert settings.cross is not None  # noqa: S101 - asked only with a cross
    assert settings.cross.only is not None  # noqa: S101 - that says which
    condition, place = settings.cross.only, "cross.only"
    theirs = condition.of_partner(settings.cross.register_)
    columns = {}
    for name in condition.fields():
        frame, at = (others, pair[1]) if name in theirs else (cases, pair[0])
        for column in (f"{place}.{name}", f"{place}.{name}.latest"):
            if column in frame:
                columns[column] = frame[column].take(at).reset_index(drop=True)
    return context.holds(condition, place, pd.DataFrame(columns))


def _weighed(sought: Sought, targets: Sequence[Target], settings: Match, context: Context, cases: int) -> Weighed:
    wanted = [(field, value) for field, values in settings.each_of.items() for value in values]
    looks = [(value, seen(sought, targets, context, (field, value))) for field, value in wanted]
    return weigh(sought, looks or [("", seen(sought, targets, context))], settings, context, cases)


def _slots(  # noqa: PLR0913, PLR0917 - the columns of the frame
    names: np.ndarray,
    near: np.ndarray,
    weighed: Weighed,
    targets: Sequence[Target],
    settings: Match,
    doubts: Mapping[str, np.ndarray],
) -> pd.DataFrame:
    """The cases as slots. What may be no case at all, or has no key, is undetermined unless it has its partners."""
    verdict, reason = weighed.verdict.copy(), weighed.reason.copy()
    for code, mask in doubts.items():
        doubtful = mask & (verdict != Verdict.CONFORMS)
        verdict[doubtful], reason[doubtful] = Verdict.UNDETERMINED, code
    beside = {f"beside.{name}": record for name, record in _beside(weighed, targets).items()}
    return slots(
        names, near, verdict, reason=reason, due_on=weighed.due, still_open=_still_open(weighed), **beside,
        **_evidence(weighed, targets, settings),
    )  # fmt: skip


def _nameless(blank: pd.DataFrame, settings: Match) -> pd.DataFrame:
    """Records of which it is not written to which group they belong, as one slot."""
    count = len(blank)
    return slots(
        [f"({'+'.join(settings.group)})"], [blank.index[0]], Verdict.UNDETERMINED, reason="blank_key", found=count,
        of=behind(blank, np.zeros(count, dtype=np.int64), 1),
    )  # fmt: skip


def _orphans(partners: Mapping[str, pd.DataFrame], target: Target) -> pd.DataFrame:
    """Partners of the period that have no record, one slot for each key; those without a key are one slot."""
    register, rows = partners["judged"], target.frame[target.frame["inside"]]
    places = list(target.places)
    keyed = rows[places].notna().all(axis=1).to_numpy(dtype=bool)
    known = Matching.of(rows, register, places).counts() > 0
    lost = rows[keyed & ~known]
    lost = lost[~lost.duplicated(places)]
    unsure = lost["unsure"].to_numpy(dtype=bool)
    blank = rows[~keyed].head(1)
    key = _named(lost, places)
    names = np.concatenate(
        [str(target.register) + "/" + key, np.array([f"{target.register}/"] * len(blank), dtype=object)]
    )
    verdict = np.where(np.append(unsure, [True] * len(blank)), Verdict.UNDETERMINED, Verdict.FAILS)
    reason = np.where(unsure, "partner_unclear", "orphan").tolist() + ["blank_key"] * len(blank)
    at = np.concatenate([lost.index.to_numpy(), blank.index.to_numpy()]).astype(np.int64)
    to = pd.Series([(target.register,)] * len(names), dtype=object)
    missing = np.concatenate([key, np.array([""] * len(blank), dtype=object)])
    return slots(names, np.full(len(names), -1), verdict, reason=reason, missing=missing, to=to, **{"beside.to": at})


def _named(frame: pd.DataFrame, places: Sequence[str]) -> np.ndarray:
    """What each row is called: the values of some columns, one after the other."""
    name = frame[places[0]].astype(object).fillna("").astype(str)
    for place in places[1:]:
        name = name + "/" + frame[place].astype(object).fillna("").astype(str)
    return name.to_numpy(dtype=object)


def _first_of(group: np.ndarray) -> np.ndarray:
    """Position of the first row of each group."""
    return np.unique(group, return_index=True)[1]


def _beside(weighed: Weighed, targets: Sequence[Target]) -> dict[str, np.ndarray]:
    """The partner that is shown with each case, in each of the registers."""
    found, offset = {}, 0
    for target in targets:
        mine = (weighed.best >= offset) & (weighed.best < offset + len(target.frame))
        record = np.append(target.records, -1)
        found[target.name] = record[np.where(mine, weighed.best - offset, -1)]
        offset += len(target.frame)
    return found


def _still_open(weighed: Weighed) -> np.ndarray:
    """The partner did not come in its time, and has not come since."""
    return np.asarray(weighed.reason == "open")


def _due(weighed: Weighed, index: pd.Index) -> pd.Series:
    return pd.Series(weighed.due, index=index)


def _evidence(weighed: Weighed, targets: Sequence[Target], settings: Match) -> dict[str, Any]:
    """What messages say and auditors look up."""
    count = len(weighed.verdict)
    ends = np.append(np.concatenate([one.end for one in targets]), np.datetime64("NaT", "us"))
    told: dict[str, Any] = {
        "found": weighed.found,
        "wanted": np.full(count, settings.cardinality, dtype=object),
        "to": _same(tuple(dict.fromkeys(one.register for one in targets)), count),
    }
    if settings.within is not None:
        told.update(due=weighed.due, end=ends[weighed.best])
    if settings.each_of or settings.each_value:
        told["missing"] = weighed.missing
    theirs = (one for part in settings.any_of for one in part.to_require)
    required = tuple(dict.fromkeys([*settings.to_require, *theirs]))
    if required:
        told["fields"] = _same(required, count)
    asserted = tuple(one for one in (settings.that, *(part.that for part in settings.any_of)) if one is not None)
    if asserted:
        told["required"] = _same(asserted, count)
    return told


def _same(value: Any, count: int) -> np.ndarray:
    """One value for all."""
    found = np.empty(count, dtype=object)
    found[:] = [value] * count
    return found
