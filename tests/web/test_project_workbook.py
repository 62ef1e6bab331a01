"""What pages say of rules and waivers takes effect in the next audit, by the audit workbook and by nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from svcqa.findings import Audit
from svcqa.history.dossiers import complete
from svcqa.web.jobs.downloads import Downloads
from svcqa.web.jobs.tasks import Tasks
from svcqa.web.mended.telling import Told
from svcqa.web.store import answers, people, uploads, waivers, workbooks
from svcqa.web.store.by import By
from svcqa.web.store.uploads import Version
from svcqa.web.store.waivers import Wanted
from tests.history import DATABASES, new_place
from tests.office import ROWS, workbook
from tests.web.handing import MOMENT, Office, office

RULE = {"ruleset": "orders", "rule": "O-2"}
OTHER = ("W009", *ROWS[1][1:])
WAIVER = {**RULE, "reason": "系统切换", "valid_to": "2024-12-31"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made


def approver(desk: Office) -> By:
    with desk.database.writing() as connection:
        return By(people.add(connection, "wang", "王工", desk.by).id, MOMENT)


def waived(desk: Office, submission: int | None = None, **data: str) -> waivers.Waiver:
    """A waiver that somebody else has approved."""
    other = approver(desk)
    third = By(other.person, MOMENT)
    with desk.database.writing() as connection:
        asked = waivers.request(connection, desk.project, Wanted(submission, {**WAIVER, **data}), desk.by)
        waivers.decide(connection, asked, "approved", "", third)
        return asked


def audited(desk: Office, version: Version) -> Audit:
    [done] = desk.checked(version)
    assert done.state == "done", done.problems
    history = desk.histories.of(desk.project)
    return complete(history, history.find(done.digest or ""))


def excused(audit: Audit) -> list[Any]:
    return [one.excused_by for one in audit.findings if one.rule == "O-2"]


def test_an_approved_waiver_excuses_in_the_next_audit_and_is_told_as_ever(desk: Office, tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    before = audited(desk, desk.hand_in(book))
    assert excused(before) == [None]
    one = waived(desk)
    after = audited(desk, desk.hand_in(book, title="四月"))
    assert excused(after) == [one.number]
    [told] = after.content.waivers
    assert (told.state, told.approved_by, told.requested_by) == ("in_force", "王工 (wang)", "李娜 (li.na)")
    assert told.place == "审核工作簿.xlsx → 豁免清单 → A4"


def test_a_waiver_that_is_asked_for_refused_or_revoked_excuses_nothing(desk: Office, tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    other = approver(desk)
    with desk.database.writing() as connection:
        waivers.request(connection, desk.project, Wanted(None, WAIVER), desk.by)
        refused = waivers.request(connection, desk.project, Wanted(None, WAIVER), desk.by)
        waivers.decide(connection, refused, "refused", "不充分", other)
        revoked = waivers.request(connection, desk.project, Wanted(None, WAIVER), desk.by)
        waivers.decide(connection, revoked, "approved", "", other)
        revoked = waivers.found(connection, desk.project, revoked.id) or revoked
        waivers.revoke(connection, revoked, "情况变了", other)
    audit = audited(desk, desk.hand_in(book))
    assert excused(audit) == [None]
    assert not audit.content.waivers


def test_a_waiver_for_one_submission_leaves_the_others_alone(desk: Office, tmp_path: Path) -> None:
    book = workbook(tmp_path / "派工.xlsx")
    first = desk.hand_in(book)
    other = desk.hand_in(book, title="四月")
    one = waived(desk, first.submission)
    assert excused(audited(desk, first)) == [one.number]
    assert excused(audited(desk, other)) == [None]


@pytest.mark.parametrize("scope", [{"record": "W999"}, {"unit": "没有的网点"}, {"rule": "O-9"}, {"ruleset": "另一本"}])
def test_a_waiver_that_names_what_a_submission_lacks_does_not_stop_its_audit(
    desk: Office, tmp_path: Path, scope: dict[str, Any]
) -> None:
    waived(desk, **scope)
    audit = audited(desk, desk.hand_in(workbook(tmp_path / "派工.xlsx")))
    [told] = audit.content.waivers
    assert told.unused
    assert excused(audit) == [None]


def test_what_was_checked_on_paper_takes_the_place_of_records(desk: Office, tmp_path: Path) -> None:
    row = {**RULE, "way": "抽样", "sampled": "20", "failed": "2", "evidence": "纸质派工单", "checked_by": "李娜",
           "checked_on": "2024-03-30"}  # fmt: skip
    with desk.database.writing() as connection:
        answers.add(connection, desk.project, "audit_checks", "orders/O-2", data={**row, "failed": "0"}, by=desk.by)
        answers.add(connection, desk.project, "audit_checks", "orders/O-2", data=row, by=desk.by)
        answers.add(connection, desk.project, "audit_checks", "orders/O-9", data={**row, "rule": "O-9"}, by=desk.by)
    version = desk.hand_in(workbook(tmp_path / "派工.xlsx"))
    audit = audited(desk, version)
    [tally] = [one for one in audit.content.tallies if one.rule == "O-2"]
    assert (tally.by_hand, tally.in_scope, tally.fails) == ("sample", 1, 1)
    [found] = [one for one in audit.findings if one.rule == "O-2"]
    assert {(one.file, one.sheet, one.value) for one in found.locations} >= {("审核工作簿.xlsx", "检查表", "2")}
    made = Downloads(Tasks(desk.folder), desk.histories)
    with desk.database.reading() as connection:
        files = uploads.files_of(connection, version.id)
    copies = made.annotated(desk.project, desk.version(version.id), files, "zh")
    with zipfile.ZipFile(io.BytesIO(copies)) as archive:
        assert {"审核工作簿.xlsx", "派工.xlsx"} <= set(archive.namelist())


def test_a_waiver_excuses_where_two_versions_are_held_against_each_other_too(desk: Office, tmp_path: Path) -> None:
    first = desk.hand_in(workbook(tmp_path / "派工.xlsx"))
    [old] = desk.checked(first)
    one = waived(desk, record="W002")
    [new] = desk.checked(desk.mend(first.submission, workbook(tmp_path / "later" / "派工.xlsx", [*ROWS, OTHER])))
    with desk.database.reading() as connection:
        files = uploads.files_of(connection, old.id), uploads.files_of(connection, new.id)
    made, found = Downloads(Tasks(desk.folder), desk.histories), []
    compared = json.loads(made.comparison((old, new), files, "json", "zh"))["content"]["findings"]
    found.append(
        {(*each["key"].values(), each["outcome"], each["excused_by"]) for each in compared if each["rule"] == "O-2"}
    )
    mended = Told(made.mended(desk.project, (old, new), files, ())).findings(1)
    found.append({(*each.key.values(), each.state, each.excused_by) for each in mended if each.rule == "O-2"})
    wanted = {("W002", "persisting", one.number), ("W009", "new", None)}
    assert found == [wanted, wanted]


def test_without_anything_said_an_audit_is_as_ever(desk: Office, tmp_path: Path) -> None:
    audit = audited(desk, desk.hand_in(workbook(tmp_path / "派工.xlsx")))
    assert [one.name for one in audit.content.inputs] == ["派工.xlsx"]


@pytest.mark.parametrize("kind", DATABASES)
def test_answers_and_waivers_are_kept_alike_on_either_database(kind: str, tmp_path: Path) -> None:
    with new_place(kind, tmp_path) as place, office(tmp_path, place if "://" in place else None) as desk:
        one = waived(desk)
        row = {**RULE, "way": "询问", "result": "符合"}
        with desk.database.writing() as connection:
            answers.add(connection, desk.project, "audit_checks", "orders/O-2", data=row, by=desk.by)
        with desk.database.reading() as connection:
            book = workbooks.of(connection, desk.project, 1)
    assert list(book.rows) == ["audit_checks", "audit_waivers"]
    assert book.rows["audit_waivers"][0]["waiver_no"] == one.number == "W-2024-001"
