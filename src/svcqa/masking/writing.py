"""An audit written again, text by text: its content, its long lists and its dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from svcqa import assignment
from svcqa.actions.nouns import PERSONS
from svcqa.basis import RegisterFacts
from svcqa.dossier import Dossier
from svcqa.findings import Content, Named, SignalLead
from svcqa.lines import JSON_COLUMNS, Lines, Row, lines_of
from svcqa.masking.cells import Cells
from svcqa.masking.formers import hidden
from svcqa.masking.hiding import Hiding
from svcqa.personal import Personal

Say = Callable[[str], str]
_IDS = frozenset(
    {"ruleset", "rule", "rules", "register", "nearest", "check", "field", "proposed", "missing", "needed", "name"}
)
"""What other parts of the audit refer to stays as it is."""
_WORDINGS = ("calendars", "rulesets", "tallies", "reasons", "registers", "evidence", "contrasts", "plan")
"""Parts of the content that the rulesets and the program have worded."""
_TEXTS = ("unit", "root", "excused_by")
_CELLS = ("locations", "cells")
_ROWS_AT_ONCE = 16_384
_DECODER, _ENCODER = msgspec.json.Decoder(), msgspec.json.Encoder()


class Rewriting:
    """Writes the parts of one audit again."""

    def __init__(self, hiding: Hiding, cells: Cells, registers: Mapping[str, RegisterFacts]) -> None:
        self._hiding, self._cells = hiding, cells
        self._personal = {name: facts.personal for name, facts in registers.items()}

    def content(self, content: Content) -> Content:
        """All but the long lists."""
        parts: dict[str, Any] = msgspec.to_builtins(content)
        digest = parts.pop("masked_from")
        for name, part in parts.items():
            parts[name] = self._again(part, self._hiding.wording if name in _WORDINGS else self._hiding.text)
        for file, written in zip(parts["inputs"], content.inputs, strict=True):
            file["name"] = self._hiding.text(written.name)
        for tally in parts["tallies"]:
            for one in tally["by_unit"]:
                one["unit"] = one["unit"] and self._hiding.text(one["unit"])
        for fact, given in zip(parts["parameters"], content.parameters, strict=True):
            fact["approved_by"] = self._hiding.cell(given.approved_by, "person")
        for waiver, one in zip(parts["waivers"], content.waivers, strict=True):
            waiver |= {
                name: self._hiding.cell(getattr(one, name), "person") for name in ("requested_by", "approved_by")
            }
        for exhibit, shown in zip(parts["exhibits"], content.exhibits, strict=True):
            if shown.named:
                exhibit["named"]["names"] = self._roster(shown.named)
        for signal, seen in zip(parts["signals"], content.signals, strict=True):
            signal["leads"] = [self._lead(lead) for lead in seen.leads]
        return msgspec.convert({**parts, "masked_from": digest}, Content)

    def _lead(self, lead: SignalLead) -> dict[str, Any]:
        """What a signal has seen, as a finding is written."""
        made: dict[str, Any] = msgspec.to_builtins(lead)
        odd = list(self._odd_cells(made["locations"]))
        made["said"] = self._again(made["said"], self._quoting(odd) if odd else self._hiding.text)
        for cell in made["locations"]:
            self._rewrite_cell(cell)
        return made

    def lines(self, lines: Lines[Row]) -> Lines[Row]:
        """One of the long lists."""
        return lines_of(lines.row, self._chunks(lines))

    def dossier(self, dossier: Dossier) -> Dossier:
        """What people have added."""
        parts: dict[str, Any] = msgspec.to_builtins(replace(dossier, baseline=None))
        made = self._again(parts, self._hiding.text)
        made["elements"] = {self._hiding.text(name): text for name, text in made["elements"].items()}
        for review, given in zip(made["reviews"], dossier.reviews, strict=True):
            review["by"] = self._hiding.cell(given.by, "person")
            review["answered_by"] = self._hiding.cell(given.answered_by, "person")
        made["nonconformities"] = [self._nonconformity(one) for one in parts["nonconformities"]]
        for name, entries in dossier.assignment.items():
            levels = personal_of(name)
            for entry, given in zip(made["assignment"][name], entries, strict=True):
                entry.update(
                    {field: self._hiding.cell(given[field], levels[field]) for field in levels if field in given}
                )
        baseline = dossier.baseline and hidden(dossier.baseline, self._hiding, self._personal)
        return replace(msgspec.convert(made, Dossier), baseline=baseline)

    def _nonconformity(self, given: dict[str, Any]) -> dict[str, Any]:
        """A kept nonconformity: who is named in it, the cells that show it, and what is said of these."""
        person = partial(self._hiding.cell, level="person")
        made: dict[str, Any] = self._again(given, self._hiding.text)
        odd = list(self._odd_cells(given["evidence"]))
        made |= {"fact": self._again(given["fact"], self._quoting(odd)), "finders": list(map(person, given["finders"]))}
        made |= {name: person(given[name]) for name in PERSONS}
        for action, before in zip(made["actions"], given["actions"], strict=True):
            action["owner"] = person(before["owner"])
            for extension, earlier in zip(action["extensions"], before["extensions"], strict=True):
                extension["approved_by"] = person(earlier["approved_by"])
        made["evidence"] = given["evidence"]
        for cell in made["evidence"]:
            self._rewrite_cell(cell)
        return made

    def _roster(self, named: Named) -> list[list[str]]:
        """Who stands in which row."""
        register, _, field = named.field.partition(".")
        level = self._personal.get(register, {}).get(field)
        cell = partial(self._hiding.cell, level=level) if level else self._hiding.text
        return [[cell(name) for name in names] for names in named.names]

    def _again(self, value: Any, say: Say) -> Any:
        if isinstance(value, str):
            return say(value)
        if isinstance(value, dict):
            return {key: item if key in _IDS else self._again(item, say) for key, item in value.items()}
        if isinstance(value, list):
            return [self._again(item, say) for item in value]
        return value

    def _quoted(self, value: Any, say: Say) -> Any:
        """What a finding quotes: nothing in it is an id, and a telephone number may stand there as a number."""
        if isinstance(value, str):
            return say(value)
        if isinstance(value, dict):
            return {key: self._quoted(item, say) for key, item in value.items()}
        if isinstance(value, list):
            return [self._quoted(item, say) for item in value]
        return self._hiding.number(value) if type(value) is int else value

    def _chunks(self, lines: Lines[Any]) -> Iterator[dict[str, list[Any]]]:
        names = lines.table.schema.names
        for batch in lines.table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            rows = [
                dict(zip(names, row, strict=True))
                for row in zip(*(one.to_pylist() for one in batch.columns), strict=True)
            ]
            for row in rows:
                self._rewrite(row)
            yield {name: [row[name] for row in rows] for name in names}

    def _rewrite(self, row: dict[str, Any]) -> None:
        """One row of a list."""
        parts = {name: _DECODER.decode(text) for name, text in row.items() if name in JSON_COLUMNS}
        cells = parts.get("locations") or parts.get("cells") or []
        odd = [*self._odd_cells(cells), *self._odd_keys(parts["key"], row["register"])]
        say = self._quoting(odd) if odd else self._hiding.text
        for cell in cells:
            self._rewrite_cell(cell)
        for name, part in parts.items():
            made = part if name in _CELLS else self._quoted(part, say)
            row[name] = _ENCODER.encode(made).decode()
        for name in _TEXTS:
            if row.get(name):
                row[name] = say(row[name]) if name == "root" else self._hiding.text(row[name])

    def _odd_cells(self, cells: list[dict[str, Any]]) -> Iterator[str]:
        for one in cells:
            level = self._cells.level(one["file"], one["sheet"], one["cell"]) if one["value"] else None
            if level:
                yield from self._hiding.odd(one["value"], level)

    def _odd_keys(self, key: dict[str, Any], register: str) -> Iterator[str]:
        for field, level in self._personal.get(register, {}).items():
            if isinstance(key.get(field), str):
                yield from self._hiding.odd(key[field], level)

    def _quoting(self, odd: list[str]) -> Say:
        return lambda written: self._hiding.text(self._hiding.without(written, odd))

    def _rewrite_cell(self, cell: dict[str, Any]) -> None:
        value = cell["value"]
        if value:
            level = self._cells.level(cell["file"], cell["sheet"], cell["cell"])
            cell["value"] = self._hiding.cell(value, level) if level else self._hiding.text(value)
        cell["file"], cell["sheet"] = self._hiding.text(cell["file"]), self._hiding.text(cell["sheet"])


def personal_of(register: str) -> dict[str, Personal]:
    """The personal fields of a sheet of the audit workbook."""
    found = assignment.registers().get(register)
    return found.personal() if found else {}


def persons_of(written: Mapping[str, list[dict[str, str]]]) -> Iterator[str]:
    """What stands in those fields."""
    for name, entries in written.items():
        yield from (entry[field] for entry in entries for field in personal_of(name) if field in entry)
