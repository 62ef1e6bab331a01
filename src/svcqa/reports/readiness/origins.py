"""Where points come from, what people entered, what bears on no item, and what no program decides."""

from __future__ import annotations

from svcqa.assessments import Assessment
from svcqa.reports.readiness.nouns import Head, Section, Table
from svcqa.reports.words import Words


def entered(made: Assessment, words: Words) -> Section:
    """Every fact that people entered, with its cell."""
    widths = {"matter": 6.0, "value": 6.0, "place": 5.4}
    heads = [Head(words(f"ready.head.{name}"), width) for name, width in widths.items()]
    rows = [[words.said(one.title), words.said(one.value), one.place or words("none")] for one in made.entered]
    return Section("entered", words("ready.entered"), [], Table(heads, rows), words("ready.entered_none"))


def outside(made: Assessment, words: Words) -> Section:
    """What of the audit bears on no item, and why."""
    one = made.outside
    heads = [Head(words("ready.head.why"), 15.0), Head(words("ready.head.rules"), 2.4, "n")]
    rows = [[words.said(why), f"{count:,}"] for why, count in one.unrelated]
    counts = {name: f"{getattr(one, name):,}" for name in ("rules", "findings", "confirmed")}
    listed = words.listed(one.unnamed)
    unnamed = [words("ready.unnamed", count=len(one.unnamed), listed=listed)] if one.unnamed else []
    notes = [words("ready.outside_told", **counts), *unnamed]
    return Section("outside", words("ready.outside"), notes, Table(heads, rows), words("ready.outside_none"))


def scheme_notes(made: Assessment, words: Words) -> Section:
    """What no program decides, each with how far it is confirmed."""
    heads = [Head(words("ready.head.note"), 13.0), Head(words("ready.head.confidence"), 4.4)]
    rows = [
        [words.said(text), words("ready.confidence", grade=grade, said=words.named("confidence", grade))]
        for grade, text in made.scheme.notes
    ]
    title, none = words("ready.scheme_notes"), words("ready.scheme_notes_none")
    return Section("scheme_notes", title, [], Table(heads, rows), none)
