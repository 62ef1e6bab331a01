"""``svcqa rules``: list the rules of a ruleset, explain one, check ruleset files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from svcqa.cli.commands import Command, Commands, Entry
from svcqa.cli.console import Console
from svcqa.cli.loaded import loaded
from svcqa.cli.options import FILE, config_option, lang_option, listing_option, param_option, ruleset_option
from svcqa.suggestions import no_such
from svcqa.text import Lang, Text

if TYPE_CHECKING:
    from svcqa.host import Host
    from svcqa.rulesets import Bound, Ruleset

_LIST = Text(zh="列出规则集的规则。", en="List the rules of a ruleset.")
_EXPLAIN = Text(
    zh="解释一条规则：条款、检查、各项设置及其来源、需要的列、证明。",
    en="Explain one rule: clause, check, each setting and where it comes from, the columns it needs, its proofs.",
)
_LINT = Text(
    zh="检查规则集和台账文件，列出所有问题及所在行。有问题时退出码为2。",
    en="Check files of rulesets and registers; every problem is listed with its line. Exit code 2 if there is one.",
)
_PROVE = Text(
    zh="运行规则集旁边的证明（proofs文件夹），说明哪些不成立。有不成立的退出码为2。",
    en="Run the proofs beside a ruleset (folder proofs) and say which do not hold. Exit code 2 if there is one.",
)


_HEALTH = Text(
    zh="查看手册本身的问题：用词含糊、没有数字的要求、互相矛盾的条款、保存期不够、没有规定保存期的记录。",
    en="Show what is wrong with a manual itself: vague words, duties without a number, contradictions, records kept "
    "too short or without a period.",
)


def command(lang: Lang) -> click.Command:
    """The command group."""
    entries = {
        "list": Entry(_LIST, _list_command),
        "explain": Entry(_EXPLAIN, _explain_command),
        "lint": Entry(_LINT, _lint_command),
        "prove": Entry(_PROVE, _prove_command),
        "health": Entry(_HEALTH, _health_command),
    }
    about = Text(
        zh="列出、解释、检查、证明规则，查看手册本身的问题。",
        en="List, explain, check and prove rules, and the health of a manual.",
    )
    return Commands("rules", lang, about, entries)


def _list_command(lang: Lang) -> click.Command:
    params = [ruleset_option(lang), config_option(lang), listing_option(lang), lang_option(lang)]
    return Command("list", lang, _LIST, _list, params=params)


def _explain_command(lang: Lang) -> click.Command:
    rule = click.Argument(["rule"], metavar="ID")
    params = [ruleset_option(lang), param_option(lang), config_option(lang), listing_option(lang), lang_option(lang)]
    return Command("explain", lang, _EXPLAIN, _explain, params=[rule, *params])


def _lint_command(lang: Lang) -> click.Command:
    files = click.Argument(["files"], nargs=-1, required=True, type=FILE, metavar="FILE...")
    return Command("lint", lang, _LINT, _lint, params=[files, lang_option(lang)])


def _prove_command(lang: Lang) -> click.Command:
    names = click.Argument(["names"], nargs=-1, required=True, type=FILE, metavar="NAME|FILE...")
    return Command("prove", lang, _PROVE, _prove, params=[names, lang_option(lang)])


def _health_command(lang: Lang) -> click.Command:
    params = [ruleset_option(lang), config_option(lang), listing_option(lang), lang_option(lang)]
    return Command("health", lang, _HEALTH, _health, params=params)


def _list(console: Console, ruleset: Sequence[str], config: str | None, listing: str) -> int:
    from svcqa.cli import explained

    _, rulesets = loaded(ruleset, config, {}, console)
    if listing == "json":
        _write_json(console, [explained.brief(one.name, placed.rule) for one in rulesets for placed in one.rules])
        return 0
    for one in rulesets:
        console.write("\n".join(explained.listing(one, console.lang)))
    return 0


def _explain(  # noqa: PLR0913 - one a parameter of the command
    console: Console,
    *,
    rule: str,
    ruleset: Sequence[str],
    parameters: Sequence[tuple[str, str]],
    config: str | None,
    listing: str,
) -> int:
    from svcqa.cli import explained

    host, rulesets = loaded(ruleset, config, dict(parameters), console)
    facts = [explained.facts(bound, one) for bound, one in _bound(rule, rulesets, host)]
    if listing == "json":
        _write_json(console, facts)
    else:
        console.write("\n\n".join("\n".join(explained.lines(one, console.lang, console.width)) for one in facts))
    return 0


def _lint(console: Console, files: Sequence[str]) -> int:
    from svcqa.cli import linting
    from svcqa.host import Host
    from svcqa.rulesets import Library

    host = Host.discover()
    found = linting.lint(files, Library(host.ruleset_folders), host.checks)
    for problem in found.problems:
        console.write(problem.say(console.lang))
    count = len(found.problems)
    console.say(
        Text(zh=f"{count}个问题。", en=f"problems: {count}.")
        if count
        else Text(zh=f"{found.rules}条规则，没有问题。", en=f"rules: {found.rules}, no problem.")
    )
    return 2 if count else 0


def _prove(console: Console, names: Sequence[str]) -> int:
    from svcqa.cli import proven
    from svcqa.host import Host

    found = proven.run(names, Host.discover())
    for one in found.wrong:
        console.write(one.say(console.lang))
    if found.unproven:
        listed = ", ".join(found.unproven)
        console.say(Text(zh=f"没有证明的规则：{listed}。", en=f"rules without a proof: {listed}."))
    held, wrong = found.proofs - len(found.wrong), len(found.wrong)
    console.say(
        Text(
            zh=f"{found.proofs}个证明，{held}个成立，{wrong}个不成立。",
            en=f"proofs: {found.proofs}, of which {held} hold and {wrong} do not.",
        )
    )
    return 2 if wrong else 0


def _health(console: Console, ruleset: Sequence[str], config: str | None, listing: str) -> int:
    from svcqa.cli import unwell
    from svcqa.health import points
    from svcqa.rulesets import bind
    from svcqa.schemes import Schemes

    host, rulesets = loaded(ruleset, config, {}, console)
    known = Schemes(host.ruleset_folders)
    rules = [rule for one in rulesets for rule in bind(one, host.checks)]
    found = points(rulesets, rules, [known.load(name) for name in known.places()])
    if listing == "json":
        _write_json(console, unwell.facts(found))
    else:
        console.write("\n".join(unwell.lines(found, console.lang)))
    return 0


def _bound(rule: str, rulesets: Sequence[Ruleset], host: Host) -> list[tuple[Bound, Ruleset]]:
    """Every edition of the rule, in every ruleset that has it."""
    from svcqa.rulesets import bind

    found = [(one, ruleset) for ruleset in rulesets for one in bind(ruleset, host.checks) if one.rule.id == rule]
    if not found:
        known = [placed.rule.id for ruleset in rulesets for placed in ruleset.rules]
        raise no_such(Text(zh="规则", en="rule"), rule, known)
    return found


def _write_json(console: Console, data: Any) -> None:
    console.write_bytes((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
