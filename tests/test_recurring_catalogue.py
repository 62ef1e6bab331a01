"""Every obligation of the catalogue that recurs or must be attested can be written as a rule, and binds to its registers.

What the catalogue says in words of its own is translated here, as whoever writes a ruleset would; a parameter that an
organisation has to set is one here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from svcqa.host import Host
from svcqa.rulesets import Library, bind, load
from tests.office import ROOT, ruleset

CATALOGUE = ROOT.parent / "shared" / "catalogue"
ALIKE = {
    "every": "month", "due": {"period": "next", "day": 5}, "max_gap": "1d", "roll": "next", "nil_report": False,
    "min_sample": 30,
}  # fmt: skip
"""A value an organisation might set."""
CONDITION = ("where", "each_where")
EVENTS: Mapping[str, tuple[str, str, str]] = {
    "order": ("work_orders", "order_no", "completed_at"),
    "shipment": ("shipments", "shipment_no", "shipped_at"),
    "install": ("installations", "install_no", "started_at"),
    "session": ("training_sessions", "session_no", "held_at"),
    "claim": ("expenses", "expense_no", "claimed_at"),
    "appointment": ("risk_team", "staff_id", "appointed_at"),
    "round": ("risk_factors", "factor_no", "identified_at"),
    "change": ("deviations", "deviation_no", "approved_at"),
}
"""Event of the catalogue → register, its number, and when it happened."""


def _catalogue(check: str) -> list[dict[str, Any]]:
    if not CATALOGUE.is_dir():
        return []
    entries = yaml.safe_load((CATALOGUE / "obligations.yaml").read_text(encoding="utf-8"))
    return [entry for entry in entries if entry["check"] == check]


def _registers() -> dict[str, Any]:
    """The registers of the catalogue as a ruleset declares them, with the columns the rules below need beside them."""
    written = yaml.safe_load((CATALOGUE / "registers.yaml").read_text(encoding="utf-8"))
    found = {}
    for name, one in written.items():
        fields = {field: {"title": about["zh"], "type": about["type"]} for field, about in one["fields"].items()}
        event = one.get("event_date") or "as_of"
        found[name] = {"title": one["zh"], "key": one["key"], "event_date": event, "fields": fields}
    # which event an answer is about: the catalogue's register has no field for it
    found["attestations"]["fields"]["about"] = {"title": "所关事项", "type": "code"}
    for register, number, moment in EVENTS.values():
        found[register]["fields"].setdefault(number, {"title": number, "type": "code"})
        found[register]["fields"].setdefault(moment, {"title": moment, "type": "date"})
    return found


def _clauses(entry: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The clauses of an entry that are of its check: the main duty, its timing, and the further ones."""
    params = dict(entry["params"])
    also = params.pop("also", [])
    yield from _halves(str(entry["id"]), params)
    for number, clause in enumerate(also, 1):
        if clause.get("check", entry["check"]) == entry["check"]:
            yield from _halves(f"{entry['id']}/{number}", {"register": params["register"], **clause})


def _halves(name: str, params: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    timing = params.pop("timing", None)
    params.pop("note", None), params.pop("implied", None), params.pop("check", None)
    yield name, params
    if timing is not None:
        kept = {key: value for key, value in params.items() if key not in {"at_least", "max_gap"}}
        if "every" not in {**kept, **timing} and "due" in timing:
            timing = {**timing, "every": "SITE_SET"}
        yield f"{name}/timing", {**kept, **timing}


def _set(value: Any, key: str) -> Any:
    return ALIKE[key] if value == "SITE_SET" else value


def _cadence(params: dict[str, Any]) -> dict[str, Any]:
    """A rule of the check ``cadence``, from the words of the catalogue."""
    rule: dict[str, Any] = {"of": params.pop("register"), "check": "cadence"}
    params.pop("event_date", None)
    if "where" in params:
        rule["where"] = params.pop("where")
    made = {key: _set(value, key) for key, value in params.items()}
    each = made.pop("each", None)
    if each is not None:
        # the catalogue names the field of the one asked first, a rule that of the judged register
        made["each"] = {"register": each, "on": {row: own for own, row in made.pop("on").items()}}
        for name, key in (("each_where", "where"), ("active", "active")):
            if name in made:
                made["each"][key] = made.pop(name)
        if isinstance(made.get("max_gap"), dict):
            made["each"]["max_gap"] = made.pop("max_gap")["field"].partition(".")[2]
    if "nil_report" in made:
        made["activity"] = [
            {"register": "service_requests", "at": "received_at"},
            {"register": "work_orders", "at": "completed_at"},
        ]
    return {**rule, "params": made}


def _attest(name: str, params: dict[str, Any]) -> dict[str, Any]:
    """A rule of the check ``attest``: which statement is answered stands in ``where``."""
    made: dict[str, Any] = {
        "at": "signed_at", "answer": "answer", "asked": "asked", "signer": "signer", "method": "method",
        "methods": params["method"], "who": params["who"], "require": ["signer", "evidence"],
    }  # fmt: skip
    made |= {key: _set(params[key], key) for key in ("every", "at_least", "items", "due", "max_gap") if key in params}
    if params.get("sample"):
        made["sample"] = 1
    if "event" in params:
        register, number, moment = EVENTS[params["event"]]
        if params.get("sample"):
            made |= {"every": "year", "activity": [{"register": register, "at": moment}]}
        else:
            made["event"] = {"register": register, "on": {"about": number}, "at": moment}
    if "statement" in params:
        # an undertaking of everyone
        made["each"] = {"register": "staff", "on": {"asked": "staff_id"}, "active": ["hire_date", "leave_date"]}
    statement = params.get("statement", name.partition("/")[0])
    return {"of": "attestations", "check": "attest", "where": {"statement_id": statement}, "params": made}


def _bound(folder: Path, rules: list[dict[str, Any]]) -> int:
    text = yaml.safe_dump(
        {"name": "catalogue", "title": "目录", "version": "1", "registers": _registers(), "rules": rules},
        allow_unicode=True, sort_keys=False,
    )  # fmt: skip
    host = Host.discover()
    return len(bind(load(ruleset(folder, text), Library(host.ruleset_folders)), host.checks))


def _rule(name: str, made: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"R-{re.sub(r'[^A-Za-z0-9./-]', '', name)}", "clause": "1", "title": name, **made}


@pytest.mark.skipif(not CATALOGUE.is_dir(), reason="the catalogue does not lie beside the repository")
def test_every_recurring_obligation_binds(tmp_path: Path) -> None:
    entries = _catalogue("cadence")
    assert len(entries) == 77
    clauses = [(name, _cadence(dict(params))) for entry in entries for name, params in _clauses(entry)]
    assert _bound(tmp_path, [_rule(name, made) for name, made in clauses]) == len(clauses) > 130


@pytest.mark.skipif(not CATALOGUE.is_dir(), reason="the catalogue does not lie beside the repository")
def test_every_question_for_a_person_binds(tmp_path: Path) -> None:
    entries = _catalogue("attest")
    assert len(entries) == 76
    clauses = [(name, _attest(name, dict(params))) for entry in entries for name, params in _clauses(entry)]
    assert _bound(tmp_path, [_rule(name, made) for name, made in clauses]) == len(clauses) > 90
