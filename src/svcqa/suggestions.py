"""What a user may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from svcqa.errors import Problem, UsageError
from svcqa.text import Text


def nearest(name: str, known: Iterable[str]) -> Text | None:
    """The nearest known name as a question, if one is near."""
    near = get_close_matches(name, dict.fromkeys(known), n=1)
    return Text(zh=f"是不是“{near[0]}”？", en=f"Did you mean '{near[0]}'?") if near else None


def meant(name: str, known: Iterable[str]) -> Text:
    """The nearest known name as a question; if none is near, all that are known."""
    names = list(known)
    return nearest(name, names) or Text(
        zh=f"可用的有：{'、'.join(names) or '无'}。", en=f"Available: {', '.join(names) or 'none'}."
    )


def no_such(thing: Text, name: str, known: Iterable[str], where: str = "") -> UsageError:
    """The error for a name that does not exist, with what may have been meant.

    Args:
        thing: what kind of thing was named, such as ``Text("命令", "command")``.
        name: the name as written.
        known: the names there are.
        where: the option or file in which it was named.
    """
    said = Text(zh="没有{thing}“{name}”。", en="there is no {thing} '{name}'.").fill(thing=thing, name=name)
    return UsageError(Problem(said, where, meant(name, known)))
