"""The audit document: what is written is what is read, and a changed or broken file is refused."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest

from svcqa import auditfile
from svcqa.errors import AuditFileError
from svcqa.findings import Audit, Exhibit, Finding
from svcqa.lines import Lines, lines_of
from tests.audits import NASTY, audit, empty, plain_findings


def written(one: Audit) -> bytes:
    stream = io.BytesIO()
    auditfile.write(one, stream)
    return stream.getvalue()


def read(data: bytes) -> Audit:
    return auditfile.read(io.BytesIO(data), "审核.json")


def everything(one: Audit) -> list[Any]:
    return [one.content, list(one.findings), list(one.unjudged), list(one.upcoming), one.run, one.dossier, one.digest]


@pytest.mark.parametrize("made", [audit(), audit(plain_findings(3)), empty()], ids=["nasty", "plain", "empty"])
def test_what_is_written_is_read_back(made: Audit) -> None:
    assert everything(read(written(made))) == everything(made)


def test_the_document_is_json_that_any_program_reads() -> None:
    document = json.loads(written(audit(plain_findings(2))))
    assert list(document) == ["format", "content", "digest", "run", "dossier"]
    assert [one["key"]["order_no"] for one in document["content"]["findings"]] == ["WO0000", "WO0001"]
    assert document["content"]["findings"][0]["excused_by"] is None


def test_the_document_fits_its_published_type() -> None:
    document = msgspec.json.decode(written(audit()), type=auditfile.AuditDocument)
    assert document.content.findings != msgspec.UNSET


def test_the_mark_of_a_limit_is_published_and_may_be_absent() -> None:
    document = json.loads(written(audit()))
    assert [one["limit_after"] for one in document["content"]["exhibits"]] == [2, None, None]
    schema = msgspec.json.schema(Exhibit)["$defs"]["Exhibit"]
    assert "limit" in schema["properties"]["limit_after"]["description"]
    assert "limit_after" not in schema["required"], "an audit kept before there was a mark is read too"


def test_writing_twice_gives_the_same_bytes() -> None:
    assert written(audit()) == written(audit())


def test_the_digest_is_of_the_content_alone() -> None:
    made = audit()
    assert msgspec.structs.replace(made.run, tool="x") != made.run
    other = auditfile.seal(
        made.content,
        {"findings": made.findings, "unjudged": made.unjudged, "upcoming": made.upcoming},
        msgspec.structs.replace(made.run, tool="another version"),
        made.dossier,
    )
    assert other.digest == made.digest


@pytest.mark.parametrize(
    "respelt",
    [
        lambda document: json.dumps(document, indent=2, ensure_ascii=False),
        lambda document: json.dumps(document, indent=None, ensure_ascii=True),
        lambda document: "\r\n".join(json.dumps(document, indent=1).split("\n")),
    ],
    ids=["pretty", "escaped", "windows line ends"],
)
def test_another_layout_of_the_same_document_is_read_too(respelt: Any) -> None:
    made = audit()
    document = json.loads(written(made))
    assert everything(read(respelt(document).encode())) == everything(made)


def test_a_stream_that_cannot_be_rewound_is_read_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    made = audit(plain_findings(2))
    assert everything(auditfile.read(Pipe(written(made)), "-")) == everything(made)


@pytest.mark.parametrize("layout", ["as written", "pretty"])
@pytest.mark.parametrize(
    ("old", "new"), [("09:00:00", "08:45:00"), ('"fails":3', '"fails":2'), ('"as_of":"2025', '"as_of":"2024')]
)
def test_a_changed_file_is_refused(layout: str, old: str, new: str) -> None:
    text = written(audit(plain_findings(3))).decode()
    assert old in text
    changed = text.replace(old, new, 1)
    if layout == "pretty":
        changed = json.dumps(json.loads(changed), indent=2)
    with pytest.raises(AuditFileError, match="does not match the digest") as caught:
        read(changed.encode())
    assert "审核.json" in caught.value.say("zh")


def test_a_removed_finding_is_noticed() -> None:
    lines = written(audit(plain_findings(3))).split(b"\n")
    with pytest.raises(AuditFileError, match="does not match the digest"):
        read(b"\n".join(line for line in lines if b"WO0001" not in line))


def test_a_file_cut_off_anywhere_is_refused() -> None:
    data = written(audit(plain_findings(3)))
    for length in range(0, len(data) - 1, 97):
        with pytest.raises(AuditFileError, match="damaged"):
            read(data[:length])


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"[]", b'{"format":"svcqa-audit/9"}', b"[" * 100_000, b"\xff\xfe\x00", b'"\xb9\xa4\xb5\xa5"'],
    ids=["nothing", "workbook", "other json", "other format", "deep", "utf-16", "gbk"],
)
def test_what_is_no_audit_is_refused(data: bytes) -> None:
    with pytest.raises(AuditFileError, match="not an audit written by svcqa") as caught:
        read(data)
    assert "不是svcqa的审核文件" in caught.value.say("zh")


def test_bytes_that_are_no_text_are_refused() -> None:
    data = written(audit(plain_findings(3))).replace("工单台账".encode(), b"\xb9\xa4\xff\xb5\xa5")
    with pytest.raises(AuditFileError):
        read(data)


def test_a_later_format_is_not_guessed_at() -> None:
    data = written(audit()).replace(b"svcqa-audit/1", b"svcqa-audit/2")
    with pytest.raises(AuditFileError, match="svcqa-audit/2"):
        read(data)


def test_half_characters_are_marked_and_do_not_stop_the_audit() -> None:
    made = read(written(audit(zone="Asia/\udc80Shanghai")))
    assert made.content.zone == "Asia/�Shanghai"
    assert "half � character" in {finding.unit for finding in made.findings}


def test_nasty_values_stay_what_they_are() -> None:
    values = [finding.locations[0].value for finding in read(written(audit())).findings]
    assert values == [value.replace("\ud83d", "�") for value in NASTY]


def test_many_and_long_rows_pass_in_pieces() -> None:
    rows = plain_findings(40)
    for row in rows[::2]:
        row["unit"] = "长" * 900_000
    made = audit(rows)
    again = read(written(made))
    assert len(list(made.findings.json_pieces())) > 1
    assert again.findings.table == made.findings.table.combine_chunks()


def test_no_lines_are_no_lines() -> None:
    nothing: Lines[Finding] = lines_of(Finding, [])
    assert len(nothing) == 0
    assert list(nothing) == []
    assert list(nothing.to_frame().columns) == list(Finding.__struct_fields__)


def test_lines_are_rows_and_a_frame() -> None:
    findings = audit(plain_findings(2)).findings
    assert [one.key for one in findings] == [{"order_no": "WO0000"}, {"order_no": "WO0001"}]
    frame = findings.to_frame()
    assert frame["message"][0]["en"].startswith("took 31 min")
    assert frame["locations"][1][0]["cell"] == "B4"
