"""The checklist in pages: answered by people, used by the next audit, taken back without being forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx import Response

from svcqa import audit
from svcqa.web.jobs import workbook
from svcqa.web.store import answers, projects, workbooks
from svcqa.web.store.answers import Answer
from tests.office import workbook as written
from tests.web.desk import Browser, Office, a_desk

RULESET = "customer-service"
QUESTION = f"{RULESET}/S001-C2-M1-W1"
HAND = {"way": "抽样", "sampled": "20", "failed": "2", "evidence": "纸质登记表", "checked_by": "审核员",
        "checked_on": "2026-01-19"}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A desk whose project is checked by a manual that asks people something."""
    made = a_desk(tmp_path)
    with made.desk.database.writing() as connection:
        settings = made.own.settings.model_copy(update={"rulesets": (RULESET,)})
        made.own = projects.change(connection, made.own, made.own.title, settings, made.by("auditor"))
    yield made
    made.desk.close()


def base(office: Office) -> str:
    return f"/projects/{office.own.id}/checklist"


def questions(office: Office) -> dict[str, Any]:
    from svcqa.web.checklistform import asked

    return asked(office.desk.manuals.bound(office.own.settings))


def single(office: Office) -> Any:
    """A question with one point that is answered by a word."""
    return next(one for one in questions(office).values() if one.question.points == 1 and one.question.words)


def given(office: Office) -> list[Answer]:
    with office.desk.database.reading() as connection:
        return list(answers.listed(connection, office.own.id))


def give(office: Office, browser: Browser, rule: str, hand: str = "", **values: str) -> Response:
    fields = {f"field.{name}": value for name, value in values.items()}
    return browser.post(f"{base(office)}/answer", {"rule": rule, "hand": hand, **fields}, at=base(office))


def filled(one: Any) -> dict[str, str]:
    told = {"signed_at": "2026-01-19", "period": "2025", "asked": "王工", "signer": "审核员", "evidence": "记录3份"}
    return {**told, one.answer: one.question.words[0], one.method: one.question.methods[0]}


def audited(office: Office, tmp_path: Path) -> Any:
    """The next audit of the project, with the workbook that its pages make."""
    with office.desk.database.reading() as connection:
        book = workbooks.of(connection, office.own.id, 1)
    folder = tmp_path / "job"
    folder.mkdir()
    made = workbook.laid(book, [RULESET], [], office.desk.workshop.files, folder)
    assert made
    return audit.run([written(tmp_path / "派工.xlsx")], [RULESET], as_of="2026-01-20", period="2025", workbook=made)


def test_a_question_is_answered_and_the_next_audit_judges_by_it(office: Office, tmp_path: Path) -> None:
    auditor, one = office.as_("auditor"), single(office)
    assert one.rule in auditor.get(base(office)).text
    page = auditor.get(f"{base(office)}/answer?rule={quote(one.rule)}").text
    assert all(f'name="field.{name}"' in page for name in one.fields)
    assert give(office, auditor, one.rule, **filled(one)).status_code == 303
    assert f"rule={quote(one.rule, safe='/')}" not in auditor.get(base(office)).text
    assert "审核员 (auditor)" in auditor.get(f"{base(office)}?show=answered").text
    judged = audited(office, tmp_path)
    [tally] = [each for each in judged.content.tallies if each.rule == one.bound.rule.id]
    assert tally.assessed
    assert tally.in_scope >= 1
    assert not [each for each in judged.findings if each.rule.startswith("record.") and each.register == "attestations"]


def test_a_rule_is_checked_on_paper_and_its_records_are_not_looked_at(office: Office, tmp_path: Path) -> None:
    auditor = office.as_("auditor")
    rule = next(key for key in office.desk.manuals.rules((RULESET,)) if key not in questions(office))
    assert "checked by records" in auditor.get(base(office)).text
    assert give(office, auditor, rule, "yes", **HAND).status_code == 303
    judged = audited(office, tmp_path)
    tallies = [one for one in judged.content.tallies if one.rule == rule.partition("/")[2]]
    assert {(one.by_hand, one.fails) for one in tallies} == {("sample", 1)}


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"failed": "30"}, "failed", "at most those sampled"),
        ({"sampled": "x"}, "sampled", "whole number above 0"),
        ({"result": "符合"}, "result", "yet the result is another"),
        ({"failed": "", "sampled": ""}, "result", "give the result"),
        ({"evidence": ""}, "evidence", "fill this in."),
        ({"way": "记录"}, "way", "choose a sample or an interview."),
        ({"checked_on": "昨天"}, "checked_on", "write it as 2024-03-05."),
    ],
)
def test_what_an_audit_would_refuse_the_page_refuses_at_its_field(
    office: Office, changed: dict[str, str], field: str, said: str
) -> None:
    rule = next(iter(office.desk.manuals.rules((RULESET,))))
    answer = give(office, office.as_("auditor"), rule, "yes", **{**HAND, **changed})
    assert answer.status_code == 422
    assert f'id="fault-field.{field}"' in answer.text
    assert said in answer.text
    assert not given(office)


def test_an_answer_without_its_day_or_word_is_asked_for_again(office: Office) -> None:
    one = single(office)
    answer = give(office, office.as_("auditor"), one.rule, **{**filled(one), one.answer: "", "signed_at": ""})
    assert answer.status_code == 422
    assert "记录3份" in answer.text
    assert not given(office)


def test_an_answer_that_is_taken_back_is_seen_and_not_used(office: Office) -> None:
    auditor, one = office.as_("auditor"), single(office)
    give(office, auditor, one.rule, **filled(one))
    [kept] = given(office)
    assert auditor.post(f"{base(office)}/{kept.id}/withdrawn").status_code == 303
    with office.desk.database.reading() as connection:
        assert not workbooks.of(connection, office.own.id, 1).rows
    assert "withdrawn" in auditor.get(f"{base(office)}/answer?rule={quote(one.rule)}").text
    assert auditor.post(f"{base(office)}/999/withdrawn").status_code == 404


def test_answers_of_rules_that_are_gone_are_told(office: Office) -> None:
    auditor, one = office.as_("auditor"), single(office)
    give(office, auditor, one.rule, **filled(one))
    with office.desk.database.writing() as connection:
        other = office.own.settings.model_copy(update={"rulesets": ("dispatch",)})
        projects.change(connection, office.own, office.own.title, other, office.by("auditor"))
    page = auditor.get(base(office)).text
    assert "have no effect" in page
    assert one.rule in page


def test_others_read_and_do_not_answer(office: Office) -> None:
    reviewer, one = office.as_("reviewer"), single(office)
    page = reviewer.get(f"{base(office)}/answer?rule={quote(one.rule)}").text
    assert "<form method" not in page.partition("<main")[2]
    assert give(office, reviewer, one.rule, **filled(one)).status_code == 403


@pytest.mark.parametrize("rule", ["", "dispatch/none", "<script>"])
def test_a_rule_that_is_none_of_the_project_is_told(office: Office, rule: str) -> None:
    auditor = office.as_("auditor")
    answers_ = [auditor.get(f"{base(office)}/answer?rule={quote(rule)}"), give(office, auditor, rule, "yes", **HAND)]
    assert [one.status_code for one in answers_] == [422, 422]
    assert all("have no such rule" in one.text and "<script>" not in one.text for one in answers_)
