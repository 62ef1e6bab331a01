"""The page of one check."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from svcqa import testing
from svcqa.checks import CheckSpec, spec_of
from svcqa.pages.settings import settings_tables
from svcqa.pages.words import SCOPES, VERDICTS, plain, table
from svcqa.testing import Case, PartnerFile

_MADE = "<!-- Made by `make docs` from the check itself; do not edit. 由`make docs`生成，请不要手改。 -->"


def page(check: Callable[..., Any]) -> str:
    """The documentation page of a check, in Markdown."""
    spec, cases = spec_of(check), testing.cases(check)
    lines = [_MADE, f"# {spec.name}", "", plain(inspect.getdoc(check) or ""), ""]
    lines += ["## 设置 Settings", "", plain(" ".join((inspect.getdoc(spec.settings) or "").split())), ""]
    lines += settings_tables(spec.settings)
    lines += ["## 结论与说明 Verdicts and what is said", "", *_said(check, spec, cases)]
    if spec.evidence or spec.unshown:
        lines += ["## 证据 Evidence", "", *_evidence(spec)]
    if spec.exhibits:
        lines += ["## 图表 Exhibits", ""]
        lines += [f"- {one.title.zh} / {one.title.en} (`{one.name}`)" for one in spec.exhibits]
        lines += [""]
    lines += ["## 例子 Examples", "", *(line for case in cases for line in _example(case))]
    return "\n".join(lines).rstrip() + "\n"


def _said(check: Callable[..., Any], spec: CheckSpec, cases: list[Case]) -> Iterator[str]:
    order, verdicts = list(VERDICTS), _verdicts_of(cases)
    shown = {name for found in verdicts.values() for name in found}
    # a check may leave verdicts to others; slots are never excepted
    given = testing.verdicts_in(check) | (shown - {"", "out"}) | (set() if spec.subjects == "slots" else {"excepted"})
    yield "；".join(VERDICTS[name] for name in sorted(given, key=order.index)) + "。"
    yield ""
    yield f"判断范围 scope: {SCOPES[spec.scope]}。"
    yield ""
    if spec.subjects == "slots":
        yield "判断的是应有的空位，不是一条条记录 what gets a verdict are slots that records have to fill, not records."
        yield ""
    if spec.events:
        events = "、".join(f"`{place}`" for place in spec.events)
        yield f"审核基准日之后的日期视为尚未发生 dates after the audit date have not happened: {events}。"
        yield ""
    if spec.needs:
        needed = "、".join(f"`{place}`" for place in spec.needs)
        yield f"空着就无法判断 blank here is undetermined: {needed}。"
        yield ""
    rows = [("", VERDICTS["fails"], spec.message.zh, spec.message.en)]
    for code, text in spec.reasons.items():
        found = "、".join(VERDICTS[name] for name in sorted(verdicts.get(code, ()), key=order.index))
        rows.append((f"`{code}`", found, text.zh, text.en))
    yield from table(("原因 reason", "结论 verdict", "中文", "English"), rows)


def _evidence(spec: CheckSpec) -> Iterator[str]:
    if spec.evidence:
        yield "一条疑点除说明外还显示 what a finding shows beside its message:"
        yield ""
        rows = [(f"`{name}`", one.title.zh, one.title.en) for name, one in spec.evidence.items()]
        yield from table(("名称 name", "中文", "English"), rows)
    for name, one in spec.evidence.items():
        if one.codes:
            yield f"`{name}`: {'；'.join(f'`{code}` {text.zh} {text.en}' for code, text in one.codes.items())}。"
            yield ""
    if spec.unshown:
        kept = "、".join(f"`{name}`" for name in spec.unshown)
        yield f"只写入审核文件，不另显示 in the audit document, and shown by messages only: {kept}。"
        yield ""


def _verdicts_of(cases: list[Case]) -> dict[str, set[str]]:
    """Reason code (``""``: with or without one) → the verdicts with which the cases give it."""
    found: dict[str, set[str]] = {}
    for case in cases:
        for record in case.written.records:
            verdict, *codes = _expected(record)
            for code in ("", *codes):
                found.setdefault(code, set()).add(verdict)
        for slot in case.written.slots:
            words = slot.split()
            verdict = next((word for word in words if word in VERDICTS), "fails")
            for code in ("", *words[words.index(verdict) + 1 :]) if verdict in words else ():
                found.setdefault(code, set()).add(verdict)
    return found


def _example(case: Case) -> Iterator[str]:
    written = case.written
    yield f"### {_title(case.name)}"
    yield ""
    yield "```yaml"
    rule = {
        "params": written.settings,
        "where": written.where.written if written.where else None,
        "unless": [one.written for one in written.unless],
        "calendars": _plain(written.calendars),
    }
    yield yaml.safe_dump(
        {key: _plain(value) for key, value in rule.items() if value}, allow_unicode=True, sort_keys=False, width=110
    ).rstrip()
    yield "```"
    yield ""
    period = f"；审核期间 period under audit: {written.period}" if written.period else ""
    yield f"审核基准日 audit date: {written.as_of}{period}"
    yield ""
    fields = list(written.fields)
    yield from table([*fields, "结论 verdict"], [[*_cells(one, fields), _verdict(one)] for one in written.records])
    for name, partner in written.partners.items():
        yield from _partner(name, partner)
    for slot in written.slots:
        yield f"- {slot}"
    if written.slots:
        yield ""


def _title(name: str) -> str:
    tags = re.match(r"(?:T\d\d )*", name)
    sentence = name[len(tags[0]) if tags else 0 :]
    said = sentence[:1].upper() + sentence[1:]
    return f"{said} ({tags[0].strip()})" if tags and tags[0] else said


def _partner(name: str, partner: PartnerFile) -> Iterator[str]:
    yield f"`{name}`:"
    yield ""
    fields = list(partner.fields)
    yield from table(fields, [_cells(one, fields) for one in partner.records])


def _cells(record: Mapping[str, Any], fields: list[str]) -> list[object]:
    return [record.get(name, "") for name in fields]


def _verdict(record: Mapping[str, Any]) -> str:
    verdict, *codes = _expected(record)
    return " ".join([VERDICTS.get(verdict, verdict), *(f"`{code}`" for code in codes)])


def _expected(record: Mapping[str, Any]) -> list[str]:
    """Verdict and reasons of a record; no verdict where it only fills slots."""
    return str(record.get("expect", "")).split() or [""]


def _plain(value: Any) -> Any:
    """A value as YAML writes it."""
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
