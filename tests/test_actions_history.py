"""Nonconformities between audits: raised once, worked in workbooks that merge, refused by row and rule."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from svcqa.actions import Action, KeptNonconformity
from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.history import Event, History
from svcqa.history.actions import KINDS, Applied, Raised, kept_nonconformities, raised, replayed, write
from svcqa.history.actions.reading import read
from svcqa.text import LANGS, Lang
from tests.actions import ACCEPTED, DONE, EFFECT, PLAN, STEP, Book, day, exported, kept, raise_one, take, worked_off
from tests.audits import RULESET, finding, nasty_findings, plain_findings
from tests.history import DATABASES, new_place, stamp
from tests.reviewed import review, reviewed

NUMBER = "NC-2025-001"


@pytest.fixture(name="history")
def _history(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path / "h.sqlite", create=True) as made:
        yield made


@pytest.fixture(name="opened")
def _opened(history: History) -> History:
    """A history with one nonconformity in draft, and with one action."""
    with history.writing(stamp()) as desk:
        raise_one(desk, kept(actions=[Action(**STEP)]))
    return history


def known(history: History) -> dict[str, KeptNonconformity]:
    return replayed(history.events(*KINDS))


def raise_(history: History, audit: Audit, days: int = 0) -> Raised:
    with history.writing(stamp(days=days)) as desk:
        return raised(desk, audit)


def confirmed(rows: list[dict[str, Any]], **changes: Any) -> Audit:
    return reviewed(rows, [review(row) for row in rows], **changes)


def dated(row: dict[str, Any], date: str | None) -> dict[str, Any]:
    return {**row, "date": date}


@pytest.mark.parametrize("kind", DATABASES)
def test_what_was_confirmed_is_raised_once_with_a_number_and_its_cells(kind: str, tmp_path: Path) -> None:
    rows = [*plain_findings(3), {**finding(3), "unit": None}]
    audit = confirmed(rows)
    with new_place(kind, tmp_path) as place, History(place, create=True) as history:
        result = raise_(history, audit)
        assert [one.number for one in result.new] == [NUMBER, "NC-2025-002"]
        again = raise_(history, audit)
        assert (again.new, again.seen_again, again.known) == ([], [], [NUMBER, "NC-2025-002"])
        assert len(history.events("raised")) == 2
        two = known(history)["NC-2025-002"]
        assert (two.unit, len(two.fingerprints), two.finders) == ("城东网点", 3, ["邵文静"])
        assert (two.found_on, two.raised_on, two.raised_by) == ("2025-12-31", "2026-01-20", "顾明远")
        first = two.evidence[0]
        (file,) = [one for one in audit.content.inputs if one.name == first.file]
        assert (first.sha256, first.sheet, first.cell) == (file.sha256, "2025年一季度", "B3")
        assert history.faults() == []


def test_numbers_go_on_within_the_year_of_the_audit(history: History) -> None:
    raise_(history, confirmed([finding(0)]))
    raise_(history, confirmed([{**finding(1), "clause": "8"}], as_of="2026-06-30"))
    raise_(history, confirmed([{**finding(2), "clause": "9"}]))
    assert list(known(history)) == [NUMBER, "NC-2026-001", "NC-2025-002"]


def test_more_of_an_open_one_is_added_to_it(history: History) -> None:
    raise_(history, confirmed(plain_findings(2)))
    later = confirmed(plain_findings(4), as_of="2026-03-31")
    result = raise_(history, later)
    assert (result.new, result.seen_again) == ([], [(NUMBER, 2)])
    one = known(history)[NUMBER]
    assert (len(one.fingerprints), one.seen_in) == (4, [later.digest])
    assert raise_(history, later).known == [NUMBER]
    assert [each.number for each in kept_nonconformities(history.events(), later.digest)] == [NUMBER]


def closed(history: History, state: Any = "closed_effective") -> KeptNonconformity:
    """The nonconformity of the first two findings, closed; its last action was done on 10 February 2026."""
    marks = [row["fingerprint"] for row in plain_findings(2)]
    one = worked_off(state, ruleset=RULESET, fingerprints=marks)
    with history.writing(stamp()) as desk:
        raise_one(desk, one)
    return one


def test_a_later_failure_raises_a_linked_one_and_refutes_the_closure_whose_dates_stay(history: History) -> None:
    old = closed(history)
    rows = [*plain_findings(2), dated(finding(5), "2026-03-05 10:00:00")]
    result = raise_(history, confirmed(rows, as_of="2026-06-30"))
    assert [one.number for one in result.new] == ["NC-2026-001"]
    assert result.covered == [(NUMBER, 2)]
    now = known(history)
    assert (now["NC-2026-001"].repeat_of, now["NC-2026-001"].fingerprints) == (NUMBER, [rows[2]["fingerprint"]])
    assert replace(now[NUMBER], refuted_by="", revision=0, raised_by="") == replace(old, raised_on="2026-01-20")
    assert now[NUMBER].refuted_by == "NC-2026-001"
    hint = now["NC-2026-001"].hint
    assert hint is not None
    assert (hint.grade, NUMBER in hint.reason.zh) == ("major", True)


@pytest.mark.parametrize(
    ("date", "new"),
    [("2026-02-10 23:00:00", 0), ("2026-02-11", 1), ("2025-12-01", 0), (None, 1)],
    ids=["on the day of the last action", "a day later", "long before", "without a date"],
)
def test_only_what_happened_after_the_last_action_is_a_later_failure(
    history: History, date: str | None, new: int
) -> None:
    closed(history)
    result = raise_(history, confirmed([dated(finding(5), date)], as_of="2026-06-30"))
    assert (len(result.new), len(result.covered)) == (new, 1 - new)


def test_a_closure_as_ineffective_is_linked_and_not_refuted(history: History) -> None:
    closed(history, "closed_ineffective")
    raise_(history, confirmed([dated(finding(5), "2026-03-05")], as_of="2026-06-30"))
    now = known(history)
    assert (now["NC-2026-001"].repeat_of, now[NUMBER].refuted_by) == (NUMBER, "")


def test_what_was_cancelled_is_not_raised_again_and_anything_else_is_not_linked_to_it(history: History) -> None:
    closed(history, "cancelled")
    assert raise_(history, confirmed(plain_findings(2), as_of="2026-06-30")).new == []
    (one,) = raise_(history, confirmed([finding(5)], as_of="2026-06-30")).new
    assert one.repeat_of == ""


def test_the_hint_says_why_a_failure_looks_systemic(history: History) -> None:
    (wide,) = raise_(history, confirmed(plain_findings(9))).new
    assert wide.hint is not None
    assert wide.hint.grade == "major"
    assert "9" in wide.hint.reason.en
    (alone,) = raise_(history, confirmed([{**finding(1), "unit": "城北网点"}])).new
    assert alone.hint is not None
    assert alone.hint.grade == "minor"
    assert wide.grade == alone.grade == "", "the grade is the auditor's"


# the workbook


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_that_nobody_filled_in_changes_nothing(history: History, tmp_path: Path, lang: Lang) -> None:
    raise_(history, confirmed(plain_findings(9)))
    with history.writing(stamp()) as desk:
        raise_one(desk, worked_off("closed_effective", number="NC-2025-007", clause="9", actions=_extended()))
    before = len(history.events())
    result = take(history, exported(history, tmp_path / "b.xlsx", lang))
    assert result == Applied()
    assert len(history.events()) == before


def _extended() -> list[Action]:
    from svcqa.actions import Extension

    moved = Extension("2026-02-01", "2026-02-15", "缺件", "邵文静", "2026-01-30")
    return [Action(**STEP, **DONE, extensions=[moved]), Action(**{**STEP, "type": "preventive"}, **DONE)]


def test_the_same_ones_give_the_same_bytes(opened: History) -> None:
    def made() -> bytes:
        stream = io.BytesIO()
        write(list(known(opened).values()), "zh", stream)
        return stream.getvalue()

    assert made() == made()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", DATABASES)
def test_from_draft_to_closed_in_steps_with_who_and_when(kind: str, tmp_path: Path, lang: Lang) -> None:
    with new_place(kind, tmp_path) as place, History(place, create=True) as history:
        with history.writing(stamp()) as desk:
            raise_one(desk)
        book = (
            exported(history, tmp_path / "1.xlsx", lang)
            .work(**PLAN, state="planned")
            .step(nonconformity=NUMBER, **STEP)
        )
        assert take(history, book, "邵文静", days=1).refused == []
        book = exported(history, tmp_path / "2.xlsx", lang).work(**ACCEPTED, state="in_progress")
        assert take(history, book, days=3).refused == []
        book = exported(history, tmp_path / "3.xlsx", lang).step(1, **DONE).work(state="verifying")
        assert take(history, book, days=30).refused == []
        book = exported(history, tmp_path / "4.xlsx", lang).work(**EFFECT, state="closed_effective")
        assert take(history, book).refused == []
        one = known(history)[NUMBER]
        assert (one.state, one.actions) == ("closed_effective", [Action(**STEP, **DONE)])
        moves = [(event.by, event.data["from"], event.data["to"]) for event in history.events("moved")]
        assert moves == [
            ("邵文静", "draft", "planned"), ("顾明远", "planned", "in_progress"), ("顾明远", "in_progress", "verifying"),
            ("顾明远", "verifying", "closed_effective"),
        ]  # fmt: skip
        assert history.faults() == []


Fill = Callable[[Book, int, str], object]


def _later(**given: str) -> Fill:
    """A row of an extension that is complete, but for what is given."""
    told = {"step": "1", "old_due": "2026-02-15", "new_due": "2026-03-01", "reason": "缺件", "approved_by": "邵文静",
            "on": "2026-02-01", **given}  # fmt: skip
    return lambda book, row, number: book.extend(nonconformity=number, **told)


REFUSED: dict[str, tuple[Fill, str, str, str, str]] = {
    "no cause": (
        lambda b, row, _: b.work(row, grade="minor", state="planned"), "cause", "不符合项 → T{row}", "根本原因没有填",
        "Root cause is blank",
    ),
    "accepted by the owner": (
        lambda b, row, _: b.work(row, **PLAN, **ACCEPTED, state="in_progress").work(row, plan_accepted_by="高 志 强"),
        "accepted", "不符合项 → AC{row}", "是责任人本人", "is an owner",
    ),
    "not done": (
        lambda b, row, _: b.work(row, **PLAN, **ACCEPTED, state="implemented"), "done", "纠正措施 → G{row}",
        "完成日期没有填", "Done on (action 1) is blank",
    ),
    "a date moved by hand": (
        lambda b, row, _: b.step(row, due="2026-03-01"), "due", "纠正措施 → F{row}", "延期", "extensions",
    ),
    "an extension of another date": (
        _later(old_due="2026-02-14"), "old_due", "延期 → C4", "2026-02-15", "2026-02-15",
    ),
    "an extension by the owner": (_later(approved_by="高志强"), "extension", "延期 → D5", "责任人本人", "the owner"),
    "an extension of no action": (_later(step="7"), "no_such_action", "延期 → B6", "第7项", "no action 7"),
    "an unknown grade": (
        lambda b, row, _: b.work(row, grade="特别严重"), "choice", "不符合项 → N{row}", "严重、一般", "major, minor",
    ),
    "no day": (
        lambda b, row, _: b.step(row, done_on="上周", evidence="照片"), "unreadable", "纠正措施 → G{row}", "看不懂", "cannot read",
    ),
    "a day to come": (
        lambda b, row, _: b.step(row, done_on="2026-04-01", evidence="照片"), "dates", "纠正措施 → G{row}", "还没有到",
        "has not come yet",
    ),
    "backwards": (
        lambda b, row, _: b.work(row, state="draft"), "backwards", "不符合项 → O{row}", "不能从“原因分析”退回“草稿”",
        "cannot go back from 'analysis' to 'draft'",
    ),
    "another number": (
        lambda b, row, _: b.work(row, number="NC-2099-001", cause="x"), "unknown", "不符合项 → A{row}", "没有不符合项",
        "no nonconformity 'NC-2099-001'",
    ),
    "no revision": (
        lambda b, row, _: b.work(row, cause="x", revision=None), "revision", "不符合项 → AR{row}", "重新导出", "export it again",
    ),
    "a revision of something else": (
        lambda b, row, _: b.work(row, cause="x", revision="77"), "revision", "不符合项 → AR{row}", "重新导出", "export it again",
    ),
}  # fmt: skip


@pytest.fixture(name="refused", scope="module")
def _refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[Applied, dict[str, KeptNonconformity], list[Event]]:
    """A workbook in which one nonconformity after the other breaks a rule, read back; and how things stood before."""
    folder = tmp_path_factory.mktemp("refused")
    with History(folder / "h.sqlite", create=True) as history:
        with history.writing(stamp()) as desk:
            for at in range(len(REFUSED)):
                raise_one(desk, kept("analysis", number=f"NC-2025-{at + 1:03}", actions=[Action(**STEP)]))
        before = known(history)
        book = exported(history, folder / "整改 台账.xlsx")
        for row, (fill, *_) in enumerate(REFUSED.values(), 1):
            fill(book, row, f"NC-2025-{row:03}")
        return take(history, book), before, history.events("changed", "moved", "conflicted")


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_is_refused_by_row_and_rule(name: str, refused: tuple[Applied, object, object]) -> None:
    _, gate, place, zh, en = REFUSED[name]
    row = list(REFUSED).index(name) + 1
    number = "NC-2099-001" if name == "another number" else f"NC-2025-{row:03}"
    (one,) = [one for one in refused[0].refused if one.number == number]
    assert one.refusal.gate == gate
    assert one.where == f"整改 台账.xlsx → {place.format(row=row + 3)}"
    assert zh in one.refusal.text.zh
    assert en in one.refusal.text.en


def test_nothing_of_a_refused_row_is_kept(refused: tuple[Applied, object, list[Event]]) -> None:
    result, _, events = refused
    assert len(result.refused) == len(REFUSED)
    assert (result.changed, events) == ({}, [])


def test_a_refused_row_keeps_no_other_back(opened: History, tmp_path: Path) -> None:
    with opened.writing(stamp()) as desk:
        raise_one(desk, kept(number="NC-2025-002", clause="9"))
    book = (
        exported(opened, tmp_path / "b.xlsx")
        .work(state="planned", containment="已通知客户")
        .work(2, containment="停用")
    )
    book.step(1, evidence="照片")
    result = take(opened, book)
    assert {one.number for one in result.refused} == {NUMBER}
    now = known(opened)
    assert (now[NUMBER].containment, now[NUMBER].state) == ("", "draft"), "nothing of the refused row"
    assert now[NUMBER].actions[0].evidence == "照片", "the row of its action is another"
    assert now["NC-2025-002"].containment == "停用"


def test_an_extension_keeps_the_old_date_and_the_row_of_the_action_may_say_either(
    opened: History, tmp_path: Path
) -> None:
    book = exported(opened, tmp_path / "b.xlsx").step(1, due="2026-03-01")
    book.extend(nonconformity=NUMBER, step="1", old_due="2026-02-15", new_due="2026-03-01", reason="缺件",
                approved_by="邵文静", on="2026-02-01")  # fmt: skip
    book.extend(nonconformity=NUMBER, step="1", old_due="2026-03-01", new_due="2026-03-20", reason="再等一批",
                approved_by="邵文静", on="2026-02-20").step(1, due="2026-03-20")  # fmt: skip
    assert take(opened, book).refused == []
    (action,) = known(opened)[NUMBER].actions
    assert (action.first_due, action.due, len(action.extensions)) == ("2026-02-15", "2026-03-20", 2)
    assert take(opened, book) == Applied(), "the same workbook again changes nothing"


def test_a_date_goes_with_the_extension_that_moves_it(opened: History, tmp_path: Path) -> None:
    book = exported(opened, tmp_path / "b.xlsx").step(1, due="2026-03-01", evidence="照片")
    book.extend(nonconformity=NUMBER, step="1", old_due="2026-02-15", new_due="2026-03-01", reason="", on="2026-02-01",
                approved_by="邵文静")  # fmt: skip
    result = take(opened, book)
    assert [one.refusal.gate for one in result.refused] == ["extension", "due"]
    assert known(opened)[NUMBER].actions == [Action(**STEP)]


def test_two_exports_are_merged_field_by_field_and_what_both_changed_is_a_conflict(
    opened: History, tmp_path: Path
) -> None:
    mine, theirs = exported(opened, tmp_path / "1.xlsx"), exported(opened, tmp_path / "2.xlsx")
    take(
        opened, theirs.work(cause="没有提醒", extent="两个网点").step(nonconformity=NUMBER, **{**STEP, "text": "培训"})
    )
    mine.work(cause="人手不足", containment="已通知客户").step(1, owner="林芳")
    result = take(opened, mine.step(nonconformity=NUMBER, **{**STEP, "text": "加人"}))
    (conflict,) = result.conflicts
    assert (conflict.field, conflict.present, conflict.refused) == ("cause", "没有提醒", "人手不足")
    now = known(opened)[NUMBER]
    assert (now.cause, now.extent, now.containment) == ("没有提醒", "两个网点", "已通知客户")
    assert [(one.owner, one.text) for one in now.actions] == [
        ("林芳", STEP["text"]), ("高志强", "培训"), ("高志强", "加人"),
    ]  # fmt: skip
    (event,) = opened.events("conflicted")
    assert (event.data["refused"], event.data["present"]) == ("人手不足", "没有提醒")
    take(opened, mine)
    assert len(opened.events("conflicted")) == 1, "said again, and kept once"
    assert len(known(opened)[NUMBER].actions) == 3
    assert opened.faults() == []


def test_a_state_that_somebody_else_has_moved_is_a_conflict(opened: History, tmp_path: Path) -> None:
    mine, theirs = exported(opened, tmp_path / "1.xlsx"), exported(opened, tmp_path / "2.xlsx")
    take(opened, theirs.work(state="analysis"))
    result = take(opened, mine.work(state="containment"))
    assert [(one.field, one.present) for one in result.conflicts] == [("state", "analysis")]
    assert known(opened)[NUMBER].state == "analysis"


def test_what_is_closed_stays_as_it_is(history: History, tmp_path: Path) -> None:
    with history.writing(stamp()) as desk:
        raise_one(desk, worked_off("closed_effective"))
    book = exported(history, tmp_path / "b.xlsx").work(cause="另一个原因").step(1, evidence="另一张照片")
    result = take(history, book)
    assert [one.refusal.gate for one in result.refused] == ["final", "final"]
    assert history.events("changed") == []


def test_going_back_with_a_new_action_is_taken_together(history: History, tmp_path: Path) -> None:
    with history.writing(stamp()) as desk:
        raise_one(
            desk, worked_off("verifying", effectiveness_on="", effectiveness_result="", closed_on="", closed_by="")
        )
    book = exported(history, tmp_path / "b.xlsx").work(state="in_progress", reason="证据不足")
    assert take(history, book.step(nonconformity=NUMBER, **STEP | {"text": "补装"})).refused == []
    (moved,) = history.events("moved")
    assert moved.data == {"from": "verifying", "to": "in_progress", "reason": "证据不足"}


def test_cancelling_keeps_its_reason(opened: History, tmp_path: Path) -> None:
    book = exported(opened, tmp_path / "b.xlsx")
    book.work(state="cancelled", reason="重复开具", closed_on="2026-01-25", closed_by="顾明远")
    assert take(opened, book).refused == []
    assert (known(opened)[NUMBER].state, known(opened)[NUMBER].cancelled_reason) == ("cancelled", "重复开具")


def test_what_has_no_effect_is_said(opened: History, tmp_path: Path) -> None:
    book = exported(opened, tmp_path / "b.xlsx").work(fact="没有这回事", owner="林芳", reason="随便")
    sheet = book.sheet("action_steps")
    sheet.delete_rows(4)
    result = take(opened, book)
    said = " ".join(one.said.en for one in result.notices)
    assert len(result.notices) == 4
    assert "reason was not used" in said
    assert "rows of actions 1 are gone" in said
    assert (result.changed, result.refused) == ({}, [])
    assert len(known(opened)[NUMBER].actions) == 1


def test_a_placeholder_is_no_cause(opened: History, tmp_path: Path) -> None:
    result = take(opened, exported(opened, tmp_path / "b.xlsx").work(grade="minor", cause="/", state="planned"))
    assert [one.refusal.gate for one in result.refused] == ["cause"]


def test_another_workbook_is_refused(opened: History, tmp_path: Path) -> None:
    from tests.office import workbook

    with pytest.raises(UsageError, match="svcqa actions export"):
        read(workbook(tmp_path / "派工.xlsx"))


def test_a_dossier_is_told_as_things_stood_on_a_day(opened: History, tmp_path: Path) -> None:
    take(opened, exported(opened, tmp_path / "b.xlsx").work(state="analysis"), days=10)
    digest = known(opened)[NUMBER].audit
    (now,) = kept_nonconformities(opened.events(), digest)
    (then,) = kept_nonconformities(opened.events(), digest, day("2026-01-25"))
    assert (now.state, now.as_of) == ("analysis", "2026-01-30")
    assert (then.state, then.as_of) == ("draft", "2026-01-25")
    assert kept_nonconformities(opened.events(), "sha256:other") == []


def test_a_new_row_is_taken_over_once_and_what_is_filled_in_later_is_a_change_of_it(
    opened: History, tmp_path: Path
) -> None:
    book = exported(opened, tmp_path / "b.xlsx").step(nonconformity=NUMBER, **{**STEP, "text": "培训"})
    take(opened, book)
    assert take(opened, book.step(2, **DONE)).refused == []
    assert take(opened, book.step(2, evidence="另一张照片")).conflicts[0].present == DONE["evidence"]
    assert known(opened)[NUMBER].actions == [Action(**STEP), Action(**{**STEP, "text": "培训"}, **DONE)]
    take(opened, book.step(2, due="2026-03-15"))
    assert len(known(opened)[NUMBER].actions) == 3, "with another date it is another action"


def test_the_nastiest_values_go_through_and_change_nothing(history: History, tmp_path: Path) -> None:
    rows = nasty_findings()
    assert len(raise_(history, confirmed(rows)).new) == len(rows)
    result = take(history, exported(history, tmp_path / "b.xlsx"))
    assert (result.changed, result.conflicts, result.refused) == ({}, [], [])
    assert history.faults() == []


def test_a_new_row_that_was_not_complete_can_be_mended_in_the_same_workbook(opened: History, tmp_path: Path) -> None:
    book = exported(opened, tmp_path / "b.xlsx").work(**PLAN, state="planned")
    book.step(nonconformity=NUMBER, **{**STEP, "text": "培训", "owner": "", "due": ""})
    (one,) = take(opened, book).refused
    assert (one.refusal.gate, one.where) == ("owner_due", "b.xlsx → 纠正措施 → E5")
    assert take(opened, book.step(2, owner="林芳", due="2026-02-20")).refused == []
    now = known(opened)[NUMBER]
    assert (now.state, [action.owner for action in now.actions]) == ("planned", ["高志强", "林芳"])
