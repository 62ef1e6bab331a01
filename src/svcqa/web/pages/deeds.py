"""What the trail tells of a deed, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from svcqa.registers import Field
from svcqa.text import Lang
from svcqa.web.store.trail import Deed
from svcqa.web.words import known, say

_ITSELF = {"member.put": "role.", "waiver.approved": "waivers.state.", "waiver.refused": "waivers.state.",
           "waiver.revoked": "waivers.state."}  # fmt: skip
"""Deeds that change one thing only, with the beginning of the names of its words."""
_CODES = {"said": ("decision.", "said."), "lang": ("trail.lang.",)}
"""What is said in codes, with the beginnings of the names of their words."""
_DIGEST = 64
"""Letters of a SHA-256."""
_Said = Callable[[object], str]


def told(deed: Deed, lang: Lang) -> list[str]:
    """What was changed, a line each: the name, what it was, and what it is; what was left blank is left out."""
    rest = dict(deed.data)
    before, after = rest.pop("before", None), rest.pop("after", None)
    changes = [*_changes(before, after, deed.action, lang)] if before or after else []
    return changes + [
        _line(_name(name, deed.action, lang), _value(lang, value, _CODES.get(name, ())), lang)
        for name, value in rest.items()
        if _is_said(value)
    ]


def _changes(before: object, after: object, action: str, lang: Lang) -> Iterator[str]:
    if not isinstance(before, dict) or not isinstance(after, dict):
        yield _arrow(before, after, partial(_value, lang, codes=(_ITSELF.get(action, ""),)))
        return
    for name in [name for name in {**before, **after} if before.get(name) != after.get(name)]:
        said = partial(_value, lang, codes=_CODES.get(name, ()))
        yield _line(_name(name, action, lang), _arrow(before.get(name), after.get(name), said), lang)


def _arrow(before: object, after: object, said: _Said) -> str:
    return f"{said(before)} → {said(after)}"


def _line(called: str, said: str, lang: Lang) -> str:
    return f"{called}{'：' if lang == 'zh' else ': '}{said}"


def _name(name: str, action: str, lang: Lang) -> str:
    """What people call it; what nobody named here is called as it is."""
    field = _fields(action.partition(".")[0]).get(name)
    if field:
        return say(lang, field.title)
    return say(lang, f"trail.data.{name}") if f"trail.data.{name}" in known() else name


def _fields(noun: str) -> Mapping[str, Field]:
    """Those of the audit workbook, of which answers and waivers are rows."""
    from svcqa.assignment.sheets import CHECKS, WAIVERS, registers

    sheet = {"answer": CHECKS, "waiver": WAIVERS}.get(noun)
    return registers()[sheet].fields if sheet else {}


def _value(lang: Lang, value: object, codes: Sequence[str] = ()) -> str:
    said = next((say(lang, f"{code}{value}") for code in codes if f"{code}{value}" in known()), None)
    if said is not None:
        return said
    if isinstance(value, bool):
        return say(lang, "trail.yes" if value else "trail.no")
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(_value(lang, one) for one in value) or "—"
    if isinstance(value, dict):
        return ("；" if lang == "zh" else "; ").join(_entry(name, one, lang) for name, one in value.items()) or "—"
    return str(value) if _is_said(value) else "—"


def _entry(name: str, value: object, lang: Lang) -> str:
    if _is_digest(value):
        return f"{name} (SHA-256 {str(value)[:12]}…)"
    return f"{name}{'：' if lang == 'zh' else ': '}{_value(lang, value)}"


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == _DIGEST


def _is_said(value: object) -> bool:
    return value is not None and value not in ("", [], {})
