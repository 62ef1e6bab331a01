"""``svcqa schema``: JSON Schemas of the files people and programs write, from the models that read them."""

from __future__ import annotations

import json
from typing import Any

import click

from svcqa.cli.commands import Command
from svcqa.cli.console import Console
from svcqa.cli.options import OneOf, lang_option
from svcqa.text import Lang, Text

_TITLES = {
    "audit": "svcqa audit document",
    "comparison": "svcqa comparison of two versions",
    "readiness": "svcqa readiness for certification",
    "ruleset": "svcqa ruleset",
    "registers": "svcqa registers",
    "config": "svcqa.yaml",
}


def command(lang: Lang) -> click.Command:
    """The command."""
    about = Text(
        zh="输出文件格式的JSON Schema：审核结果（audit）、版本比较（comparison）、认证准备情况（readiness）、"
        "规则集（ruleset）、台账（registers）、设置文件（config）。",
        en="Print the JSON Schema of a file format: the audit document, a comparison of versions, readiness, a "
        "ruleset, a file of registers, svcqa.yaml.",
    )
    what = click.Argument(["what"], type=OneOf(tuple(_TITLES)), metavar="|".join(_TITLES))
    return Command("schema", lang, about, _schema, params=[what, lang_option(lang)])


def _schema(console: Console, what: str) -> int:
    console.write_bytes((json.dumps(schema(what), ensure_ascii=False, indent=2) + "\n").encode())
    return 0


def schema(what: str) -> dict[str, Any]:
    """The JSON Schema of ``audit``, ``comparison``, ``readiness``, ``ruleset``, ``registers`` or ``config``."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:svcqa:schema:{what}:1",
        "title": _TITLES[what],
    }
    return {**_body(what), **head}


def _body(what: str) -> dict[str, Any]:
    if what == "audit":
        import msgspec

        from svcqa.auditfile import AuditDocument

        return msgspec.json.schema(AuditDocument)
    if what == "comparison":
        import msgspec

        from svcqa.versions import ComparisonDocument

        return msgspec.json.schema(ComparisonDocument)
    if what == "readiness":
        import msgspec

        from svcqa.assessments import Assessment

        return msgspec.json.schema(Assessment)
    if what == "config":
        from svcqa.config import Config

        return Config.model_json_schema()
    from svcqa.rulesets.models import RegistersFile, RulesetFile

    return (RulesetFile if what == "ruleset" else RegistersFile).model_json_schema()
