"""Masking: names, telephone and identity numbers are hidden, alike in every format, and nothing else is."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

import svcqa
from svcqa import auditfile
from svcqa.accounts import Said
from svcqa.basis import RegisterFacts
from svcqa.cli import main
from svcqa.dossier import Dossier, Review
from svcqa.errors import UsageError
from svcqa.findings import Audit, Named
from svcqa.host import Host
from svcqa.masking import masked
from svcqa.masking.hiding import Hiding
from svcqa.masking.numbers import Numbers
from svcqa.rendering import nonconformity_reports
from svcqa.reports import DIFF_FORMATS, DUE_FORMATS
from svcqa.text import Lang
from tests import audits
from tests.documents import pdf_text
from tests.office import ruleset, workbooks

RULES = """
name: desk
title: {zh: 服务台, en: Service desk}
version: "1"
registers:
  orders:
    title: {zh: 工单, en: Orders}
    key: [order_no]
    event_date: received_at
    sheets: [工单]
    fields:
      order_no: {title: {zh: 工单号, en: Order no.}, type: code}
      received_at: {title: {zh: 受理时间, en: Received}, type: datetime}
      engineer: {title: {zh: 工程师, en: Engineer}, type: person}
      customer: {title: {zh: 客户, en: Customer}, personal: party}
      address: {title: {zh: 地址, en: Address}, personal: contact}
      phone: {title: {zh: 电话, en: Phone}, type: phone}
      remark: {title: {zh: 备注, en: Remark}, type: choice, choices: [无]}
      result: {title: {zh: 结果, en: Result}}
  helpers:
    title: {zh: 帮手, en: Helpers}
    key: [helper]
    event_date: as_of
    sheets: [帮手]
    fields:
      helper: {title: {zh: 帮手, en: Helper}, type: person}
      grade: {title: {zh: 等级, en: Grade}}
parameters:
  limit: {title: {zh: 时限, en: Limit}, type: duration, default: 15m, approved_by: 周总, source: 手册}
rules:
  - id: R-1
    clause: "1"
    title: {zh: 填写结果, en: The result is filled in}
    of: orders
    check: row
    params:
      require: [result]
      allowed: {engineer: [谁], customer: [谁], address: [处], phone: ["0"], remark: [无]}
  - id: R-2
    clause: "2"
    title: {zh: 帮手有等级, en: Helpers have a grade}
    of: helpers
    check: row
    params: {require: [grade]}
"""
HEADINGS = ("工单号", "受理时间", "工程师", "客户", "地址", "电话", "备注", "结果")
ROWS = (
    ("W001", "2024-03-05 10:00", "张三", "赵敏", "杭州市西湖区文三路5号", "13812345678", "李四没接", ""),
    (
        "W002",
        "2024-03-05 11:00",
        "张 三、李四",
        "华东电力有限公司",
        "／",
        "0571-87654321",
        "身份证11010519491231002X",
        "",
    ),
    ("W003", "2024-03-05 12:00", "小胖师傅", "赵敏", "", "1381234567", "电话139 9999 5678，找李四", ""),
    ("W004", "2024-03-05 13:00", "无", "钱伟", "", "85231234", "订单20250305001", ""),
    ("W005", "2024-03-05 14:00", "10023", "Li Na", "", "13899995678", "请li na签收", ""),
)
"""Person columns with one, two, an odd, a silent and a numbered content; names, numbers and order numbers in remarks."""
HELPERS = (("李四", ""), ("王小明", ""), ("Wang  Wu", ""), ("孙 悟", ""), ("欧阳锋", "二级"))
SECRETS = (
    "张三", "张 三", "李四", "赵敏", "钱伟", "王小明", "欧阳锋", "郑爽", "周总", "小胖师傅", "Li Na", "li na", "Wang", "孙 悟", "孙悟", "文三路", "13812345678",
    "87654321", "139 9999 5678", "13999995678", "1381234567", "85231234", "13899995678", "11010519491231002X",
)  # fmt: skip
PUBLIC = ("W001", "华东电力有限公司", "20250305001", "10023", "人员001")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("masking")
    sheets = {"工单": [["王小明的工单"], HEADINGS, *ROWS, ["制表：郑爽"]], "帮手": [["帮手", "等级"], *HELPERS]}
    workbooks(place / "records" / "张三工单.xlsx", sheets)
    ruleset(place, RULES)
    return place


@pytest.fixture(scope="module")
def plain(folder: Path) -> Audit:
    return svcqa.run([folder / "records"], [str(folder / "规则.yaml")], as_of="2024-12-31")


@pytest.fixture(scope="module")
def since(folder: Path, plain: Audit) -> Audit:
    """An audit in which nobody of the others stands any more, read against the one that names them."""
    row = ("W900", "2024-03-05 10:00", "何莉", "罗刚", "", "", "", "好")
    place = workbooks(
        folder / "later" / "工单.xlsx", {"工单": [HEADINGS, row], "帮手": [["帮手", "等级"], ["何莉", "一级"]]}
    )
    return svcqa.against(svcqa.run([place], [str(folder / "规则.yaml")], as_of="2024-12-31"), plain)


@pytest.fixture(scope="module")
def hidden(plain: Audit) -> Audit:
    reviews = [Review("f", "confirmed", "张三说的", "", "吴组长", "2024-12-31", "王小明已改", "册 → 页 → A1")]
    elements = {"leader": "孙团长、冯小刚", "conclusions": "冯小刚与张三谈过"}
    assignment = {"audit_reviews": [{"fingerprint": "f", "reviewed_by": "吴组长", "reason": "张三说的"}]}
    return masked(replace(plain, dossier=Dossier(assignment, elements, reviews)))


def _text(data: bytes) -> str:
    """All that a report says, in whatever file it comes."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = "\n".join(
                [*parts.namelist(), *(parts.read(name).decode(errors="replace") for name in parts.namelist())]
            )
        return html.unescape(re.sub(r"<[^>]*>", " ", text) + text)
    if data.startswith(b"%PDF"):
        return pdf_text(data)
    text = data.decode("utf-8-sig")
    return text + html.unescape(text) + unquote(text)


@pytest.mark.parametrize("format_", Host.discover().formats)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_format_tells_a_name_or_a_number(plain: Audit, format_: str, lang: Lang) -> None:
    said = _text(svcqa.render(plain, format_, lang))
    told = _text(svcqa.render(plain, format_, lang, mask=True))
    # nothing falls due by it: tests/test_due.py masks what does; and it is read against no earlier audit, see below
    assert "张三" in said or format_ in {*DUE_FORMATS, *DIFF_FORMATS}
    assert not [secret for secret in SECRETS if secret in told]


@pytest.mark.parametrize("format_", Host.discover().formats)
def test_no_format_tells_a_name_or_a_number_that_only_an_earlier_audit_has(
    plain: Audit, since: Audit, format_: str
) -> None:
    said, told = (_text(svcqa.render(since, format_, mask=mask)) for mask in (False, True))
    quoting = {"json", "html", "xlsx", "markdown", "sarif", *DIFF_FORMATS}
    assert ("小胖师傅" in said) == (format_ in quoting)
    assert not [secret for secret in SECRETS if secret in told]


@pytest.mark.parametrize("format_", ["csv", "html", "json", "xlsx"])
def test_what_tells_nobody_apart_stays(plain: Audit, format_: str) -> None:
    told = _text(svcqa.render(plain, format_, mask=True))
    assert [one for one in PUBLIC if one not in told] == []


def _cells(audit: Audit) -> dict[str, str | None]:
    """Cells of the sheet of orders → what is quoted."""
    return {cell.cell: cell.value for one in audit.findings for cell in one.locations if cell.sheet == "工单"}


def test_one_person_has_one_number_in_cells_keys_messages_and_names_of_files(plain: Audit) -> None:
    hidden = masked(plain)
    cells = _cells(hidden)
    zhang, li, li_na = cells["C3"], cells["G3"], cells["D7"]
    assert zhang
    assert li
    assert li_na
    li = li.removesuffix("没接")
    assert {zhang, li, li_na} <= {f"人员{number:03}" for number in range(1, 20)}
    assert len({zhang, li, li_na}) == 3
    assert cells["C4"] == f"{zhang}、{li}"
    assert cells["G5"] == f"电话139 **** 5678，找{li}"
    assert cells["G7"] == f"请{li_na}签收"
    assert hidden.content.inputs[0].name == f"{zhang}工单.xlsx"
    assert {one.key.get("helper") for one in hidden.findings} >= {li}
    assert any(li in one.message.zh and li in one.message.en for one in hidden.findings)


def test_a_person_is_the_same_in_every_format(plain: Audit) -> None:
    (li,) = {one.key["helper"] for one in masked(plain).findings if "人员" in (one.key.get("helper") or "")} & {
        (_cells(masked(plain))["G3"] or "").removesuffix("没接")
    }
    for format_ in ("csv", "html", "json", "xlsx"):
        assert f"{li}没接" in _text(svcqa.render(plain, format_, mask=True)), format_


def test_a_format_of_a_plugin_gets_the_masked_audit(plain: Audit) -> None:
    class Plugin:
        @svcqa.hook
        def svcqa_render(self, audit: Audit, request: svcqa.RenderRequest) -> bytes | None:
            return str(audit.findings.table.to_pylist()).encode() if request.format == "mine" else None

    host = Host.discover()
    host.manager.register(Plugin())
    said, told = (svcqa.render(plain, "mine", mask=mask, host=host).decode() for mask in (False, True))
    assert "张三" in said
    assert not [secret for secret in SECRETS if secret in told]


def test_numbers_show_their_ends_and_two_that_look_alike_are_told_apart(plain: Audit) -> None:
    cells = _cells(masked(plain))
    assert (cells["F3"], cells["F7"]) == ("138****5678", "138****5678(2)")
    assert cells["F4"] == "0571-****4321"
    assert cells["G4"] == "身份证110***********002X"
    assert cells["G6"] == "订单20250305001"


def test_what_is_odd_in_a_personal_cell_is_hidden_there_and_what_says_nothing_stays(plain: Audit) -> None:
    cells = _cells(masked(plain))
    odd = [cells[place] or "" for place in ("C5", "E3", "F5", "F6")]
    assert all(re.fullmatch(r"隐去\d{4}", one) for one in odd)
    assert len(set(odd)) == len(odd)
    assert (cells["C7"], cells["D4"]) == ("10023", "华东电力有限公司")


@pytest.mark.parametrize(
    ("written", "level", "told"),
    [
        ("无", "person", "无"), ("／", "contact", "／"), ("已签", "person", "已签"), ("客服部", "person", "客服部"),
        ("A-10023", "person", "A-10023"), ("8012", "contact", "8012"), ("王师傅（质量部）", "person", "隐去0001（质量部）"),
        ("张三、待定", "person", "人员001、待定"), ("张三代签", "person", "人员001代签"), ("张三2024-03-05", "person", "人员0012024-03-05"),
        ("海尔电器", "party", "海尔电器"), ("张三13812345678", "contact", "隐去0001"), ("老", "person", "隐去0001"),
    ],
)  # fmt: skip
def test_a_personal_cell_keeps_what_names_nobody(written: str, level: Any, told: str) -> None:
    assert Hiding(["张三"]).cell(written, level) == told


def test_signatures_under_a_table_and_titles_above_it_are_hidden(hidden: Audit) -> None:
    aside = [one.text for sheet in hidden.content.inputs[0].sheets for one in sheet.set_aside]
    assert any(re.fullmatch(r"人员\d{3}的工单", one) for one in aside)
    assert any(re.fullmatch(r"制表：人员\d{3}", one) for one in aside)


def test_what_people_have_added_is_hidden_alike(plain: Audit, hidden: Audit) -> None:
    zhang = _cells(masked(plain))["C3"]
    (review,) = hidden.dossier.reviews
    assert (review.reason, review.fingerprint) == (f"{zhang}说的", "f")
    assert review.by == hidden.dossier.assignment["audit_reviews"][0]["reviewed_by"]
    assert re.fullmatch(r"隐去\d{4}", review.by)
    assert not {"张三", "冯小刚", "王小明"} & set(re.findall("张三|冯小刚|王小明", str(hidden.dossier)))
    assert re.fullmatch(rf"人员\d{{3}}与{zhang}谈过", hidden.dossier.elements["conclusions"])


def test_nonconformity_reports_are_masked_with_their_file_names(plain: Audit) -> None:
    reviews = [
        Review(one.fingerprint, "confirmed", "张三认可", "", "吴组长", "2024-12-31", "李四已改", "册 → 页 → A1")
        for one in plain.findings
    ]
    reviewed = replace(plain, dossier=Dossier(reviews=reviews))
    said = "".join(map(_text, nonconformity_reports(reviewed).values()))
    told = nonconformity_reports(reviewed, mask=True)
    text = "".join([*told, *map(_text, told.values())])
    assert "张三" in said
    assert not [secret for secret in (*SECRETS, "吴组长") if secret in text]


def test_a_masked_audit_says_so_and_from_which_it_was_made(plain: Audit) -> None:
    made = masked(plain)
    assert (made.content.masked_from, made.content.settings["masked"]) == (plain.digest, "yes")
    assert made.digest != plain.digest
    assert made.content.people == []
    asked: tuple[tuple[str, Lang, str], ...] = (
        ("html", "zh", "个人信息已隐去"),
        ("xlsx", "en", "personal data hidden"),
        ("text", "zh", "个人信息已隐去"),
    )
    for format_, lang, said in asked:
        told = _text(svcqa.render(made, format_, lang))
        assert said in told
        assert plain.digest in told


def test_a_masked_audit_is_read_back_and_masked_again_it_is_itself(plain: Audit) -> None:
    data = svcqa.render(plain, "json", mask=True)
    again = auditfile.read(io.BytesIO(data), "a.json")
    assert masked(again) is again
    assert svcqa.render(again, "json", mask=True) == data
    assert svcqa.render(again, "html") == svcqa.render(plain, "html", mask=True)
    assert svcqa.render(plain, "json", mask=True) == data


def test_numbers_are_given_in_one_order_whatever_the_process(plain: Audit, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_bytes(svcqa.render(plain, "json"))
    command = [sys.executable, "-m", "svcqa", "report", str(kept), "--mask", "--format", "json"]
    runs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == svcqa.render(plain, "json", mask=True)


def test_figures_fingerprints_and_records_stay_what_they_are(plain: Audit) -> None:
    made = masked(plain)
    for name in ("fingerprint", "rule", "register", "weight", "clause", "date"):
        assert made.findings.table.column(name).to_pylist() == plain.findings.table.column(name).to_pylist()
    assert made.by_weight() == plain.by_weight()
    keys = [len(set(one.findings.table.column("root").to_pylist())) for one in (plain, made)]
    assert keys[0] == keys[1]


def test_the_nastiest_values_pass_through() -> None:
    one = audits.audit()
    made = masked(one)
    assert [finding.key for finding in made.findings] == [finding.key for finding in one.findings]
    assert [finding.evidence for finding in made.findings] == [finding.evidence for finding in one.findings]
    assert made.content.parameters[1].approved_by.startswith("隐去")


def test_a_number_kept_as_a_number_and_one_behind_a_line_break_are_hidden() -> None:
    rows = [
        {**audits.finding(0, value="电话\n13812345678"), "evidence": json.dumps({"n": 13812345678, "m": 20250305001})}
    ]
    (one,) = masked(audits.audit(rows)).findings
    assert [cell.value for cell in one.locations] == ["电话\n138****5678"] * 2
    assert one.evidence == {"n": "138****5678", "m": 20250305001}


def test_records_named_by_two_people_stay_two() -> None:
    rows = [
        {**audits.finding(number), "key": json.dumps({"name": name}, ensure_ascii=False), "root": f"work_orders/{name}"}
        for number, name in enumerate(("王一", "王二", "老王", "老王头"))
    ]
    facts = RegisterFacts(Said("工单", "Orders"), {}, {"name": "person"})
    made = masked(audits.audit(rows, registers={"work_orders": facts}, people=["王一", "王二"]))
    assert len({one.key["name"] for one in made.findings}) == len({one.root for one in made.findings}) == 4
    assert not [one for one in made.findings if "王" in f"{one.root}{one.key}"]


def test_who_stands_in_a_roster_is_hidden() -> None:
    facts = RegisterFacts(Said("派工", "Orders"), {}, {"engineer": "person"})
    named = Named("", "orders.engineer", "", [Said("√", "v")], ["current"], [["张三", "小胖师傅", "10023"]])
    exhibit = changed(audits.exhibits()[-1], kind="roster", named=named)
    made = masked(audits.audit([], registers={"orders": facts}, people=["张三"], exhibits=[exhibit], parameters=[]))
    shown = made.content.exhibits[0].named
    assert shown
    assert shown.names == [["人员001", "隐去0001", "10023"]]


def test_the_wording_of_rules_is_left_readable() -> None:
    made = masked(audits.audit(audits.plain_findings(1), people=["时联", "工单填"]))
    assert "按时答复" in {one.title.zh for one in made.content.tallies}


def test_a_masked_audit_takes_no_reviews_since_they_would_not_be_masked(plain: Audit, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="personal data are hidden"):
        svcqa.reviewed(masked(plain), tmp_path / "审核.xlsx")


def test_the_command_line_masks_what_it_audits_and_what_was_kept(
    folder: Path, tmp_path: Path, capsysbinary: Any
) -> None:
    kept, direct = tmp_path / "kept.json", tmp_path / "direct.html"
    shared = [
        "audit",
        str(folder / "records"),
        "--ruleset",
        str(folder / "规则.yaml"),
        "--as-of",
        "2024-12-31",
        "--exit-zero",
    ]
    assert main([*shared, "--output", f"json={kept}"]) == 0
    assert main([*shared, "--mask", "--output", f"html={direct}"]) == 0
    capsysbinary.readouterr()
    assert main(["report", str(kept), "--mask", "--format", "html", "--output", "-"]) == 0
    told = capsysbinary.readouterr().out
    assert told == direct.read_bytes()
    assert not [secret for secret in SECRETS if secret in _text(told)]


MOBILES = st.from_regex(r"1(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}", fullmatch=True)
AROUND = st.text(alphabet="电话：，、 。()【】\n", max_size=3)


@given(
    AROUND,
    MOBILES,
    AROUND,
    st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "+86 {0}{1}{2}", "86-{0} {1}{2}", "{0}　{1}　{2}"]),
)
def test_every_mobile_number_is_hidden_however_it_is_grouped(
    before: str, number: str, behind: str, written: str
) -> None:
    shown = written.format(number[:3], number[3:7], number[7:])
    told = Numbers().hidden(f"{before}{shown}{behind}")
    assert told == f"{before}{written.format(number[:3], '****', number[7:])}{behind}"


@given(MOBILES)
def test_full_width_digits_are_digits(number: str) -> None:
    wide = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert Numbers().hidden(wide) == f"{wide[:3]}****{wide[7:]}"


@given(
    st.sampled_from(["110105", "330106", "440305", "510104", "650102"]),
    st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2020, 12, 31)),
    st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True),
)
def test_every_identity_number_is_hidden(place: str, born: Any, serial: str) -> None:
    number = f"{place}{born:%Y%m%d}{serial}"
    assert Numbers().hidden(f"证件：{number}。") == f"证件：{number[:3]}***********{serial}。"


@pytest.mark.parametrize(
    "text",
    [
        "20250305001", "12345678901", "10050300123", "202503050912345678", "110105199913310021", "991231199001011234",
        "SN13812345678", "13812345678A1", "138123456789", "1381234567", "ab" * 32, "c13812345678f" * 4, "2024-03-05 10:00:00",
        "0.13812345678", "PG2024-00827", "400-800-1234", "00012345678",
    ],
)  # fmt: skip
def test_order_numbers_serial_numbers_dates_and_digests_are_left_alone(text: str) -> None:
    assert Numbers().hidden(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("010-62345678", "010-****5678"), ("(0571)87654321", "(0571)****4321"), ("021 6234 5678", "021 **** 5678"),
        ("0411-8765432转801", "0411-***5432转801"), ("130503670401001", "130********1001"),
        ("1381234 5678、138 1234567", "138**** 5678、138 1234567"),
    ],
)  # fmt: skip
def test_landlines_and_old_identity_numbers_are_hidden(text: str, told: str) -> None:
    assert Numbers().hidden(text) == told


@pytest.mark.parametrize("format_", [name for name in Host.discover().formats if name != "csv"])
def test_every_report_but_the_bare_list_names_the_audit_from_before_masking(plain: Audit, format_: str) -> None:
    said = _text(svcqa.render(plain, format_, mask=True))
    assert plain.digest in (said.replace("\r\n ", "") if format_ == "ics" else said)  # there lines are folded
