"""svcqa verify: what is identical, what differs and is named, what cannot be checked, and packages made to harm."""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from svcqa import AuditFileError, auditfile
from svcqa.cli import main
from svcqa.host import Host
from svcqa.sealing import Supplies, verify_audit, verify_package
from svcqa.sealing.manifest import FORMAT, MOST
from svcqa.sealing.steps import Verification
from tests.office import ORDERS, ROWS, workbook
from tests.sealed import Edit, Office, altered, made, office, replacing

ROSTER, ORDERS_CSV = "inputs/名册.csv", "inputs/历年.zip"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office(tmp_path_factory.mktemp("verify") / "审核 资料")


@pytest.fixture(scope="module")
def package(case: Office) -> Path:
    return case.sealed(case.folder / "证据包.zip")


@pytest.fixture(autouse=True)
def _nothing_stays_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    folder = tmp_path / "临时 文件"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert not list(folder.glob("svcqa-*"))


def told(made: Verification) -> dict[str, str]:
    """Step → what came out and all that it says, in English."""
    return {
        one.name: "\n".join([f"{one.outcome}: {one.said.en}", *(each.en for each in one.details)]) for one in made.steps
    }


def test_a_package_as_it_was_sealed_is_identical_in_every_step(package: Path) -> None:
    made = verify_package(package)
    assert made.verdict == "identical"
    assert [(one.name, one.outcome) for one in made.steps] == [
        ("package", "same"), ("audit", "same"), ("inputs", "same"), ("program", "same"), ("again", "same"),
    ]  # fmt: skip


def test_an_audit_is_verified_by_the_files_at_hand(case: Office) -> None:
    assert verify_audit(case.document, case.supplies).verdict == "identical"


def with_roster(text: str) -> Edit:
    return lambda data: text.encode("gb18030")


@pytest.mark.parametrize(
    ("edits", "listed", "said"),
    [
        ({ROSTER: with_roster("姓名,岗位\n张三,工程师\n")}, False, {"package": f"{ROSTER}: its size", "inputs": "名册.csv: this"}),
        ({ROSTER: lambda data: data[:-2] + b"\n\n"}, False, {"package": f"{ROSTER}: its SHA-256", "inputs": "名册.csv: differs"}),
        ({ROSTER: with_roster("姓名,岗位\n张三,工程师\n")}, True, {"inputs": "differs", "again": "input '名册.csv': its content"}),
        ({ROSTER: None}, False, {"package": f"{ROSTER}: the manifest has it", "again": "unchecked"}),
        ({"inputs/多.csv": lambda data: b"x"}, False, {"package": "inputs/多.csv: the manifest does not", "again": "same"}),
        ({"reports/report.html": lambda data: data + b" "}, False, {"package": "report.html: its size", "again": "same"}),
        (
            {"manifest.json": lambda data: data.replace(b'"tool"', b'"tools"')},
            False,
            {},
        ),
        (
            {"audit.json": replacing('"value":"20m"', '"value":"99m"')},
            True,
            {"package": "same", "audit": "differs: the audit was altered", "again": "unchecked"},
        ),
        (
            {"rulesets/files/1/规则.yaml": replacing("require: [customer]", "require: [status]")},
            True,
            {"package": "same", "again": "ruleset orders:"},
        ),
        (
            {"rulesets/files/1/补充.yaml": replacing("require: [engineer]", "require: [customer]")},
            False,
            {"package": "differs", "again": "rule O-9: conforms 4 → 3, fails 0 → 1"},
        ),
        ({"rulesets/files/1/补充.yaml": None}, False, {"package": "补充.yaml", "again": "unchecked"}),
        ({"settings.json": lambda data: data + b"\n"}, False, {"package": "settings.json", "again": "same"}),
    ],
)  # fmt: skip
def test_what_was_changed_is_found_and_named(
    package: Path, tmp_path: Path, edits: Mapping[str, Edit | None], listed: bool, said: Mapping[str, str]
) -> None:
    other = altered(package, tmp_path / "b.zip", edits, listed=listed)
    if not said:
        with pytest.raises(AuditFileError, match="manifest"):
            verify_package(other)
        return
    made = verify_package(other)
    assert made.verdict == "differs"
    for name, part in said.items():
        assert part in told(made)[name]


def reordered(case: Office, **changes: Any) -> bytes:
    """The audit with another order or program recorded, which its digest does not cover."""
    audit, document = case.audit, io.BytesIO()
    order = {**json.loads(case.document)["run"]["order"], **changes.pop("order", {})}
    run = json.loads(json.dumps({"tool": audit.run.tool, "plugins": audit.run.plugins, **changes}))
    import msgspec

    from svcqa.basis import Run

    auditfile.write(replace(audit, run=msgspec.convert({**run, "order": order}, Run)), document)
    return document.getvalue()


def test_other_versions_of_program_and_plugins_are_named_and_alone_make_no_difference(case: Office) -> None:
    plugins = {**case.audit.run.plugins, "readers": "svcqa 0.0.1", "gone": "svcqa-gone 3.1"}
    del plugins["reports"]
    made = verify_audit(reordered(case, tool="0.0.9", plugins=plugins), case.supplies)
    assert made.verdict == "identical"
    program = told(made)["program"]
    assert program.startswith("noted")
    for part in ("svcqa: 0.0.9 then", "plugin readers: svcqa 0.0.1 then", "plugin gone: svcqa-gone 3.1 then, gone now",
                 "plugin reports: not there then"):  # fmt: skip
        assert part in program


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"as_of": "2024-03-30"}, ["another part differs: audit date", "another part differs: reach of what falls due"]),
        ({"period": "2024-01"}, ["another part differs: period", "rule O-1: in scope 4 → 0"]),
        (
            {"parameters": {"response_limit": "2h"}},
            ["parameter orders/response_limit: 20m (command_line) then, 2h (command_line) now", "rule O-1: conforms 1 → 2, fails 1 → 0",
             "finding of the audit only: O-1 W002 (东城 网点/派工单.xlsx → 东城派工 → "],
        ),
        ({"parameters": {"response_limit": "5m"}}, ["finding of the new audit only: O-1 W001"]),
        ({"skip_hidden": True}, ["another part differs: settings of reading"]),
        ({"settings": {}}, ["signals"]),
    ],
)  # fmt: skip
def test_what_comes_out_otherwise_is_told_part_by_part(case: Office, order: Mapping[str, Any], said: list[str]) -> None:
    made = verify_audit(reordered(case, order=order), case.supplies)
    assert made.verdict == "differs"
    for part in said:
        assert part in told(made)["again"]


def test_of_many_findings_the_first_are_named_and_all_are_counted(tmp_path: Path, case: Office) -> None:
    rows = [(f"W{number:03}", *ROWS[0][1:]) for number in range(30)]
    rules = list(case.supplies.rulesets)
    small = made(tmp_path, [workbook(tmp_path / "a.xlsx", rows)], rules, as_of="2024-03-31")
    again = told(verify_audit(reordered(small, order={"parameters": {"response_limit": "5m"}}), small.supplies))[
        "again"
    ]
    assert again.count("finding of the new audit only: O-1") == 20
    assert "… 30 × finding of the new audit only in all." in again


def test_a_later_edition_of_an_installed_ruleset_does_not_change_the_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "规则 库"
    (folder / "registers").mkdir(parents=True)
    (folder / "orders.yaml").write_text(ORDERS, encoding="utf-8")
    monkeypatch.setattr(Host, "ruleset_folders", [folder])
    case = made(tmp_path, [workbook(tmp_path / "a.xlsx")], ["orders"], as_of="2024-03-31")
    place = case.sealed(tmp_path / "a.zip")
    (folder / "orders.yaml").write_text(ORDERS.replace("15m", "45m").replace('"1"', '"2"'), encoding="utf-8")
    assert verify_package(place).verdict == "identical"
    later = verify_audit(case.document, case.supplies)
    assert later.verdict == "differs"
    assert "ruleset orders: 1 sha256:" in told(later)["again"]
    shutil.rmtree(folder)
    monkeypatch.setattr(Host, "ruleset_folders", [])
    assert verify_package(place).verdict == "identical"
    assert verify_audit(case.document, case.supplies).verdict == "unchecked"


def test_a_plugin_that_is_gone_is_named_and_nothing_is_called_identical(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = Host.discover(only=lambda point: point.name != "completeness")
    made = verify_package(package, host=host)
    assert made.verdict == "unchecked"
    assert "plugin completeness: svcqa" in told(made)["program"]
    assert "gone now" in told(made)["program"]
    assert told(made)["again"].startswith("unchecked")
    assert "svcqa-" not in told(made)["again"], "a folder that is removed again is not named"


@pytest.mark.parametrize(
    ("change", "verdict", "said"),
    [
        (lambda folder: (folder / "名册.csv").unlink(), "unchecked", "名册.csv: this file of the audit is not there"),
        (
            lambda folder: (folder / "名册.csv").write_text("姓名,岗位\n王五,工程师\n", encoding="gb18030"),
            "differs",
            "名册.csv: differs from the file that was audited",
        ),
        (
            lambda folder: (folder / "后来的.csv").write_text("a,b\n1,2\n", encoding="utf-8"),
            "identical",
            "后来的.csv: not part of the audit",
        ),
    ],
)
def test_files_at_hand_that_are_others_are_named(
    case: Office, tmp_path: Path, change: Callable[[Path], object], verdict: str, said: str
) -> None:
    folder = tmp_path / "台账"
    shutil.copytree(case.supplies.inputs[0], folder)
    change(folder)
    made = verify_audit(case.document, replace(case.supplies, inputs=[folder]))
    assert made.verdict == verdict
    assert said in told(made)["inputs"]


def test_an_audit_without_its_order_or_its_ruleset_is_not_called_identical(case: Office) -> None:
    older = io.BytesIO()
    auditfile.write(replace(case.audit, run=type(case.audit.run)("0.1.0", {})), older)
    made = verify_audit(older.getvalue(), case.supplies)
    assert made.verdict == "unchecked"
    assert "does not say with which date" in told(made)["again"]
    lacking = verify_audit(case.document, replace(case.supplies, rulesets=[]))
    assert lacking.verdict == "unchecked"
    assert "规则.yaml" in told(lacking)["again"]


def test_an_altered_audit_differs_and_another_file_is_refused(case: Office) -> None:
    edited = replacing('"as_of":"2024-03-31"', '"as_of":"2024-03-30"')(case.document)
    assert verify_audit(edited, case.supplies).verdict == "differs"
    with pytest.raises(AuditFileError):
        verify_audit(b"{}", case.supplies)


def test_an_audit_of_fewer_known_parts_is_compared_by_what_it_knew(case: Office) -> None:
    """A later version writes further parts into every audit; that alone is no difference."""
    content = json.loads(case.document)["content"]
    del content["contrasts"]
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    lists = re.sub(rb',"(findings|unjudged|upcoming)":\[', rb',"\1":[\n', raw)
    for name in (b"unjudged", b"upcoming"):
        lists = lists.replace(b'],"' + name, b'\n],"' + name)
    lists = re.sub(
        rb'\},\{"ruleset":("[^"]*"),"rule":("[^"]*"),"(clause|register)":', rb'},\n{"ruleset":\1,"rule":\2,"\3":', lists
    )
    head = lists[: lists.index(b',"findings":[\n')]
    body = case.document[case.document.index(b',"findings":[\n') : case.document.index(b"]},\n") + 2]
    from hashlib import sha256

    older = head + body
    digest = f"sha256:{sha256(older).hexdigest()}".encode()
    tail = case.document[case.document.index(b"]},\n") + 2 :].replace(case.audit.digest.encode(), digest)
    document = b'{"format":"svcqa-audit/1",\n"content":' + older + tail
    made = verify_audit(document, case.supplies)
    assert made.verdict == "identical"
    assert "this version writes further parts" in told(made)["again"]


def archive(place: Path, files: Mapping[str, bytes], entries: list[dict[str, Any]] | None = None) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(name, data)
        if entries is not None:
            manifest = {"format": FORMAT, "audit": "sha256:0", "tool": "0", "entries": entries}
            new.writestr("manifest.json", json.dumps(manifest))
    return place


def entry(path: str, size: int, role: str = "input") -> dict[str, Any]:
    return {"path": path, "role": role, "sha256": "0" * 64, "size": size, "name": path}


@pytest.mark.parametrize(
    "name", ["../逃出.csv", "/逃出.csv", "C:/逃出.csv", "a/../../逃出.csv", "a\\..\\逃出.csv", "a:b.csv"]
)
@pytest.mark.parametrize("role", ["input", "ruleset"])
def test_what_leads_out_of_the_package_is_not_unpacked(tmp_path: Path, name: str, role: str) -> None:
    place = archive(tmp_path / "a.zip", {name: b"x"}, [entry(name, 1, role)])
    made = verify_package(place)
    assert made.verdict == "differs"
    assert "its path leads out of the package" in told(made)["package"]
    assert not list(tmp_path.parent.rglob("*逃出*"))


def test_a_file_larger_than_its_manifest_says_is_not_unpacked(tmp_path: Path) -> None:
    place = archive(tmp_path / "a.zip", {"inputs/a.csv": b"0" * 50_000_000}, [entry("inputs/a.csv", 10)])
    assert "its size is not that of the manifest" in told(verify_package(place))["package"]


def test_sizes_beyond_all_measure_are_refused_at_once(tmp_path: Path) -> None:
    place = archive(tmp_path / "a.zip", {"inputs/a.csv": b"0"}, [entry("inputs/a.csv", 10**15)])
    with pytest.raises(AuditFileError, match="too much to be true"):
        verify_package(place)
    huge = archive(tmp_path / "b.zip", {"manifest.json": b" " * (MOST + 1)})
    with pytest.raises(AuditFileError, match="not a package"):
        verify_package(huge)


def test_a_size_that_the_archive_itself_tells_wrong_is_found(package: Path, tmp_path: Path) -> None:
    data = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as opened:
        info = opened.getinfo("audit.json")
    at = data.rindex(b"audit.json") - 46 + 16  # the digest of the archive itself, in its directory
    data[at : at + 4] = b"\x00" * 4
    place = tmp_path / "a.zip"
    place.write_bytes(data)
    assert info.file_size
    assert "audit.json: it is damaged" in told(verify_package(place))["package"]


def test_a_file_that_is_there_twice_is_told(package: Path, tmp_path: Path) -> None:
    place = Path(shutil.copy(package, tmp_path / "a.zip"))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(place, "a") as opened:
        opened.writestr("settings.json", b"{}")
    made = verify_package(place)
    assert made.verdict == "differs"
    assert "settings.json: it is there more than once" in told(made)["package"]


@pytest.mark.parametrize("cut", [0, 2, 100, -30, -3000])
def test_a_package_that_is_cut_off_is_no_package(package: Path, tmp_path: Path, cut: int) -> None:
    place = tmp_path / "a.zip"
    place.write_bytes(package.read_bytes()[:cut])
    with pytest.raises(AuditFileError, match="not a package"):
        verify_package(place)


def test_a_ruleset_that_asks_for_a_file_outside_of_the_package_is_not_followed(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "外面.yaml"
    outside.write_text("rules: []\n", encoding="utf-8")
    edit = replacing("include: [补充.yaml]", f"include: [{outside.as_posix()}]")
    made = verify_package(altered(package, tmp_path / "b.zip", {"rulesets/files/1/规则.yaml": edit}, listed=True))
    assert "a ruleset asks for a file outside of the package" in told(made)["again"]
    assert made.verdict == "unchecked"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "规则.yaml").write_text(ORDERS, encoding="utf-8")
    lacking = verify_package(altered(package, tmp_path / "c.zip", {"rulesets/files/1/规则.yaml": None}))
    assert "this ruleset is not in the package" in told(lacking)["again"]


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def _english(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SVCQA_LANG", "en")

    def test_every_step_is_a_line_and_the_exit_code_says_the_verdict(
        self, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["verify", str(package)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line[:6] for line in lines] == ["[same]"] * 5 + ["Verdic"]
        other = altered(package, tmp_path / "b.zip", {ROSTER: None})
        assert main(["verify", str(other), "--lang", "zh"]) == 1
        out = capsys.readouterr().out
        assert f"    {ROSTER}：清单里有，包里没有。" in out
        assert out.endswith("结论：不同，见上。\n")

    def test_it_speaks_to_programs_too(self, package: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["verify", str(package), "--format", "json"]) == 0
        made = json.loads(capsys.readouterr().out)
        assert (made["format"], made["verdict"], len(made["steps"])) == ("svcqa-verification/1", "identical", 5)

    def test_an_audit_needs_its_inputs_and_a_package_none(
        self, case: Office, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document, records = tmp_path / "审核.json", str(case.supplies.inputs[0])
        document.write_bytes(case.document)
        assert main(["verify", str(document)]) == 2
        assert "what was audited is needed" in capsys.readouterr().err
        assert main(["verify", str(document), "--inputs", records, "--ruleset", case.supplies.rulesets[0]]) == 0
        assert main(["verify", str(document), "--inputs", records]) == 2
        assert "that is not identical" in capsys.readouterr().out
        assert main(["verify", str(package), "--inputs", records]) == 2

    @pytest.mark.parametrize("name", ["没有的.zip", "空.zip"])
    def test_what_is_not_there_or_no_package_is_said(
        self, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "空.zip").write_bytes(b"PK\x03\x04")
        assert main(["verify", str(tmp_path / name)]) == 2
        assert name in capsys.readouterr().err


def test_an_audit_workbook_is_part_of_what_is_verified(case: Office) -> None:
    given = Supplies(case.supplies.inputs, case.folder / "台账 2024" / "名册.csv", case.supplies.rulesets)
    assert verify_audit(case.document, given).verdict == "identical", (
        "a workbook that the audit did not use is not used"
    )
