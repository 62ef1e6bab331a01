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
_NUL_SHARE = 0.3
"""With more NULs than this it is no text."""
_PIECE = 1 << 24
_HEAD = 65_536
_AMBIGUOUS = "encoding_ambiguous"
_HOW = Text(
    zh="请在Excel中另存为“CSV UTF-8”，或用encoding指明编码。",
    en="Save it as 'CSV UTF-8' in Excel, or declare its encoding.",
)


def encoding_of(data: bytes, declared: str | None) -> str | None:
    """The encoding in which the whole file can be decoded; None if it is no text.

    Raises:
        InputError: the declared encoding does not fit, or several encodings fit.
    """
    if declared:
        return _checked(data, declared)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data, encoding)
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            if _is_utf16(data, encoding):
                return encoding
        if data.count(b"\x00") > _NUL_SHARE * len(data):
            return None
    if _fits(data, "utf-8"):
        return "utf-8"
    return _gb18030(data)


def _fits(data: bytes, encoding: str) -> bool:
    """Whether all of it can be decoded; piece by piece, so that a large file is not held twice."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _checked(data: bytes, encoding: str) -> str:
    try:
        if _fits(data, encoding):
            return encoding
    except LookupError as error:
        said = f"没有名为{encoding}的编码。", f"there is no encoding called {encoding}."
        raise InputError.of(*said, mend=_HOW, kind="encoding_wrong") from error
    said = f"文件内容不符合{encoding}编码。", f"the file is not {encoding} text throughout."
    raise InputError.of(*said, mend=_HOW, kind="encoding_wrong")


def _is_utf16(data: bytes, encoding: str) -> bool:
    """Whether it is UTF-16 without a mark: NULs on every second place only, and ordinary characters throughout."""
    if len(data) % 2:
        return False
    head = data[:_HEAD]
    high, low = (head[1::2], head[::2]) if encoding == "utf-16-le" else (head[::2], head[1::2])
    if high.count(0) < 0.1 * len(high) or low.count(0) > 0.01 * len(low) or not _fits(data, encoding):
        return False
    text = head.decode(encoding, "ignore")
    return sum(map(_is_ordinary, text)) >= 0.99 * len(text)


def _is_ordinary(character: str) -> bool:
    return character in "\t\r\n" or " " <= character <= "~" or _is_common(character)


def _gb18030(data: bytes) -> str | None:
    import chardet

    if not _fits(data, "gb18030"):
        raise InputError.of("编码无法识别。", "the encoding cannot be told.", mend=_HOW, kind=_AMBIGUOUS)
    guess = str(chardet.detect(data[:200_000]).get("encoding") or "").lower()
    text = data.decode("gb18030")
    if guess.startswith("big5") or _common_share(text) < _COMMON_SHARE:
        other = "Big5" if guess.startswith("big5") else guess or "?"
        said = f"编码不明确（GB18030或{other}）。", f"the encoding is ambiguous (GB18030 or {other})."
        raise InputError.of(*said, mend=_HOW, kind=_AMBIGUOUS)
    return "gb18030"


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
