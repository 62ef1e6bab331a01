"""The health of a manual: what it leaves open, contradicts or loses too early, whatever an office does."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from svcqa.cli import main
from svcqa.health import Point, points
from svcqa.host import Host
from svcqa.rulesets import Library, bind, load
from tests.office import ORDERS, ruleset

HOST = Host.discover()
LIBRARY = Library(HOST.ruleset_folders)
KEPT = (
    ORDERS.replace(
        "      amount:",
        "      kept: {title: {zh: 在库, en: Kept}, type: yes_no}\n      gone: {title: {zh: 销毁日, en: Gone}, type: date}\n      amount:",
    )
    + """
  - id: K-1
    clause: 9.1
    title: {zh: 派工单保存三年, en: Orders are kept three years}
    of: work_orders
    check: retention
    params: {keep: 3y, closed: contacted_at, inventory: {register: boxes, "on": {order_no: order_no}, present: there}}
  - id: K-2
    clause: 9.2
    title: {zh: 人员名册保存一年, en: The roster is kept one year}
    of: staff
    check: retention
    params: {keep: 1y, inventory: {register: boxes, "on": {name: name}, present: there}}
  - id: K-3
    clause: 9.3
    title: {zh: 档案盒永久保存, en: Boxes are kept for ever}
    of: boxes
    check: retention
    params: {keep: permanent, present: there}
contrasts:
  - {title: {zh: 先联系还是先填名称, en: Contact or name first}, rules: [O-1, O-2]}
vague: {及时: [O-1]}
"""
).replace(
    "parameters:",
    """  boxes:
    title: {zh: 档案盒, en: boxes}
    key: [order_no]
    event_date: as_of
    fields:
      order_no: {title: {zh: 单号, en: No.}, type: code}
      name: {title: {zh: 人名, en: Whose}, type: person}
      there: {title: {zh: 在库, en: There}, type: yes_no}
parameters:""",
    1,
)


def _of(text: str, folder: Path) -> list[Point]:
    loaded = load(ruleset(folder, text), LIBRARY)
    return points([loaded], bind(loaded, HOST.checks))


def _said(found: list[Point], kind: str) -> list[tuple[str, list[str]]]:
    return [(one.said.en, list(one.rules)) for one in found if one.kind == kind]


def test_a_manual_hears_what_it_leaves_open_and_where_it_contradicts_itself(tmp_path: Path) -> None:
    text = KEPT.replace("type: duration, default: 15m", "type: duration")
    found = _of(text, tmp_path)
    assert _said(found, "vague") == [("'及时' does not say how long, how many or who decides", ["O-1"])]
    assert ("not said: contact limit (parameter response_limit)", ["O-1"]) in _said(found, "no_number")
    assert _said(found, "contradiction") == [("Contact or name first", ["O-1", "O-2"])]
    assert ("not said: contact limit (parameter response_limit)", ["O-1"]) not in _said(
        _of(KEPT, tmp_path), "no_number"
    )


def test_what_is_destroyed_before_others_that_refer_to_it_is_kept_too_short(tmp_path: Path) -> None:
    assert _said(_of(KEPT, tmp_path), "kept_too_short") == [
        ("'staff' is kept for 1 year, and 'work orders', which refers to it, for 3 years", ["K-2", "K-1"])
    ]
    assert not _said(_of(KEPT.replace("keep: 1y", "keep: 36mo"), tmp_path), "kept_too_short")


def test_what_is_destroyed_before_a_rule_looks_back_on_it_is_kept_too_short(tmp_path: Path) -> None:
    text = KEPT.replace("max: {param: response_limit}", "max: 5y")
    assert ("'work orders' is kept for 3 years, and rules look back on it for 5 years", ["O-1", "K-1"]) in _said(
        _of(text, tmp_path), "kept_too_short"
    )


def test_records_without_a_period_are_named_and_so_is_what_is_kept_for_nothing(tmp_path: Path) -> None:
    assert _said(_of(ORDERS, tmp_path), "not_kept") == [("how long 'work orders' is kept is not said", ["O-1", "O-2"])]
    found = _of(KEPT, tmp_path)
    assert _said(found, "not_kept") == [("how long 'boxes' is kept is not said", ["K-3"])]
    assert _said(found, "not_asked_for") == [("'staff' is to be kept, and no clause asks for it", ["K-2"])]


@cache
def _manual() -> list[Point]:
    loaded = load("wwsh-003", LIBRARY)
    return points([loaded], bind(loaded, HOST.checks))


def test_manual_002_destroys_the_request_log_while_the_orders_from_it_are_kept() -> None:
    short = dict(_said(_manual(), "kept_too_short"))
    assert "'Service requests' is kept for 2 years, and 'Work orders', which refers to it, for 3 years" in short
    assert {one.kind for one in _manual()} >= {"vague", "no_number", "contradiction", "kept_too_short", "not_kept"}


@pytest.mark.parametrize("name", LIBRARY.places)
def test_vague_words_are_those_of_rules_that_there_are(name: str) -> None:
    loaded = load(name, LIBRARY)
    assert {rule for rules in loaded.vague.values() for rule in rules} <= {placed.rule.id for placed in loaded.rules}


def test_the_command_tells_them_as_text_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = ruleset(tmp_path, KEPT)
    assert main(["rules", "health", "--ruleset", name, "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert "互相矛盾 (1)\n  先联系还是先填名称  [O-1, O-2]" in told
    assert main(["rules", "health", "--ruleset", name, "--format", "json", "--lang", "en"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {
        "kind": "vague",
        "said": {
            "zh": "“及时”没有写明多久、多少或由谁判断",
            "en": "'及时' does not say how long, how many or who decides",
        },
        "rules": ["O-1"],
    } in data
