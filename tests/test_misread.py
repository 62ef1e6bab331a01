"""Reading errors: what was read wrongly, as proposals for the settings and as cases that can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import svcqa
from svcqa import Audit
from svcqa.reviewing.misread import Case, cases_of, checked
from tests.office import ROWS, ruleset, workbook
from tests.reviewing import CONFIRMED, filled, written
from tests.test_review_rounds import Call, call, kept

__all__ = ["call"]
MISREAD = {**CONFIRMED, "decision": "读取错误", "reason": "应为10:00"}
CASE = {"file": "派工.xlsx", "cell": "E5", "register": "work_orders", "field": "contacted_at", "type": "datetime"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, str]:
    """An audit in which a time could not be read, and its ruleset."""
    folder = tmp_path_factory.mktemp("office")
    rows = [*ROWS[:3], (*ROWS[3][:4], "06/03/2024 10:00", *ROWS[3][5:])]
    rules = ruleset(folder)
    return svcqa.run([workbook(folder / "派工.xlsx", rows)], [rules], as_of="2024-12-31"), rules


def misread(call: Call, office: tuple[Audit, str]) -> dict[str, Any]:
    audit, rules = office
    at = sorted((one.root, one.clause) for one in audit.findings).index(("work_orders/W004", ""))
    book = filled(written(audit, Path("a.xlsx")), Path("b.xlsx"), {at: MISREAD})
    kept(audit)
    given = ("misread", "a.json", "--workbook", book, "--output", "误读.yaml", "--ruleset", rules)
    code, _, err = call("reviews", *given, lang="zh")
    assert (code, "写出1个读取用例" in err) == (0, True)
    (case,) = yaml.safe_load(Path("误读.yaml").read_text(encoding="utf-8"))["cases"]
    return dict(case)


def test_a_reading_error_tells_the_cell_the_column_and_what_was_read(call: Call, office: tuple[Audit, str]) -> None:
    case = misread(call, office)
    finding = case.pop("finding")
    assert finding in {one.fingerprint for one in office[0].findings}
    assert case == {
        "reason": "应为10:00", "file": "派工.xlsx", "sheet": "派工单", "cell": "E5", "heading": "联系时间",
        "register": "work_orders", "field": "contacted_at", "how": "heading", "type": "datetime", "format": None,
        "written": "06/03/2024 10:00", "read_as": "unreadable", "expected": None,
    }  # fmt: skip


def test_proposals_for_the_settings_take_effect_once_they_are_uncommented(
    call: Call, office: tuple[Audit, str]
) -> None:
    misread(call, office)
    text = Path("误读.yaml").read_text(encoding="utf-8").partition("cases:")[0]
    lines = [
        line for line in text.splitlines() if not line.startswith("# ") or line.startswith(("# columns", "# form"))
    ]
    assert lines
    settings = text[text.index("# columns:") :].replace("    # ", "    ").replace("# ", "", 1)
    plain = "\n".join(line.removeprefix("# ").removeprefix("#") for line in settings.splitlines())
    told = yaml.safe_load(plain)
    assert told["columns"] == {"work_orders": {"联系时间": "contacted_at"}}
    assert told["formats"] == {"work_orders": {"contacted_at": "YYYY-MM-DD HH:mm"}}
    assert told["sheets"] == {"派工单": "work_orders"}


def test_a_case_is_read_again_by_the_settings(call: Call, office: tuple[Audit, str]) -> None:
    misread(call, office)
    code, out, _ = call("reviews", "misread", "--check", "误读.yaml")
    assert (code, "expected is not filled in" in out) == (1, True)
    text = Path("误读.yaml").read_text(encoding="utf-8")
    Path("误读.yaml").write_text(text.replace("expected: ", "expected: 2024-03-06 10:00"), encoding="utf-8")
    code, out, _ = call("reviews", "misread", "--check", "误读.yaml")
    assert (code, "read as unreadable, expected 2024-03-06 10:00:00" in out) == (1, True)
    settings = 'formats: {work_orders: {contacted_at: "DD/MM/YYYY HH:mm"}}\n'
    Path("svcqa.yaml").write_text(settings, encoding="utf-8")
    code, out, _ = call("reviews", "misread", "--check", "误读.yaml")
    assert (code, "read as 2024-03-06 10:00:00, as expected" in out) == (0, True)


@pytest.mark.parametrize(("given", "state", "now"), [
    ({"written": "2024-03-05", "expected": "2024年3月5日"}, "right", "2024-03-05"),
    ({"written": "/", "expected": "placeholder"}, "right", "placeholder"),
    ({"written": None, "expected": "blank"}, "right", "blank"),
    ({"written": "约10点", "expected": "unreadable"}, "right", "unreadable"),
    ({"written": "约10点", "expected": "2024-03-05"}, "wrong", "unreadable"),
    ({"written": "约10点"}, "open", "unreadable"),
    ({"written": "1", "type": None, "expected": "1"}, "unknown", ""),
    ({"written": "1.5", "type": "money", "heading": "金额（万元）", "expected": "1.5"}, "right", "15000"),
    ({"written": "是", "type": "yes_no", "expected": "yes"}, "right", "True"),
    ({"written": " 0012 ", "type": "code", "expected": "0012"}, "right", "0012"),
])  # fmt: skip
def test_cells_are_read_as_intake_reads_them(given: dict[str, Any], state: str, now: str) -> None:
    made = checked(Case.model_validate({**CASE, **given}), None, lenient=False)
    assert (made.state, made.now) == (state, now)


def test_without_the_ruleset_a_person_fills_in_the_type(office: tuple[Audit, str], tmp_path: Path) -> None:
    audit, _ = office
    book = filled(written(audit, tmp_path / "a.xlsx"), tmp_path / "b.xlsx", dict.fromkeys(range(3), MISREAD))
    cases = list(cases_of(svcqa.reviewed(audit, book), {}))
    assert {(one.type, one.read_as) for one in cases} == {(None, "")}
    assert {one.cell for one in cases} >= {"E5", "C3"}


def test_what_is_asked_must_be_named(call: Call) -> None:
    code, _, err = call("reviews", "misread")
    assert (code, "--check" in err) == (2, True)
