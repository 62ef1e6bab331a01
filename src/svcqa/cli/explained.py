"""Rules for people: in a list, and one in full with where each setting comes from."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from svcqa.cli import layout, proven
from svcqa.registers import Register
from svcqa.rulesets import Bound, Rule, Ruleset
from svcqa.rulesets.models import Common
from svcqa.rulesets.parameters import Given
from svcqa.text import Lang, Text
from svcqa.waiting import filled, named_in

WEIGHTS = {"high": Text(zh="高", en="high"), "medium": Text(zh="中", en="medium"), "low": Text(zh="低", en="low")}
_ORIGINS = {
    "rule": Text(zh="规则", en="rule"),
    "check_default": Text(zh="检查的默认值", en="check default"),
    "unset": Text(zh="未设", en="not set"),
    "common": Text(zh="常见做法", en="common practice"),
    "default": Text(zh="默认值", en="default"),
    "ruleset": Text(zh="规则集", en="ruleset"),
    "workbook": Text(zh="审核工作簿", en="audit workbook"),
    "command_line": Text(zh="命令行", en="command line"),
}

_COMMON = Text(
    "他处做法{value}（可信度{confidence}，来源：{source}）",
    "elsewhere {value} (confidence {confidence}, source: {source})",
)


def brief(ruleset: str, rule: Rule) -> dict[str, Any]:
    """One rule as it stands in a list."""
    return {
        "ruleset": ruleset,
        "id": rule.id,
        "edition": rule.edition,
        "chapter": rule.chapter,
        "clause": rule.clause,
        "title": {"zh": rule.title.zh, "en": rule.title.en},
        "register": rule.of,
        "check": rule.check,
        "weight": rule.weight,
        "in_force": {"from": _day(rule.in_force.first), "to": _day(rule.in_force.last)},
        "proposed": rule.proposed,
    }


def listing(ruleset: Ruleset, lang: Lang) -> list[str]:
    """The rules of a ruleset as a table."""
    count = len(ruleset.rules)
    head = Text(
        zh=f"{ruleset.title.zh} {ruleset.version}：{count}条规则",
        en=f"{ruleset.title.en} {ruleset.version}: {count} rules",
    )
    titles = Text(zh="编号|等级|条款|台账|检查|名称", en="id|weight|clause|register|check|title").say(lang).split("|")
    rules = [placed.rule for placed in ruleset.rules]
    rows = [
        (rule.id, WEIGHTS[rule.weight].say(lang), rule.clause, rule.of, rule.check, rule.title.say(lang))
        for rule in rules
    ]
    return [f"{head.say(lang)} ({ruleset.name})", *layout.table([tuple(titles), *rows])]


def facts(bound: Bound, ruleset: Ruleset) -> dict[str, Any]:
    """One rule in full, as data.

    Raises:
        ConfigError: the file of its proofs is wrong.
    """
    rule = bound.rule
    return {
        **brief(bound.ruleset, rule),
        "register": {"name": rule.of, "title": _both(bound.register.title)},
        "check": {"name": rule.check, "does": _does(bound)},
        "settings": [*_settings(bound, ruleset)],
        "where": rule.where.written if rule.where else None,
        "unless": [condition.written for condition in rule.unless],
        "latest_per": list(rule.latest_per),
        "due_when": rule.due_when.written if rule.due_when else None,
        "due_within": _due_within(bound, ruleset),
        "joins": {
            name: join.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for name, join in rule.joins.items()
        },
        "event_date": list(bound.event_dates()),
        "remedy": _both(rule.remedy) if rule.remedy else None,
        "columns": [_column(name, bound.register) for name in dict.fromkeys([*bound.fields(), *bound.event_dates()])],
        "columns_of_others": _of_others(bound),
        "waits_for": list(bound.unset),
        "proofs": proven.of_rule(rule, ruleset),
        "obligation": rule.obligation,
        "source": rule.source,
        "verified_on": _day(rule.verified_on),
    }


def _does(bound: Bound) -> str:
    """First paragraph of the check's docstring."""
    return " ".join((inspect.getdoc(bound.check) or "").split("\n\n")[0].split())


def _settings(bound: Bound, ruleset: Ruleset) -> Iterator[dict[str, Any]]:
    written = bound.rule.params
    values = {name: given.value for name, given in ruleset.parameters.items()}
    for name, info in bound.spec.settings.model_fields.items():
        key = info.alias or name
        if key in written or name in written:
            raw = written[key] if key in written else written[name]
            named = [_parameter(one, ruleset.parameters[one]) for one in named_in(raw)]
            yield {"name": key, "value": filled(raw, values), "origin": "rule", "parameters": named}
        else:
            default = info.get_default(call_default_factory=True, validated_data={})
            if default is not PydanticUndefined:
                yield {"name": key, "value": _plain(default), "origin": "check_default", "parameters": []}


def _parameter(name: str, given: Given) -> dict[str, Any]:
    one = given.parameter
    return {
        "name": name,
        "title": _both(one.title),
        "value": given.value,
        "origin": given.origin,
        "common": _common(one.common) if one.common else None,
        "source": one.source,
        "approved_by": one.approved_by,
        "date": _day(one.date),
    }


def _common(one: Common) -> dict[str, Any]:
    return {"value": one.value, "confidence": one.confidence, "source": _both(one.source)}


def _plain(value: Any) -> Any:
    """A default as data."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (int, float, bool)) or value is None else str(value)


def _column(name: str, register: Register) -> dict[str, Any]:
    return {"field": name, "title": _both(register.fields[name].title), "headings": register.headings()[name]}


def _due_within(bound: Bound, ruleset: Ruleset) -> dict[str, Any] | None:
    written = bound.rule.due_within
    if written is None:
        return None
    named = [_parameter(one, ruleset.parameters[one]) for one in named_in(written.longest)]
    return {"after": written.after, "max": str(bound.within) if bound.within else None, "parameters": named}


def _of_others(bound: Bound) -> dict[str, list[dict[str, Any]]]:
    """Register → columns the rule needs of it beside those it names as ``register.field``."""
    needed: dict[str, list[str]] = {}
    for one in bound.joins:
        needed.setdefault(one.register, []).extend(one.fields())
    for place, partner in bound.partners().items():
        columns = list(partner.columns.values())
        needed.setdefault(partner.register, []).extend(name for name in columns if "." not in name)
        for one in bound.companions[place].joins:
            beyond = (name.removeprefix(f"{one.name}.") for name in columns if name.startswith(f"{one.name}."))
            needed[partner.register].extend(name for name in one.starts() if "." not in name)
            needed.setdefault(one.register, []).extend([*one.fields(), *beyond])
    return {
        name: [_column(field, bound.registers[name]) for field in dict.fromkeys(fields)]
        for name, fields in needed.items()
    }


def lines(rule: Mapping[str, Any], lang: Lang, columns: int) -> Iterator[str]:
    """One rule in full, as text."""
    yield f"{rule['id']}  {rule['title'][lang]}"
    yield from layout.described([*_rows(rule, lang)], columns)


def _rows(rule: Mapping[str, Any], lang: Lang) -> Iterator[tuple[str, str]]:
    def row(zh: str, en: str, value: Any) -> Iterator[tuple[str, str]]:
        if value not in (None, "", [], {}):
            yield Text(zh, en).say(lang), str(value)

    yield from row("规则集", "ruleset", rule["ruleset"])
    chapter = f"（{rule['chapter']}）" if lang == "zh" else f" ({rule['chapter']})"
    yield from row("条款", "clause", f"{rule['clause']}{chapter}" if rule["chapter"] else rule["clause"])
    yield from row("版本", "edition", rule["edition"])
    yield from row("等级", "weight", WEIGHTS[rule["weight"]].say(lang))
    yield from row("台账", "register", f"{rule['register']['name']} {rule['register']['title'][lang]}")
    yield from row("检查", "check", f"{rule['check']['name']}: {rule['check']['does']}")
    yield from row("设置", "settings", "\n".join(_setting(one, lang) for one in rule["settings"]))
    yield from row("只查", "where", shown(rule["where"]) if rule["where"] else "")
    yield from row("只查最新", "newest per", ", ".join(rule["latest_per"]))
    yield from row("例外", "unless", "\n".join(shown(one) for one in rule["unless"]))
    yield from row("何时起", "due when", shown(rule["due_when"]) if rule["due_when"] else "")
    if rule["due_within"]:
        yield from row("最迟", "due within", _within_said(rule["due_within"], lang))
    yield from row("联台账", "joins", "\n".join(f"{name} = {shown(one)}" for name, one in rule["joins"].items()))
    yield from row("归期日期", "event date", ", ".join(rule["event_date"]))
    yield from row("有效期", "in force", _span(rule["in_force"]))
    yield from row("整改", "remedy", rule["remedy"][lang] if rule["remedy"] else "")
    needed = [("", one) for one in rule["columns"]]
    needed += [(f"{name}.", one) for name, columns in rule["columns_of_others"].items() for one in columns]
    yield from row("需要的列", "columns", "\n".join(_heading(head, one, lang) for head, one in needed))
    waits = Text(
        zh="（设了之后才评定，所需的列也才完整）", en=" (not assessed, and its columns not all known, until set)"
    )
    yield from row("待设参数", "waits for", ", ".join(rule["waits_for"]) + waits.say(lang) if rule["waits_for"] else "")
    yield from row("证明", "proofs", "\n".join(proven.shown(one, lang) for one in rule["proofs"]))
    yield from row("义务", "obligation", rule["obligation"])
    yield from row("出处", "source", rule["source"])
    yield from row("核对日期", "verified on", rule["verified_on"])
    yield from row("状态", "status", Text(zh="拟议", en="proposed").say(lang) if rule["proposed"] else "")


def _heading(head: str, column: Mapping[str, Any], lang: Lang) -> str:
    """A column by its field and title, with the further headings by which it is known."""
    further = [one for one in column["headings"][3:] if one != column["title"][lang]]
    known = Text(zh=f"（也认：{'、'.join(further)}）", en=f" (also known as {', '.join(further)})").say(lang)
    return f"{head}{column['field']}  {column['title'][lang]}{known if further else ''}"


def _within_said(one: Mapping[str, Any], lang: Lang) -> str:
    ended = Text(zh="本期结束", en="the end of the period").say(lang)
    limit = f"{one['after']} + {one['max']}" if one["max"] else ended
    said = "; ".join(_parameter_said(given, lang) for given in one["parameters"])
    return f"{limit}  [{said}]" if said else limit


def _setting(one: Mapping[str, Any], lang: Lang) -> str:
    value = shown(one["value"])
    if not one["parameters"]:
        return f"{one['name']} = {value}  [{_ORIGINS[one['origin']].say(lang)}]"
    return f"{one['name']} = {value}  [{'; '.join(_parameter_said(given, lang) for given in one['parameters'])}]"


def _parameter_said(given: Mapping[str, Any], lang: Lang) -> str:
    head = Text(zh=f"参数{given['name']}", en=f"parameter {given['name']}").say(lang)
    approved = Text(zh=f"{given['approved_by']}批准", en=f"approved by {given['approved_by']}").say(lang)
    parts = [_ORIGINS[given["origin"]].say(lang)]
    if given["origin"] in {"default", "ruleset"}:  # the document and its approver stand for the ruleset's value only
        parts += [given["source"], approved if given["approved_by"] else "", given["date"]]
    if common := given["common"]:  # a suggestion stays in sight, whatever holds
        told = {"value": shown(common["value"]), "confidence": common["confidence"]}
        parts.append(_COMMON.fill(source=common["source"][lang], **told).say(lang))
    comma, colon = ("，", "：") if lang == "zh" else (", ", ": ")
    return f"{head}{colon}{comma.join(part for part in parts if part)}"


def shown(value: Any) -> str:
    """A setting as people write it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    return str(value)


def _span(in_force: Mapping[str, str | None]) -> str:
    first, last = in_force["from"], in_force["to"]
    return f"{first or ''} .. {last or ''}".strip() if first or last else ""


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
