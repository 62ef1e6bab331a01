"""The history: audits are kept unaltered, events are chained, and neither a crash nor a second writer loses anything."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from svcqa import auditfile
from svcqa.errors import HistoryError, LockedError, UsageError
from svcqa.findings import Audit
from svcqa.history import History, schema
from svcqa.history.database import HEAD, migrations
from svcqa.history.events import breaks, following
from tests.audits import NASTY, audit, nasty_findings, plain_findings
from tests.history import DATABASES, new_place, stamp

ROOT = Path(__file__).parent.parent


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a history can be made."""
    with new_place(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def history(place: str) -> Iterator[History]:
    """An empty history."""
    with History(place, create=True) as made:
        yield made


def written(one: Audit) -> bytes:
    stream = io.BytesIO()
    auditfile.write(one, stream)
    return stream.getvalue()


def test_an_audit_is_recalled_byte_by_byte_as_it_was_kept(history: History) -> None:
    whole = audit(nasty_findings())
    kept = history.keep(whole, stamp("顾明远"), "2025年度")
    assert (kept.number, kept.by, kept.at, kept.name) == (1, "顾明远", "2026-01-20T12:00:00Z", "2025年度")
    assert written(history.recall(kept)) == written(whole)
    assert history.fingerprints(kept) == {one.fingerprint for one in whole.findings}
    assert kept.facts.findings == whole.by_weight()


def test_an_audit_is_kept_once(history: History) -> None:
    first = history.keep(audit(plain_findings(3)), stamp())
    again = history.keep(audit(plain_findings(3)), stamp("邵文静", days=9), "another name")
    assert again == first
    assert len(history.audits()) == len(history.events()) == 1


def test_two_audits_cannot_bear_one_name(history: History) -> None:
    history.keep(audit(plain_findings(3)), stamp(), "2025")
    with pytest.raises(HistoryError, match="another audit is called '2025'"):
        history.keep(audit(plain_findings(4)), stamp(), "2025")
    assert len(history.audits()) == 1


@pytest.mark.parametrize("reference", ["2", "2026年度", "latest", "digest", "sha256:digest"])
def test_an_audit_is_found_by_number_name_or_digest(history: History, reference: str) -> None:
    history.keep(audit(plain_findings(3)), stamp(), "2025年度")
    wanted = history.keep(audit(plain_findings(4)), stamp(), "2026年度")
    assert history.find(reference.replace("digest", wanted.digest[7:19])) == wanted


def test_an_unknown_audit_is_answered_with_the_nearest(history: History) -> None:
    history.keep(audit(plain_findings(3)), stamp(), "2025年度")
    with pytest.raises(HistoryError, match="2025年度"):
        history.find("2025年")


def test_events_tell_who_did_what_when_and_hold_together(history: History) -> None:
    with history.writing(stamp("邵文静", days=1)) as desk:
        for number, text in enumerate(NASTY):
            desk.append("reviewed", f"x/{number}", {"reason": text, "number": number, "nothing": None})
    events = history.events()
    assert {(one.by, one.at) for one in events} == {("邵文静", "2026-01-21T12:00:00Z")}
    assert [one.data["number"] for one in history.events("reviewed", subject="x/3")] == [3]
    assert history.events("kept") == []
    assert history.faults() == []


def test_an_error_in_the_middle_leaves_nothing(history: History) -> None:
    history.keep(audit(plain_findings(3)), stamp())

    def fail_in_the_middle() -> None:
        with history.writing(stamp()) as desk:
            desk.keep(audit(plain_findings(4)))
            desk.append("reviewed", "x", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()
    assert (len(history.audits()), len(history.events()), history.faults()) == (1, 1, [])


ALTERED: dict[str, Callable[[sa.Connection], object]] = {
    "the data of an event": lambda db: db.execute(_event(2).values(data='{"decision":"explained"}')),
    "who did it": lambda db: db.execute(_event(2).values(by="nobody")),
    "when": lambda db: db.execute(_event(2).values(at="2020-01-01T00:00:00Z")),
    "what it is about": lambda db: db.execute(_event(2).values(subject="y")),
    "the digest of an event": lambda db: db.execute(_event(2).values(digest="0" * 64)),
    "an event taken out": lambda db: db.execute(sa.delete(schema.events).where(schema.events.c.number == 2)),
    "the figures of an audit": lambda db: db.execute(_audit().values(facts="{}")),
    "its fingerprints": lambda db: db.execute(_audit().values(fingerprints=b"12345678")),
    "its digest": lambda db: db.execute(_audit().values(digest="sha256:0")),
    "its document": lambda db: db.execute(sa.update(schema.pieces).values(body=b"nothing that was compressed")),
    "its document taken out": lambda db: db.execute(sa.delete(schema.pieces)),
    "another audit put in": lambda db: db.execute(
        sa.insert(schema.audits).values(number=7, digest="7", facts="{}", fingerprints=b"", size=0)
    ),
}


def _event(number: int) -> sa.Update:
    return sa.update(schema.events).where(schema.events.c.number == number)


def _audit() -> sa.Update:
    return sa.update(schema.audits)


def unlocked(history: History, alter: Callable[[sa.Connection], object]) -> None:
    """Alter a history as somebody would who knows how."""
    with history._database.engine.begin() as connection:
        sqlite = connection.dialect.name == "sqlite"
        for table in ("audits", "pieces", "events"):
            for name in (f"{table}_update", f"{table}_delete") if sqlite else (table,):
                connection.execute(sa.text(f"DROP TRIGGER keep_{name}" + ("" if sqlite else f" ON {table}")))
        alter(connection)


def three_events(history: History) -> None:
    history.keep(audit(plain_findings(3)), stamp())
    with history.writing(stamp()) as desk:
        desk.append("reviewed", "x", {"decision": "confirmed"})
        desk.append("reviewed", "x", {"decision": "observation"})


@pytest.mark.parametrize("what", ALTERED)
def test_whatever_is_altered_is_found(history: History, what: str) -> None:
    three_events(history)
    assert history.faults() == []
    unlocked(history, ALTERED[what])
    assert history.faults()


@pytest.mark.parametrize("table", ["audits", "pieces", "events"])
@pytest.mark.parametrize("action", ["UPDATE {table} SET number = 9", "DELETE FROM {table}"])
def test_the_database_itself_refuses_changes(history: History, table: str, action: str) -> None:
    three_events(history)
    with pytest.raises(sa.exc.DBAPIError, match="only ever appended"), history._database.engine.begin() as connection:
        connection.execute(sa.text(action.format(table=table)))
    assert history.faults() == []


def test_a_history_whose_end_was_cut_off_is_found_by_a_digest_noted_down(history: History) -> None:
    three_events(history)
    noted = history.events()[-1].digest
    assert history.faults(noted) == []
    unlocked(history, lambda db: db.execute(sa.delete(schema.events).where(schema.events.c.number == 3)))
    assert history.faults() == []
    assert [one.where for one in history.faults(noted)] == [noted]


def test_the_place_at_which_a_chain_breaks_is_named() -> None:
    events = [following(None, stamp(), "reviewed", "x", {})]
    for number in range(4):
        events.append(following(events[-1], stamp(), "reviewed", "x", {"number": number}))
    assert list(breaks(events)) == []
    assert list(breaks([*events[:2], *events[3:]])) == [4]
    assert list(breaks([events[1], events[0], *events[2:]])) == [2, 1, 3]


def test_where_nothing_was_kept_there_is_no_history(place: str) -> None:
    with pytest.raises(HistoryError, match="no history"):
        History(place)
    assert place.startswith("postgresql") or not Path(place).exists()


def test_the_migrations_make_the_tables_that_the_program_reads(history: History) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with history._database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    assert ScriptDirectory.from_config(migrations()).get_current_head() == HEAD


def test_a_history_of_a_later_version_is_left_alone(history: History, place: str) -> None:
    with history._database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(HistoryError, match="later version of svcqa"):
        History(place)


def test_a_file_that_is_no_history_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "审核 历史.sqlite"
    place.write_bytes(b"not a database" * 100)
    with pytest.raises(HistoryError, match="not a database"):
        History(place)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(HistoryError) as error:
        History("postgresql://auditor:secret@localhost:1/none?connect_timeout=1")
    assert "secret" not in error.value.say("zh") + error.value.say("en")


@pytest.mark.parametrize("url", ["nonsense://x", "://"])
def test_an_address_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        History(url)


def test_a_full_disk_leaves_the_history_as_it_was(tmp_path: Path) -> None:
    with new_place("sqlite", tmp_path) as place, History(place, create=True) as history:
        history.keep(audit(plain_findings(3)), stamp())
        with history._database.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(HistoryError, match="full") as error:
            history.keep(audit(plain_findings(3_000)), stamp())
        assert "as it was" in error.value.say("en")
    with History(place) as history:
        assert (len(history.audits()), history.faults()) == (1, [])


def test_whoever_waits_too_long_for_another_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svcqa.databases._WAIT", 0)
    with new_place("sqlite", tmp_path) as place, History(place, create=True) as first, History(place) as second:
        with first.writing(stamp()), pytest.raises(LockedError, match="another program"), second.writing(stamp()):
            pass
        second.keep(audit(plain_findings(3)), stamp())
        assert len(first.audits()) == 1


_KILLED = """
import os, signal, sys
from svcqa.history import History, documents, store
from tests.audits import audit, plain_findings
from tests.history import stamp

documents._PIECE = 1000
place, before = sys.argv[1], int(sys.argv[2])
with History(place) as history, history.writing(stamp()) as desk:
    execute = desk.connection.execute
    def counted(*given):
        global before
        before -= 1
        if not before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)
    desk.connection.execute = counted
    desk.keep(audit(plain_findings(50)))
    os.kill(os.getpid(), signal.SIGKILL)
"""
"""Keep an audit, and be killed before the statement of a number; at the latest before all is made to last."""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows cannot be told to kill in the middle")
@pytest.mark.parametrize("before", [2, 5, 1_000])
def test_a_process_killed_in_the_middle_leaves_the_history_as_it_was(history: History, place: str, before: int) -> None:
    history.keep(audit(plain_findings(3)), stamp())
    ended = subprocess.run([sys.executable, "-c", _KILLED, place, str(before)], check=False, cwd=ROOT)
    assert ended.returncode == -signal.SIGKILL
    assert (len(history.audits()), history.faults()) == (1, [])
    history.keep(audit(plain_findings(50)), stamp())
    assert (len(history.audits()), history.faults()) == (2, [])


_KEEPER = """
import sys
from svcqa.history import History
from tests.audits import audit, plain_findings
from tests.history import stamp

place, first = sys.argv[1], int(sys.argv[2])
with History(place, create=True) as history:
    for count in range(first, first + 4):
        history.keep(audit(plain_findings(count)), stamp(f"keeper {first}"))
"""


def test_processes_that_keep_audits_at_once_lose_nothing(place: str) -> None:
    command = [sys.executable, "-c", _KEEPER, place]
    running = [subprocess.Popen([*command, str(first)], cwd=ROOT) for first in (10, 20)]
    assert [one.wait() for one in running] == [0, 0]
    with History(place) as history:
        kept = history.audits()
        assert [one.number for one in kept] == list(range(1, 9))
        assert sorted(sum(one.facts.findings.values()) for one in kept) == [10, 11, 12, 13, 20, 21, 22, 23]
        assert history.faults() == []
