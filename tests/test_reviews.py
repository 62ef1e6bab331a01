"""Reviews and elements of the report, as the audit workbook says them."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa import Audit, UsageError, auditfile
from svcqa.assignment import sheets
from svcqa.cli import main
from svcqa.dossier import ELEMENTS
from svcqa.text import LANGS, Lang
from tests.office import ROWS, workbook
from tests.test_assignment import begun, fill

DECISIONS = {"confirmed": ("属实", "confirmed"), "observation": ("观察项", "observation"),
             "explained": ("已解释", "explained"), "reading_error": ("读取错误", "reading error")}  # fmt: skip


@pytest.fixture(name="begun_office", scope="module")
def _begun_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, Path, str, Path]:
    folder = tmp_path_factory.mktemp("office")
    book, name = begun(folder)
    records = workbook(folder / "派工.xlsx", ROWS)
    return svcqa.run([records], [name], as_of="2024-12-31", workbook=book), book, name, records


@pytest.fixture(name="office")
def _office(begun_office: tuple[Audit, Path, str, Path], tmp_path: Path) -> tuple[Audit, Path, str, Path]:
    """The same audit for every test, each with a workbook of its own to fill in."""
    audit, book, name, records = begun_office
    return audit, Path(shutil.copy(book, tmp_path / book.name)), name, records


def decided(one: Audit, **given: Any) -> dict[str, Any]:
    finding = next(iter(one.findings))
    told = {"decision": "属实", "reviewed_by": "邵文静", "reviewed_on": "2025-01-15", "reason": "已核对",
            "evidence": "通话清单"}  # fmt: skip
    return {"fingerprint": finding.fingerprint, "rule": finding.rule, **told, **given}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", DECISIONS)
def test_decisions_are_read_in_both_languages(office: tuple[Audit, Path, str, Path], code: str, lang: Lang) -> None:
    audit, book, *_ = office
    fill(book, {sheets.REVIEWS: [decided(audit, decision=DECISIONS[code][LANGS.index(lang)])]})
    (one,) = svcqa.reviewed(audit, book).dossier.reviews
    assert (one.decision, one.doubt, one.by, one.on, one.reason) == (code, None, "邵文静", "2025-01-15", "已核对")
    assert one.place.startswith(f"{book.name} → 疑点复核 → A")


def test_the_content_and_its_digest_stay_as_they_are(office: tuple[Audit, Path, str, Path]) -> None:
    audit, book, *_ = office
    fill(book, {sheets.REVIEWS: [decided(audit)]})
    made = svcqa.reviewed(audit, book)
    assert made.digest == audit.digest
    stream = io.BytesIO()
    auditfile.write(made, stream)
    kept = auditfile.read(io.BytesIO(stream.getvalue()), "a.json")
    assert kept.dossier == made.dossier
    assert kept.by_decision()["confirmed"] == 1


def test_reviews_do_not_take_away_what_an_audit_is_read_against(office: tuple[Audit, Path, str, Path]) -> None:
    audit, book, *_ = office
    fill(book, {sheets.REVIEWS: [decided(audit)]})
    compared = svcqa.against(audit, audit)
    assert svcqa.reviewed(compared, book).dossier.baseline == compared.dossier.baseline


def test_a_new_audit_with_the_workbook_takes_the_reviews_too(office: tuple[Audit, Path, str, Path]) -> None:
    audit, book, name, records = office
    fill(book, {sheets.REVIEWS: [decided(audit)], sheets.FACTS: [{"item": "审核目的", "content": "年度内审"}]})
    again = svcqa.run([records], [name], as_of="2024-12-31", workbook=book)
    assert [one.decision for one in again.dossier.reviews] == ["confirmed"]
    assert again.dossier.elements == {"objectives": "年度内审"}


@pytest.mark.parametrize(
    ("given", "doubt"),
    [
        ({"decision": ""}, "no_decision"),
        ({"decision": "大概属实"}, "no_decision"),
        ({"reviewed_by": ""}, "no_reviewer"),
        ({"fingerprint": "0123456789abcdef"}, "no_such_finding"),
    ],
)
def test_a_review_that_cannot_count_says_why_and_decides_nothing(
    office: tuple[Audit, Path, str, Path], given: dict[str, str], doubt: str
) -> None:
    audit, book, *_ = office
    fill(book, {sheets.REVIEWS: [decided(audit, **given)]})
    made = svcqa.reviewed(audit, book)
    assert [one.doubt for one in made.dossier.reviews] == [doubt]
    assert made.by_decision()["unreviewed"] == len(audit.findings)


def test_two_reviews_that_disagree_are_both_kept_and_neither_counts(office: tuple[Audit, Path, str, Path]) -> None:
    audit, book, *_ = office
    first = decided(audit)
    fill(book, {sheets.REVIEWS: [first]})
    other = decided(audit, decision="已解释", reviewed_by="顾明远")
    opened = openpyxl.load_workbook(book)
    sheet = opened["疑点复核"]
    names = list(sheets.registers()[sheets.REVIEWS].fields)
    for name, value in other.items():
        sheet.cell(sheet.max_row + (name == "fingerprint"), names.index(name) + 1, value)
    opened.save(book)
    made = svcqa.reviewed(audit, book)
    assert [(one.decision, one.doubt) for one in made.dossier.reviews] == [
        ("confirmed", "disagreeing"), ("explained", "disagreeing")
    ]  # fmt: skip
    assert made.by_decision()["confirmed"] == 0


@pytest.mark.parametrize("lang", LANGS)
def test_every_element_of_the_sheet_is_known_again(tmp_path: Path, lang: Lang) -> None:
    book, name = begun(tmp_path, lang)
    facts = [{"item": text.say(lang), "content": f"内容 {code}"} for code, text in ELEMENTS.items()]
    fill(book, {sheets.FACTS: [*facts, {"item": "天气", "content": "晴"}]}, lang)
    records = workbook(tmp_path / "派工.xlsx", ROWS)
    audit = svcqa.run([records], [name], as_of="2024-12-31")
    assert svcqa.reviewed(audit, book).dossier.elements == {
        **{code: f"内容 {code}" for code in ELEMENTS}, "天气": "晴"
    }  # fmt: skip


def test_another_workbook_is_refused(office: tuple[Audit, Path, str, Path]) -> None:
    audit, _, _, records = office
    with pytest.raises(UsageError, match="no sheet of an audit workbook"):
        svcqa.reviewed(audit, records)


def test_the_commands_take_the_reviews_and_warn_of_those_that_cannot_count(
    office: tuple[Audit, Path, str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    audit, book, *_ = office
    kept = tmp_path / "a.json"
    with kept.open("wb") as stream:
        auditfile.write(audit, stream)
    findings = list(audit.findings)
    rows = [decided(audit), decided(audit, fingerprint=findings[-1].fingerprint, reviewed_by="")]
    fill(book, {sheets.REVIEWS: rows})
    folder = tmp_path / "不符合 报告"
    assert main(["nonconformities", str(kept), "--workbook", str(book), "--output", str(folder), "--lang", "en"]) == 0
    said = capsys.readouterr()
    (made,) = folder.iterdir()
    assert said.out.strip() == str(made)
    assert made.suffix == ".docx"
    assert "nobody is named as reviewer" in said.err
    assert "1 nonconformity reports were written" in said.err
    assert main(["nonconformities", str(kept), "--workbook", str(book), "--output", str(folder)]) == 2, "left alone"
    assert (
        main(["report", str(kept), "--workbook", str(book), "--format", "docx", "--output", str(tmp_path / "b.docx")])
        == 0
    )
    assert (tmp_path / "b.docx").read_bytes()[:2] == b"PK"


def test_without_confirmed_findings_no_report_and_no_folder_is_made(
    office: tuple[Audit, Path, str, Path], tmp_path: Path
) -> None:
    kept = tmp_path / "a.json"
    with kept.open("wb") as stream:
        auditfile.write(office[0], stream)
    assert main(["nonconformities", str(kept), "--output", str(tmp_path / "nc")]) == 0
    assert not (tmp_path / "nc").exists()
