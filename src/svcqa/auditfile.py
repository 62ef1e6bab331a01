"""The audit document on disk: written and read as a stream, one finding a line.

A file made here has one fixed layout (see :func:`content_pieces`), so that 300,000 findings pass through in
seconds; any other JSON text of the same document is read too, only slower.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from svcqa.basis import Run
from svcqa.dossier import Dossier
from svcqa.errors import AuditFileError, LockedError
from svcqa.findings import Audit, Content, Finding, Unjudged, Upcoming
from svcqa.lines import JSON_COLUMNS, Lines, Row, encodable, lines_of
from svcqa.text import Text

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FORMAT = "svcqa-audit/1"
_HEAD = b'{"format":"' + FORMAT.encode() + b'",\n"content":'
_LISTS: tuple[tuple[str, type[Any]], ...] = (("findings", Finding), ("unjudged", Unjudged), ("upcoming", Upcoming))
ALTERED = "altered"
"""Kind of the problem of an audit that can be read, and was changed."""
_BLOCK = 500_000
"""Bytes read at once: enough to be quick, and few enough that their rows stay in the processor's cache."""
_Part = TypeVar("_Part", bound=Struct)


class AuditDocument(Struct, frozen=True):
    """The whole document, for its schema and for files in another layout."""

    format: str
    content: Content
    digest: str
    run: Run
    dossier: Dossier


class _Tail(Struct, frozen=True):
    digest: str
    run: Run
    dossier: Dossier


def content_pieces(content: Content, lists: dict[str, Lines[Any]]) -> Iterator[ReadableBuffer]:
    """The content's bytes, piece by piece; their SHA-256 is the audit's digest."""
    yield memoryview(msgspec.json.encode(content))[:-1]
    for name, _ in _LISTS:
        yield f',"{name}":['.encode()
        yield from lists[name].json_pieces()
        yield b"\n]"
    yield b"}"


def digest_of(pieces: Iterable[ReadableBuffer]) -> str:
    """The digest of content given in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return _named(digest)


def pieces(audit: Audit) -> Iterator[ReadableBuffer]:
    """An audit as a JSON document, piece by piece: it may be larger than the memory."""
    yield _HEAD
    yield from content_pieces(audit.content, _lists(audit))
    tail = msgspec.json.encode(_Tail(audit.digest, audit.run, audit.dossier))
    yield b",\n" + tail[1:] + b"\n"


def write(audit: Audit, stream: IO[bytes]) -> None:
    """Write an audit as a JSON document."""
    stream.writelines(pieces(audit))


def seal(content: Content, lists: dict[str, Lines[Any]], run: Run, dossier: Dossier) -> Audit:
    """Close an audit: compute its digest."""
    content, run, dossier = writable(content), writable(run), writable(dossier)
    return _audit(content, lists, _Tail(digest_of(content_pieces(content, lists)), run, dossier))


def read(stream: IO[bytes], name: str) -> Audit:
    """Read an audit back, and make sure that nobody changed it.

    Raises:
        AuditFileError: it is no audit document, or its content does not match its digest.
    """
    lines = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        audit, found = _read_lines(lines) or _read_whole(lines)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # ValueError: text that is not UTF-8
        raise AuditFileError.of(
            f"不是svcqa的审核文件，或文件已损坏（{error}）。请使用svcqa audit --output json=…写出的文件。",
            f"not an audit written by svcqa, or damaged ({error}). Use a file written by svcqa audit --output json=…",
            where=name,
        ) from error
    if found != audit.digest:
        raise AuditFileError.of(
            "内容与写出时的摘要不符：文件在写出后被改动过。请使用原始文件，或重新审核。",
            "its content does not match the digest it was written with: the file was changed afterwards. "
            "Use the original file, or audit again.",
            where=name,
            kind=ALTERED,
        )
    return audit


def load_audit(path: str | Path) -> Audit:
    """Read the audit that a file holds, and make sure that nobody changed it.

    Raises:
        AuditFileError: there is no such file, or it is no audit as it was written.
        LockedError: another program holds it.
    """
    with opened(path) as stream:
        return read(stream, str(path))


@contextmanager
def opened(path: str | Path) -> Iterator[IO[bytes]]:
    """The file of a kept audit or of a package, opened.

    Raises:
        AuditFileError: there is no such file.
        LockedError: another program holds it.
    """
    try:
        with Path(path).open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        mend = Text(zh="请检查路径。", en="Check the path.")
        raise AuditFileError.of("没有这个文件。", "there is no such file.", where=path, mend=mend) from error
    except PermissionError as error:
        mend = Text(zh="请关闭后重试。", en="Close it and try again.")
        raise LockedError.of(
            "无法打开：没有权限，或正被另一个程序打开。",
            "cannot be opened: no permission, or another program has it open.",
            where=path,
            mend=mend,
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise AuditFileError.of(f"无法打开（{said}）。", f"cannot be opened ({said}).", where=path) from error


def _lists(audit: Audit) -> dict[str, Lines[Any]]:
    return {"findings": audit.findings, "unjudged": audit.unjudged, "upcoming": audit.upcoming}


def _audit(content: Content, lists: dict[str, Lines[Any]], tail: _Tail) -> Audit:
    return Audit(content, lists["findings"], lists["unjudged"], lists["upcoming"], tail.run, tail.dossier, tail.digest)


def _named(digest: Any) -> str:
    return f"sha256:{digest.hexdigest()}"


def writable(part: _Part) -> _Part:
    """The part itself, or with its damaged texts mended so that it can be written."""
    try:
        msgspec.json.encode(part)
    except UnicodeEncodeError:
        return msgspec.convert(mended(msgspec.to_builtins(part)), type(part))
    return part


def mended(value: Any) -> Any:
    """Plain data with its damaged texts mended so that they can be written."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {mended(key): mended(item) for key, item in value.items()}
    return [mended(item) for item in value] if isinstance(value, list) else value


def _read_lines(stream: IO[bytes]) -> tuple[Audit, str] | None:
    """Read the layout of :func:`write`; None if the file has another."""
    start = stream.tell()
    if stream.readline() + stream.read(len(b'"content":')) != _HEAD:
        stream.seek(start)
        return None
    digest = hashlib.sha256()
    lists: dict[str, Lines[Any]] = {}
    opening = line = stream.readline()
    for name, row in _LISTS:
        if not line.endswith(_mark(name)):
            stream.seek(start)
            return None
        digest.update(line)
        lists[name], line = _read_list(row, stream, digest)
    if line != b"]},\n":
        raise msgspec.DecodeError("the file does not end as an audit does")
    digest.update(b"]}")
    tail = msgspec.json.decode(b"{" + stream.read(), type=_Tail)
    content = msgspec.json.decode(opening.removesuffix(_mark(_LISTS[0][0])) + b"}", type=Content)
    return _audit(content, lists, tail), _named(digest)


def _mark(name: str) -> bytes:
    return f',"{name}":[\n'.encode()


def _read_list(row: type[Row], stream: IO[bytes], digest: Any) -> tuple[Lines[Row], bytes]:
    """One long list, and the line that ends it."""
    decoder = msgspec.json.Decoder(list[_raw(row)])  # type: ignore[misc] # the type is made at run time
    ending = b""

    def chunks() -> Iterator[dict[str, list[Any]]]:
        nonlocal ending
        while not ending:
            block, ending = _block(stream)
            digest.update(block)
            yield _columns(row, decoder.decode(b"[" + block.rstrip(b",\n") + b"]"), bytes)

    made = lines_of(row, chunks())
    return made, ending


def _block(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The next rows of a list; and the line that ends the list, if it was reached."""
    rows, size, ending = [], 0, b""
    for line in stream:
        if line[:1] != b"{":
            ending = line
            break
        rows.append(line)
        size += len(line)
        if size > _BLOCK:
            break
    if not rows and not ending:
        raise msgspec.DecodeError("the file ends in the middle of a list")
    return b"".join(rows), ending


def _raw(row: type[Struct]) -> type[Struct]:
    """A row whose nested parts are left as the text they are; what earlier versions did not write has its default."""
    fields: list[Any] = []
    for one in msgspec.structs.fields(row):
        nested = one.name in JSON_COLUMNS
        kind = msgspec.Raw if nested else str | None
        if one.required:
            fields.append((one.name, kind))
            continue
        usual = one.default if one.default_factory is msgspec.NODEFAULT else one.default_factory()
        fields.append((one.name, kind, msgspec.Raw(msgspec.json.encode(usual)) if nested else usual))
    return msgspec.defstruct(f"Raw{row.__name__}", fields, gc=False)


def _columns(row: type[Row], rows: list[Any], text: Callable[[msgspec.Raw], bytes]) -> dict[str, list[Any]]:
    """Raw rows by column."""

    def cells(name: str) -> list[Any]:
        values = map(attrgetter(name), rows)
        return list(map(text, values)) if name in JSON_COLUMNS else list(values)

    return {name: cells(name) for name in row.__struct_fields__}


def _read_whole(stream: IO[bytes]) -> tuple[Audit, str]:
    """Read the document in any layout."""
    data = stream.read()
    document = msgspec.json.decode(data, type=AuditDocument)
    if document.format != FORMAT:
        raise msgspec.DecodeError(f"format {document.format}, not {FORMAT}")
    raw = msgspec.defstruct("RawContent", [(name, list[_raw(row)]) for name, row in _LISTS])  # type: ignore[misc]
    found: Any = msgspec.json.decode(data, type=msgspec.defstruct("RawDocument", [("content", raw)]))
    lists = {name: lines_of(row, [_columns(row, getattr(found.content, name), _respelt)]) for name, row in _LISTS}
    content = msgspec.structs.replace(document.content, **{name: msgspec.UNSET for name, _ in _LISTS})
    audit = _audit(content, lists, _Tail(document.digest, document.run, document.dossier))
    return audit, digest_of(content_pieces(content, lists))


def _respelt(text: msgspec.Raw) -> bytes:
    """JSON of any spelling (blanks, escapes) as it is spelt here."""
    return msgspec.json.encode(msgspec.json.decode(text))
