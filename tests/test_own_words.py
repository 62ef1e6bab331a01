"""No sentence of a manual stands in the repository: what it says is said in our own words.

The manuals lie beside the repository and never in it. Their characters and ours are made comparable: simplified, without
the pinyin that one of them has behind single characters, and without punctuation.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from opencc import OpenCC

from tests.office import ROOT, shared

LENGTH = 12
"""Characters in a row, Chinese ones and digits, that are too many to be chance."""
FORM_NAMES = Path(__file__).parent / "form_names.txt"
"""Names of forms and records that the manuals give; who works by them must call them so."""
FOLDERS = ("rulesets", "plugins", "src", "docs", "tests")
_PINYIN = re.compile(r"[(（]\s*[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]+\s*[)）]")
_APART = re.compile(r"""[\n"'`,:;|#{}\[\]<>=*]+""")
"""What separates two texts in a file of ours; Chinese punctuation does not."""
_KEPT = re.compile(r"[^\u3400-\u9fff0-9]")


class _Simplified(dict[int, str]):
    """Character → its simplified form; one by one, since that is the same on both sides, and phrases are slow."""

    def __init__(self) -> None:
        super().__init__()
        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        self[code] = str(self._converter.convert(chr(code)))
        return self[code]


_SIMPLIFIED = _Simplified()


def _comparable(text: str) -> str:
    return _KEPT.sub("", text).translate(_SIMPLIFIED)


def _runs(text: str) -> set[str]:
    return {text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1)}


@cache
def _allowed() -> re.Pattern[str]:
    names = [_comparable(line) for line in FORM_NAMES.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return re.compile("|".join(sorted((re.escape(name) for name in names if name), key=len, reverse=True)) or "(?!)")


def _of_manuals() -> dict[str, set[str]]:
    """Manual → its runs of characters; a form's name parts them."""
    found = {}
    for manual in sorted(shared("..", "seeds").glob("*.txt")):
        text = _comparable(_PINYIN.sub("", manual.read_text(encoding="utf-8")))
        found[manual.name[:3]] = {run for part in _allowed().split(text) for run in _runs(part)}
    return found


def _ours() -> dict[Path, list[str]]:
    """Our files → the texts in them, as they can be compared."""
    files = [one for folder in FOLDERS for one in (ROOT / folder).rglob("*")] + list(ROOT.glob("*.md"))
    texts = {}
    for file in files:
        if file.suffix in {".py", ".yaml", ".md", ".txt", ".html", ".j2"} and file != FORM_NAMES:
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".md":
                text = re.sub(r"(?<!\n)\n(?!\n)", "", text)  # a paragraph may be wrapped
            parts = (_comparable(part) for part in _APART.split(text))
            texts[file] = [piece for part in parts if len(part) >= LENGTH for piece in _allowed().split(part)]
    return texts


def test_no_sentence_is_copied_from_a_manual() -> None:
    manuals = _of_manuals()
    assert manuals
    copied = {
        f"{file.relative_to(ROOT)}: {text} ({manual})"
        for file, texts in _ours().items()
        for text in texts
        for manual, runs in manuals.items()
        if not runs.isdisjoint(_runs(text))
    }
    assert copied == set()


def test_a_copied_sentence_would_be_found() -> None:
    """However it is written: in the other characters, with other punctuation, with pinyin."""
    runs = _runs(_comparable(_PINYIN.sub("", "客(kè)戶服務(wù)人員，應當在十五分鐘之內，聯繫客戶")))
    assert not runs.isdisjoint(_runs(_comparable("客户服务人员应当在十五分钟之内：联系客户")))
