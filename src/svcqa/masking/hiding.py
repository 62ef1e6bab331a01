"""What is put in the place of what is personal: one thing for one person in the whole audit, in order of appearance."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from svcqa.masking.names import Names, closed, is_body, is_name, is_plain, parts, person_of, tidy
from svcqa.masking.numbers import Numbers
from svcqa.personal import Personal

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{0,4}[-_]?\d[\dA-Za-z_-]*")
"""A staff number: by it the office finds its record again, and nobody else does."""
_CALLED = re.compile(r"[\d０-９\s\-‐–—－.·()（）+＋*转、，,/;；:：]*")
"""A telephone number and nothing else."""
_SHORT = 7
"""Digits of the shortest telephone number that leads to somebody; an extension has fewer."""
_MEMORY = 200
"""Longest text that is remembered with what became of it."""


class Hiding:
    """Takes names and numbers out of texts."""

    def __init__(self, names: Collection[str]) -> None:
        self._names, self._numbers = Names(names), Numbers()
        # two characters may well be two halves of words in a sentence that no record has written
        self._long = Names(name for name in names if len(closed(name)) > 2)
        self._width = max(3, len(str(len({person_of(name) for name in names}))))
        self._people: dict[str, int] = {}
        self._others: dict[str, int] = {}
        self._done: dict[str, str] = {}

    def text(self, written: str) -> str:
        """A text of the office without names, telephone and identity numbers."""
        done = self._done.get(written)
        if done is None:
            done = self._without(written, self._names)
            if len(written) <= _MEMORY:
                self._done[written] = done
        return done

    def wording(self, written: str) -> str:
        """A sentence of a ruleset or of the program: names of two characters are left, since they are hardly names."""
        return self._without(written, self._long)

    def number(self, value: int) -> int | str:
        """A number that stands for itself, or what is left of a telephone number that was kept as one."""
        hidden = self._numbers.hidden(str(value))
        return value if hidden == str(value) else hidden

    def cell(self, written: str, level: Personal) -> str:
        """What a personal cell shows."""
        return self.text(self.without(written, self.odd(written, level)))

    def odd(self, written: str, level: Personal) -> list[str]:
        """What in a personal cell is personal without being a name or a number that is known by its form."""
        if is_plain(written) or level == "party":
            return []
        if level == "contact":
            return [written] if self._leads_to_somebody(written) else []
        return [word for word in parts(_CODE.sub(" ", written)) if self._is_odd(word)]

    def without(self, written: str, odd: Iterable[str]) -> str:
        """A text that quotes a personal cell, without what is odd in it."""
        spelt = {(spelling, word) for word in odd for spelling in (word, closed(word))}
        for spelling, word in sorted(spelt, key=lambda one: (-len(one[0]), one)):
            if spelling in written:
                number = self._others.setdefault(person_of(word), len(self._others) + 1)
                # a single character is part of other words, where it does not stand alone
                apart = rf"(?<!\w){re.escape(spelling)}(?!\w)" if len(spelling) == 1 else re.escape(spelling)
                written = re.sub(apart, f"隐去{number:04}", written)
        return written

    def _leads_to_somebody(self, written: str) -> bool:
        if _CALLED.fullmatch(written):
            return self._numbers.hidden(written) == written and sum(map(str.isdigit, written)) >= _SHORT
        return True

    def _is_odd(self, word: str) -> bool:
        return not (is_name(tidy(word)) or is_body(word) or is_plain(word))

    def _without(self, written: str, names: Names) -> str:
        hidden = self._numbers.hidden(written)
        pieces, done = [], 0
        for start, end in names.found(hidden):
            person = person_of(hidden[start:end])
            pieces += [
                hidden[done:start],
                f"人员{self._people.setdefault(person, len(self._people) + 1):0{self._width}}",
            ]
            done = end
        return "".join([*pieces, hidden[done:]]) if done else hidden
