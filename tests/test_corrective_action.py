"""Corrective actions through a whole audit: what is said, which cells are quoted, and a register of real origin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import svcqa
from svcqa.checks import spec_of
from svcqa.host import Host
from tests.office import shared

CHECK = Host.discover().checks["corrective-action"]
HEAD = """
name: capa
title: {zh: 纠正措施, en: corrective actions}
version: "1"
registers:
  capa:
    title: {zh: 纠正措施, en: corrective actions}
    key: [no]
    event_date: as_of
    fields:
"""
OFFICE = f"""{HEAD}
      no: {{title: {{zh: 编号, en: number}}, type: code}}
      raised: {{title: {{zh: 开具日期, en: raised on}}, type: date}}
      cause: {{title: {{zh: 根本原因, en: root cause}}}}
      owner: {{title: {{zh: 责任人, en: owner}}, type: person}}
      due: {{title: {{zh: 期限, en: due date}}, type: date}}
      done: {{title: {{zh: 完成日期, en: done on}}, type: date}}
      verified_by: {{title: {{zh: 验证人, en: verifier}}, type: person}}
      verified_at: {{title: {{zh: 验证日期, en: verified on}}, type: date}}
      closed: {{title: {{zh: 关闭日期, en: closed on}}, type: date}}
rules:
  - id: C-1
    clause: "1"
    title: {{zh: 纠正措施闭环, en: The loop is closed}}
    of: capa
    check: corrective-action
    params:
      raised: raised
      cause: cause
      owner: owner
      due: due
      done: done
      verified_by: verified_by
      verified_at: verified_at
      closed: closed
"""
LINES = """编号,开具日期,根本原因,责任人,期限,完成日期,验证人,验证日期,关闭日期
N1,2024-03-01,未培训,张三,2024-03-31,2024-03-20,李四,2024-04-20,2024-04-21
N2,2024-03-01,未培训,张三,2024-03-31,2024-04-02,张 三,2024-04-20,2024-04-21
N3,2024-06-20,未培训,张三,2024-06-25,,,,
N4,2024-06-25,未培训,张三,2024-07-31,,,,
N5,2024-03-01,未培训,张三,2024-03-31,2024-03-20,,,2024-04-21
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> svcqa.Audit:
    folder = tmp_path_factory.mktemp("capa")
    (folder / "capa.yaml").write_text(OFFICE, encoding="utf-8")
    (folder / "capa.csv").write_text(LINES, encoding="utf-8")
    return svcqa.run([folder / "capa.csv"], [str(folder / "capa.yaml")], as_of="2024-06-30", ahead="2mo")


def test_a_finding_says_all_that_is_wrong_and_quotes_the_cells_at_fault(office: svcqa.Audit) -> None:
    found = {one.key["no"]: one for one in office.findings if one.rule == "C-1"}
    assert set(found) == {"N2", "N3", "N5"}
    assert found["N2"].message.zh == "应由责任人以外的人担任：验证人；2024-04-02完成，比期限2024-03-31晚2天"
    assert found["N2"].message.en == (
        "must be someone other than the owner: verifier; done at 2024-04-02, 2 d after it was due at 2024-03-31"
    )
    assert [cell.cell for cell in found["N2"].locations] == ["D3", "E3", "F3", "G3"]
    assert found["N3"].message.zh == "至审核日仍未完成，期限为2024-06-25，已超期5天"
    assert (found["N3"].evidence["age"], found["N3"].evidence["state"]) == ("PT864000S", "overdue")
    assert found["N5"].message.zh == "已关闭，但验证没有填写：验证人、验证日期"
    assert [cell.cell for cell in found["N5"].locations] == ["G6", "H6"]


def test_an_open_record_is_told_with_its_due_day(office: svcqa.Audit) -> None:
    due = [(one.key["no"], one.due_on, one.kind) for one in office.upcoming]
    # what is overdue is told too, with the day on which it was due
    assert due == [("N3", "2024-06-25", "action"), ("N4", "2024-07-31", "action")]


def test_states_and_ageing_are_exhibits(office: svcqa.Audit) -> None:
    shown = {one.name: {row[0]["en"]: sum(row[1:]) for row in one.rows} for one in office.content.exhibits}
    assert shown["states"] == {"planned": 1, "closed": 3, "overdue": 1}
    (ageing,) = (one for one in office.content.exhibits if one.name == "ageing")
    assert (ageing.overview.zh if ageing.overview else "") == svcqa.AGEING.zh
    assert {band: count for band, count in shown["ageing"].items() if count} == {"≤ 7 d": 1, "≤ 30 d": 1}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"raised": "a"}, "one of closed, status is needed"),
        ({"closed": "a", "closed_states": ["x"]}, "closed_states is of no use without status"),
        ({"closed": "a", "effective_words": ["x"]}, "effective_words is of no use without result"),
        ({"closed": "a", "effectiveness_due": "b"}, "effectiveness_due is of no use without verified_at"),
        ({"closed": "a", "extension": {"to": "b", "agreed_at": "c"}}, "extension is of no use without due"),
        ({"closed": "a", "cause": "b", "respond_within": "5d"}, "respond_within counts from raised"),
        ({"closed": "a", "verified_at": "b", "verify_within": "5d"}, "verify_within counts from done"),
        ({"closed": "a", "raised": "b", "respond_within": "5d"}, "respond_within is of no use without cause or plan"),
    ],
)
def test_settings_that_would_judge_nothing_are_refused(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        spec_of(CHECK).settings.model_validate(settings)


TRACKER = f"""{HEAD}
      no: {{title: CAPA ID, type: code}}
      cause: {{title: Root Cause}}
      plan: {{title: Corrective Action Plan}}
      owner: {{title: Owner}}
      due: {{title: Due Date, type: date}}
      status: {{title: Status, type: choice}}
      verified_by: {{title: Effectiveness Verified By}}
      verified_at: {{title: Verification Date, type: date}}
      evidence: {{title: "Evidence IDs (EV-###)"}}
rules:
  - id: C-1
    clause: "10.2"
    title: {{zh: 纠正措施闭环, en: The loop is closed}}
    of: capa
    check: corrective-action
    params:
      cause: cause
      plan: plan
      owner: owner
      due: due
      status: status
      verified_by: verified_by
      verified_at: verified_at
      evidence: evidence
      blank_words: [Not yet analyzed]
"""


def _tracker(name: str, as_of: str, folder: Path) -> svcqa.Audit:
    rules = folder / "tracker.yaml"
    rules.write_text(TRACKER, encoding="utf-8")
    return svcqa.run([shared("capa", name)], [str(rules)], as_of=as_of)


def test_a_tracker_closed_without_verification_and_cause_is_found_out(tmp_path: Path) -> None:
    expected = json.loads((shared("capa") / "expected.json").read_text(encoding="utf-8"))["csv"]
    audit = _tracker("capa_tracker.csv", "2026-03-31", tmp_path)
    found = {one.key["no"]: one.evidence for one in audit.findings if one.rule == "C-1"}
    unverified = [no for no, evidence in found.items() if evidence["unverified"] == ["verified_at"]]
    assert unverified == expected["closed_without_verification_date"]
    assert [no for no in found if found[no]["missing"] == ["cause"]] == expected["root_cause_not_analysed"]
    assert len(found) == expected["rows"] == expected["status"]["Closed"]


def test_the_same_tracker_while_still_open_is_pending_until_its_due_days_have_passed(tmp_path: Path) -> None:
    expected = json.loads((shared("capa") / "expected.json").read_text(encoding="utf-8"))["xlsx"]
    early = next(one for one in _tracker("capa_tracker.xlsx", "2026-02-14", tmp_path).content.tallies if one.check)
    assert early.pending == expected["rows"] == expected["status"]["Open"]
    later = _tracker("capa_tracker.xlsx", "2026-02-15", tmp_path)
    assert [one.message.en for one in later.findings] == ["still not done, 1 d after it was due at 2026-02-14"]
