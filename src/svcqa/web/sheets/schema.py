"""The tables beside the cells: sheets, rules, units, entries with their places, and remarks on rows."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData()

sheets = Table("sheets", metadata, Column("number", Integer, primary_key=True), Column("data", Text, nullable=False))
"""One for every :class:`svcqa.web.sheets.nouns.SheetFacts`, which is ``data``."""

rules = Table("rules", metadata, Column("number", Integer, primary_key=True), Column("data", Text, nullable=False))
"""One for every :class:`svcqa.web.sheets.nouns.RuleFacts`, which is ``data``."""

units = Table("units", metadata, Column("number", Integer, primary_key=True), Column("name", Text))
"""Outlets and departments; one without a name stands for none."""

entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("sheet", Integer, ForeignKey("sheets.number")),
    Column("row", Integer, nullable=False),
    Column("column", Integer, nullable=False),
    Column("rule", Integer, ForeignKey("rules.number"), nullable=False),
    Column("weight", Text, nullable=False),
    Column("unit", Integer, ForeignKey("units.number"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("excused_by", Text),
    Index("ix_entries_counted", "kind", "rule", "unit", "weight", "sheet", "fingerprint", "excused_by"),
    Index("ix_entries_place", "sheet", "row", "column", "number"),
)
"""Findings and unjudged subjects, numbered in the order of the sheets; what is long stands in ``words``."""

words = Table(
    "words",
    metadata,
    Column("entry", Integer, ForeignKey("entries.number"), primary_key=True),
    Column("key", Text, nullable=False),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("sought", Text, nullable=False),
)
"""What an entry says; ``sought`` is all of it as it is searched."""

places = Table(
    "places",
    metadata,
    Column("entry", Integer, ForeignKey("entries.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, ForeignKey("sheets.number")),
    Column("row", Integer, nullable=False),
    Column("column", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("value", Text),
    Column("own", Boolean, nullable=False),
    Index("ix_places_cell", "number", "row", "column"),
)
"""The cells that entries rest on."""

remarks = Table(
    "remarks",
    metadata,
    Column("sheet", Integer, ForeignKey("sheets.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("region", Text, nullable=False),
)
"""Runs of rows that are no records, or hidden."""
