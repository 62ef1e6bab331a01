"""Waivers as reports tell them: what each is for, how it stands, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from svcqa.findings import Audit
from svcqa.reports.words import Words
from svcqa.waivers import Waiver


def state_text(one: Waiver, words: Words) -> str:
    """How it stands on the audit date, and what follows from that."""
    count = f"{one.excuses:,}"
    if one.doubt:
        return words(f"waiver.{one.doubt}")
    if one.unused:
        return words("waiver_unused")
    if one.ending:
        return words("waiver_ending" if one.days_left else "waiver_last_day", days=one.days_left, count=count)
    if one.lapsed:
        return words("waiver_lapsed", day=one.valid_to, count=f"{one.concerns:,}")
    day = one.valid_from if one.state == "not_yet" else one.valid_to
    state = words(f"waiver.{one.state}", day=day)
    if one.state == "in_force" or not one.concerns:
        return state
    return words("waiver_not_applied", state=state, count=f"{one.concerns:,}")


def scope_text(one: Waiver, words: Words) -> str:
    """What it is for, beside its rules."""
    return words.listed(list(_scope(one, words))) or words("waiver_whole")


def _scope(one: Waiver, words: Words) -> Iterator[str]:
    for name, value in (("ruleset", one.ruleset), ("record", one.record), ("unit", one.unit)):
        if value:
            yield words(f"waiver_{name}", name=value)
    if one.records_from or one.records_to:
        name = "waiver_days" if one.records_from and one.records_to else "waiver_days_from"
        name = name if one.records_from else "waiver_days_to"
        yield words(name, first=one.records_from, last=one.records_to)


def end_text(one: Waiver, words: Words) -> str:
    """The last valid day."""
    return one.valid_to or words("waiver_no_end")


def proof_text(one: Waiver, words: Words) -> str:
    """What proves it."""
    return one.proof if one.proof_sha256 or not one.proof else words("waiver_no_proof", name=one.proof)


def note(audit: Audit, words: Words) -> str:
    """What is to be known of all of them."""
    return words("waivers_note", zone=audit.content.zone)
