"""One counting unit: every format tells the same figures of one audit, and the document holds what they come from."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
import openpyxl
import pytest

import svcqa
from svcqa.dossier import Dossier
from svcqa.findings import Audit
from svcqa.rendering import nonconformity_reports
from svcqa.reports import DIFF_FORMATS, DUE_FORMATS, svcqa_formats
from svcqa.reports.signed.deviations import EXAMPLES
from svcqa.reports.wording import WORDS
from tests.documents import pdf_text, tables
from tests.office import ROWS, ruleset, workbook
from tests.pages import page, rendered
from tests.reviewed import review

MANY = [*ROWS, *((f"W1{number:02}", "东城", "", "2024-03-07 09:00", "2024-03-07 10:00", "李四", "已完成", 5)
                 for number in range(40))]  # fmt: skip
"""Enough findings to be more than any list of examples."""


@pytest.fixture(name="one", scope="module")
def _one(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """An audit of the office's records, of which an auditor has confirmed half and explained one."""
    folder = tmp_path_factory.mktemp("office")
    made = svcqa.run([workbook(folder / "a.xlsx", MANY)], [ruleset(folder)], as_of="2024-03-31")
    rows = [msgspec.to_builtins(finding) for finding in made.findings]
    reviews = [review(row) for row in rows[::2]] + [review(rows[1], "explained")]
    return dataclasses.replace(made, dossier=Dossier(reviews=reviews))


def counted(one: Audit) -> dict[str, int]:
    """The figures, counted by hand from the lists of the document."""
    document = json.loads(rendered(one, "json"))
    content, dossier = document["content"], document["dossier"]
    weights = Counter(finding["weight"] for finding in content["findings"])
    decisions = Counter(one["decision"] for one in dossier["reviews"])
    own = [tally for tally in content["tallies"] if tally["ruleset"] == "orders"]
    return {
        "rules": len(own),
        "assessed": sum(tally["assessed"] for tally in own),
        "findings": len(content["findings"]),
        **{weight: weights[weight] for weight in ("high", "medium", "low")},
        "undetermined": len(content["unjudged"]),
        "judged": sum(tally["in_scope"] for tally in own),
        "confirmed": decisions["confirmed"],
        "explained": decisions["explained"],
        "unreviewed": len(content["findings"]) - sum(decisions.values()),
    }


def _number(text: str, pattern: str) -> int:
    found = re.search(pattern, text)
    assert found, pattern
    return int(found[1].replace(",", ""))


def _said(text: str, words: str = " ") -> dict[str, int]:
    """The figures of a text in English that gives each after its name."""
    names = {
        "findings": "Findings", "undetermined": "Undetermined", "judged": "Judgements in scope",
        "confirmed": "Confirmed", "explained": "Explained", "unreviewed": "Unreviewed",
    }  # fmt: skip
    return {name: _number(text, f"{label.replace(' ', words)}{words}([\\d,]+)") for name, label in names.items()}


def of_html(one: Audit) -> dict[str, int]:
    found = page(one, "en")
    data = json.loads(found.scripts[0])
    cards = found.text[: found.text.index("Manuals and chapters")]
    weights = {name: _number(cards, rf"{name} ([\d,]+)") for name in ("high", "medium", "low")}
    names = {"findings": "Findings", "undetermined": "Undetermined", "judged": "Judgements in scope"}
    figures = {name: _number(cards, rf"{label} ([\d,]+)") for name, label in names.items()}
    assert len(data["rows"]) == figures["findings"], "the list holds them all"
    return {
        **figures,
        **weights,
        "rules": _number(cards, r"of (\d+) rules"),
        "assessed": _number(cards, r"(\d+) of \d+ rules"),
    }


def of_xlsx(one: Audit) -> dict[str, int]:
    book = openpyxl.load_workbook(io.BytesIO(rendered(one, "xlsx", "en")), read_only=True)
    summary = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    listed = sum(1 for _ in book["Findings"].iter_rows(min_row=2))
    found = {"findings": listed, "undetermined": sum(1 for _ in book["Not judged"].iter_rows(min_row=2))}
    for name, label in (("judged", "judged"), ("undetermined", "undetermined"), ("findings", "findings_not_excused")):
        assert summary[WORDS[label].en] == found.setdefault(name, summary[WORDS[label].en])
    for name in ("confirmed", "explained", "unreviewed"):
        found[name] = summary[WORDS[f"decision.{name}"].en]
    return found


def of_csv(one: Audit) -> dict[str, int]:
    rows = list(csv.DictReader(io.StringIO(rendered(one, "csv", "en").decode("utf-8-sig"), newline="")))
    weights = Counter(row["Weight"] for row in rows)
    return {"findings": len(rows), **{name: weights[name] for name in ("high", "medium", "low")}}


def of_docx(one: Audit) -> dict[str, int]:
    rows = {row[0]: row[1] for found in tables(rendered(one, "docx", "en")) for row in found if len(row) == 2}
    told = _said(" ".join(f"{name} {value}" for name, value in rows.items()))
    weights = {name: int(rows[f"Findings · Weight {name}"]) for name in ("high", "medium", "low")}
    of = rows[WORDS["assessed_share"].en]
    return {**told, **weights, "rules": _number(of, r"of (\d+) rules"), "assessed": _number(of, r"(\d+) of \d+ rules")}


def of_pdf(one: Audit) -> dict[str, int]:
    text = pdf_text(rendered(one, "pdf", "en"))
    told = _said(text[text.index("Resultsinfigures") :], "")
    return told | {name: _number(text, rf"Findings·Weight{name}([\d,]+)") for name in ("high", "medium", "low")}


def of_text(one: Audit) -> dict[str, int]:
    text = rendered(one, "text", "en").decode()
    weights = {name: _number(text, rf"findings:.*{name} ([\d,]+)") for name in ("high", "medium", "low")}
    whole = {"findings": _number(text, r"([\d,]+) findings"), "undetermined": _number(text, r"([\d,]+) undetermined")}
    return {
        **weights,
        **whole,
        "rules": _number(text, r"of (\d+) rules"),
        "assessed": _number(text, r"(\d+) of \d+ rules"),
    }


def of_markdown(one: Audit) -> dict[str, int]:
    text = rendered(one, "markdown", "en").decode().replace(" | ", " ")
    weights = {name: _number(text, rf"Findings: {name} ([\d,]+)") for name in ("high", "medium", "low")}
    return {**_said(text), **weights, "rules": _number(text, r"of (\d+) rules")}


def of_junit(one: Audit) -> dict[str, int]:
    text = rendered(one, "junit", "en").decode()
    told = {"findings": "findings", "undetermined": "undetermined"} | {
        name: f"reviewed.{name}" for name in ("confirmed", "explained", "unreviewed")
    }
    found = {name: sum(map(int, re.findall(rf'name="{key}" value="(\d+)"', text))) for name, key in told.items()}
    first = text[: text.index("</testsuite>")]
    return found | {name: _number(first, rf'name="{name}" value="(\d+)"') for name in ("rules", "assessed", "judged")}


def of_sarif(one: Audit) -> dict[str, int]:
    (ran,) = json.loads(rendered(one, "sarif", "en"))["runs"]
    levels = Counter(result.get("level") for result in ran["results"] if result["kind"] == "fail")
    kinds = Counter(result["kind"] for result in ran["results"])
    figures: dict[str, Any] = ran["properties"]["figures"]
    assert (kinds["fail"], kinds["open"]) == (figures["findings"], figures["undetermined"])
    by_weight = {"high": levels["error"], "medium": levels["warning"], "low": levels["note"]}
    assert by_weight == figures["by_weight"]
    told = {name: figures[name] for name in ("findings", "undetermined", "judged", "rules", "assessed")}
    return (
        told
        | by_weight
        | {name: ran["properties"]["reviews"][name] for name in ("confirmed", "explained", "unreviewed")}
    )


FORMATS: dict[str, Callable[[Audit], dict[str, int]]] = {
    "html": of_html, "xlsx": of_xlsx, "csv": of_csv, "docx": of_docx, "pdf": of_pdf, "text": of_text,
    "markdown": of_markdown, "junit": of_junit, "sarif": of_sarif,
}  # fmt: skip


def test_every_format_is_compared() -> None:
    # what falls due has no figures of findings; tests/test_due.py compares its forms, tests/test_baseline.py those of diff
    assert {*FORMATS, "json", *DUE_FORMATS, *DIFF_FORMATS} == set(svcqa_formats())


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_tells_the_figures_of_the_document(one: Audit, format_: str) -> None:
    wanted, told = counted(one), FORMATS[format_](one)
    assert wanted["findings"] > 60, "more than any list of examples"
    assert told == {name: wanted[name] for name in told}
    assert {"findings"} <= set(told)


def test_the_nonconformity_reports_hold_every_confirmed_finding_once(one: Audit) -> None:
    counts = []
    for data in nonconformity_reports(one, "en").values():
        form, *annex = tables(data)
        counts.append(_number(" ".join(cell for row in form for cell in row), r"([\d,]+) confirmed"))
        assert sum(len(found) - 1 for found in annex) == (counts[-1] if annex else 0), "the full list is attached"
        assert bool(annex) == (counts[-1] > EXAMPLES)
    assert len(counts) > 1
    assert sum(counts) == counted(one)["confirmed"]
