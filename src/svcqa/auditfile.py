"""The audit document on disk: written and read as a stream, one finding a line.

A file made here has one fixed layout (see :func:`_pieces`), so that 300,000 findings pass through in seconds;
any other JSON text of the same document is read too, only slower.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

import msgspec
from msgspec import Struct

from svcqa.errors import AuditFileError
from svcqa.findings import (
    JSON_COLUMNS,
    Audit,
    Content,
    Dossier,
    Finding,
    Lines,
    Row,
    Run,
    Unjudged,
    Upcoming,
    lines_of,
)

FORMAT = "svcqa-audit/1"
_HEAD = b'{"format":"' + FORMAT.encode() + b'",\n"content":'
_LISTS: tuple[tuple[str, type[Any]], ...] = (("findings", Finding), ("unjudged", Unjudged), ("upcoming", Upcoming))
_CHUNK = 16_384


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


def content_pieces(content: Content, lists: dict[str, Lines[Any]]) -> Iterator[bytes]:
    """The content's bytes, piece by piece; their SHA-256 is the audit's digest."""
    yield msgspec.json.encode(content)[:-1]
    for name, _ in _LISTS:
        yield f',"{name}":['.encode()
        separator = "\n"
        rows = lists[name].json_lines()
        while chunk := list(islice(rows, _CHUNK)):
            yield (separator + ",\n".join(chunk)).encode("utf-8", "surrogatepass")
            separator = ",\n"
        yield b"\n]"
    yield b"}"


def digest_of(pieces: Iterable[bytes]) -> str:
    """The digest of content given in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return f"sha256:{digest.hexdigest()}"


def write(audit: Audit, stream: IO[bytes]) -> None:
    """Write an audit as a JSON document."""
    stream.write(_HEAD)
    for piece in content_pieces(audit.content, _lists(audit)):
        stream.write(piece)
    tail = msgspec.json.encode(_Tail(audit.digest, audit.run, audit.dossier))
    stream.write(b",\n" + tail[1:] + b"\n")


def seal(content: Content, lists: dict[str, Lines[Any]], run: Run, dossier: Dossier) -> Audit:
    """Close an audit: compute its digest."""
    digest = digest_of(content_pieces(content, lists))
    return Audit(content, lists["findings"], lists["unjudged"], lists["upcoming"], run, dossier, digest)


def read(stream: IO[bytes], name: str) -> Audit:
    """Read an audit back, and make sure that nobody changed it.

    Raises:
        AuditFileError: it is no audit document, or its content does not match its digest.
    """
    lines = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        audit, found = _read_lines(lines) or _read_whole(lines)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
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
        )
    return audit


def _lists(audit: Audit) -> dict[str, Lines[Any]]:
    return {"findings": audit.findings, "unjudged": audit.unjudged, "upcoming": audit.upcoming}


def _read_lines(stream: IO[bytes]) -> tuple[Audit, str] | None:
    """Read the layout of :func:`write`; None if the file has another."""
    start = stream.tell()
    if stream.readline() + stream.read(len(b'"content":')) != _HEAD:
        stream.seek(start)
        return None
    digest = hashlib.sha256()
    opening = stream.readline()
    lists: dict[str, Lines[Any]] = {}
    head, line = opening, opening
    for name, row in _LISTS:
        mark = f',"{name}":[\n'.encode()
        if not line.endswith(mark):
            stream.seek(start)
            return None
        digest.update(line)
        if name == _LISTS[0][0]:
            head = line[: -len(mark)] + b"}"
        lists[name], line = _read_list(row, stream, digest)
    digest.update(b"]}")
    tail = msgspec.json.decode(b"{" + stream.read(), type=_Tail)
    content = msgspec.json.decode(head, type=Content)
    audit = Audit(
        content, lists["findings"], lists["unjudged"], lists["upcoming"], tail.run, tail.dossier, tail.digest
    )
    return audit, f"sha256:{digest.hexdigest()}"


def _read_list(row: type[Row], stream: IO[bytes], digest: Any) -> tuple[Lines[Row], bytes]:
    """One long list, and the line that ends it."""
    raw = msgspec.defstruct(
        f"Raw{row.__name__}",
        [(name, msgspec.Raw if name in JSON_COLUMNS else str | None) for name in row.__struct_fields__],
    )
    decoder = msgspec.json.Decoder(raw)
    ending = b""

    def chunks() -> Iterator[dict[str, list[Any]]]:
        nonlocal ending
        while not ending:
            rows = []
            for line in islice(stream, _CHUNK):
                if line[:1] != b"{":
                    ending = line
                    break
                digest.update(line)
                rows.append(decoder.decode(line.rstrip(b",\n")))
            else:
                if not rows:
                    raise msgspec.DecodeError("the file ends in the middle of a list")
            yield {name: _column(name, rows) for name in row.__struct_fields__}

    made = lines_of(row, chunks())
    return made, ending


def _column(name: str, rows: list[Any]) -> list[Any]:
    if name in JSON_COLUMNS:
        return [bytes(getattr(row, name)) for row in rows]
    return [getattr(row, name) for row in rows]


def _read_whole(stream: IO[bytes]) -> tuple[Audit, str]:
    document = msgspec.json.decode(stream.read(), type=AuditDocument)
    given = {name: getattr(document.content, name) for name, _ in _LISTS}
    lists: dict[str, Lines[Any]] = {name: lines_of(row, [_columns(row, given[name])]) for name, row in _LISTS}
    content = msgspec.structs.replace(document.content, **{name: msgspec.UNSET for name, _ in _LISTS})
    audit = Audit(
        content, lists["findings"], lists["unjudged"], lists["upcoming"], document.run, document.dossier, document.digest
    )
    return audit, digest_of(content_pieces(content, lists))


def _columns(row: type[Row], rows: list[Row]) -> dict[str, list[Any]]:
    def cells(name: str) -> list[Any]:
        values = [getattr(item, name) for item in rows]
        return [msgspec.json.encode(value).decode() for value in values] if name in JSON_COLUMNS else values

    return {name: cells(name) for name in row.__struct_fields__}
