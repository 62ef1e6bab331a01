"""A desk on which everything that can hold text holds hostile text; for tests."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from svcqa.history import Stamp
from svcqa.history.follow_up import raise_nonconformities
from svcqa.web.answering.thread import thread
from svcqa.web.checklistform import asked
from svcqa.web.roles import Role
from svcqa.web.store import members, projects, schema, uploads, waivers
from svcqa.web.store.settings import Settings
from svcqa.web.store.waivers import Wanted
from tests.audits import plain_findings
from tests.office import HEADINGS, workbooks
from tests.reviewed import review, reviewed
from tests.web.checking import check, sent, with_manual
from tests.web.desk import Browser, Office, a_desk
from tests.web.routes import NONCONFORMITY

MARK = "\"'><xss-mark xssattr=1>{{3*4441}}"
"""Text that would become an element, an attribute or the result of a template, wherever it were not told as text."""
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://evil.test")')
INSTALLED = Settings(rulesets=("customer-service",))
"""A manual with questions that a person answers."""
TEXTS = (MARK, *FORMULAS)
PROOF = (f"../{MARK}\u202e.html", b"<script>alert(1)</script>")
_SUBMISSION = "/projects/1/submissions/1"


@dataclass(frozen=True)
class Planted:
    """A desk, and the findings of both versions of the submission that are answered and decided on."""

    office: Office
    findings: Mapping[str, tuple[str, ...]]

    def parts(self, version: str) -> dict[str, str]:
        """Parts of a path that lead to a version and to a finding of it."""
        return {"version": version, "fingerprint": self.findings[version][0]}


def planted(folder: Path) -> Planted:
    """Plant it: hand in, answer, decide, return, ask for waivers and decide on them, hand in again, follow up."""
    office = a_desk(folder)
    with_manual(office, folder)
    named = f"../{MARK}/{MARK}.xlsx"
    files = [(named, _book(folder / "a.xlsx", "12:00")), (f"~${MARK}.xlsx", b"x"), (f"{MARK}.zip", b"PK\x03\x04")]
    sent(office.as_("uploader"), "/projects/1/submissions", files, title=MARK)
    check(office)
    _called(office)
    found = {"1": _talked(office, 1)}
    _returned(office)
    _waived(office)
    mended = (named, _book(folder / "b.xlsx", "10:05", f"{MARK}改"))
    assert sent(office.as_("uploader"), f"{_SUBMISSION}/again", [mended]).status_code == 303
    check(office)
    found["2"] = _talked(office, 2)
    _returned(office)
    _revoked(office)
    _followed(office)
    with office.desk.database.writing() as connection:
        connection.execute(update(schema.projects).where(schema.projects.c.id == 1).values(title=MARK))
        connection.execute(update(schema.versions).values(doing=MARK))
    return Planted(office, found)


def _book(place: Path, contacted: str, engineer: str = "") -> bytes:
    """A workbook with hostile text in names of sheets, headings and cells."""
    rows = [
        (f"{text}{number}", text, "", "2024-03-05 10:00", f"2024-03-05 {contacted}", engineer or text, text, 1, text)
        for number, text in enumerate(TEXTS)
    ]
    sheets: dict[str, list[Sequence[Any]]] = {
        MARK[:24]: [[MARK], [*HEADINGS, MARK], *rows],
        "别的": [[MARK], [MARK, MARK]],
    }
    return workbooks(place, sheets, formulas=False).read_bytes()


def _called(office: Office) -> None:
    """What people are called, and their tokens."""
    for name in ("auditor", "admin", "uploader", "reviewer"):
        assert office.as_(name).post("/account", {"shown": MARK, "lang": "en"}).status_code == 303
    office.as_("admin").post("/people", {"name": "somebody", "shown": MARK})
    office.as_("auditor").post("/account/tokens", {"name": MARK, "days": "7"})


def _talked(office: Office, number: int) -> tuple[str, ...]:
    """The uploader answers, and the reviewer decides: each finding another text, with a file as evidence."""
    with office.desk.database.reading() as connection:
        digest = str(uploads.versions(connection, 1)[number - 1].digest)
    history = office.desk.workshop.histories.of(1)
    audit = history.recall(history.find(digest))
    found = tuple(dict.fromkeys(one.fingerprint for one in audit.findings))[: 2 * len(TEXTS)]
    uploader, reviewer = office.as_("uploader"), office.as_("reviewer")
    for text, finding in zip((*TEXTS, *TEXTS), found, strict=False):
        said = thread(history, digest, finding)
        answered = {"said": "disputed", "reason": f"{text}\n{MARK}", "mark": said.mark("auditee")}
        decided = {"said": "explained", "reason": text, "evidence": text, "mark": said.mark("auditor")}
        for who, what, told in ((uploader, "answer", answered), (reviewer, "decision", decided)):
            address = f"{_SUBMISSION}/versions/{number}/findings/{finding}/{what}"
            assert who.post(address, told, files={"files": PROOF}).status_code == 303
    return found


def _returned(office: Office) -> None:
    told = {"due_on": "2026-01-25", "note": f"{FORMULAS[0]}\n{MARK}"}
    assert office.as_("reviewer").post(f"{_SUBMISSION}/return", told).status_code == 303


def _waived(office: Office) -> None:
    """Waivers: approved for all, refused, and approved for the first record; somebody else decides."""
    other, files = _another_auditor(office), office.desk.workshop.files
    proof = uploads.handed(PROOF[0], files.take(io.BytesIO(PROOF[1]), 100))
    scopes = ({"reason": FORMULAS[-1]}, {"reason": MARK, "unit": MARK}, {"reason": FORMULAS[0], "record": f"{MARK}0"})
    for number, (scope, decision) in enumerate(zip(scopes, ("approved", "refused", "approved"), strict=True), 1):
        data = {"ruleset": "orders", "rule": "O-2", "valid_to": "2026-12-31", **scope}
        with office.desk.database.writing() as connection:
            waivers.request(connection, 1, Wanted(None, data, proof.name, proof.digest), office.by("reviewer"))
        told = {"decision": decision, "note": f"{FORMULAS[0]}{MARK}"}
        assert other.post(f"/projects/1/waivers/{number}/decision", told).status_code == 303


def _revoked(office: Office) -> None:
    told = {"note": f"{FORMULAS[1]}{MARK}"}
    assert office.as_("auditor").post("/projects/1/waivers/1/revoked", told).status_code == 303


def _another_auditor(office: Office) -> Browser:
    with office.desk.database.writing() as connection:
        members.put(connection, office.own, office.people["outsider"], Role.auditor, office.by("auditor"))
    return office.as_("outsider")


def _followed(office: Office) -> None:
    """What is followed up on: a nonconformity, a waiver that waits, and an answer of the checklist."""
    auditor, rows = office.as_("auditor"), plain_findings(1)
    history = office.desk.workshop.histories.of(office.own.id)
    kept = history.keep(reviewed(rows, [review(row) for row in rows]), Stamp(MARK, office.clock()))
    raise_nonconformities(history, kept, Stamp(MARK, office.clock()))
    at = f"/projects/1/nonconformities/{NONCONFORMITY}"
    revision = re.search(r'name="revision" value="(\d+)"', auditor.get(at).text)
    assert revision
    worked = {"revision": revision[1], "cause": MARK, "extent": MARK, "containment": FORMULAS[0]}
    assert auditor.post(at, worked).status_code == 303
    with office.desk.database.writing() as connection:
        projects.keep_settings(connection, office.own, INSTALLED)
    rule = next(iter(office.desk.manuals.rules(INSTALLED.rulesets)))
    wanted = {"rule": rule, "record": MARK, "unit": MARK, "reason": MARK, "valid_to": "2026-12-31"}
    assert auditor.post("/projects/1/waivers", wanted, files={"proof": PROOF}).status_code == 303
    assert auditor.post("/projects/1/checklist/answer", _answer(office)).status_code == 303


def _answer(office: Office) -> dict[str, Any]:
    questions = asked(office.desk.manuals.bound(INSTALLED)).values()
    one = next(one for one in questions if one.question.points == 1 and one.question.words)
    told = {"signed_at": "2026-01-19", "period": "2025", "asked": MARK, "signer": MARK, "evidence": MARK}
    told |= {one.answer: one.question.words[0], one.method: one.question.methods[0]}
    return {"rule": one.rule, **{f"field.{name}": value for name, value in told.items()}}
