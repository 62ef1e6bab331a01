"""Which language to speak: ``--lang``, then ``SVCQA_LANG``, then the system's own."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise

from svcqa.errors import UsageError
from svcqa.text import LANGS, Lang, Text

VARIABLE = "SVCQA_LANG"
_CHINESE = 0x04
"""Primary language id of Chinese in Windows."""


def named(argv: Sequence[str]) -> Lang | None:
    """The language that ``--lang`` names in raw arguments; a wrong value is left to the command to refuse."""
    found: Lang | None = None
    before_dashes = argv[: argv.index("--")] if "--" in argv else argv
    for word, after in pairwise([*before_dashes, ""]):
        value = after if word == "--lang" else word.removeprefix("--lang=")
        found = next((lang for lang in LANGS if lang == value and word.startswith("--lang")), found)
    return found


def wished(environ: Mapping[str, str]) -> Lang | None:
    """The language ``SVCQA_LANG`` asks for.

    Raises:
        UsageError: it names another language.
    """
    value = environ.get(VARIABLE, "").strip()
    if not value:
        return None
    found = next((lang for lang in LANGS if value.lower().startswith(lang)), None)
    if found is None:
        raise UsageError.of(
            f"没有语言“{value}”。",
            f"there is no language '{value}'.",
            where=VARIABLE,
            mend=Text(zh="请设为zh或en。", en="Set it to zh or en."),
        )
    return found


def of_system(environ: Mapping[str, str]) -> Lang:
    """Chinese on a Chinese system, English on any other."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable, ""):
            return "zh" if value.lower().startswith(("zh", "chinese")) else "en"
    return "zh" if _windows_language() & 0x3FF == _CHINESE else "en"


def _windows_language() -> int:
    """Language id of the Windows desktop; 0 on other systems."""
    if sys.platform != "win32":
        return 0
    try:
        import ctypes

        return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    except (ImportError, AttributeError, OSError):  # a Windows without that library: speak English
        return 0
