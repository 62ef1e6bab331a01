"""What was found by sample: read back as it was drawn, judged beside the records, and stated of the lot."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from svcqa import Audit, InputError, SampleFacts, Tally, auditfile, samplebook
from svcqa.auditfile import FORMAT
from svcqa.cli import main
from svcqa.formbook.sheet import HEAD
from svcqa.intake import find_files
from svcqa.rendering import render
from svcqa.text import LANGS, Lang
from tests.office import workbook
from tests.samples import AS_OF, audited, changed, draw, drawn, filled, office, orders, plan_cell

Change = Callable[[Worksheet, Worksheet, Mapping[str, int]], None]
GOOD = ("conforms",) * 12


def _sample(audit: Audit) -> SampleFacts:
    (one,) = audit.content.samples
    return one


def _tally(audit: Audit, rule: str) -> Tally:
    (one,) = [tally for tally in audit.content.tallies if tally.rule == rule]
    return one


@pytest.mark.parametrize("lang", LANGS)
def test_a_sample_that_nobody_has_filled_in_is_open_and_says_so(tmp_path: Path, lang: Lang) -> None:
    office(tmp_path)
    audit = audited(tmp_path, drawn(tmp_path, lang=lang))
    assert _sample(audit).count("open") == 12
    tally = _tally(audit, "sample.item")
    assert (tally.in_scope, tally.undetermined, tally.undetermined_by) == (12, 12, {"sample.open": 12})
    open_ = [one for one in audit.unjudged if one.reason == "sample.open"]
    assert len(open_) == 12
    assert open_[0].cells[-1].file == "抽样.xlsx"
    assert audit.content.reasons["sample.open"].zh == "抽样表上还没有结论"


def test_every_item_that_does_not_conform_is_a_finding_with_its_cells(tmp_path: Path) -> None:
    office(tmp_path)
    book = filled(drawn(tmp_path, "--rule", "O-2"), "fails", *GOOD[1:], found="否", remark="找不到单据")
    audit = audited(tmp_path, book)
    (finding,) = [one for one in audit.findings if one.rule == "O-2/sample"]
    assert (finding.clause, finding.key, finding.unit) == ("7.3", {"order_no": "W006"}, "东城")
    assert finding.message.zh == "抽样第1项不符合：没有找到纸质记录（找不到单据）"
    places = {(one.file, one.sheet): one.cell for one in finding.locations if one.value in {"W006", "不符合"}}
    assert places["派工.xlsx", "派工单"] == "A7"
    assert places["抽样.xlsx", "抽样记录"].endswith("4")
    tally = _tally(audit, "O-2/sample")
    assert (tally.in_scope, tally.conforms, tally.fails, tally.by_hand, tally.beside) == (12, 11, 1, "sample", True)
    assert sum(one.in_scope for one in tally.by_unit) == 12
    assert _tally(audit, "O-2").in_scope == 60, "the records are judged all the same"


def test_a_sample_changes_no_share_of_rules(tmp_path: Path) -> None:
    office(tmp_path)
    book = filled(drawn(tmp_path, "--rule", "O-2"), *GOOD)
    with_it, without = audited(tmp_path, book), audited(tmp_path)
    assert with_it.content.coverage == without.content.coverage
    assert without.content.samples == []
    assert without.content.reasons.keys() <= with_it.content.reasons.keys()


def test_the_same_audit_gives_the_same_digest_and_findings_keep_their_names(tmp_path: Path) -> None:
    office(tmp_path)
    book = filled(drawn(tmp_path), "fails", "fails", *GOOD[2:])
    first, second = audited(tmp_path, book), audited(tmp_path, book)
    assert first.digest == second.digest
    other = filled(drawn(tmp_path, seed="8", plan="n:60"), *("fails",) * 60, name="全查.xlsx")
    (both,) = (audited(tmp_path, other),)
    mine = {one.fingerprint for one in first.findings if one.rule == "sample.item"}
    assert mine <= {one.fingerprint for one in both.findings}


def test_one_record_in_two_samples_is_two_findings_with_names_of_their_own(tmp_path: Path) -> None:
    office(tmp_path)
    one = filled(drawn(tmp_path), *("fails",) * 12, name="一.xlsx")
    other = filled(drawn(tmp_path, plan="n:60", seed="9"), *("fails",) * 60, name="二.xlsx")
    audit = audited(tmp_path, one, other)
    names = [finding.fingerprint for finding in audit.findings if finding.rule == "sample.item"]
    assert len(names) == len(set(names)) == 72
    assert _tally(audit, "sample.item").fails == 72


@pytest.mark.parametrize(
    ("conclusions", "decision"),
    [
        (("fails", *GOOD), "accepted"),
        (("fails", "fails", *GOOD), "rejected"),
        (("fails", "", *GOOD), "open"),
        (("", *GOOD), "accepted"),
        (("fails", "fails", ""), "rejected"),
    ],
)
def test_a_lot_is_accepted_by_what_holds_in_the_best_and_in_the_worst_case(
    tmp_path: Path, conclusions: tuple[str, ...], decision: str
) -> None:
    office(tmp_path)
    rest = ("conforms",) * (20 - len(conclusions)) if decision != "rejected" or len(conclusions) > 3 else ()
    book = filled(drawn(tmp_path, plan="iso2859:II:2.5"), *conclusions, *rest)
    made = _sample(audited(tmp_path, book))
    assert made.plan.accept == 1
    assert made.projected
    assert made.projected.decision == decision


def test_the_projected_rate_has_its_bounds_and_its_method(tmp_path: Path) -> None:
    office(tmp_path)
    projected = _sample(audited(tmp_path, filled(drawn(tmp_path), "fails", "not_applicable", *GOOD[2:]))).projected
    assert projected
    (found,) = projected.projections
    # the largest number K of 60 for which P(X ≤ 1 | 60, K, 12) is above 5 %
    assert (found.case, found.fails, found.of, found.rate, found.most) == ("found", 1, 12, 0.083333, 18)
    assert found.interval == (0.002108, 0.384796)
    assert "95%" in projected.method.zh
    assert "超几何" in projected.method.zh
    assert any("不适用" in note.zh for note in projected.notes)
    assert projected.decision == "none"


def test_open_items_leave_a_best_and_a_worst_case(tmp_path: Path) -> None:
    office(tmp_path)
    projected = _sample(audited(tmp_path, filled(drawn(tmp_path), "fails", "", "", *GOOD[3:]))).projected
    assert projected
    assert [(one.case, one.fails) for one in projected.projections] == [("best", 1), ("worst", 3)]


def test_a_lot_that_was_looked_at_whole_has_no_sampling_error(tmp_path: Path) -> None:
    office(tmp_path)
    made = _sample(audited(tmp_path, filled(drawn(tmp_path, plan="n:99"), "fails", *("conforms",) * 59)))
    assert made.projected
    (found,) = made.projected.projections
    assert (found.of, found.most, found.upper, found.interval) == (60, 1, 0.016667, (0.016667, 0.016667))
    assert "没有抽样误差" in made.projected.method.zh


def test_strata_are_weighted_by_their_size(tmp_path: Path) -> None:
    rows = [(one[0], "大" if at < 50 else "小", *one[2:]) for at, one in enumerate(orders(60))]
    office(tmp_path, rows)
    book = draw(tmp_path, "--by-stratum", "网点", plan="n:6")
    made = _sample(audited(tmp_path, filled(book, *("conforms",) * 5, "fails")))
    assert [(one.stratum, one.lot, one.size) for one in made.plan.strata] == [("大", 50, 5), ("小", 10, 1)]
    assert made.projected
    assert made.projected.projections[0].rate == round(10 / 60, 6)


def test_a_statistical_sample_says_whether_the_rate_lies_below_the_tolerable_one(tmp_path: Path) -> None:
    office(tmp_path)
    book = drawn(tmp_path, plan="size:90%:15%")
    size = _sample(audited(tmp_path, book)).plan.size
    good = _sample(audited(tmp_path, filled(book, *("conforms",) * size, name="好.xlsx"))).projected
    bad = _sample(audited(tmp_path, filled(book, "fails", *("conforms",) * (size - 1), name="差.xlsx"))).projected
    assert good
    assert bad
    assert "低于可容忍比例15%" in good.notes[0].zh
    assert good.notes[0].zh.startswith("以90%的置信水平")
    assert bad.notes[0].zh.startswith("不能以90%的置信水平说")
    assert good.projections[0].upper < 0.15 <= bad.projections[0].upper


def test_no_rate_is_projected_from_rows_that_a_person_chose(tmp_path: Path) -> None:
    office(tmp_path)
    place = workbook(tmp_path / "选取.xlsx", [("W007", "客户投诉过")], headings=("记录编号", "理由"), sheet="选取清单")
    made = _sample(audited(tmp_path, filled(draw(tmp_path, plan=f"judgement:{place}", seed=""), "fails")))
    assert made.projected is None
    assert any("不推算整批的比例" in note.zh for note in made.plan.notes)


def _set(field: str, value: str, at: int = HEAD + 2) -> Change:
    def change(rows: Worksheet, plan: Worksheet, columns: Mapping[str, int]) -> None:
        rows.cell(at, columns[field]).value = value

    return change


def _plan(code: str, value: str) -> Change:
    def change(rows: Worksheet, plan: Worksheet, columns: Mapping[str, int]) -> None:
        plan_cell(plan, code).value = value

    return change


def _copied(rows: Worksheet, plan: Worksheet, columns: Mapping[str, int]) -> None:
    rows.append([cell.value for cell in rows[HEAD + 2]])


def _added(rows: Worksheet, plan: Worksheet, columns: Mapping[str, int]) -> None:
    rows.append(["13", *(cell.value for cell in rows[HEAD + 2][1:])])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows, plan, columns: rows.delete_rows(HEAD + 4), "抽样记录：缺少1行：抽样序号3"),
        (_copied, "A16：抽样序号1不止一行"),
        (_added, "A16：这一行不是抽中的"),
        (_set("record", "W007"), "A4：这一行不是抽中的，或抽样时写下的内容被改动过"),
        (_set("row", "8"), "A4：这一行不是抽中的"),
        (_set("file", "别的.xlsx"), "A4：这一行不是抽中的"),
        (_set("code", ""), "A4：这一行不是抽中的"),
        (_plan("lot", "600"), "抽样方案被改动过"),
        (_plan("seed", "8"), "抽样方案被改动过"),
        (_plan("data/1", "{}"), "抽样方案被改动过"),
        (_plan("digest", "sha256:0"), "抽样方案被改动过"),
        (_set("conclusion", "还行"), "结论请填符合、不符合或不适用"),
        (_set("found", "也许"), "请填是或否"),
    ],
)
def test_what_is_not_as_it_was_drawn_is_refused_with_its_cell(tmp_path: Path, change: Change, said: str) -> None:
    office(tmp_path)
    book = changed(filled(drawn(tmp_path), *GOOD), change)
    with pytest.raises(InputError) as caught:
        samplebook.read(find_files([book]))
    assert said in caught.value.say("zh")
    assert "抽样.xlsx → " in caught.value.say("en")


def test_paper_that_was_not_found_does_not_conform(tmp_path: Path) -> None:
    office(tmp_path)
    with pytest.raises(InputError, match="the paper record was not found, and yet"):
        samplebook.read(find_files([filled(drawn(tmp_path), *GOOD, found="否")]))


def test_rows_may_be_sorted_and_columns_moved(tmp_path: Path) -> None:
    office(tmp_path)

    def turned(rows: Worksheet, plan: Worksheet, columns: Mapping[str, int]) -> None:
        told = [[cell.value for cell in row] for row in rows.iter_rows(min_row=HEAD + 2)]
        for at, row in enumerate(reversed(told), HEAD + 2):
            for column, value in enumerate(row, 1):
                rows.cell(at, column).value = value

    plain, moved = filled(drawn(tmp_path), "fails", *GOOD[1:]), tmp_path / "翻.xlsx"
    changed(plain, turned, moved.name)
    first, second = _sample(audited(tmp_path, plain)), _sample(audited(tmp_path, moved))
    assert first.items == second.items


def test_what_is_no_sample_and_one_given_twice_are_refused(tmp_path: Path) -> None:
    office(tmp_path)
    book = drawn(tmp_path)
    again = changed(book, lambda rows, plan, columns: None, "又.xlsx")
    with pytest.raises(InputError, match="this sample is given twice"):
        samplebook.read(find_files([book, again]))
    with pytest.raises(InputError, match="it holds no sampling plan"):
        samplebook.read(find_files([tmp_path / "派工" / "派工.xlsx"]))
    with pytest.raises(InputError, match="there is no such file"):
        samplebook.read(find_files([tmp_path / "没有.xlsx"]))


def test_a_sample_of_a_rule_that_the_audit_lacks_is_refused(tmp_path: Path) -> None:
    _, rules = office(tmp_path)
    book = drawn(tmp_path, "--rule", "O-2")
    text = Path(rules).read_text(encoding="utf-8").replace("O-2", "O-7")
    Path(rules).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="this audit has no rule 'O-2'"):
        audited(tmp_path, book)


def test_records_that_changed_after_the_draw_are_said_with_the_cell(tmp_path: Path) -> None:
    folder, _ = office(tmp_path)
    book = filled(drawn(tmp_path), "fails", *GOOD[1:])
    workbook(folder / "派工.xlsx", [row for row in orders() if row[0] != "W012"])
    audit = audited(tmp_path, book, period="2024")
    said = [note.zh for note in _sample(audit).notes]
    assert any("抽样时的文件“派工.xlsx”不在本次审核的文件之中" in note and "抽样方案 → B" in note for note in said)
    assert any("本次审核的文件“派工.xlsx”里有这个台账的记录" in note for note in said)
    assert any("抽样的期间是..2024-12-31，本次审核的期间是2024-01-01..2024-12-31" in note for note in said)
    assert any("1项的记录在本次审核的文件中找不到：抽样序号2" in note for note in said)
    (finding,) = [one for one in audit.findings if one.rule == "sample.item"]
    assert finding.key == {"order_no": "W006"}, "a record that moved is found by its key"


def test_conclusions_without_a_name_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, rules = office(tmp_path)
    book = filled(drawn(tmp_path), *GOOD, checked_by="")
    asked = ["audit", str(folder), "--ruleset", rules, "--as-of", AS_OF, "--sample", str(book), "--lang", "zh"]
    assert main([*asked, "--format", "json"]) == 0
    assert "1项有结论而没有写检查人" in capsys.readouterr().err


def test_without_a_plugin_that_projects_nothing_is_projected_and_that_is_said(tmp_path: Path) -> None:
    from svcqa.host import Host

    office(tmp_path)
    book = filled(drawn(tmp_path), *GOOD)
    host = Host.discover()
    host.manager.unregister(name="sampling")
    made = _sample(audited(tmp_path, book, host=host))
    assert made.projected is None
    assert "没有安装能推算整批比例的插件" in made.notes[-1].zh


def test_reports_tell_samples_apart_from_findings(tmp_path: Path) -> None:
    office(tmp_path)
    audit = audited(tmp_path, filled(drawn(tmp_path, plan="iso2859:II:2.5"), "fails", *("conforms",) * 18))
    for format_ in ("text", "markdown", "html"):
        for lang in LANGS:
            _told(render(audit, format_, lang).decode(), lang)


def _told(told: str, lang: Lang) -> None:
    for text in ("抽样检查", "抽样.xlsx", "5.00%") if lang == "zh" else ("Samples", "抽样.xlsx", "5.00%"):
        assert text in told
    assert ("不能确定" if lang == "zh" else "it cannot be told") in told


def test_every_format_prints_samples_and_a_masked_audit_still_does(tmp_path: Path) -> None:
    import io
    import zipfile

    import openpyxl
    import pypdf

    from svcqa.masking import masked

    office(tmp_path)
    audit = masked(audited(tmp_path, filled(drawn(tmp_path), "fails", *GOOD[1:])))
    assert "李明" not in render(audit, "json").decode()
    book = openpyxl.load_workbook(io.BytesIO(render(audit, "xlsx", "zh")))
    rows = [[cell.value for cell in row] for row in book["抽样检查"].iter_rows()]
    assert ["查得", "符合11，不符合1，不适用0，还没有结论0"] in [row[1:] for row in rows]
    with zipfile.ZipFile(io.BytesIO(render(audit, "docx", "zh"))) as package:
        assert "抽样检查" in package.read("word/document.xml").decode()
    pages = pypdf.PdfReader(io.BytesIO(render(audit, "pdf", "zh"))).pages
    assert "抽样检查" in "".join(page.extract_text() for page in pages).replace("\n", "")


def test_an_audit_without_samples_shows_nothing_of_them(tmp_path: Path) -> None:
    office(tmp_path)
    audit = audited(tmp_path)
    assert 'id="samples"' not in render(audit, "html", "en").decode()
    assert "## Samples" not in render(audit, "markdown", "en").decode()


def test_an_audit_with_samples_is_read_back_and_one_from_before_too(tmp_path: Path) -> None:
    from svcqa import load_audit

    office(tmp_path)
    audit = audited(tmp_path, filled(drawn(tmp_path), "fails", *GOOD[1:]))
    place = tmp_path / "审核.json"
    place.write_bytes(render(audit, "json"))
    assert load_audit(place).content.samples == audit.content.samples
    document: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    assert document["format"] == FORMAT
    assert document["content"]["samples"][0]["plan"]["seed"] == "7"


def test_an_audit_with_a_sample_is_sealed_and_verified_by_auditing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SVCQA_LANG", "en")
    office(tmp_path)
    book = filled(drawn(tmp_path), *GOOD)
    made = audited(tmp_path, book)
    assert made.run.order is not None
    assert made.run.order.samples == [made.content.inputs[-1].name] == [book.name]
    kept, package = tmp_path / "audit.json", tmp_path / "证据 包.zip"
    with kept.open("wb") as stream:
        auditfile.write(made, stream)
    given = ["--inputs", str(tmp_path / "派工"), "--inputs", str(book), "--ruleset", str(tmp_path / "规则.yaml")]
    assert main(["seal", str(kept), *given, "--output", str(package)]) == 0, capsys.readouterr().err
    assert main(["verify", str(package)]) == 0
    assert "the result is identical" in capsys.readouterr().out
