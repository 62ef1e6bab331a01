"""Twenty people hand in workbooks of 5,000 rows at once: none is lost, and pages answer meanwhile; on both databases."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history import DATABASES, new_place
from tests.web.desk import Office
from tests.web.handing import until
from tests.web.loading import (
    PEOPLE,
    an_office,
    at_once,
    at_share,
    books,
    found,
    handed_in,
    missing,
    serving,
    settle,
    visiting,
)

pytestmark = [pytest.mark.long, pytest.mark.skipif(os.name == "nt", reason="nothing is killed there without a word")]
ANSWERED = 0.5
"""Seconds within which 95 of 100 pages have to answer while workbooks are checked."""


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with new_place(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def office(place: str, tmp_path: Path) -> Iterator[Office]:
    made = an_office(tmp_path, place)
    yield made
    made.desk.workshop.close()
    made.desk.database.close()


def _whole(office: Office) -> None:
    """Everything handed in is there and checked once, with its own findings."""
    done = settle(office)
    assert sorted(one.title for one in done) == sorted(f"person{number}" for number in range(PEOPLE))
    assert {one.newest.state for one in done} == {"done"}
    assert {one.title: found(one) for one in done} == {f"person{number}": missing(number) for number in range(PEOPLE)}
    history = office.desk.workshop.histories.of(office.own.id)
    assert {one.newest.digest for one in done} <= {one.digest for one in history.audits()}


def test_none_is_lost_and_pages_answer_meanwhile(office: Office, place: str, tmp_path: Path) -> None:
    paths = books(tmp_path)
    with serving(office, place) as (address, _), visiting(address) as visitors:
        begun = time.monotonic()
        places, over = at_once(visitors, paths), threading.Event()
        taken = time.monotonic() - begun
        threads = [threading.Thread(target=one.look, args=(at, over)) for one, at in zip(visitors, places, strict=True)]
        for one in threads:
            one.start()
        try:
            settle(office)
        finally:
            over.set()
            for one in threads:
                one.join()
        lasted = time.monotonic() - begun
    _whole(office)
    took = [second for one in visitors for second in one.took]
    shares = ", ".join(f"{share:.0%} {at_share(took, share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99))
    sys.stderr.write(f"\n{len(took)} pages: {shares}; handed in after {taken:.1f} s, checked after {lasted:.1f} s\n")
    assert not [wrong for one in visitors for wrong in one.wrong]
    assert at_share(took, 0.95) < ANSWERED


def test_a_server_killed_meanwhile_and_started_again_loses_nothing(office: Office, place: str, tmp_path: Path) -> None:
    paths = books(tmp_path)
    with serving(office, place) as (address, process), visiting(address) as visitors:
        at_once(visitors, paths)
        until(lambda: sum(one.newest.state == "done" for one in handed_in(office)) >= 2, 300)
        until(lambda: any(one.newest.state == "checking" for one in handed_in(office)))
        process.kill()
        process.wait()
    assert not all(one.newest.ended_at for one in handed_in(office))
    with serving(office, place):
        _whole(office)
