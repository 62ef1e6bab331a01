"""Reviews in the history: kept with the audit, taken in, and told by the events alone, on both databases."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from svcqa.dossier import Dossier
from svcqa.findings import Audit
from svcqa.history import History, KeptAudit
from svcqa.history.dossiers import complete
from svcqa.history.importing import Imported, take_in
from svcqa.reviewing.reading import book_of
from tests.audits import audit, plain_findings
from tests.history import DATABASES, new_place, stamp
from tests.reviewed import review, reviewed
from tests.reviewing import CONFIRMED, DISPUTED, OBSERVED, filled, written
from tests.test_history import written as document


@pytest.fixture(params=DATABASES)
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    """An empty history."""
    with new_place(request.param, tmp_path) as place, History(place, create=True) as made:
        yield made


def taken(history: History, one: KeptAudit, *books: Path, days: int = 1) -> Imported:
    recalled = history.recall(one)
    with history.writing(stamp("李然", days=days)) as desk:
        return take_in(desk, recalled, [book_of(book) for book in books])


def seen(one: Audit) -> list[tuple[str | None, str, str | None, str | None]]:
    return [(found.decision, found.by, found.position, found.doubt) for found in one.dossier.reviews]


def test_workbooks_of_two_people_one_after_the_other_and_a_conflict(history: History, tmp_path: Path) -> None:
    one = history.keep(audit(plain_findings(3)), stamp(), "2025")
    book = written(history.recall(one), tmp_path / "复核.xlsx")
    first = filled(book, tmp_path / "甲.xlsx", {0: CONFIRMED, 1: CONFIRMED})
    second = filled(book, tmp_path / "乙.xlsx", {0: OBSERVED, 1: DISPUTED})
    taken(history, one, first)
    assert [found[0] for found in seen(complete(history, one))] == ["confirmed", "confirmed"]
    made = taken(history, one, second, days=2)
    assert (made.meeting.counts["conflict"], made.meeting.counts["new"]) == (1, 1)
    assert sorted(seen(complete(history, one)), key=str) == [
        ("confirmed", "邵文静", "disputed", None),
        ("confirmed", "邵文静", None, "disagreeing"),
        ("observation", "顾明远", None, "disagreeing"),
    ]
    events = [(event.kind, event.by) for event in history.events()]
    assert events == [("kept", "顾明远"), *[("reviewed", "李然")] * 2, ("conflicted", "李然"), ("answered", "李然")]
    assert {event.subject.partition("/")[0] for event in history.events()} == {one.digest}
    assert history.events("answered")[0].data == {
        "answer": "disputed", "reason": "系统时间不准", "by": "丁一", "on": "2026-01-18",
        "place": "乙.xlsx → 疑点复核 → R5",
    }  # fmt: skip
    assert history.faults() == []
    before = len(history.events())
    taken(history, one, second, first, days=3)
    assert len(history.events()) == before, "a copy that is read again brings nothing new"


def test_the_reviews_of_an_audit_are_kept_with_it_as_the_first_events(history: History) -> None:
    rows = plain_findings(4)
    given = [
        review(rows[0], position="disputed", answer="有异议", answer_reason="时间不准"),
        review(rows[1], doubt="disagreeing"), review(rows[1], "observation", by="顾明远", doubt="disagreeing"),
        review(rows[2], by="", doubt="no_reviewer", answer=""),
    ]  # fmt: skip
    whole = reviewed(rows, given, {"objectives": "年度内审"})
    one = history.keep(whole, stamp())
    assert [event.kind for event in history.events()] == ["kept", "reviewed", "answered", "conflicted", "answered"]
    assert document(history.recall(one)) == document(whole), "the document stays as it was kept"
    told = complete(history, one)
    assert told.dossier.elements == {"objectives": "年度内审"}
    assert told.by_decision() == whole.by_decision()
    assert sorted(str(found.doubt) for found in told.dossier.reviews) == sorted(str(found.doubt) for found in given)
    assert told.dossier.disputes()[0].answer_reason == "时间不准"
    assert history.keep(dataclasses.replace(whole, dossier=Dossier()), stamp(days=3)) == one
    assert complete(history, one).dossier == told.dossier


def test_an_explanation_without_evidence_is_kept_and_waits_for_it(tmp_path: Path) -> None:
    rows = plain_findings(2)
    whole = reviewed(rows, [review(rows[0], "explained", evidence="", answer="")])
    with History(tmp_path / "h.sqlite", create=True) as history:
        one = history.keep(whole, stamp())
        assert seen(complete(history, one)) == [("explained", "邵文静", None, "no_explanation")]
        book = written(complete(history, one), tmp_path / "a.xlsx")
        made = taken(history, one, filled(book, tmp_path / "b.xlsx", {0: {"evidence": "通话清单"}}))
        assert made.meeting.counts["changed"] == 1
        assert seen(complete(history, one)) == [("explained", "邵文静", None, None)]


def test_what_is_decided_on_one_audit_says_nothing_of_another(history: History, tmp_path: Path) -> None:
    one, other = (history.keep(audit(plain_findings(count)), stamp()) for count in (3, 4))
    book = written(history.recall(one), tmp_path / "a.xlsx")
    taken(history, one, filled(book, tmp_path / "b.xlsx", {0: CONFIRMED}))
    assert (len(complete(history, one).dossier.reviews), complete(history, other).dossier.reviews) == (1, [])


def test_the_assignment_of_a_workbook_is_taken_in_too(tmp_path: Path) -> None:
    from tests.office import workbooks

    heads = [["项目", "内容"]]
    first = workbooks(tmp_path / "一.xlsx", {"审核任务": [*heads, ["审核目的", "年度内审"], ["审核组长", "顾明远"]]})
    second = workbooks(tmp_path / "二.xlsx", {"审核任务": [*heads, ["审核目的", "专项"], ["天气", "晴"]]})
    with History(tmp_path / "h.sqlite", create=True) as history:
        one = history.keep(audit(plain_findings(2)), stamp())
        made = taken(history, one, first, second)
        assert made.differing == [("二.xlsx", "objectives")]
        stated = {"objectives": "年度内审", "leader": "顾明远", "天气": "晴"}
        assert complete(history, one).dossier.elements == stated
        assert [event.kind for event in history.events()] == ["kept", "assigned"]
        taken(history, one, first)
        assert len(history.events()) == 2, "the same again is no news"
        assert json.dumps(complete(history, one).dossier.assignment, ensure_ascii=False).count("年度内审") == 1
