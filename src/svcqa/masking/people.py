"""Whose names stand in an audit: asked of the records while they are there, and kept with the audit.

A name that stands in a remark or a file name can be told from other words only by somebody who knows the records. So
the audit keeps the names of the person columns that occur in it, and no others; masking needs nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from svcqa.findings import Content
from svcqa.lines import Lines
from svcqa.masking.names import Names, closed, is_name, labelled, parts, tidy
from svcqa.registers import Register

if TYPE_CHECKING:
    from svcqa.registers import Records

_ROWS_AT_ONCE = 4_096


def named_in(records: Mapping[str, Records]) -> set[str]:
    """Every name in a column for persons, as it is spelt in the records and as intake has it."""
    found = {name for one in records.values() for name in _of(one)}
    return found | set(map(closed, found))


def occurring(content: Content, lists: Mapping[str, Lines[Any]], names: Iterable[str]) -> list[str]:
    """The names that stand anywhere in an audit, those included that it says itself behind words such as 制表：."""
    told = {name for text in _texts(content, lists) for name in labelled(text)}
    words = _headings(content)
    known = {name for name in {*names, *told} if tidy(name) not in words}
    search = Names(known)
    found: set[str] = set()
    for text in _texts(content, lists):
        found.update(text[start:end] for start, end in search.found(text))
    return sorted(found)


def names_among(written: str, level: str) -> list[str]:
    """The names in a cell of a column that holds persons, or persons and firms."""
    if level == "contact":
        return []
    return [word for word in parts(written) if is_name(tidy(word))]


def _of(records: Records) -> Iterator[str]:
    for field, level in _columns(records.register, records).items():
        written = records.frame[field] if field not in records.raw else records.raw[field].fillna(records.frame[field])
        for text in written.dropna().unique().tolist():
            yield from names_among(str(text), level)


def _columns(register: Register, records: Records) -> dict[str, str]:
    return {field: level for field, level in register.personal().items() if field in records.frame}


def _headings(content: Content) -> set[str]:
    """What columns are called is nobody's name, even where it stands in the wrong column."""
    called = {one.heading for file in content.inputs for sheet in file.sheets for one in sheet.columns}
    return called | {title.zh for one in content.registers.values() for title in one.fields.values()}


def _texts(content: Content, lists: Mapping[str, Lines[Any]]) -> Iterator[str]:
    """All that an audit says, in large pieces; JSON text as it is."""
    yield msgspec.json.encode(content).decode()
    for lines in lists.values():
        for batch in lines.batches():
            for column in batch.columns:
                for start in range(0, len(column), _ROWS_AT_ONCE):
                    text = "\n".join(filter(None, column.slice(start, _ROWS_AT_ONCE).to_pylist()))
                    yield re.sub(r"\\[nrt]", " ", text)  # else their letters would belong to the name behind them
