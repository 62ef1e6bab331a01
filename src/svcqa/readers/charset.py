"""The charset ladder: BOM, UTF-8, UTF-16, GB18030; what could be several charsets is refused, not guessed.

GB18030 decodes most bytes of Big5 and of the Western charsets without an error, so decoding is no proof: a detector
that says Big5, or text made of rare characters, makes it ambiguous.
"""

from __future__ import annotations

import codecs

from svcqa.errors import InputError
from svcqa.text import Text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON_SHARE = 0.6
_HOW = Text(
    zh="请在Excel中另存为“CSV UTF-8”，或用encoding指明编码。",
    en="Save it as 'CSV UTF-8' in Excel, or declare its encoding.",
)


def decoded(data: bytes, declared: str | None) -> tuple[str | None, str]:
    """The text of a file and its encoding; None if it is no text.

    Raises:
        InputError: the declared encoding does not fit, or several encodings fit.
    """
    if declared:
        return _declared(data, declared), declared
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _declared(data, encoding), encoding
    if b"\x00" in data[:4096]:
        return _utf16(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _gb18030(data)


def _declared(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        said = f"文件不是{encoding}编码（{error}）。", f"the file is not {encoding} text ({error})."
        raise InputError.of(*said, mend=_HOW) from error


def _utf16(data: bytes) -> tuple[str | None, str]:
    """UTF-16 without a mark shows as NULs on every second place; any other NULs are binary data."""
    for encoding, nuls in (("utf-16-le", data[1:4096:2]), ("utf-16-be", data[0:4096:2])):
        if nuls.count(0) > 0.2 * len(nuls) and data.count(b"\x00") < 0.6 * len(data):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return None, ""


def _gb18030(data: bytes) -> tuple[str | None, str]:
    import chardet

    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise InputError.of("编码无法识别。", "the encoding cannot be told.", mend=_HOW) from error
    guess = str(chardet.detect(data[:200_000]).get("encoding") or "").lower()
    if guess.startswith("big5") or _common_share(text) < _COMMON_SHARE:
        other = "Big5" if guess.startswith("big5") else guess or "?"
        raise InputError.of(
            f"编码不明确（GB18030或{other}）。", f"the encoding is ambiguous (GB18030 or {other}).", mend=_HOW
        )
    return text, "gb18030"


def _common_share(text: str) -> float:
    """Share of the non-ASCII characters that are common Chinese (GB 2312 level 1) or its punctuation."""
    others = [character for character in text[:200_000] if ord(character) > 127]
    return sum(map(_is_common, others)) / len(others) if others else 1.0


def _is_common(character: str) -> bool:
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead in (0xA1, 0xA3) or 0xB0 <= lead <= 0xD7
