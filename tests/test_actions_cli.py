"""svcqa actions: from a kept audit to a closed nonconformity on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import svcqa as api
from svcqa.actions import Action
from svcqa.history import History
from svcqa.text import LANGS, Lang
from tests.actions import ACCEPTED, DONE, PLAN, STEP, Book, exported, kept, raise_one, worked_off
from tests.calling import Call
from tests.history import stamp
from tests.reviewed import reviewed

NUMBER = "NC-2025-001"
HISTORY = "svcqa-history.sqlite"
STEP_DUE, STEP_DONE = Action(**STEP), Action(**STEP, **DONE)


def opened() -> None:
    """A history with a confirmed audit, and some nonconformities of another one."""
    with History(HISTORY, create=True) as history:
        history.keep(reviewed(), stamp())


def many() -> None:
    with History(HISTORY, create=True) as history, history.writing(stamp("邵文静")) as desk:
        raise_one(desk, kept(actions=[STEP_DUE], **PLAN))
        raise_one(desk, worked_off("closed_effective", number="NC-2025-002", unit="城西网点"))
        raise_one(desk, kept(number="NC-2025-003", unit="城西网点"))


def test_raising_says_what_became_of_everything(svcqa: Call) -> None:
    opened()
    code, out, err = svcqa("actions", "raise", "latest", "--by", "顾明远")
    assert (code, out.split()[0], "1 nonconformities were raised" in err) == (0, NUMBER, True)
    code, out, err = svcqa("actions", "raise", "1")
    assert (code, out) == (0, "")
    assert f"{NUMBER} was raised before; nothing is new." in err
    with History(HISTORY) as history:
        assert history.faults() == []


def test_a_nonconformity_is_worked_off_in_a_workbook(svcqa: Call) -> None:
    opened()
    svcqa("actions", "raise", "latest")
    code, _, err = svcqa("actions", "export", "--output", "整改 台账.xlsx")
    assert (code, "1 of 1" in err) == (0, True)
    assert svcqa("actions", "export", "--output", "整改 台账.xlsx")[0] == 2, "a file that is there is left alone"
    with History(HISTORY) as history:
        from svcqa.history.actions import replayed

        today = replayed(history.events())[NUMBER].raised_on
    book = Book(Path("整改 台账.xlsx"), "en").work(
        **PLAN, state="in_progress", plan_accepted_by="高志强", plan_accepted_on=today
    )
    book.step(nonconformity=NUMBER, **STEP)
    code, out, err = svcqa("actions", "import", book.saved(), "--by", "邵文静")
    assert code == 1
    assert f"{NUMBER} [accepted] refused: " in err
    assert "整改 台账.xlsx → Nonconformities → AC4" in err
    assert out == f"{NUMBER} action 1: — → corrective, {STEP['text']}, {STEP['owner']}, {STEP['due']}\n"
    code, out, err = svcqa("actions", "import", book.work(plan_accepted_by="邵文静").saved())
    assert (code, "Status: draft → in progress" in out) == (0, True)
    assert svcqa("actions", "import", book.place)[1] == "", "nothing is taken over twice"
    code, out, _ = svcqa("actions", "show", NUMBER)
    assert code == 0
    assert "邵文静" in out
    assert "draft → in progress" in out


def test_the_list_tells_figures_of_a_day_and_can_be_narrowed(svcqa: Call) -> None:
    many()
    code, out, _ = svcqa("actions", "list", "--as-of", "2026-02-20")
    assert code == 0
    row = next(line for line in out.splitlines() if line.startswith(NUMBER)).split()
    assert row[-5:] == ["draft", "高志强", "2026-02-15", "5", "31"]
    assert "2 open, of which 1 overdue and 0 due within 7 days; 1 closed, of which 0 refuted" in out
    assert "Time to close: median 60 days, longest 60 days." in out
    listed = json.loads(svcqa("actions", "list", "--overdue", "--as-of", "2026-02-20", "--format", "json")[1])
    assert [one["number"] for one in listed["nonconformities"]] == [NUMBER]
    assert listed["figures"]["overdue"] == 1
    assert listed["nonconformities"][0]["days_overdue"] == 5
    out = svcqa("actions", "list", "--open", "--as-of", "2026-02-20")[1]
    assert "NC-2025-002" not in out
    assert "0 open" in svcqa("actions", "list", "--as-of", "2026-01-19")[1], "nothing was raised by then"


def test_the_export_can_be_narrowed_to_a_unit_and_to_open_ones(svcqa: Call) -> None:
    many()
    assert "1 of 3" in svcqa("actions", "export", "--output", "1.xlsx", "--unit", "城西网点", "--open")[2]
    code, _, err = svcqa("actions", "import", "1.xlsx")
    assert (code, "1 open ones are not in the file" in err) == (0, True)


def test_what_is_not_there_is_said(svcqa: Call) -> None:
    assert svcqa("actions", "list")[0] == 2, "no history"
    many()
    code, _, err = svcqa("actions", "show", "NC-2025-01")
    assert (code, "Did you mean 'NC-2025-001'?" in err) == (2, True)
    code, _, err = svcqa("actions", "list", "--as-of", "soon")
    assert (code, "is no date" in err) == (2, True)


def test_show_tells_the_history_of_states_and_dates(svcqa: Call) -> None:
    many()
    with History(HISTORY) as history:
        book = exported(history, Path("b.xlsx"))
    book.extend(nonconformity=NUMBER, step="1", old_due="2026-02-15", new_due="2026-03-01", reason="缺件",
                approved_by="邵文静", on="2026-01-25").work(state="planned")  # fmt: skip
    assert svcqa("actions", "import", book.saved(), "--by", "顾明远")[0] == 0
    out = svcqa("actions", "show", NUMBER)[1]
    assert "extended 2026-02-15 → 2026-03-01: 缺件 (邵文静, 2026-01-25)" in out
    assert "Action due (action 1): 2026-02-15 → 2026-03-01" in out
    kinds = [one["kind"] for one in json.loads(svcqa("actions", "show", NUMBER, "--format", "json")[1])["events"]]
    assert kinds == ["raised", "changed", "changed", "moved"]


@pytest.mark.parametrize("lang", LANGS)
def test_our_own_register_passes_the_checks_of_registers_of_others(tmp_path: Path, lang: Lang) -> None:
    """Procedure 22 of a manual, on nonconformities that were worked off, are under way, or were cancelled."""
    with History(tmp_path / "h.sqlite", create=True) as history:
        with history.writing(stamp()) as desk:
            raise_one(desk, worked_off("closed_effective", containment="已通知客户"))
            second = [STEP_DONE, Action(**{**STEP, "type": "preventive", "text": "培训"}, **DONE)]
            major = {"grade": "major", "containment": "停用", "clause": "第八条", "actions": second}
            raise_one(desk, worked_off("closed_effective", number="NC-2025-002", **major))
            told = {**PLAN, **ACCEPTED, "actions": [Action(**{**STEP, "due": "2026-04-20"})], "clause": "第九条"}
            raise_one(desk, kept("in_progress", number="NC-2025-003", **told))
            ineffective = worked_off("closed_ineffective", number="NC-2025-004", clause="第十条")
            raise_one(desk, ineffective)
            raise_one(desk, worked_off("cancelled", number="NC-2025-005", clause="第十一条"))
        book = exported(history, tmp_path / "整改台账.xlsx", lang)
    audit = api.run([book.place], ["wwsh-003"], as_of="2026-03-31")
    sheets = {one.sheet: one.register for one in audit.content.inputs[0].sheets}
    assert list(sheets.values()) == ["capa", None, None, None]
    assert [(one.rule, one.key, one.message.en) for one in audit.findings] == []
    judged = {one.rule: one.conforms for one in audit.content.tallies if one.register == "capa" and one.assessed}
    assert judged["S002-P22-p7"] >= 3
    assert len([rule for rule in judged if rule.startswith("S002-P22")]) >= 11
    assert not audit.unjudged.table.num_rows


def test_a_gate_that_was_broken_by_hand_is_found_by_the_check(tmp_path: Path) -> None:
    with History(tmp_path / "h.sqlite", create=True) as history:
        with history.writing(stamp()) as desk:
            raise_one(desk, worked_off("closed_effective"))
        book = exported(history, tmp_path / "整改台账.xlsx")
    book.work(effectiveness_by=STEP["owner"]).saved()
    audit = api.run([book.place], ["wwsh-003"], as_of="2026-03-31")
    assert {one.rule for one in audit.findings} == {"S002-P22-p3"}
