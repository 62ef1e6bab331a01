"""Numbers that lead to a person: telephone numbers and the numbers of identity cards, wherever they stand in a text.

Forms: mobile numbers as the numbering plan assigns them, landlines with their area code, identity numbers of GB
11643-1999 (and those of 15 digits before it) with a province and a date of birth that exist. The check digit is not
asked for: a mistyped number is hidden too. What runs on in letters or digits is no such number but an order number,
a serial number or a digest.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable

_D = "[0-9０-９]"
_GAP = "[ \u3000\u00a0\\-‐‑–—－.·]"
_BEFORE = r"(?:(?<![0-9０-９A-Za-z])|(?<=tel)|(?<=phone)|(?<=mobile))(?<!\d\.)"
_AFTER = "(?![0-9０-９A-Za-z])"
_COUNTRY = f"(?P<country>[+＋]?(?:[0０]{{2}})?[8８][6６]{_GAP}?)?"
_GROUPS = ((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5))
"""How many digits of a mobile number are written together."""
_MOBILE = "|".join(_GAP.join(f"{_D}{{{size}}}" for size in sizes) for sizes in _GROUPS)
_AREA = f"[0０](?:[1１][0０]|[2２]{_D}|[3-9３-９]{_D}{{2}})"
_LOCAL = f"[2-9２-９](?:{_D}{{6,7}}|{_D}{{2,3}}{_GAP}{_D}{{4}})"
_LANDLINE = f"(?P<area>{_AREA})[)）]?{_GAP}?{_LOCAL}"
_ID = f"[1-8１-８]{_D}(?:{_D}{{12}}[0-9０-９]|{_D}{{4}}{_GAP}?{_D}{{8}}{_GAP}?{_D}{{3}}[0-9０-９XxＸｘ])"
_NUMBER = re.compile(
    f"{_BEFORE}(?:(?P<id>{_ID})|{_COUNTRY}(?P<mobile>(?=[1１][3-9３-９])(?:{_MOBILE}))|(?P<landline>{_LANDLINE})){_AFTER}",
    re.IGNORECASE,
)
_PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83
}  # fmt: skip
_UNASSIGNED = {"142", "143", "160", "161", "163", "164", "168", "169", "179", "194"}
_SHOWN = 4
"""Digits that stay at the end, as is usual."""


class Numbers:
    """Hides most of a number; two numbers that would look alike then are told apart."""

    def __init__(self) -> None:
        self._alike: dict[str, dict[str, int]] = defaultdict(dict)

    def hidden(self, text: str) -> str:
        """The text, with ``138****5678`` for a telephone number and ``110***********123X`` for an identity number."""
        return _NUMBER.sub(self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        if found["id"] is not None:
            return self._starred(found["id"], 3) if _is_identity(_plain(found["id"])) else found[0]
        if found["mobile"] is not None:
            ahead = found["country"] or ""
            return ahead + self._starred(found["mobile"], 3) if _is_mobile(_plain(found["mobile"])) else found[0]
        return self._starred(found[0], len(_plain(found["area"])))

    def _starred(self, written: str, kept: int) -> str:
        plain = _plain(written)
        places = [at for at, character in enumerate(written) if character.isdigit() or character in "XxＸｘ"]
        stars = set(places[kept:-_SHOWN])
        shape = "".join("*" if at in stars else character for at, character in enumerate(written))
        alike = self._alike[f"{plain[:kept]}*{plain[-_SHOWN:]}{len(plain)}"]
        number = alike.setdefault(plain, len(alike) + 1)
        return shape if number == 1 else f"{shape}({number})"


def _plain(written: str) -> str:
    kept: Callable[[str], bool] = str.isalnum
    return "".join(filter(kept, unicodedata.normalize("NFKC", written))).upper()


def _is_mobile(digits: str) -> bool:
    return digits[:3] not in _UNASSIGNED


def _is_identity(number: str) -> bool:
    born = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    if int(number[:2]) not in _PROVINCES or len(number) not in {15, 18}:
        return False
    try:
        return 1850 <= dt.date(int(born[:4]), int(born[4:6]), int(born[6:])).year <= 2100
    except ValueError:
        return False
