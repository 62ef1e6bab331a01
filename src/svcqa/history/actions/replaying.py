"""Nonconformities as the events of the history tell them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from svcqa.actions import Action, Extension, KeptNonconformity, Proof
from svcqa.history.events import Event, Kind
from svcqa.periods import ZONE

KINDS: tuple[Kind, ...] = ("raised", "seen_again", "changed", "moved", "refuted", "conflicted")
"""The kinds of events that tell about nonconformities."""


def replayed(events: Iterable[Event], until: dt.date | None = None) -> dict[str, KeptNonconformity]:
    """Number → the nonconformity as it stands after these events.

    Args:
        events: events in their order; those about other things are passed over.
        until: leave out what was written down after this day.
    """
    found: dict[str, KeptNonconformity] = {}
    for event in events:
        if until is not None and day_of(event.at) > until.isoformat():
            break
        if event.kind == "raised":
            made = msgspec.convert(event.data, KeptNonconformity)
            found[event.subject] = replace(made, raised_on=day_of(event.at), raised_by=event.by, revision=event.number)
        elif event.subject in found and event.kind in KINDS:
            found[event.subject] = replace(_after(found[event.subject], event), revision=event.number)
    return found


def kept_nonconformities(events: Iterable[Event], audit: str, as_of: dt.date | None = None) -> list[KeptNonconformity]:
    """The nonconformities that an audit raised or found again, for its dossier, in the order of their numbers.

    Args:
        events: all events of the history, or those of :data:`KINDS`.
        audit: digest of the audit.
        as_of: the day on which they are told; what was written down later is left out. Without it they stand as the
            last event left them, and are told for its day.
    """
    known = list(events)
    if not known:
        return []
    day = as_of.isoformat() if as_of else day_of(known[-1].at)
    mine = (one for one in replayed(known, as_of).values() if audit in {one.audit, *one.seen_in})
    return [replace(one, as_of=day) for one in sorted(mine, key=lambda one: one.number)]


def day_of(at: str) -> str:
    """The day of a moment of the history, in the zone of audits."""
    return dt.datetime.fromisoformat(at).astimezone(ZoneInfo(ZONE)).date().isoformat()


def with_value(one: KeptNonconformity, path: str, value: Any) -> KeptNonconformity:
    """The same with another value of a field such as ``cause``, ``actions/2/due`` or ``actions/2/extensions/1``."""
    name, *rest = path.split("/")
    if not rest:
        return replace(one, **{name: value})
    actions, at = list(one.actions), int(rest[0]) - 1
    if len(rest) == 1:
        actions.append(msgspec.convert(value, Action))
    elif rest[1] == "extensions":
        further = [*actions[at].extensions, msgspec.convert(value, Extension)]
        actions[at] = replace(actions[at], extensions=further)
    else:
        actions[at] = replace(actions[at], **{rest[1]: value})
    return replace(one, actions=actions)


def _after(one: KeptNonconformity, event: Event) -> KeptNonconformity:
    data = event.data
    if event.kind == "changed":
        return with_value(one, data["field"], data["to"])
    if event.kind == "moved":
        reason = data["reason"] if data["to"] == "cancelled" else one.cancelled_reason
        return replace(one, state=data["to"], cancelled_reason=reason)
    if event.kind == "refuted":
        return replace(one, refuted_by=data["by"])
    if event.kind == "seen_again":
        more = msgspec.convert(data, _SeenAgain)
        return replace(
            one, fingerprints=[*one.fingerprints, *more.fingerprints], evidence=[*one.evidence, *more.evidence],
            seen_in=[*one.seen_in, more.audit],
        )  # fmt: skip
    return one


class _SeenAgain(msgspec.Struct, frozen=True):
    audit: str
    fingerprints: list[str]
    evidence: list[Proof]
