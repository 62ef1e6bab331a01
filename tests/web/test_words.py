"""Every sentence of the pages is there, in both languages, and every one that is there is said."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from svcqa.web import words
from svcqa.web.roles import Role
from tests.office import ROOT

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
