"""Reviews out and back: findings are written out, decided on in Excel, taken into the history, and told by reports."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svcqa
from svcqa import Audit, auditfile
from svcqa.cli import main
from svcqa.formbook.sheet import HEAD
from svcqa.history import History
from svcqa.history.dossiers import complete
from svcqa.masking import masked
from svcqa.rendering import nonconformity_reports, render
from svcqa.text import LANGS, Lang
from tests.audits import audit, finding, nasty_findings, plain_findings
from tests.office import ROWS, ruleset, workbook
from tests.reviewed import review, reviewed
from tests.reviewing import (
    ACCEPTED,
    CONFIRMED,
    DISPUTED,
    EMPTY,
    EXPLAINED,
    OBSERVED,
    Filled,
    filled,
    told,
    written,
)

Call = Callable[..., tuple[int, str, str]]
WORDS = {"en": {"属实": "confirmed", "观察项": "observation", "有异议": "disputed", "是": "yes"}}


def grouped() -> Audit:
    """Two records: three findings of the first, of two clauses; two of the second."""
    rows = [finding(number, rule=rule, key=key) for number, (rule, key) in enumerate(
        [("B8", "WO2"), ("A7.2", "WO1"), ("A8.1", "WO1"), ("A7.2", "WO2"), ("A9", "WO1")]
    )]  # fmt: skip
    rows[2]["clause"] = "第八条 1"
    return audit(rows)


def kept(one: Audit, place: str = "a.json") -> str:
    with Path(place).open("wb") as stream:
        auditfile.write(one, stream)
    return place


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line, in a folder of its own."""
    folder = tmp_path / "审核 2025"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SVCQA_HISTORY", raising=False)
    monkeypatch.delenv("SVCQA_CONFIG", raising=False)

    def run(*arguments: Any, lang: Lang = "en") -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--lang", lang])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def exported(call: Call) -> Path:
    """A kept audit of five findings, written out."""
    call("history", "keep", kept(grouped()), "--name", "2025年度")
    call("reviews", "export", "latest", "--output", "复核.xlsx", lang="zh")
    return Path("复核.xlsx")


def now() -> Audit:
    with History("svcqa-history.sqlite") as history:
        assert history.faults() == []
        return complete(history, history.find("latest"))


def decisions(one: Audit) -> list[str]:
    return [found.decision or "" for found in one.dossier.decisions().values()]


@pytest.mark.parametrize("lang", LANGS)
def test_findings_go_out_decisions_come_back_and_the_report_tells_them(call: Call, lang: Lang, tmp_path: Path) -> None:
    rules, records = ruleset(tmp_path), workbook(tmp_path / "派工.xlsx", ROWS)
    call("history", "keep", kept(svcqa.run([records], [rules], as_of="2024-12-31")))
    assert call("reviews", "export", "latest", "--output", "out.xlsx", lang=lang)[0] == 0
    words = WORDS.get(lang, {})
    cells = {name: words.get(text, text) for name, text in {**CONFIRMED, **DISPUTED}.items()}
    filled(Path("out.xlsx"), Path("back.xlsx"), {0: cells}, lang)
    code, _, err = call("reviews", "import", "latest", "back.xlsx", lang="en")
    assert (code, "new 2, changed 0, unchanged 2, withdrawn 0, conflicts 0, not usable 0." in err) == (0, True)
    code, out, _ = call("report", "latest", "--format", "csv", lang=lang)
    assert code == 0
    assert {"zh": "属实,已核对,,邵文静,2026-01-15,有异议,系统时间不准,丁一,2026-01-18",
            "en": "confirmed,已核对,,邵文静,2026-01-15,disputed,系统时间不准,丁一,2026-01-18"}[lang] in out  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_findings_of_one_record_stand_together_by_clause(lang: Lang, tmp_path: Path) -> None:
    book = written(grouped(), tmp_path / "a.xlsx", lang)
    assert [row[:2] for row in told(book, "group", "record", lang=lang)] == [
        ("1", "WO1"), ("1", "WO1"), ("1", "WO1"), ("2", "WO2"), ("2", "WO2")
    ]  # fmt: skip
    assert [row[0] for row in told(book, "clause", lang=lang)] == [
        "第七条 2", "第七条 2", "第八条 1", "第七条 2", "第七条 2"
    ]  # fmt: skip
    (first, *_) = told(book, "requirement", "found", "cells", "values", "weight", "base", lang=lang)
    assert first[2] == "工单台账.xlsx → 2025年一季度 → B4\nC4"
    assert first[5] == "none/none"
    assert first[4] == {"zh": "高", "en": "high"}[lang]


def test_a_sheet_is_made_to_be_filled_in_and_printed(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(grouped(), tmp_path / "a.xlsx")).worksheets[0]
    lists = {one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert {'"属实,观察项,已解释,读取错误"', '"认可,有异议"', '"是,否"'} <= lists
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (f"C{HEAD + 2}", f"A{HEAD + 1}:X{HEAD + 6}")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0), "as wide as a page"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_only_what_is_wanted_goes_out(call: Call) -> None:
    rows = plain_findings(4)
    rows[1]["unit"], rows[2]["rule"], rows[3]["excused_by"] = "城西网点", "B1", "豁免单3"
    kept(reviewed(rows, [review(rows[0])]))
    for number, (given, count) in enumerate(
        [((), 4), (("--unit", "城西网点"), 1), (("--rule", "B1"), 1), (("--rule", "第七条 2"), 4), (("--open",), 2)]
    ):
        code, _, err = call("reviews", "export", "a.json", "--output", f"{number}.xlsx", *given)
        assert (code, f"{count} findings" in err) == (0, True), given


def test_a_file_that_is_there_is_left_alone(call: Call, exported: Path) -> None:
    before = exported.read_bytes()
    assert call("reviews", "export", "latest", "--output", exported)[0] == 2
    assert call("reviews", "merge", exported, "--output", exported)[0] == 2
    assert exported.read_bytes() == before


def test_the_same_audit_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (written(grouped(), tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert one.read_bytes() == other.read_bytes()


def test_the_nastiest_values_go_out_and_come_back_untouched(call: Call) -> None:
    call("history", "keep", kept(audit(nasty_findings())))
    assert call("reviews", "export", "latest", "--output", "a.xlsx")[0] == 0
    code, _, err = call("reviews", "import", "latest", "a.xlsx")
    assert (code, f"unchanged {len(nasty_findings())}," in err) == (0, True)


def test_a_decision_for_the_whole_group_counts_where_nothing_is_said(call: Call, exported: Path) -> None:
    rows: Filled = {
        0: {**CONFIRMED, "applies_to_group": "是"},
        2: EXPLAINED,
        3: {**CONFIRMED, "applies_to_group": "否"},
    }
    filled(exported, Path("a.xlsx"), rows)
    assert call("reviews", "import", "latest", "a.xlsx")[0] == 0
    made = now()
    assert sorted(decisions(made)) == ["confirmed", "confirmed", "confirmed", "explained"], "the second group: one"
    (place,) = {one.place for one in made.dossier.reviews if one.decision == "confirmed" and one.reason} - {
        f"a.xlsx → 疑点复核 → L{HEAD + 5}"
    }
    assert place == f"a.xlsx → 疑点复核 → L{HEAD + 2}", "the cell in which the group was decided"


def test_two_decisions_for_one_group_leave_its_silent_rows_open_and_say_so(call: Call, exported: Path) -> None:
    mark = {"applies_to_group": "是"}
    filled(exported, Path("a.xlsx"), {0: {**CONFIRMED, **mark}, 1: {**OBSERVED, **mark}})
    code, _, err = call("reviews", "import", "latest", "a.xlsx")
    assert (code, "not usable 1" in err, "for its whole group" in err or "whole group disagree" in err) == (
        1,
        True,
        True,
    )
    assert sorted(decisions(now())) == ["confirmed", "observation"]


def test_copies_of_two_people_merge_where_they_do_not_contradict_each_other(call: Call, exported: Path) -> None:
    filled(exported, Path("甲.xlsx"), {0: CONFIRMED, 1: CONFIRMED})
    filled(exported, Path("乙.xlsx"), {0: DISPUTED, 2: OBSERVED})
    code, _, err = call("reviews", "import", "latest", "甲.xlsx", "乙.xlsx")
    assert (code, "new 4" in err, "conflicts 0" in err) == (0, True, True)
    made = now()
    assert sorted(decisions(made)) == ["confirmed", "confirmed", "observation"]
    (disputed,) = made.dossier.disputes()
    assert (disputed.decision, disputed.answered_by) == ("confirmed", "丁一")


def test_copies_that_contradict_each_other_are_both_kept_and_neither_counts(call: Call, exported: Path) -> None:
    filled(exported, Path("甲.xlsx"), {0: CONFIRMED})
    filled(exported, Path("乙.xlsx"), {0: OBSERVED})
    code, _, err = call("reviews", "import", "latest", "甲.xlsx", "乙.xlsx")
    cell = f"疑点复核 → L{HEAD + 2}"
    assert (code, f"甲.xlsx → {cell}" in err, f"乙.xlsx → {cell}" in err, "conflicts 1" in err) == (1, True, True, True)
    assert now().by_decision()["unreviewed"] == 5
    with History("svcqa-history.sqlite") as history:
        (event,) = history.events("conflicted")
    assert [one["decision"] for one in event.data["statements"]] == ["confirmed", "observation"]
    out = call("reviews", "list", "2025年度", "--conflicts")[1]
    assert "邵文静" in out
    assert "顾明远" in out


def test_a_conflict_is_settled_by_an_auditor_who_has_seen_both_sides(call: Call, exported: Path) -> None:
    for name, cells in (("甲.xlsx", CONFIRMED), ("乙.xlsx", OBSERVED)):
        filled(exported, Path(name), {0: cells})
        call("reviews", "import", "latest", name)
    call("reviews", "export", "latest", "--output", "二.xlsx", lang="zh")
    (first, *_) = told(Path("二.xlsx"), "decision", "note")
    assert first[0] == ""
    assert "邵文静" in first[1]
    assert "观察项" in first[1]
    assert call("reviews", "import", "latest", "二.xlsx")[0] == 0, "untouched it settles nothing"
    assert decisions(now()) == []
    filled(Path("二.xlsx"), Path("三.xlsx"), {0: EXPLAINED})
    assert call("reviews", "import", "latest", "三.xlsx")[0] == 0
    assert decisions(now()) == ["explained"]
    assert call("reviews", "import", "latest", "甲.xlsx", "乙.xlsx")[0] == 0, "old copies open nothing again"
    assert decisions(now()) == ["explained"]


def test_an_emptied_decision_is_withdrawn_and_said(call: Call, exported: Path) -> None:
    filled(exported, Path("a.xlsx"), {0: CONFIRMED, 1: CONFIRMED})
    call("reviews", "import", "latest", "a.xlsx")
    call("reviews", "export", "latest", "--output", "b.xlsx", lang="zh")
    filled(Path("b.xlsx"), Path("c.xlsx"), {0: EMPTY})
    code, _, err = call("reviews", "import", "latest", "c.xlsx")
    assert (code, "withdrawn 1" in err, "c.xlsx → 疑点复核" in err) == (0, True, True)
    assert decisions(now()) == ["confirmed"]
    with History("svcqa-history.sqlite") as history:
        last = history.events("reviewed")[-1]
    assert last.data["decision"] is None
    assert call("reviews", "import", "latest", "c.xlsx")[2].count("withdrawn 0") == 1


UNUSABLE: list[tuple[dict[str, str], str]] = [
    ({**CONFIRMED, "reviewed_by": ""}, "nobody is named"),
    ({**CONFIRMED, "decision": "大概属实"}, "unknown one"),
    ({**CONFIRMED, "decision": ""}, "no decision"),
    ({**EXPLAINED, "evidence": ""}, "needs a reason and evidence"),
    ({**EXPLAINED, "evidence": "无"}, "needs a reason and evidence"),
    ({**CONFIRMED, "fingerprint": "0123456789abcdef"}, "no such finding"),
    ({**CONFIRMED, "applies_to_group": "大概"}, "neither yes nor no"),
]


def test_what_cannot_be_used_is_listed_with_its_cell_and_the_rest_is_taken(call: Call) -> None:
    call("history", "keep", kept(audit(plain_findings(len(UNUSABLE) + 1))))
    call("reviews", "export", "latest", "--output", "a.xlsx", lang="zh")
    rows = {number: cells for number, (cells, _) in enumerate(UNUSABLE)}
    filled(Path("a.xlsx"), Path("b.xlsx"), {**rows, len(UNUSABLE): CONFIRMED})
    code, _, err = call("reviews", "import", "latest", "b.xlsx")
    assert (code, f"not usable {len(UNUSABLE)}" in err, "new 1" in err) == (1, True, True)
    for number, (_, why) in enumerate(UNUSABLE):
        (line,) = [line for line in err.splitlines() if re.search(rf"疑点复核 → [A-Z]+{HEAD + 2 + number}:", line)]
        assert why in line
    assert decisions(now()) == ["confirmed"]


def test_names_filled_in_all_the_way_down_decide_nothing(call: Call, exported: Path) -> None:
    everybody = {"reviewed_by": "邵文静", "reviewed_on": "2026-01-15", "answered_by": "丁一"}
    filled(exported, Path("a.xlsx"), dict.fromkeys(range(5), everybody))
    code, _, err = call("reviews", "import", "latest", "a.xlsx")
    assert (code, "unchanged 5" in err, "not usable 0" in err) == (0, True, True)


def test_an_answer_without_a_position_is_kept_as_a_reason(call: Call, exported: Path) -> None:
    filled(exported, Path("a.xlsx"), {0: {**CONFIRMED, **DISPUTED, "answer": "已安排补打"}, 1: {"answer": "接受"}})
    assert call("reviews", "import", "latest", "a.xlsx")[0] == 0
    first, second = now().dossier.reviews
    assert (first.position, first.answer_reason, first.decision) == (None, "已安排补打; 系统时间不准", "confirmed")
    assert (second.position, second.answer_reason, second.doubt) == (None, "接受", "only_answered")
    code, _, err = call("reviews", "import", "latest", "a.xlsx")
    assert (code, "unchanged 5" in err) == (0, True)


def test_a_dispute_without_a_reason_is_said_and_the_decision_stands(call: Call, exported: Path) -> None:
    filled(exported, Path("a.xlsx"), {0: {**CONFIRMED, "answer": "有异议", "answered_by": "丁一"}})
    code, _, err = call("reviews", "import", "latest", "a.xlsx")
    assert (code, "disputed without a reason" in err) == (0, True)
    (one,) = now().dossier.reviews
    assert (one.decision, one.doubt, one.answer_doubt, one.disputed) == ("confirmed", None, "no_dispute_reason", True)


def disputed() -> Audit:
    rows = plain_findings(3)
    dispute: dict[str, Any] = {"position": "disputed", "answer": "有异议", "answer_reason": "系统时间不准", "answered_by": "丁一",
               "answered_on": "2026-01-18"}  # fmt: skip
    return reviewed(
        rows,
        [review(rows[0], **dispute), review(rows[1], "explained", **dispute), review(rows[2], answer="接受")],
        {"differing_opinions": "组内无分歧"},
    )


def text_of(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())


@pytest.mark.parametrize(("lang", "head", "said"), [
    ("zh", "受审核方有异议的疑点", "有异议、系统时间不准、丁一、2026-01-18"),
    ("en", "Findings that the auditee disputes", "disputed, 系统时间不准, 丁一, 2026-01-18"),
])  # fmt: skip
def test_what_the_auditee_disputes_is_a_differing_opinion_in_the_reports(lang: Lang, head: str, said: str) -> None:
    report = text_of(render(disputed(), "docx", lang))
    assert "组内无分歧" in report, "what the team states stands as it was written"
    assert head in report.partition("组内无分歧")[2]
    assert said in report
    assert report.partition(head)[2].count(said) == 1, "one that is explained is no difference"
    assert said in text_of(next(iter(nonconformity_reports(disputed(), lang).values())))
    page = render(disputed(), "html", lang).decode()
    assert said in page
    assert {"zh": "未解决的分歧意见", "en": "an unresolved differing opinion"}[lang] in page


def test_a_report_without_disputes_says_nothing_of_them() -> None:
    assert "有异议的疑点" not in text_of(render(reviewed(), "docx", "zh"))


def test_who_answered_is_hidden_where_names_are(call: Call) -> None:
    hidden = masked(disputed())
    assert "丁一" not in repr(hidden.dossier)
    kept(hidden, "masked.json")
    for given in (["export", "masked.json"], ["misread", "masked.json", "--output", "a.yaml"]):
        code, _, err = call("reviews", *given)
        assert (code, "personal data are hidden" in err) == (2, True)
    call("history", "keep", "masked.json")
    written(disputed(), Path("a.xlsx"))
    assert call("reviews", "import", "latest", "a.xlsx")[0] == 2


def test_list_counts_decisions_reviewers_what_is_open_and_what_differs(call: Call) -> None:
    rows = plain_findings(6)
    kept(reviewed(rows, [review(rows[0], position="disputed", answer_reason="时间不准"), review(rows[1], by="顾明远"),
                         review(rows[2], "explained"), review(rows[3], by="", doubt="no_reviewer")]))  # fmt: skip
    lines = [line.rsplit(None, 1) for line in call("reviews", "list", "a.json")[1].splitlines()]
    assert [(name.strip(), count) for name, count in lines] == [
        ("confirmed", "2"), ("observation", "0"), ("explained", "1"), ("reading error", "0"), ("not reviewed", "3"),
        ("reviewed by 邵文静", "2"), ("reviewed by 顾明远", "1"), ("in conflict", "0"), ("disputed", "1"),
    ]  # fmt: skip
    assert len(call("reviews", "list", "a.json", "--open")[1].splitlines()) == 3
    (line,) = call("reviews", "list", "a.json", "--disputed")[1].splitlines()
    assert line.split()[:3] == [rows[0]["fingerprint"], "confirmed", "时间不准"]


def merged(call: Call, *names: str) -> tuple[int, str]:
    Path("合.xlsx").unlink(missing_ok=True)
    code, _, err = call("reviews", "merge", *names, "--output", "合.xlsx", lang="zh")
    return code, err


def test_copies_merge_without_a_history_and_the_merged_one_is_imported_like_any(call: Call, exported: Path) -> None:
    filled(exported, Path("甲.xlsx"), {0: CONFIRMED, 1: CONFIRMED})
    filled(exported, Path("乙.xlsx"), {0: DISPUTED, 2: OBSERVED, 3: {**CONFIRMED, "applies_to_group": "是"}})
    assert merged(call, "甲.xlsx", "乙.xlsx") == (0, "新增6，更改0，未变4，撤回0，冲突0，不能采用0。\n")
    assert told(Path("合.xlsx"), "decision", "answer", "base") == [
        ("属实", "有异议", "none/none"), ("属实", "", "none/none"), ("观察项", "", "none/none"),
        ("属实", "", "none/none"), ("属实", "", "none/none"),
    ]  # fmt: skip
    assert call("reviews", "import", "latest", "合.xlsx")[0] == 0
    assert sorted(decisions(now())) == ["confirmed"] * 4 + ["observation"]


def test_a_conflict_of_copies_is_marked_and_waits_for_a_decision(call: Call, exported: Path) -> None:
    filled(exported, Path("甲.xlsx"), {0: CONFIRMED})
    filled(exported, Path("乙.xlsx"), {0: OBSERVED})
    code, err = merged(call, "甲.xlsx", "乙.xlsx")
    assert (code, "冲突1" in err) == (1, True)
    (first, *_) = told(Path("合.xlsx"), "decision", "note", "base")
    assert first[0] == ""
    assert "邵文静" in first[1]
    assert "顾明远" in first[1]
    code, _, err = call("reviews", "import", "latest", "合.xlsx")
    assert (code, "no final decision" in err, decisions(now())) == (1, True, [])
    filled(Path("合.xlsx"), Path("定.xlsx"), {0: EXPLAINED})
    assert call("reviews", "import", "latest", "定.xlsx")[0] == 0
    assert decisions(now()) == ["explained"]


@pytest.mark.parametrize("order", [("前.xlsx", "后.xlsx"), ("后.xlsx", "前.xlsx")])
def test_a_copy_exported_later_goes_before_the_one_it_knew_of(
    call: Call, exported: Path, order: tuple[str, str]
) -> None:
    filled(exported, Path("前.xlsx"), {0: CONFIRMED})
    call("reviews", "import", "latest", "前.xlsx")
    call("reviews", "export", "latest", "--output", "二.xlsx", lang="zh")
    filled(Path("二.xlsx"), Path("后.xlsx"), {0: EXPLAINED})
    assert merged(call, *order)[0] == 0
    (first, *_) = told(Path("合.xlsx"), "decision", "base")
    assert first == ("已解释", "none/none")
    call("reviews", "import", "latest", "后.xlsx")
    assert call("reviews", "import", "latest", "合.xlsx")[0] == 0
    assert decisions(now()) == ["explained"]


def test_an_audit_of_the_history_is_named_wherever_a_file_is(call: Call, exported: Path) -> None:
    filled(exported, Path("a.xlsx"), {0: CONFIRMED})
    call("reviews", "import", "latest", "a.xlsx")
    Path("a.json").unlink()
    assert call("nonconformities", "2025年度", "--output", "nc")[0] == 0
    assert len(list(Path("nc").iterdir())) == 1
    assert '"decision":"confirmed"' in call("report", "1", "--format", "json")[1]
    code, _, err = call("report", "2031年度")
    assert (code, "no such file" in err, "holds no such audit" in err) == (2, True, True)
    kept(audit(plain_findings(2)), "latest")
    assert '"decision"' not in call("report", "latest", "--format", "json")[1], "a file that is there wins"


def test_without_a_history_a_missing_file_is_a_missing_file(call: Call) -> None:
    code, _, err = call("report", "latest")
    assert (code, "there is no such file." in err) == (2, True)
    assert not list(Path.cwd().iterdir())


def test_keeping_an_audit_again_says_that_its_reviews_are_not_taken(call: Call) -> None:
    rows = plain_findings(2)
    for reviews, said in (([], False), ([], False), ([review(rows[0])], True)):
        code, _, err = call("history", "keep", kept(reviewed(rows, reviews)))
        assert (code, "were not taken" in err) == (0, said)


def test_old_workbooks_are_read_as_before(call: Call, exported: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "疑点复核"
    (first, *_) = told(exported, "fingerprint")
    sheet.append(
        [
            "疑点指纹",
            "复核的规则",
            "复核的记录",
            "复核结论",
            "复核理由",
            "复核证据",
            "复核人",
            "复核日期",
            "受审核方答复",
        ]
    )
    sheet.append([first[0], "A7.2", "WO1", "属实", "已核对", "", "邵文静", "2026-01-15", "同意"])
    book.save("旧.xlsx")
    (one,) = svcqa.reviewed(grouped(), "旧.xlsx").dossier.reviews
    assert (one.decision, one.answer, one.position, one.doubt) == ("confirmed", "同意", None, None)
    assert call("reviews", "import", "latest", "旧.xlsx")[0] == 0
    assert decisions(now()) == ["confirmed"]
    sheet["D2"], sheet["G2"] = "观察项", "顾明远"
    book.save("另.xlsx")
    assert call("reviews", "import", "latest", "另.xlsx")[0] == 1, "another reviewer contradicts"
    assert decisions(now()) == []


def test_an_exported_workbook_serves_a_report_without_a_history(tmp_path: Path) -> None:
    book = filled(written(grouped(), tmp_path / "a.xlsx"), tmp_path / "b.xlsx", {1: {**CONFIRMED, **ACCEPTED}})
    made = svcqa.reviewed(grouped(), book)
    (one,) = made.dossier.reviews
    assert (one.decision, one.position, one.answered_by) == ("confirmed", "accepted", "丁一")
    assert made.by_decision()["unreviewed"] == 4
    rows = made.dossier.assignment["audit_reviews"]
    assert {name for row in rows for name in row} == {*CONFIRMED, *ACCEPTED, "fingerprint", "rule", "record"}


def test_every_finding_has_its_drop_downs_however_many_there_are(tmp_path: Path) -> None:
    place = written(audit(plain_findings(6_000)), tmp_path / "a.xlsx")
    with zipfile.ZipFile(place) as package:
        page = package.read("xl/worksheets/sheet1.xml").decode()
    assert set(re.findall(r'sqref="[A-Z]+\d+:[A-Z]+(\d+)"', page)) == {str(HEAD + 1 + 6_000)}
    assert page.count("<row ") == HEAD + 1 + 6_000
