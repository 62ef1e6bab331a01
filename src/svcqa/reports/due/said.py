"""What falls due in words."""

from __future__ import annotations

from svcqa.due import Falling, Item
from svcqa.reports.words import Words


def title(item: Item, words: Words) -> str:
    """What its rule asks for."""
    return words.said(item.tally.title) if item.tally else item.due.rule


def kind(item: Item, words: Words) -> str:
    """What kind of thing falls due."""
    return words.named("due_kind", item.due.kind)


def left(item: Item, words: Words) -> str:
    """How many days are left, or how late it is."""
    if item.overdue:
        return words("due_late", days=f"{-item.days:,}") if item.days else words("due_state.overdue")
    return words("due_left", days=f"{item.days:,}") if item.days else words("due_today")


def notes(found: Falling, words: Words) -> list[str]:
    """What is not listed, and why."""
    told = {name: f"{count:,}" for name, count in found.left_out.items() if count}
    return [words(f"due_{name}", count=count, until=found.until) for name, count in told.items()]


def counts(found: Falling, words: Words) -> str:
    """How many are listed."""
    return words("due_counts", overdue=f"{len(found.overdue):,}", coming=f"{len(found.coming):,}")
