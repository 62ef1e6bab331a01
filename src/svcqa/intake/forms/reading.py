"""Forms (one record a sheet): recognised by labels that name fields, each with its value beside or below it.

A form is looked for where no table was found, or where the rows taken for records are full of labels. As with tables,
a register must be meant clearly; what is in doubt is said and not taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from svcqa.accounts import Said
from svcqa.intake.forms import sideways
from svcqa.intake.forms.boxes import Box, Boxes, heading_of
from svcqa.intake.forms.copies import Copy, copies_of, settled
from svcqa.intake.forms.pairs import Pair, pairs_in
from svcqa.intake.forms.records import doubt_of, form_table
from svcqa.intake.layout import recognising
from svcqa.intake.layout.declared import TableSetting, cell_at
from svcqa.intake.layout.headings import Aliases, normalised
from svcqa.intake.layout.recognising import Claim, Known, Names, claimed
from svcqa.intake.layout.regions import View
from svcqa.intake.layout.tables import Found, Table, Untaken
from svcqa.intake.values.words import PLACEHOLDERS, folded
from svcqa.registers import Register
from svcqa.text import Text

_MOST_CELLS = 1_000_000
"""A sheet of more cells is no form, unless it is declared as one."""
_HEAD = 60
"""Labels stand among these rows, or there is no form."""
_FEWEST = 3
"""Fields a form must name; two words beside each other are a coincidence."""
_LEAST_ROWS = 2
"""Rows of a form above a table; one would be its title."""
_COVERED = 4
"""Among the cells from the first label to the last, one of so many is a label or the value of one."""
_FULL = 3
"""Of so many rows below what was taken for headings, one says labels: it is no table."""
_LABELS = Text("个表单标签相符", "labels of a form fit")
_MEASURED = frozenset({"date", "datetime", "number", "money", "duration"})
_DIGIT = re.compile(r"[\d一二三四五六七八九十〇零]")


@dataclass(frozen=True, eq=False)
class Form:
    """The labels of a sheet read as those of one register."""

    claim: Claim
    """By the labels that were taken."""
    named: Claim
    """By all labels, those in doubt too."""
    aliases: Aliases
    copies: Sequence[Copy] | None
    """What each copy of the form says; None where the copies cannot be told apart."""


def read_forms(view: View, names: Names, known: Known, found: Sequence[Found]) -> list[Found]:
    """The sheet read as a form, if it is one.

    Args:
        view: all of a sheet.
        names: what it and its file are called.
        known: registers it may hold.
        found: what it is if it is read as tables; of these, only such are read again as are full of labels.
    """
    tables = [one for one in found if isinstance(one, Table)]
    doubtful = [one for one in tables if _full_of_labels(view, one, known)]
    if len(doubtful) == len(tables):
        return _read(view, names, known, found)
    parts = [
        _read(view.part(one.region), names, known, [one])
        if one in doubtful
        else _above(view, one, names, known)
        if isinstance(one, Table)
        else [one]
        for one in found
    ]
    return [one for part in parts for one in part]


def _above(view: View, table: Table, names: Names, known: Known) -> list[Found]:
    """A table, and the form of another register that stands where its titles would."""
    whole, top = table.region, table.header.start
    head = view.part(replace(whole, bottom=top))
    if top - whole.top < _LEAST_ROWS or not _may_hold(head, known):
        return [table]
    forms = [one for one in _recognised(Boxes(head), names, known) if one.claim.register != table.register]
    form = _chosen(head, Boxes(head), forms, known) if forms else None
    if not isinstance(form, Table):
        return [table]
    aside = [one for one in table.set_aside if one.row > top]
    return [form, replace(table, region=replace(whole, top=top), set_aside=aside)]


def _read(view: View, names: Names, known: Known, found: Sequence[Found]) -> list[Found]:
    """A region read as a form, or else what was found there."""
    if not _may_hold(view, known):
        return list(found)
    boxes = Boxes(view)
    forms = _recognised(boxes, names, known)
    columns = max((len(one.columns) for one in found if isinstance(one, Table)), default=0)
    return [_chosen(view, boxes, forms, known)] if forms and forms[0].named.hits > columns else list(found)


def declared_form(view: View, setting: TableSetting, known: Known) -> Found:
    """A region that is declared to be a form, with its labels, or the cells of its values, on top of known headings."""
    boxes = Boxes(view)
    written = setting.form if isinstance(setting.form, Mapping) else {}
    places = {field: at for word, field in written.items() if (at := cell_at(word))}
    labels = {word: field for word, field in written.items() if not cell_at(word)}
    aliases = Aliases(known.registers[setting.of], {**known.columns.get(setting.of, {}), **labels})
    given = [_given(boxes, view, field, at) for field, at in places.items()]
    read = [pair for pair in pairs_in(boxes, aliases) if pair.field not in places]
    form = _form(setting.of, [*given, *read], aliases, known, None)
    if form.copies is None or (places and len(form.copies) > 1):
        return Untaken(view.region, recognising.entangled_forms(form.named, known))
    if not form.claim.hits:
        return Untaken(view.region, recognising.no_labels(setting.of, known))
    return _table(view, boxes, form, None, known)


def _given(boxes: Boxes, view: View, field: str, at: tuple[int, int]) -> Pair:
    row, column = at[0] - view.region.top, at[1] - view.region.left
    box = boxes.at(row, column) or Box(row, column, row, column)
    return Pair(box, field, field, "config", box)


def _may_hold(view: View, known: Known) -> bool:
    """The first rows of the sheet name several fields of some register."""
    sheet = view.sheet
    if sheet.rows * len(sheet.columns) > _MOST_CELLS:
        return False
    rows = range(min(sheet.rows, _HEAD))
    view.shown.load(rows)
    words = {normalised(heading_of(text)) for row in rows for text in view.shown.filled(row).values()}
    return any(len(words & one.words.keys()) >= _FEWEST for one in known.aliases.values())


def _full_of_labels(view: View, table: Table, known: Known) -> bool:
    """Many of the rows below what was taken for headings say words that stand above columns, or beside values."""
    rows = np.arange(table.header.stop, table.region.bottom) - view.region.top
    below: list[int] = rows[view.filled[rows]][:_HEAD].tolist()
    view.shown.load(below)
    return _FULL * sum(_labelled(view.shown.filled(row).values(), known) for row in below) >= len(below) > 0


def _labelled(texts: Collection[str], known: Known) -> bool:
    """A part of the cells of a row are labels; one alone of many says such a word by chance."""
    return 0 < len(texts) <= _COVERED * sum(normalised(heading_of(text)) in known.words for text in texts)


def _recognised(boxes: Boxes, names: Names, known: Known) -> list[Form]:
    """What the sheet may be, the likeliest first."""
    found = []
    for name, aliases in known.aliases.items():
        if len(boxes.words.keys() & aliases.words.keys()) < _FEWEST:
            continue
        pairs = pairs_in(boxes, aliases)
        form = _form(name, pairs, aliases, known, names)
        if form.named.enough and form.named.hits >= _FEWEST and _looks_like_a_form(boxes, pairs):
            found.append(form)
    return sorted(found, key=lambda form: (-form.claim.score, -form.named.score))


def _form(name: str, pairs: Sequence[Pair], aliases: Aliases, known: Known, names: Names | None) -> Form:
    """The pairs of a register read as a form; without the names of sheet and file, it is declared to be one."""
    apart = copies_of(pairs)
    copies = None if apart is None else [settled(one) for one in apart]
    taken = {field for copy in copies or () for field in copy.taken}
    claim, named = (
        claimed(name, fields, known, names or Names(""), declared=names is None)
        for fields in (taken, {pair.field for pair in pairs if pair.field})
    )
    return Form(claim, named, aliases, copies)


def _looks_like_a_form(boxes: Boxes, pairs: Sequence[Pair]) -> bool:
    """Its labels stand in several rows, and with their values they are no small part of what stands among them."""
    rows: dict[int, set[str]] = {}
    for pair in pairs:
        rows.setdefault(pair.label.row, set()).add(pair.field or "")
    used = {box.at for pair in pairs for box in (pair.label, pair.value) if box and box.text}
    first, last = min(rows), max(rows)
    among = sum(first <= box.row <= last for box in boxes.filled)
    # of a table, one row names all the fields that any other row does
    return _COVERED * len(used) >= among and len(set().union(*rows.values())) > max(map(len, rows.values()))


def _chosen(view: View, boxes: Boxes, forms: Sequence[Form], known: Known) -> Found:
    best, rival = forms[0], forms[1] if len(forms) > 1 else None
    if rival and (rival.claim.score, rival.named.score) == (best.claim.score, best.named.score):
        return Untaken(view.region, recognising.tie(best.named, rival.named, known))
    if best.copies is None:
        return Untaken(view.region, recognising.entangled_forms(best.named, known))
    why = _no_form(view, boxes, best, best.copies, known)
    return Untaken(view.region, why) if why else _table(view, boxes, best, rival, known)


def _no_form(view: View, boxes: Boxes, form: Form, copies: Sequence[Copy], known: Known) -> Said | None:
    """Why labels that were recognised make no form that is filled in."""
    register = known.registers[form.claim.register]
    if sideways.is_sideways(boxes, [pair for copy in copies for pair in copy.taken.values()]):
        return sideways.said(register.title)
    if not form.claim.enough:
        doubts = [doubt_of(view, pair) for copy in copies for pair in copy.doubtful]
        return recognising.doubtful_form(form.named, doubts, known)
    said = [{field: pair.said for field, pair in copy.taken.items() if pair.said} for copy in copies]
    if not any(said):
        return recognising.blank_form(form.claim, known)
    described = all(_describes(one, register) for one in said if one)
    return recognising.described_fields(form.claim, known) if described else None


def _describes(said: Mapping[str, str], register: Register) -> bool:
    """What stands beside the labels are no values: words for every date and number, or the same words over and over."""
    kinds = [(register.fields[field].type, text) for field, text in said.items() if folded(text) not in PLACEHOLDERS]
    measured = [text for kind, text in kinds if kind in _MEASURED]
    if measured and not any(_DIGIT.search(text) for text in measured):
        return True
    free = [text for kind, text in kinds if kind in ("text", "code", "phone")]
    return len(free) >= _COVERED and 2 * len(set(free)) <= len(free)


def _table(view: View, boxes: Boxes, form: Form, rival: Form | None, known: Known) -> Table:
    claim, of = form.claim, known.registers[form.claim.register]
    why = recognising.reason(claim, rival.claim if rival else None, known, _LABELS)
    return form_table(view, boxes, claim.register, form.copies or (), of=of, aliases=form.aliases, why=why)
