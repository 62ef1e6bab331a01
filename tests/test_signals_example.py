"""Signals on the example company: every planted forgery is seen, and its honest records hardly ever look like one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from svcqa.calendars import Calendars
from svcqa.findings import Signal, SignalLead
from svcqa.host import Host
from svcqa.intake import Reading, find_files, import_files
from svcqa.intake.identity import resolved
from svcqa.judging.ordering import in_order
from svcqa.judging.signalling import signalled
from svcqa.registers import Records
from svcqa.rulesets import Library, load
from svcqa.rulesets.reach import registers_read
from svcqa.signals import Scene
from svcqa_example.build import build
from svcqa_example.forging import ANNOUNCED, FORGERIES, forge
from svcqa_example.model import AS_OF
from svcqa_example.workbooks import write

SEED, ORDERS = 7, 1_000
HOST = Host.discover()


def imported(folder: Path) -> Mapping[str, Records]:
    """The records of the company, without any rule."""
    registers = registers_read([load("example-company", Library(HOST.ruleset_folders))])
    with Reading(find_files([folder])) as reading:
        return in_order(resolved(import_files(reading, registers).records))


def seen(records: Mapping[str, Records]) -> dict[str, Signal]:
    moment = pd.Timestamp(AS_OF) + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)
    announced = pd.Timestamp(ANNOUNCED).to_pydatetime()
    return {one.name: one for one in signalled(HOST.signals, {}, Scene(records, moment, Calendars({}), announced))}


Forged = tuple[dict[str, tuple[str, str]], Mapping[str, Signal], int]


@pytest.fixture(name="forged", scope="module")
def _forged(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    """What was forged, what the signals see of the company then, and how many records it has."""
    folder, company = tmp_path_factory.mktemp("forged"), build(SEED, ORDERS)
    done = forge(company)
    write(company, folder)
    records = imported(folder)
    return done, seen(records), sum(map(len, records.values()))


def test_there_is_a_forgery_for_every_signal() -> None:
    assert set(FORGERIES) == set(HOST.signals)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_seen(name: str, forged: Forged) -> None:
    done, signals, _ = forged
    assert [lead for lead in signals[name].leads if _is(lead, done[name])]


def test_honest_records_hardly_ever_look_like_forgeries(forged: Forged) -> None:
    done, signals, records = forged
    leads = [
        (name, lead.register, lead.said.zh) for name, one in signals.items() for lead in one.leads
        if not _is(lead, done[name])
    ]  # fmt: skip
    assert records > 20_000
    assert len(leads) <= records / 1000, leads


def _is(lead: SignalLead, forgery: tuple[str, str]) -> bool:
    register, field = forgery
    return lead.register == register and field in lead.fields
