"""Signals looked for: every one that is on, with what it saw quoted cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec
import numpy as np

from svcqa.accounts import Said
from svcqa.errors import UsageError
from svcqa.findings import Location, Signal, SignalLead
from svcqa.judging.subjects import Subjects, subjects_of
from svcqa.signals import Lead, Scene, Signalling, spec_of
from svcqa.suggestions import no_such
from svcqa.text import Text

QUOTED = 20
"""Records of a lead whose cells are quoted; how many there are is said."""
MOST = 10_000_000
"""Records of a register that is looked at: a signal has its columns in memory as a whole, whoever judges."""


def signalled(
    known: Mapping[str, Signalling],
    switched: Mapping[str, bool],
    scene: Scene,
    subjects: Mapping[str, Subjects] | None = None,
) -> list[Signal]:
    """What the signals have seen; one that is switched off is named and has seen nothing.

    ``subjects`` quote the records of the scene; they are made of them if not given.

    Raises:
        UsageError: a setting names a signal that there is not.
    """
    for name in switched:
        if name not in known:
            raise _unknown(name, known)
    beyond = [name for name, one in scene.records.items() if len(one) > MOST]
    scene = replace(scene, records={name: one for name, one in scene.records.items() if name not in beyond})
    subjects = subjects or subjects_of(scene.records)
    functions = ((function, switched.get(name, True)) for name, function in sorted(known.items()))
    return [_signal(function, on, scene, subjects, beyond) for function, on in functions]


def _unknown(name: str, known: Iterable[str]) -> UsageError:
    return no_such(Text("信号", "signal"), name, sorted(known), "svcqa.yaml, signals")


def _signal(
    function: Signalling, on: bool, scene: Scene, subjects: Mapping[str, Subjects], beyond: list[str]
) -> Signal:
    spec = spec_of(function)
    leads = [_quoted(lead, subjects[lead.register]) for lead in function(scene)] if on else []
    return Signal(
        spec.name, _said(spec.title), _said(spec.means), _said(spec.innocent), on, leads, beyond if on else []
    )


def _quoted(lead: Lead, subjects: Subjects) -> SignalLead:
    at = subjects.listed(np.asarray(lead.at))
    cells = subjects.cells(at[:QUOTED], lead.fields)
    locations = [msgspec.json.decode(cell, type=Location) for row in cells for cell in row]
    counts = (int(lead.observed), int(lead.of), float(f"{lead.expected:.3g}"), float(f"{lead.chance:.2g}"))
    return SignalLead(lead.register, list(lead.fields), _said(lead.told), *counts, len(at), locations)


def _said(text: Text) -> Said:
    return Said(text.zh, text.en)
