"""svcqa history: the commands, and where the history lies if nobody says so."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from svcqa import auditfile
from svcqa.history import History
from tests.audits import audit, plain_findings
from tests.calling import Call
from tests.history import stamp


def a_file(name: str = "audit.json", findings: int = 3) -> str:
    with Path(name).open("wb") as stream:
        auditfile.write(audit(plain_findings(findings)), stream)
    return name


def test_keeping_the_first_audit_makes_the_history(svcqa: Call) -> None:
    code, out, err = svcqa("history", "keep", a_file(), "--name", "2025年度", "--by", "顾明远")
    assert (code, out.split()[:2], err) == (0, ["#1", "2025年度"], "kept in svcqa-history.sqlite\n")
    code, out, _ = svcqa("history", "list")
    assert code == 0
    assert "2025年度" in out
    assert "kept by 顾明远" in out


def test_keeping_it_again_changes_nothing_and_says_so(svcqa: Call) -> None:
    svcqa("history", "keep", a_file())
    code, _, err = svcqa("history", "keep", "audit.json", "--by", "somebody else")
    assert (code, err) == (0, "this audit was kept before and is as it was.\n")
    assert json.loads(svcqa("history", "list", "--format", "json")[1])[0]["by"] != "somebody else"


@pytest.mark.parametrize("command", [("list",), ("show", "1"), ("export",), ("verify",)])
def test_without_a_history_the_way_to_one_is_said(svcqa: Call, command: tuple[str, ...]) -> None:
    code, _, err = svcqa("history", *command)
    assert code == 2
    assert "svcqa history keep" in err
    assert not Path("svcqa-history.sqlite").exists()


def test_the_settings_say_where_it_is_and_who_works_here(svcqa: Call) -> None:
    Path("公司 设置").mkdir()
    Path("公司 设置/svcqa.yaml").write_text("history: 历史.db\noperator: 邵文静\n", encoding="utf-8")
    svcqa("history", "keep", a_file(), "--config", "公司 设置/svcqa.yaml")
    with History("公司 设置/历史.db") as history:
        assert [one.by for one in history.audits()] == ["邵文静"]


def test_the_environment_goes_before_the_settings_and_the_command_line_before_both(
    svcqa: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("svcqa.yaml").write_text("history: settings.db\n", encoding="utf-8")
    svcqa("history", "keep", a_file())
    monkeypatch.setenv("SVCQA_HISTORY", "environment.db")
    svcqa("history", "keep", "audit.json")
    svcqa("history", "keep", "audit.json", "--history", "line.db")
    assert all(Path(name).is_file() for name in ("settings.db", "environment.db", "line.db"))


def test_show_tells_who_did_what_and_when_in_the_zone_of_audits(svcqa: Call) -> None:
    with History("svcqa-history.sqlite", create=True) as history:
        kept = history.keep(audit(plain_findings(3)), stamp("顾明远"))
        with history.writing(stamp("邵文静", days=1)) as desk:
            desk.append("reviewed", f"{kept.digest}/abc", {"decision": "confirmed"})
            desk.append("reviewed", "sha256:another/abc", {})
    lines = svcqa("history", "show", "1")[1].splitlines()
    assert [line.split() for line in lines[2:]] == [
        ["1", "2026-01-20", "20:00", "顾明远", "audit", "kept"],
        ["2", "2026-01-21", "20:00", "邵文静", "reviewed", "abc"],
    ]
    assert len(json.loads(svcqa("history", "show", "1", "--format", "json")[1])["events"]) == 2


def test_a_kept_audit_is_written_as_it_was(svcqa: Call) -> None:
    svcqa("history", "keep", a_file())
    assert svcqa("history", "export", "latest", "--output", "again.json")[0] == 0
    assert Path("again.json").read_bytes() == Path("audit.json").read_bytes()
    code, _, err = svcqa("history", "export", "latest", "--output", "again.json")
    assert (code, "left alone" in err) == (2, True)


def test_the_chain_is_written_an_event_a_line(svcqa: Call) -> None:
    svcqa("history", "keep", a_file())
    svcqa("history", "keep", a_file("other.json", 4))
    first, second = (json.loads(line) for line in io.StringIO(svcqa("history", "export")[1]))
    assert second["previous"] == first["digest"]


def test_verify_says_that_all_is_as_it_was_and_what_to_note_down(svcqa: Call) -> None:
    svcqa("history", "keep", a_file())
    with History("svcqa-history.sqlite") as history:
        last = history.events()[-1].digest
    code, out, _ = svcqa("history", "verify")
    assert (code, last in out) == (0, True)
    assert svcqa("history", "verify", "--head", last)[0] == 0
    code, _, err = svcqa("history", "verify", "--head", "f" * 64)
    assert (code, "noted down" in err) == (1, True)


def test_verify_finds_a_row_that_was_altered(svcqa: Call) -> None:
    import sqlite3

    svcqa("history", "keep", a_file())
    connection = sqlite3.connect("svcqa-history.sqlite")
    with connection:
        connection.execute("DROP TRIGGER keep_events_update")
        connection.execute("UPDATE events SET by = 'nobody'")
    connection.close()
    code, _, err = svcqa("history", "verify")
    assert (code, "event 1" in err) == (1, True)


def test_an_unknown_audit_is_said(svcqa: Call) -> None:
    svcqa("history", "keep", a_file(), "--name", "2025")
    code, _, err = svcqa("history", "show", "2026")
    assert (code, "holds no audit '2026'" in err) == (2, True)
