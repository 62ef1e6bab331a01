"""Figures: counts, sums, means and shares of groups, their spread, and lists that are covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa import Context, Period, Verdict, behind, slots
from svcqa_reconciliation.bounds import Figures, reckoned
from svcqa_reconciliation.groups import Groups, domain_rows, groups_of
from svcqa_reconciliation.limits import Limits, limits_of, weighed
from svcqa_reconciliation.values import of_lengths, values_of
from svcqa_reconciliation.weighing import listed

if TYPE_CHECKING:
    from svcqa_reconciliation.aggregate import Aggregate


def figures(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """The figure of every group against its limits."""
    groups = groups_of(cases, partners, settings, context)
    made = values_of(cases, "", settings, groups, context)
    found = reckoned(str(settings.measure), made, len(groups))
    limits, before = limits_of(cases, settings, groups), None
    if settings.baseline is not None:
        limits, before = _against(cases, settings, groups, context)
    verdict, reason = weighed(found, limits, groups, settings, context)
    evidence: dict[str, Any] = {}
    if before is not None:
        evidence["before"] = shown(before.value, cases, settings)
        unclear = before.unclear & (verdict != Verdict.PENDING)
        verdict[unclear] = Verdict.UNDETERMINED
        reason[unclear] = np.where(before.answered[unclear], "unread", "no_baseline")
    evidence.update(figure=shown(found.value, cases, settings), n=found.n, unread=found.unread, **limits.said)
    return told(groups, cases, verdict, reason, evidence)


def shown(value: np.ndarray, cases: pd.DataFrame, settings: Any, head: str = "") -> np.ndarray:
    """Figures as they are told: a length of time as one, a count as a whole number, where all of them are."""
    if of_lengths(cases, settings, head):
        return np.asarray((value * 1_000_000).astype("timedelta64[us]"))
    whole = settings.measure == "count" and (value % 1 == 0).all()  # a count of before may be missing, or raised
    return value.astype(np.int64) if whole else value


def told(
    groups: Groups, cases: pd.DataFrame, verdict: np.ndarray, reason: np.ndarray, evidence: Mapping[str, Any]
) -> pd.DataFrame:
    """The groups as slots: beside their first record, or the one that asks for them."""
    near = groups.near(cases.index.to_numpy(dtype=np.int64), ~cases["unsure"].to_numpy(dtype=bool))
    beside = {"beside.domain": groups.domain} if (groups.domain >= 0).any() else {}
    due = pd.Series(groups.ends.astype("datetime64[us]")).where(verdict == Verdict.PENDING)
    return slots(
        groups.names, near, verdict, reason=reason, due_on=due, of=behind(cases, groups.row, len(groups)),
        name=groups.names, **beside, **evidence,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Before:
    """The figure of every group in an earlier period."""

    value: np.ndarray
    answered: np.ndarray
    """There was something to reckon with."""
    unclear: np.ndarray
    """It is not known, or not all of what it was made of."""


def _against(cases: pd.DataFrame, settings: Aggregate, groups: Groups, context: Context) -> tuple[Limits, _Before]:
    """What the figures of an earlier period allow, and those figures."""
    assert settings.baseline is not None  # noqa: S101 - asked only with a baseline
    period = Period.named(settings.baseline.period)
    # the same groups, by the dates of the earlier period
    inside = period.contains(cases["dated"].to_numpy()) | cases["undated"].to_numpy(dtype=bool)
    plain = settings.model_copy(update={"per": None, "domain": None})
    before = groups_of(cases.assign(inside=inside), {}, plain, context)
    made = values_of(cases, "", settings, before, context)
    found = reckoned(str(settings.measure), made, len(before))
    # a group of a period is compared with the whole of it in the earlier one
    heads = [name.rpartition("/")[0] if settings.per else name for name in groups.names]
    which = pd.Index(before.names).get_indexer(pd.Index(heads)) if settings.group else np.zeros(len(groups), dtype=int)
    factor = 1 + settings.baseline.improvement / 100
    value = np.append(found.value, np.nan)[which]
    answered = np.append(found.answered, False)[which]
    taken = _Before(value, answered, ~np.append(found.answered & (found.unread == 0), False)[which])
    if settings.baseline.better == "less":
        return Limits(None, value / factor, {"most": shown(value / factor, cases, settings)}), taken
    return Limits(value * factor, None, {"least": shown(value * factor, cases, settings)}), taken


def spread(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """The highest figure of the groups less the lowest, as one figure."""
    assert settings.of is not None  # noqa: S101 - a spread has one
    groups = groups_of(cases, partners, settings, context)
    made = values_of(cases, "of.", settings.of, groups, context)
    found = reckoned(settings.of.measure, made, len(groups))
    last = np.array([context.period.last], dtype="datetime64[D]")
    one = Groups(np.array(["spread"], dtype=object), np.where(groups.row == -2, -2, 0), np.array([-1]), last)
    answered = np.isfinite(found.value)
    value, unread = found.value[answered], np.array([found.unread.sum()])
    width, least = _width(value), _width(found.value[answered & (found.unread == 0)])
    whole = Figures(
        width, np.array([len(value)]), unread, np.array([len(value) > 1]),
        lambda limit: (least - limit, np.where(unread > 0, np.inf, width - limit)),
    )  # fmt: skip
    limits = limits_of(cases, settings, one)
    verdict, reason = weighed(whole, limits, one, settings, context)
    names = groups.names[answered]
    ends = {"highest": names[value.argmax()], "lowest": names[value.argmin()]} if len(value) else {}
    evidence = {"figure": shown(whole.value, cases, settings.of, "of."), "n": whole.n, "unread": whole.unread}
    return told(one, cases, verdict, reason, {**evidence, **limits.said, **{name: [one] for name, one in ends.items()}})


def _width(value: np.ndarray) -> np.ndarray:
    """What figures differ by at most, as one figure."""
    return np.array([np.ptp(value) if len(value) else 0.0])


def list_covered(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Aggregate, context: Context
) -> pd.DataFrame:
    """The values of a list that occur in each group, as a share of the list."""
    groups = groups_of(cases, partners, settings, context)
    column = cases["field"].reset_index(drop=True)
    wanted = _wanted(settings, partners, column)
    value = pd.Index(wanted).get_indexer(column)
    unsure = cases["unsure"].to_numpy(dtype=bool) | cases["undated"].to_numpy(dtype=bool)
    certain = _covered(groups.row, value, ~unsure, len(groups), len(wanted))
    # one that cannot be read may be any value, and one in no group that is known may be in any
    possible = _covered(groups.row, value, np.ones(len(value), dtype=bool), len(groups), len(wanted))
    anything = cases["unsure"].to_numpy(dtype=bool) & column.isna().to_numpy(dtype=bool)
    perhaps = np.bincount(groups.row[anything & (groups.row >= 0)], minlength=len(groups))
    anywhere = np.zeros(len(wanted), dtype=bool)
    anywhere[value[(groups.row == -1) & (value >= 0)]] = True
    anywhere |= bool((anything & (groups.row == -1)).any())
    most = np.minimum((possible | anywhere).sum(axis=1) + perhaps, len(wanted))
    least, least_n = certain.sum(axis=1), np.ceil(_share(settings) * len(wanted) - 1e-9)
    fails, kept = most < least_n, least >= least_n
    verdict = np.select([fails, kept], [Verdict.FAILS, Verdict.CONFORMS], Verdict.UNDETERMINED)
    reason = np.select([fails, kept], ["not_covered", ""], "unread").astype(object)
    if not len(wanted):
        verdict[:], reason[:] = Verdict.UNDETERMINED, "no_answers"
    running = (groups.ends > np.datetime64(context.as_of, "D")) & (verdict != Verdict.CONFORMS)
    verdict[running], reason[running] = Verdict.PENDING, ""
    at, lacking = np.nonzero(~certain)
    labels = np.array([str(one) for one in wanted], dtype=object)[lacking]
    missing = listed(labels, at, np.full(len(groups), "", dtype=object))
    share = least / max(len(wanted), 1)
    n = np.bincount(groups.row[groups.row >= 0], minlength=len(groups))
    return told(groups, cases, verdict, reason, {"figure": share, "n": n, "missing": missing})


def _share(settings: Aggregate) -> float:
    return float(settings.min) if isinstance(settings.min, (int, float)) else 1.0


def _wanted(settings: Aggregate, partners: Mapping[str, pd.DataFrame], column: pd.Series) -> list[Any]:
    if isinstance(settings.domain, tuple):
        return list(dict.fromkeys(settings.domain))
    return domain_rows(partners)["domain.field"].astype(column.dtype).tolist()


def _covered(row: np.ndarray, value: np.ndarray, mask: np.ndarray, groups: int, wanted: int) -> np.ndarray:
    """Which values occur in which group."""
    mine = mask & (row >= 0) & (value >= 0)
    return np.bincount(row[mine] * wanted + value[mine], minlength=groups * wanted).reshape(groups, wanted) > 0
