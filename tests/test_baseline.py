"""An audit read against an earlier one: what is called solved is solved, and everything else is called what it is."""

from __future__ import annotations

import base64
import dataclasses
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svcqa
from svcqa import auditfile
from svcqa.baselines import OUTCOMES, STATES, Baseline
from svcqa.dossier import Dossier
from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.following import compared, latest_first
from svcqa.masking import masked
from svcqa.population import marks, packed, packed_marks, places
from tests import audits
from tests.office import HEADINGS, ORDERS, ruleset, workbook
from tests.reviewed import review

Row = Sequence[Any]
FINE = ("W001", "东城", "华东电力", "2024-03-05 10:00", "2024-03-05 10:15", "张三", "已完成", 120)
LATE = ("W002", "东城", "北方燃气", "2024-03-05 11:00", "2024-03-05 11:40", "李四", "已完成", 80)
BARE = ("W003", "西城", "", "2024-03-06 09:00", "2024-03-06 09:05", "张三", "已完成", 60)
OPEN = ("W004", "西城", "南方水务", "2024-03-06 09:30", "约10点", "李四", "处理中", 60)
ROWS: tuple[Row, ...] = (FINE, LATE, BARE, OPEN)
"""Findings: O-1 of W002, O-2 of W003, and record.type of W004, which O-1 cannot judge."""
WITHOUT_O_2 = ORDERS[: ORDERS.index("  - id: O-2")]
UNSET = ORDERS.replace("type: duration, default: 15m", "type: duration")
OTHER = ORDERS.replace("name: orders", "name: others")
Run = Callable[..., Audit]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Audits rows by a ruleset, as of the end of March unless something else is asked for; what was audited is kept."""
    folder, kept = tmp_path_factory.mktemp("office"), dict[str, Audit]()

    def call(rows: Sequence[Row] = ROWS, text: str = ORDERS, as_of: str = "2024-03-31", **given: Any) -> Audit:
        name = repr((list(map(list, rows)), text, as_of, given))
        if name not in kept:
            place = workbook(folder / "派工.xlsx", rows)
            kept[name] = svcqa.run([place], [ruleset(folder, text)], as_of=as_of, **given)
        return kept[name]

    return call


def edited(row: Row, **cells: Any) -> list[Any]:
    """The row with other cells, by their headings."""
    return [cells.get(name, cell) for name, cell in zip(HEADINGS, row, strict=True)]


def baseline(audit: Audit, *earlier: Audit) -> Baseline:
    made = svcqa.against(audit, *earlier).dossier.baseline
    assert made is not None
    return made


def outcome(made: Baseline, rule: str, key: str) -> str:
    """What a finding is now, or what became of it."""
    (found,) = [one.outcome for one in made.former if one.rule == rule and one.key.get("order_no") == key]
    return found


def state(made: Baseline, audit: Audit, rule: str, key: str) -> str:
    (found,) = [one.fingerprint for one in audit.findings if one.rule == rule and one.key.get("order_no") == key]
    return made.states[found]


LATER = edited(LATE, 联系时间="2024-03-05 12:00")
BECAME: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "solved": ("O-2", "W003", {"rows": [FINE, LATE, edited(BARE, 客户名称="某客户"), OPEN]}),
    "gone": ("O-1", "W002", {"rows": [FINE, BARE, OPEN]}),
    "not_concerned": ("O-1", "W002", {"rows": [FINE, edited(LATE, 状态="已取消"), BARE, OPEN]}),
    "not_judged": ("O-1", "W002", {"rows": [FINE, edited(LATE, 联系时间="约中午"), BARE, OPEN]}),
    "not_assessed": ("O-1", "W002", {"text": UNSET}),
    "outside": ("O-1", "W002", {"as_of": "2024-04-30", "period": "2024-04"}),
    "rule_dropped": ("O-2", "W003", {"text": WITHOUT_O_2}),
    "unknown": (
        "O-1",
        "W002",
        {"rows": [FINE, edited(LATE, 联系时间="2024-03-05 11:05"), edited(FINE, 派工单号="W002")]},
    ),
}


@pytest.mark.parametrize("wanted", BECAME)
def test_what_became_of_an_earlier_finding_is_told(run: Run, wanted: str) -> None:
    rule, key, given_ = BECAME[wanted]
    made = baseline(run(**given_), run())
    assert outcome(made, rule, key) == wanted
    assert made.counts[wanted] >= 1


def test_every_outcome_is_tried() -> None:
    assert set(BECAME) == set(OUTCOMES)


def test_a_record_moved_out_of_the_period_by_another_date_is_not_solved(run: Run) -> None:
    moved = edited(LATE, 派工时间="2024-02-05 11:00", 联系时间="2024-02-05 11:05")
    made = baseline(run([FINE, moved, BARE, OPEN], period="2024-03"), run(period="2024-03"))
    assert outcome(made, "O-1", "W002") == "not_concerned"


def test_a_register_that_is_not_supplied_solves_nothing(run: Run, tmp_path: Path) -> None:
    staff = workbook(tmp_path / "人员.xlsx", [["张三", "工程师"]], headings=["姓名", "岗位"], sheet="人员名册")
    now = svcqa.run([staff], [ruleset(tmp_path)], as_of="2024-03-31")
    made = baseline(now, run())
    assert {one.outcome for one in made.former} == {"not_assessed"}
    assert any("派工单" in one.zh for one in made.caveats)


def test_a_built_in_finding_takes_part_like_others(run: Run) -> None:
    mended = edited(OPEN, 联系时间="2024-03-06 09:40")
    made = baseline(run([FINE, LATE, BARE, mended]), run())
    assert outcome(made, "record.type", "W004") == "solved"


@pytest.mark.parametrize(
    ("rows", "wanted", "differs"),
    [
        ([FINE, LATE], "persisting", []),
        ([LATE, FINE], "persisting", []),
        ([FINE, LATER], "changed", ["message", "evidence", "values"]),
        ([FINE, edited(LATE, 客户名称="另一家")], "persisting", []),
    ],
    ids=["as it was", "in another row", "a longer delay", "another cell, on which it does not rest"],
)
def test_a_finding_that_is_still_there_is_the_same_or_says_what_differs(
    run: Run, rows: Sequence[Row], wanted: str, differs: Sequence[str]
) -> None:
    now = run(rows)
    made = baseline(now, run([FINE, LATE]))
    (finding,) = now.findings
    assert made.states == {finding.fingerprint: wanted}
    assert set(made.changes.get(finding.fingerprint, [])) - {"weight"} == set(differs)


def test_what_was_in_no_earlier_audit_is_new_and_what_was_in_one_before_has_returned(run: Run) -> None:
    first, second = run(as_of="2024-03-10"), run([FINE, BARE], as_of="2024-03-20")
    now = run([*ROWS, edited(LATE, 派工单号="W009")])
    made = baseline(now, second, first)
    assert state(made, now, "O-1", "W002") == "returned"
    assert state(made, now, "O-1", "W009") == "new"
    assert state(made, now, "O-2", "W003") == "persisting"
    assert state(baseline(now, second), now, "O-1", "W002") == "new"
    assert [one.as_of for one in made.trend] == ["2024-03-10", "2024-03-20", "2024-03-31"]
    assert made.asks_for_attention


def test_rules_are_compared_by_name(run: Run) -> None:
    edition = ORDERS.replace("clause: 7.2", "clause: 7.2\n    edition: '2'")
    told = {
        name: [(one.what, one.rule) for one in baseline(run(text=new), run(text=old)).rules]
        for name, old, new in (
            ("dropped", ORDERS, WITHOUT_O_2), ("added", WITHOUT_O_2, ORDERS), ("then", ORDERS, UNSET),
            ("now", UNSET, ORDERS), ("edition", ORDERS, edition), ("same", ORDERS, ORDERS),
        )
    }  # fmt: skip
    assert told == {
        "dropped": [("dropped", "O-2")], "added": [("added", "O-2")], "then": [("assessed_then", "O-1")],
        "now": [("assessed_now", "O-1")], "edition": [("edition", "O-1")], "same": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"parameters": {"response_limit": "20m"}}, "Parameter 'contact limit': 15m then, 20m now."),
        ({"text": ORDERS.replace('version: "1"', 'version: "2"')}, "another version (1 then, 2 now)"),
        ({"text": ORDERS.replace("weight: high", "weight: low")}, "the same version (1) and another content"),
        ({"period": "2024-03"}, "The periods differ: up to 2024-03-31 then, 2024-03-01 to 2024-03-31 now."),
        ({"skip_hidden": True}, "Setting 'hidden': none then, skipped now."),
        ({}, "The content of both audits is the same."),
    ],
)
def test_what_else_differs_is_said(run: Run, now: Mapping[str, Any], said: str) -> None:
    made = baseline(run(**now), run())
    assert any(said in one.en for one in made.caveats)
    assert all(one.zh != one.en for one in made.caveats)
    assert made.comparable


def test_periods_without_a_common_day_are_said(run: Run) -> None:
    made = baseline(run(as_of="2024-04-30", period="2024-04"), run(period="2024-03"))
    assert any("no day in common" in one.en for one in made.caveats)


def test_audits_without_a_common_ruleset_are_not_compared_and_say_so(run: Run) -> None:
    made = baseline(run(text=OTHER), run())
    assert [one.en.startswith("the two audits have no ruleset in common") for one in made.incomparable] == [True]
    assert (made.counts, made.states, made.former, made.rules) == ({}, {}, [], [])
    assert not made.asks_for_attention


def test_an_audit_cannot_come_before_an_earlier_one(run: Run) -> None:
    march, april = run(), run(as_of="2024-04-30")
    with pytest.raises(UsageError, match="later"):
        svcqa.against(march, april)
    with pytest.raises(UsageError, match="later"):
        svcqa.against(april, march, april)
    assert latest_first([march, april]) == [april, march]


@pytest.mark.parametrize("which", ["earlier", "both"])
def test_of_masked_audits_only_what_names_nobody_is_compared(run: Run, which: str) -> None:
    old, new = run([FINE, LATE, BARE]), run([FINE, LATER, edited(BARE, 客户名称="某客户")])
    old, new = masked(old), masked(new) if which == "both" else new
    made = baseline(new, old)
    assert state(made, new, "O-1", "W002") in {"persisting", "changed"}
    assert set(*made.changes.values()) <= {"weight"}
    assert [one.outcome for one in made.former] == ["unknown"]
    assert any("Personal data are hidden" in one.en for one in made.caveats)


def test_an_audit_without_names_takes_none_from_an_earlier_one(run: Run) -> None:
    with pytest.raises(UsageError, match="personal data are hidden"):
        svcqa.against(masked(run()), run())


def test_masking_hides_what_the_baseline_quotes(run: Run) -> None:
    named = ORDERS.replace("params: {require: [customer]}", "params: {require: [customer], allowed: {engineer: [无]}}")
    old = run([FINE, edited(BARE, 工程师="欧阳建国、司马光华"), LATE], named)
    hidden = masked(svcqa.against(run([FINE, LATE], named), old))
    made = hidden.dossier.baseline
    assert made is not None
    assert made.former
    assert made.masked
    assert made.people == []
    assert all((one.message.zh, one.locations[0].value) == ("", None) for one in made.former)
    text = msgspec.json.encode(hidden.dossier).decode()
    assert not [name for name in ("欧阳建国", "司马光华", "张三", "李四") if name in text]


def test_an_audit_written_before_populations_were_told_leaves_open_what_it_cannot_tell(run: Run) -> None:
    now = run([FINE])
    bare = msgspec.structs.replace(now.content, population={}, judged={})
    made = baseline(dataclasses.replace(now, content=bare), run())
    assert {one.outcome for one in made.former} == {"unknown"}
    assert any("does not say which records there were" in one.en for one in made.caveats)


def test_where_a_key_is_repeated_the_same_words_are_the_same_finding(run: Run) -> None:
    twice = [edited(BARE), edited(BARE, 金额=1)]
    now = run([FINE, twice[0], edited(twice[1], 金额=2)])
    made = baseline(now, run([FINE, *twice]))
    assert set(made.states.values()) == {"persisting"}
    assert made.former == []


def test_every_finding_of_both_audits_is_counted_once(run: Run) -> None:
    rng = random.Random(7)
    rows = [edited(LATE, 派工单号=f"W1{at:02}", 客户名称=rng.choice(["", "甲"])) for at in range(40)]
    old, new = run([*ROWS, *rows[:30]]), run([*ROWS[:2], *rows[10:]])
    made = baseline(new, old)
    assert sum(made.counts[one] for one in STATES) == len(new.findings)
    still = made.counts["persisting"] + made.counts["changed"]
    assert still + sum(made.counts[one] for one in OUTCOMES) == len(old.findings)
    assert made.counts["gone"] == len([one for one in made.former if one.outcome == "gone"]) > 0


def test_what_auditors_decided_of_a_finding_stays_beside_it(run: Run) -> None:
    old = run()
    (late,) = [msgspec.to_builtins(one) for one in old.findings if one.rule == "O-1"]
    made = baseline(run([FINE]), dataclasses.replace(old, dossier=Dossier(reviews=[review(late)])))
    assert {one.rule: one.decision for one in made.former}["O-1"] == "confirmed"


def test_solved_findings_that_rested_on_a_time_are_counted(run: Run) -> None:
    made = baseline(
        run([FINE, edited(LATE, 联系时间="2024-03-05 11:10"), edited(BARE, 客户名称="某客户"), OPEN]), run()
    )
    assert (made.counts["solved"], made.solved_by_time) == (2, 1)


def slot(name: str) -> dict[str, Any]:
    told = {
        "key": f'{{"slot":"{name}"}}',
        "root": f"work_orders/{name}/slot",
        "fingerprint": f"{len(name):016x}",
    }
    return {**audits.finding(1), **told}


@pytest.mark.parametrize(("given_", "wanted"), [({}, "solved"), ({"inputs": []}, "not_assessed")])
def test_a_slot_is_filled_only_where_its_register_was_looked_at(given_: Mapping[str, Any], wanted: str) -> None:
    made = compared(audits.audit([slot("2025Q1")]), audits.audit([], **given_))
    assert [one.outcome for one in made.former] == [wanted]


def test_the_baseline_stands_beside_the_digest_and_is_read_back(run: Run, tmp_path: Path) -> None:
    now = run([FINE, LATER])
    joined = svcqa.against(now, run())
    with (tmp_path / "a.json").open("wb") as stream:
        auditfile.write(joined, stream)
    with (tmp_path / "a.json").open("rb") as stream:
        again = auditfile.read(stream, "a.json")
    assert again.digest == now.digest
    assert again.dossier.baseline == joined.dossier.baseline


def test_the_population_does_not_hang_on_the_order_of_rows(run: Run) -> None:
    one, other = run().content, run(list(reversed(ROWS))).content
    assert one.population == other.population
    assert one.judged == other.judged


@given(st.lists(st.text(max_size=8), unique=True), st.data())
def test_a_population_knows_its_records_and_what_was_marked_of_each(roots: list[str], data: st.DataObject) -> None:
    text, order = packed(roots)
    marked = np.array(data.draw(st.lists(st.booleans(), min_size=len(roots), max_size=len(roots))), dtype=bool)
    at = places(text, roots)
    assert (at >= 0).all()
    assert (marks(packed_marks(marked[order]), at) == marked).all()
    assert (places(text, [f"another {root} altogether" for root in roots]) == -1).all()


def _siphash(key: bytes, text: str) -> int:
    """SipHash-2-4 of a text, as its authors describe it (Aumasson, Bernstein 2012)."""
    mask = (1 << 64) - 1
    k0, k1 = (int.from_bytes(key[at : at + 8], "little") for at in (0, 8))
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def rounds(many: int) -> None:
        for _ in range(many):
            for a, b, left, right in ((0, 1, 13, 32), (2, 3, 16, 0), (0, 3, 21, 0), (2, 1, 17, 32)):
                v[a] = (v[a] + v[b]) & mask
                v[b] = ((v[b] << left | v[b] >> (64 - left)) & mask) ^ v[a]
                v[a] = (v[a] << right | v[a] >> (64 - right)) & mask

    data = text.encode()
    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) % 256])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xFF
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def _mixed(number: int) -> int:
    """The last step of SplitMix64 (Steele, Lea, Flood 2014)."""
    mask = (1 << 64) - 1
    number = ((number ^ number >> 30) * 0xBF58476D1CE4E5B9) & mask
    number = ((number ^ number >> 27) * 0x94D049BB133111EB) & mask
    return number ^ number >> 31


def test_a_population_is_written_by_a_published_digests_so_that_later_audits_know_its_records() -> None:
    roots = ["orders/PG-1", "派工单/甲/2", "a", ""]
    written, order = packed(roots)
    digests = [_mixed(_siphash(b"svcqa/population", roots[at])) & ((1 << 48) - 1) for at in order.tolist()]
    assert base64.b64decode(written) == b"".join(one.to_bytes(6, "big") for one in digests)
