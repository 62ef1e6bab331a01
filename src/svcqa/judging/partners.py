"""Partners: the records of other registers that a check looks into, as it gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from svcqa.checks import DATED, INSIDE, UNDATED, UNSURE
from svcqa.judging.asking import counting
from svcqa.judging.belonging import belonging, happened
from svcqa.judging.moments import event_moment, last_moment
from svcqa.judging.scope import matching
from svcqa.registers import JUDGEABLE_MAX
from svcqa.settings import Partner

if TYPE_CHECKING:
    from svcqa.checks import Context
    from svcqa.conditions import Condition
    from svcqa.judging.subjects import Subjects
    from svcqa.registers import Records
    from svcqa.rulesets import Bound


def partners(bound: Bound, others: Mapping[str, Subjects], context: Context) -> dict[str, pd.DataFrame]:
    """The frame of every partner of a rule, by its place in the settings, as ``others`` are.

    It holds the records that meet the partner's condition, or may meet it, in the order of the register; the index is
    the record's position in it.
    """
    return {
        name: _of_partner(
            partner, others[name].records, bound.spec.events, replace(context, several=others[name].several())
        )
        for name, partner in bound.partners().items()
    }


def _of_partner(partner: Partner, records: Records, events: tuple[str, ...], context: Context) -> pd.DataFrame:
    frame = _frame(partner, records, events, context)
    if not partner.happened:
        return frame
    later, inside = happened(records, context)
    at = frame.index.to_numpy()
    found: pd.DataFrame = frame.assign(**{INSIDE: inside[at]})[~later[at]]
    return found


def fillings(bound: Bound, records: Records, context: Context) -> pd.DataFrame:
    """The records of the judged register as a check of slots gets them: as if they were a partner's.

    ``records`` hold the fields of other registers that the rule names.
    """
    where = ("where", bound.rule.where) if bound.rule.where else None
    frame = _frame(_judged(bound, where), records, bound.spec.events, context)
    at = frame.index.to_numpy()
    inside, undated, _ = belonging(bound, records, context)
    moment = event_moment(bound, records, context.as_of)
    nothing = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
    dated = nothing if moment is None else moment.iloc[at].set_axis(frame.index)
    return frame.assign(**{INSIDE: inside[at], UNDATED: undated[at], DATED: dated})


def whole(bound: Bound, records: Records, context: Context) -> pd.DataFrame:
    """All records of the judged register, as partners of the partners."""
    return _frame(_judged(bound, None), records, bound.spec.events, context)


def _judged(bound: Bound, where: tuple[str, Condition] | None) -> Partner:
    joining = tuple(place for partner in bound.partners().values() for place in partner.on)
    return Partner(bound.rule.of, bound.places(), tuple(one for one in joining if one in bound.places()), where)


def _frame(partner: Partner, records: Records, events: tuple[str, ...], context: Context) -> pd.DataFrame:
    truth = counting(partner.where[1] if partner.where else None, records, context)
    meant, unsure = ~truth.no, truth.unknown
    for name in set(partner.columns.values()):
        unsure = unsure | (meant & (records.kinds[name] > JUDGEABLE_MAX))
    for place in matching(events, partner.columns):
        # an event after the audit moment has not happened yet
        meant = meant & ~(records.frame[partner.columns[place]] > context.as_of).to_numpy(dtype=bool)
    at = np.flatnonzero(meant)
    columns: dict[str, Any] = {}
    for place, name in partner.columns.items():
        # a record whose key is part of a merged cell may belong to the merged one's; it is unsure, but not nobody's
        columns[place] = (records.as_likely(name) if place in partner.on else records.frame[name]).iloc[at]
        last = last_moment(records, name)
        if last is not None:
            columns[f"{place}.latest"] = last.iloc[at]
    frame = pd.DataFrame({**columns, UNSURE: unsure[at]}, index=pd.Index(at, dtype="int64"))
    for place in partner.on:
        frame = _borne(frame, place, records.bearers.get(partner.columns[place], {}))
    return frame


def _borne(frame: pd.DataFrame, place: str, bearers: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """A record that names several by one name may be that of any of them."""
    several = frame[place].isin(list(bearers))
    if not several.any():
        return frame
    each = frame[place].map(lambda name: bearers.get(name, name), na_action="ignore").astype(object)
    spread = frame.assign(**{place: each, UNSURE: frame[UNSURE] | several}).explode(place)
    return spread.astype({place: frame[place].dtype, UNSURE: bool})
