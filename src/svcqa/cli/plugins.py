"""``svcqa plugins``: what is installed, and what each plugin offers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli import layout
from svcqa.cli.commands import Command, Commands, Entry
from svcqa.cli.console import Console
from svcqa.cli.options import lang_option, listing_option
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.host import Host, Plugin

_LIST = Text(
    zh="列出插件：名称、版本、入口、提供什么、加载错误。有插件无法加载时退出码为2。",
    en="List plugins: name, version, entry point, what each offers, load errors. Exit code 2 if one cannot be loaded.",
)
_OFFERS = {
    "svcqa_checks": Text(zh="检查", en="checks"),
    "svcqa_rulesets": Text(zh="规则集文件夹", en="ruleset folders"),
    "svcqa_formats": Text(zh="报告格式", en="report formats"),
    "svcqa_engines": Text(zh="引擎", en="engines"),
    "svcqa_commands": Text(zh="命令", en="commands"),
    "svcqa_read": Text(zh="读取文件", en="reads files"),
}


def command(lang: Lang) -> click.Command:
    """The command group."""
    return Commands("plugins", lang, Text(zh="列出插件。", en="List plugins."), {"list": Entry(_LIST, _list_command)})


def _list_command(lang: Lang) -> click.Command:
    return Command("list", lang, _LIST, _list, params=[listing_option(lang), lang_option(lang)])


def _list(console: Console, listing: str) -> int:
    from svcqa.host import Host

    host = Host.discover(strict=False)
    plugins = [_described(host, plugin) for plugin in host.plugins]
    if listing == "json":
        console.write_bytes((json.dumps(plugins, ensure_ascii=False, indent=2) + "\n").encode())
    else:
        console.write("\n".join(_lines(plugins, console.lang)))
    return 2 if any(plugin["error"] for plugin in plugins) else 0


def _described(host: Host, plugin: Plugin) -> dict[str, Any]:
    error = plugin.error
    offers: dict[str, list[str]] = {}
    if not error:
        try:
            offers = host.offers_of(plugin.name)
        except Exception as cause:  # whatever a stranger's hook raises is this plugin's error
            error = f"{type(cause).__name__}: {cause}"
    if not error and _implements(host, plugin.name, "svcqa_read"):
        offers["svcqa_read"] = []
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "entry_point": plugin.module,
        "offers": offers,
        "error": error,
    }


def _implements(host: Host, plugin: str, hook: str) -> bool:
    return any(caller.name == hook for caller in host.manager.get_hookcallers(host.manager.get_plugin(plugin)) or ())


def _lines(plugins: list[dict[str, Any]], lang: Lang) -> list[str]:
    rows = [
        (plugin["name"], f"{plugin['distribution']} {plugin['version']}", plugin["entry_point"], _said(plugin, lang))
        for plugin in plugins
    ]
    return layout.table(rows) or [Text(zh="没有插件。", en="There are no plugins.").say(lang)]


def _said(plugin: dict[str, Any], lang: Lang) -> str:
    if plugin["error"]:
        return Text(zh="无法加载：", en="cannot be loaded: ").say(lang) + str(plugin["error"])
    parts = [
        " ".join([_OFFERS[hook].say(lang) if hook in _OFFERS else hook, ", ".join(names)]).strip()
        for hook, names in plugin["offers"].items()
    ]
    return "; ".join(parts)
