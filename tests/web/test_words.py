"""Every sentence of the pages is there, in both languages, and every one that is there is said."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from svcqa.web import words
from svcqa.web.pages.deeds import told
from svcqa.web.roles import Role
from svcqa.web.store.trail import Deed
from tests.office import ROOT
from tests.web.desk import NOON

WEB = ROOT / "src" / "svcqa" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SOURCES = sorted(WEB.rglob("*.py"))


@pytest.mark.parametrize("name", words.known())
def test_a_sentence_says_the_same_in_both_languages(name: str) -> None:
    text = words.known()[name]
    assert text.zh.strip()
    assert text.en.strip()
    slots = [{slot for _, slot, _, _ in string.Formatter().parse(said) if slot} for said in (text.zh, text.en)]
    assert slots[0] == slots[1]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_what_a_template_says_is_there(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    asked = set(re.findall(r"""say\(["']([\w.]+)["'](?! ~)""", text))
    assert asked <= set(words.known())
    assert not re.search(r"[\u4e00-\u9fff]", text), "sentences stand among the words"


def test_every_deed_of_the_trail_has_its_words() -> None:
    noted = {
        action
        for path in SOURCES
        for action in re.findall(
            r'trail\.note\(\s*connection,\s*[\w.]+,\s*"([\w.]+)"', path.read_text(encoding="utf-8")
        )
    }
    assert len(noted) > 10
    assert noted <= {name.removeprefix("deed.") for name in words.known()}


def test_every_role_has_its_words() -> None:
    for role in Role:
        assert {f"role.{role.name}", f"role.{role.name}.may"} <= set(words.known())


def test_no_sentence_is_left_over() -> None:
    everything = "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *SOURCES])
    # names that are put together from a beginning and what a page knows
    begun = re.findall(r"""["']([a-z][\w.]*[._])["']|f["']([a-z][\w.]*[._])\{""", everything)
    built = tuple({one for found in begun for one in found if one})
    unused = [name for name in words.known() if not re.search(rf"""["']{re.escape(name)}["'](?!: )""", everything)]
    assert [name for name in unused if not name.startswith(built)] == []


def _deed(action: str, **data: object) -> Deed:
    return Deed(NOON, "auditor", "审核员", 1, action, "三月派工", data, "127.0.0.1")


@pytest.mark.parametrize(
    ("deed", "zh", "en"),
    [
        (_deed("member.put", before=None, after="viewer"), ["— → 查看者"], ["— → Viewer"]),
        (
            _deed("waiver.refused", before="requested", after="refused", note="没有证据"),
            ["待批准 → 已驳回", "说明：没有证据"],
            ["requested → refused", "Note: 没有证据"],
        ),
        (
            _deed("person.admitted", before={"active": True, "administrator": False}, after={"active": False, "administrator": False}),
            ["可以登录：是 → 否"],
            ["May log in: yes → no"],
        ),
        (
            _deed("finding.answered", said="disputed", reason="", findings=["68695f0d81ad434c"], count=1, files={"清单.pdf": "ab" * 32}),
            ["结论：有异议", "疑点指纹：68695f0d81ad434c", "疑点数：1", "文件：清单.pdf (SHA-256 abababababab…)"],
            ["Said: Disputed", "Fingerprints of findings: 68695f0d81ad434c", "Number of findings: 1", "Files: 清单.pdf (SHA-256 abababababab…)"],
        ),
        (
            _deed("project.changed", before={"title": "甲"}, after={"title": "甲", "parameters": {"arrival_limit": "4h"}}),
            ["参数：— → arrival_limit：4h"],
            ["Parameters: — → arrival_limit: 4h"],
        ),
        (_deed("submission.due", before="2024-03-01", after=None), ["2024-03-01 → —"], ["2024-03-01 → —"]),
        (_deed("answer.given", rule="D-2", failed="0"), ["检查的规则：D-2", "不符合数：0"], ["Rule checked: D-2", "Of which failed: 0"]),
        (_deed("project.added"), [], []),
    ],
    ids=lambda given: given.action if isinstance(given, Deed) else "",
)  # fmt: skip
def test_what_a_deed_changed_is_told_in_words(deed: Deed, zh: list[str], en: list[str]) -> None:
    assert told(deed, "zh") == zh
    assert told(deed, "en") == en
