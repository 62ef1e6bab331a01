"""Rulesets: what is wrong is said with file and line; inheritance, tailoring and parameters do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from svcqa.errors import ConfigError, UsageError
from svcqa.host import Host
from svcqa.rulesets import Bound, Library, bind, load
from svcqa.rulesets.binding import with_parameters
from svcqa.rulesets.models import Rule
from tests.office import ORDERS, ruleset

CHECKS = Host.discover().checks


def _load(tmp_path: Path, text: str = ORDERS, **parameters: str) -> list[Bound]:
    loaded = load(ruleset(tmp_path, text), Library([]))
    return bind(with_parameters(loaded, parameters), CHECKS)


def _line(text: str, start: str) -> int:
    """The line of a text that begins so."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(start))


MISTAKES = {
    "an unknown key": ("check: deadline\n", "check: deadline\n    colour: red\n", "colour: red", "不认识的键“colour”"),
    "a key in the wrong place": ("check: deadline\n", "check: deadline\n    approved_by: 王经理\n", "approved_by: 王经理", "请移到它该在的地方"),
    "an unknown check": ("check: deadline", "check: deadlin", "check: deadlin", "是不是“deadline”"),
    "an unknown register": ("of: work_orders\n    check: row", "of: work_order\n    check: row", "of: work_order", "没有台账“work_order”"),
    "an unknown field in the settings": ("require: [customer]", "require: [custmer]", "params: {require", "没有字段“custmer”"),
    "an unknown field in a condition": ("unless: {status:", "unless: {state:", "unless:", "没有字段“state”"),
    "an unknown setting": ("require: [customer]", "require: [customer], requires: [x]", "params: {require", "不认识的键“requires”"),
    "an unknown parameter": ("{param: response_limit}", "{param: respons_limit}", "params: {start", "没有参数“respons_limit”"),
    "an unknown calendar": ("end: contacted_at, max", "end: contacted_at, calendar: cn_workdays, max", "params: {start", "没有日历“cn_workdays”"),
    "a duration that is none": ("max: {param: response_limit}", "max: 15 minutes", "params: {start", "“max”：“15 minutes”不是时长；请写成30s 15m"),
    "a duration without end": ("max: {param: response_limit}", "max: 9999999y", "params: {start", "“max”：时长“9999999y”超过一千年"),
    "a mistyped key": ("weight: high", "wieght: high", "wieght: high", "不认识的键“wieght”。是不是“weight”？"),
    "a mistyped setting": ("max: {param", "maxx: {param", "params: {start", "不认识的键“maxx”。是不是“max”？"),
    "a date that is none, in a condition": ("unless: {status: [已取消, 电话解决]}", "unless: {dispatched_at: {lt: 三月}}", "unless:", "“三月”不是日期"),
    "a date that is none, in an assertion": ("require: [customer]", "assert: {dispatched_at: {gt: 三月}}", "params: {assert", "“三月”不是日期"),
    "fields of two types compared": ("require: [customer]", "assert: {dispatched_at: {field: amount, op: gt}}", "params: {assert", "类型不同"),
    "the age of what is no date": ("require: [customer]", "assert: {amount: {older_than: 3d}}", "params: {assert", "不是日期或期间字段"),
    "a length that is none, in a condition": ("require: [customer]", "assert: {dispatched_at: {older_than: 三天}}", "params: {assert", "“三天”不是时长"),
    "repeats where only a part is seen": (
        "require: [customer]",
        "assert: {repeats: {group: [customer], by: dispatched_at, min: 2, window: 7d}}",
        "params: {assert",
        "repeats只能写在where、unless、due_when里",
    ),
    "a sum of words": ("require: [customer]", "assert: {customer: {sum: [order_no]}}", "params: {assert", "不是数字字段"),
    "a condition on a parameter that is not there": (
        "    check: row\n", "    check: row\n    where: {customer: {param: nobody}}\n", "where: {customer", "没有参数“nobody”"
    ),
    "a date format that is none": ("type: datetime}\n      contacted_at", "type: datetime, format: 日月年}\n      contacted_at", "dispatched_at: {title", "“日月年”不是日期格式"),
    "a number that is none": ("type: number}", "type: number, default: 很多}", "audit_share", "“很多”不是数字"),
    "a field of another type": ("end: contacted_at", "end: customer", "params: {start", "类型应是date / datetime"),
    "a twin id": ("id: O-2", "id: O-1", "- id: O-1", "编号已在"),
    "a key given twice": ("    check: row\n", "    check: row\n    check: unique\n", "check: unique", "写了两次"),
    "a wrong weight": ("weight: high", "weight: heavy", "weight: heavy", "“weight”应是high、medium或low"),
    "a missing clause": ("    clause: 7.3\n", "", "- id: O-2", "缺少“clause”"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    right, wrong, start, said = MISTAKES[mistake]
    text = ORDERS.replace(right, wrong)
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, text)
    lines = {problem.where.rpartition(":")[2] for problem in caught.value.problems}
    numbers = [str(number) for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith(start)]
    assert lines & set(numbers), (lines, numbers)
    assert said in caught.value.say("zh")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_language_speaks_for_itself(tmp_path: Path, mistake: str) -> None:
    """A Chinese sentence holds no English one, and each mistake is said once."""
    right, wrong, _, _ = MISTAKES[mistake]
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, ORDERS.replace(right, wrong))
    said = [problem.what.zh for problem in caught.value.problems]
    assert len(said) == len(set(said))
    assert not [one for one in said if re.search(r"\b(is|be|should|must|no)\b", one)]


def test_a_file_that_refers_to_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"yaml:1: nested too deeply, or refers to itself"):
        _load(tmp_path, "name: &name [*name]\n")


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    text = ORDERS.replace("require: [customer]", "require: [nobody]").replace("start: dispatched_at", "start: never")
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, text)
    assert len(caught.value.problems) == 2


def test_what_is_no_yaml_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"规则\.yaml:3: not valid YAML"):
        load(ruleset(tmp_path, "name: x\ntitle: [unclosed\nversion: }\n"), Library([]))


def test_words_stay_words() -> None:
    from svcqa import yamlfile

    data = yamlfile.parse("on: yes\ncode: 011\nnumber: 11\nflag: true\nnothing: ~\nquoted: '11'\n", "x").data
    assert data == {"on": "yes", "code": "011", "number": 11, "flag": True, "nothing": None, "quoted": "11"}


CHILD = """
name: orders-site
title: {zh: 本单位, en: this site}
version: "1"
extends: 规则.yaml
tailor:
  drop:
    - {rule: O-2, reason: 客户名称由系统保证}
  change:
    O-1: {weight: low, reason: 试行期}
  parameters:
    response_limit: {value: 30m, source: 2024年3号文, approved_by: 王经理, date: 2024-01-02}
rules:
  - id: X-1
    clause: A
    title: {zh: 金额已填写, en: The amount is given}
    of: work_orders
    check: row
    params: {require: [amount]}
"""


def test_a_ruleset_inherits_drops_changes_sets_and_adds(tmp_path: Path) -> None:
    ruleset(tmp_path)
    loaded = load(ruleset(tmp_path, CHILD, "site.yaml"), Library([]))
    rules = {placed.rule.id: placed.rule for placed in loaded.rules}
    assert list(rules) == ["O-1", "X-1"]
    assert rules["O-1"].weight == "low"
    limit = loaded.parameters["response_limit"]
    assert (limit.value, limit.origin, limit.parameter.source) == ("30m", "ruleset", "2024年3号文")


COMMON = "common: {value: 20m, confidence: %s, source: {zh: 两家企业的程序, en: procedures of two firms}}"


@pytest.mark.parametrize(
    ("confidence", "holds"),
    [("A", ("20m", "common")), ("B", ("20m", "common")), ("C", (None, "unset")), ("D", (None, "unset"))],
)
def test_what_is_common_elsewhere_holds_where_it_is_confirmed_and_is_only_suggested_where_not(
    tmp_path: Path, confidence: str, holds: tuple[str | None, str]
) -> None:
    parent = load(ruleset(tmp_path, ORDERS.replace("default: 15m", COMMON % confidence)), Library([]))
    limit = parent.parameters["response_limit"]
    assert (limit.value, limit.origin) == holds
    assert limit.parameter.common
    assert limit.parameter.common.source.zh == "两家企业的程序"
    child = load(ruleset(tmp_path, CHILD, "site.yaml"), Library([])).parameters["response_limit"]
    assert (child.value, child.origin) == ("30m", "ruleset")


def test_a_manual_that_gives_a_value_has_none_from_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'default' and 'common' are not given together"):
        _load(tmp_path, ORDERS.replace("default: 15m", f"default: 15m, {COMMON % 'B'}"))


def test_a_text_that_was_read_is_not_parsed_again_and_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    def rules(text: str) -> list[Rule]:
        return [one.rule for one in load(ruleset(tmp_path, text), Library([])).rules]

    first = rules(ORDERS)
    assert all(one is again for one, again in zip(first, rules(ORDERS), strict=True))
    assert rules(ORDERS.replace("O-1", "O-7")) != first, "a change of the same length, at once"
    assert rules(ORDERS) == first


def test_the_digest_follows_what_can_change_a_verdict(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        return load(ruleset(tmp_path, text), Library([])).digest

    assert digest(ORDERS) == digest(ORDERS + "\n# a remark\n")
    assert digest(ORDERS) != digest(ORDERS.replace("15m", "16m"))
    assert digest(ORDERS) != digest(ORDERS.replace("type: person}\n      status", "type: text}\n      status"))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("rule: O-2", "rule: O-9", "没有继承到规则“O-9”"),
        ("O-1: {weight", "O-7: {weight", "没有继承到规则“O-7”"),
        ("response_limit: {value: 30m", "limit: {value: 30m", "没有参数“limit”"),
        ("value: 30m", "value: soon", "参数“response_limit”"),
    ],
)
def test_tailoring_what_is_not_there_is_an_error(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    ruleset(tmp_path)
    with pytest.raises(ConfigError) as caught:
        load(ruleset(tmp_path, CHILD.replace(right, wrong), "site.yaml"), Library([]))
    assert said in caught.value.say("zh")
    assert "site.yaml:" in caught.value.say("zh")


def test_inheritance_in_a_circle_is_refused(tmp_path: Path) -> None:
    ruleset(tmp_path, ORDERS.replace('version: "1"\n', 'version: "1"\nextends: site.yaml\n', 1))
    with pytest.raises(ConfigError, match="in a circle"):
        load(ruleset(tmp_path, CHILD, "site.yaml"), Library([]))


def test_two_editions_in_force_at_once_are_refused(tmp_path: Path) -> None:
    twin = ORDERS.replace("id: O-2", "id: O-1\n    edition: 2")
    with pytest.raises(ConfigError, match="in force at once"):
        load(ruleset(tmp_path, twin), Library([]))


def test_an_unset_parameter_is_no_error_but_leaves_the_rule_waiting(tmp_path: Path) -> None:
    rule = _load(tmp_path, ORDERS.replace(", default: 15m", ""))[0]
    assert rule.unset == ("response_limit",)


def test_an_assertion_may_wait_for_its_number(tmp_path: Path) -> None:
    written = ORDERS.replace("require: [customer]", "assert: {amount: {gte: {param: audit_share}}}")
    assert _load(tmp_path, written)[1].unset == ("audit_share",)
    assert _load(tmp_path, written, audit_share="3")[1].unset == ()
    with pytest.raises(ConfigError, match="compared with a number"):
        _load(tmp_path, ORDERS.replace("require: [customer]", "assert: {amount: {gte: ~}}"))


def test_a_value_of_the_wrong_type_on_the_command_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="response_limit"):
        _load(tmp_path, ORDERS, response_limit="quickly")


def test_an_unknown_ruleset_names_what_there_is() -> None:
    library = Library(Host.discover().ruleset_folders)
    with pytest.raises(UsageError, match="there is no ruleset 'nothing-like-it'"):
        load("nothing-like-it", library)


def test_rules_may_lie_in_further_files(tmp_path: Path) -> None:
    head, _, rules = ORDERS.partition("rules:\n")
    (tmp_path / "P01.yaml").write_text("rules:\n" + rules, encoding="utf-8")
    loaded = load(ruleset(tmp_path, head + "include: [P01.yaml]\n"), Library([]))
    assert [placed.rule.id for placed in loaded.rules] == ["O-1", "O-2"]
    (tmp_path / "P01.yaml").write_text("rules:\n" + rules.replace("[customer]", "[nobody]"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"P01\.yaml:"):
        bind(load(str(tmp_path / "规则.yaml"), Library([])), CHECKS)


def test_parameters_stand_in_the_file_of_the_rules_that_name_them(tmp_path: Path) -> None:
    head, _, rest = ORDERS.partition("parameters:\n")
    parameters, _, rules = rest.partition("rules:\n")
    (tmp_path / "P01.yaml").write_text(f"parameters:\n{parameters}rules:\n{rules}", encoding="utf-8")
    place = ruleset(tmp_path, head + "include: [P01.yaml]\n")
    assert load(place, Library([])).parameters.keys() == load(ruleset(tmp_path, ORDERS), Library([])).parameters.keys()
    with pytest.raises(ConfigError, match=r"P01\.yaml:2: there is a parameter 'response_limit' already"):
        load(ruleset(tmp_path, f"{head}parameters:\n{parameters}include: [P01.yaml]\n"), Library([]))


@pytest.mark.parametrize("name", Library(Host.discover().ruleset_folders).places)
def test_a_ruleset_that_ships_binds_and_says_where_each_rule_comes_from(name: str) -> None:
    host = Host.discover()
    bound = bind(load(name, Library(host.ruleset_folders)), host.checks)
    assert bound
    for one in bound:
        assert one.rule.obligation or one.rule.source, one.rule.id
        assert one.rule.title.zh != one.rule.title.en, one.rule.id


def test_a_mistake_that_a_check_finds_in_its_settings_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, ORDERS.replace("max: {param: response_limit}", "calendar: 24x7"))
    (problem,) = caught.value.problems
    assert "max、min、by、due至少要有一项" in problem.say("zh")
    assert "one of max, min, by, due is needed" in problem.say("en")


ONLY_AN_INTERVAL = {f"S002-P05-4.2-5c{rule}" for rule in ("", "/1", "/2")}
"""Urgent items are to be chased more often than others: without the interval nothing is left of it but 5a and 5b."""


def test_an_open_parameter_of_the_manual_leaves_the_duty_itself_judged() -> None:
    host = Host.discover()
    bound = bind(load("wwsh-003", Library(host.ruleset_folders)), host.checks)
    # of what is only proposed the number may be all there is
    waiting = {one.rule.id for one in bound if one.unset and not one.rule.proposed}
    assert waiting
    assert {one for one in waiting if not one.endswith("/timing")} == ONLY_AN_INTERVAL
    judged = {one.rule.id for one in bound if not one.unset}
    assert {one.removesuffix("/timing") for one in waiting - ONLY_AN_INTERVAL} <= judged


CONTRASTS = """
contrasts:
  - title: {zh: 先联系还是先填客户, en: Contact or customer first}
    rules: [O-1, O-2, X-9]
"""


def test_contrasts_are_inherited_and_name_at_least_two_rules(tmp_path: Path) -> None:
    ruleset(tmp_path, ORDERS + CONTRASTS, "base.yaml")
    own = ruleset(tmp_path, "name: own\ntitle: {zh: 甲, en: A}\nversion: 1\nextends: base.yaml\n", "own.yaml")
    assert [one.rules for one in load(own, Library([])).contrasts] == [("O-1", "O-2", "X-9")]
    with pytest.raises(ConfigError, match="rules"):
        load(ruleset(tmp_path, ORDERS + CONTRASTS.replace(", O-2, X-9", "")), Library([]))


def test_contrasts_of_the_manuals_name_rules_that_there_are() -> None:
    library = Library(Host.discover().ruleset_folders)
    manuals = [load(name, library) for name in library.places]
    known = {placed.rule.id for one in manuals for placed in one.rules}
    named = [rule for one in manuals for contrast in one.contrasts for rule in contrast.rules]
    assert len(named) > 20
    assert set(named) <= known


def test_a_number_in_a_condition_of_the_settings_waits_for_its_parameter(tmp_path: Path) -> None:
    text = ORDERS.replace("params: {require: [customer]}", "params: {assert: {amount: {gte: {param: audit_share}}}}")
    assert text != ORDERS
    assert _load(tmp_path, text)[1].unset == ("audit_share",)
    assert _load(tmp_path, text, audit_share="5")[1].unset == ()
    with pytest.raises(ConfigError, match="'amount' is compared with a number"):
        _load(tmp_path, text.replace("{param: audit_share}", ""))
