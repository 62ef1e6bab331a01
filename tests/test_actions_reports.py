"""What reports say of nonconformities that the history keeps."""

from __future__ import annotations

import dataclasses
import io
import re

import msgspec
import pytest

from svcqa import auditfile
from svcqa.accounts import Said
from svcqa.actions import Action, KeptNonconformity, Proof
from svcqa.findings import Audit
from svcqa.masking import masked
from svcqa.rendering import nonconformity_reports
from svcqa.reports.wording import WORDS
from svcqa.text import LANGS, Lang
from tests.actions import PLAN, STEP, kept, worked_off
from tests.audits import FILE, RULESET, SHEET, plain_findings
from tests.documents import pdf_text, tables, word_text
from tests.pages import rendered
from tests.reviewed import reviewed

MARKS = [row["fingerprint"] for row in plain_findings(8)]


def followed(*given: KeptNonconformity) -> Audit:
    """An audit with nonconformities of which some are kept."""
    made = reviewed()
    dossier = msgspec.structs.replace(made.dossier, nonconformities=list(given))
    return dataclasses.replace(made, dossier=dossier)


def overdue() -> KeptNonconformity:
    return kept(
        "in_progress", number="NC-2026-004", repeat_of="NC-2025-001", ruleset=RULESET, fingerprints=MARKS,
        actions=[Action(**STEP)], as_of="2026-02-20", **{**PLAN, "grade": "major"},
    )  # fmt: skip


def text_of(audit: Audit, format_: str, lang: Lang) -> str:
    data = rendered(audit, format_, lang)
    if format_ == "html":
        return "".join(data.decode().split())
    return pdf_text(data) if format_ == "pdf" else "".join(word_text(data).split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", ["html", "docx", "pdf"])
def test_reports_list_state_owner_date_and_days_overdue(format_: str, lang: Lang) -> None:
    text = text_of(followed(overdue()), format_, lang)
    for name in ("formal.state", "formal.owner", "formal.due", "formal.overdue", "formal.age"):
        assert "".join(WORDS[name].say(lang).split()) in text, name
    told = {"zh": ("NC-2026-004", "实施中", "严重"), "en": ("NC-2026-004", "inprogress", "major")}[lang]
    for value in (*told, "高志强", "2026-02-15", "2026-02-20"):
        assert value in text, value


def test_the_page_tells_days_overdue_and_age() -> None:
    page = rendered(followed(overdue()), "html", "en").decode()
    row = re.search(r"<tr><td>NC-2026-004.*?</tr>", page)
    assert row
    assert re.findall(r"<td[^>]*>(.*?)</td>", row[0])[-3:] == ["2026-02-15", "5", "31"]
    assert 'href="#formal.followed"' in page


def test_without_any_the_reports_say_nothing_about_it() -> None:
    for format_ in ("html", "docx", "pdf"):
        assert "整改情况" not in text_of(reviewed(), format_, "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_the_nonconformity_report_carries_number_grade_and_what_it_repeats(lang: Lang) -> None:
    (data,) = nonconformity_reports(followed(overdue()), lang).values()
    form = {row[0]: row for row in tables(data)[0]}
    number = form[WORDS["nc.number"].say(lang)]
    assert number[1] == WORDS["nc.repeats"].fill(number="NC-2026-004", other="NC-2025-001").say(lang)
    assert number[-1] == WORDS["nc.grades_major"].say(lang)


def test_one_that_is_kept_of_other_findings_is_not_this_one() -> None:
    (data,) = nonconformity_reports(followed(kept(ruleset=RULESET, fingerprints=["other"])), "zh").values()
    form = {row[0]: row for row in tables(data)[0]}
    assert form[WORDS["nc.number"].zh][1].strip() == ""


def test_a_closure_that_was_refuted_is_told() -> None:
    one = worked_off("closed_effective", ruleset=RULESET, refuted_by="NC-2026-004", as_of="2026-06-30")
    assert "有效关闭（被NC-2026-004推翻）" in text_of(followed(one), "html", "zh")


def test_masking_hides_everybody_who_is_named_and_the_cells() -> None:
    proof = Proof("a", FILE, "ab", SHEET, "A4", "高志强 13800138000")
    one = worked_off("closed_effective", ruleset=RULESET, evidence=[proof], fact=Said("高志强迟到", "高志强 was late"))
    hidden = masked(followed(one)).dossier.nonconformities[0]
    text = msgspec.json.encode(hidden).decode()
    assert not re.search("高志强|邵文静|顾明远|13800138000", text)
    assert (hidden.number, hidden.state, hidden.closed_on) == (one.number, one.state, one.closed_on)
    assert hidden.verifier == hidden.effectiveness_by != hidden.closed_by


def test_an_audit_keeps_them_in_its_file() -> None:
    made, stream = followed(overdue()), io.BytesIO()
    auditfile.write(made, stream)
    stream.seek(0)
    assert auditfile.read(stream, "x").dossier.nonconformities == [overdue()]
