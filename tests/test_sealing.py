"""svcqa seal: what goes into a package, what is refused, and that the same files give the same bytes."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from svcqa import AuditFileError, InputError, SvcqaError, UsageError, auditfile
from svcqa.basis import Order
from svcqa.cli import main
from svcqa.config import Config
from svcqa.history import History
from svcqa.masking import masked
from svcqa.sealing import Supplies, seal, verify_package
from svcqa.sealing.naming import Names, is_safe
from svcqa.sealing.packing import Piece, pack
from tests.history import stamp
from tests.office import ORDERS, ruleset, workbook
from tests.sealed import Office, altered, made, office, replacing
from tests.test_assignment import PARAMETER, begun, fill
from tests.test_waivers import AS_OF, WAIVER, book


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office(tmp_path_factory.mktemp("seal") / "审核 资料")


@pytest.fixture(scope="module")
def package(case: Office) -> Path:
    return case.sealed(case.folder / "证据包.zip")


def copied(case: Office, place: Path) -> Office:
    """The same office elsewhere, to be changed."""
    folder = place / "另一处"
    shutil.copytree(case.folder, folder)
    rules = [str(folder / Path(name).relative_to(case.folder)) for name in case.supplies.rulesets]
    inputs = [folder / one.relative_to(case.folder) for one in case.supplies.inputs]
    return Office(folder, case.document, Supplies(inputs, rulesets=rules))


def refused(case: Office, supplies: Supplies | None = None, kind: type[SvcqaError] = SvcqaError) -> str:
    """What is said instead of sealing."""
    with pytest.raises(kind) as caught:
        seal(case.document, supplies or case.supplies, io.BytesIO())
    return caught.value.say("en")


def test_an_audit_says_how_it_was_ordered_without_naming_a_folder(case: Office) -> None:
    order = case.audit.run.order
    assert order is not None
    assert (order.rulesets, order.period, order.parameters) == (["规则.yaml"], "2024Q1", {"response_limit": "20m"})
    assert order.settings["sheets"] == {"东城派工": [{"register": "work_orders"}]}
    assert str(case.folder).encode() not in case.document


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"sheets": {"一": "people", "二": {"register": "people", "range": "a3:F", "header_rows": 3, "fill": "unit"}}},
        {"sheets": {"三": {"register": "people", "form": {"编号": "number", "C7": "name"}}}},
        {"sheets": {"四": {"register": "t", "matrix": {"across": "a", "value": "b", "headings": 2, "attributes": {3: "c"}}}}},
        {"columns": {"a": {"编 号": "b"}}, "formats": {"a": {"b": "MM/DD/YYYY"}}, "exclude": ["~$*"], "dates": "lenient"},
        {"encoding": "gb18030", "signals": {"digits": False}},
    ],
)  # fmt: skip
def test_the_settings_that_bear_on_an_audit_are_read_back_from_it_as_they_were(settings: dict[str, object]) -> None:
    config = Config.model_validate(settings)
    elsewhere = config.model_copy(update={"history": "a.db", "operator": "张三", "lang": "zh", "workbook": "b.xlsx"})
    kept = json.loads(json.dumps(elsewhere.bearing))
    assert not {"history", "operator", "lang", "workbook", "rulesets"} & kept.keys()
    assert Config.model_validate(kept) == config


def test_a_masked_audit_says_nothing_of_its_order(case: Office) -> None:
    document = io.BytesIO()
    auditfile.write(masked(case.audit), document)
    assert b"response_limit=" not in document.getvalue()
    assert "personal data are hidden" in refused(replace(case, document=document.getvalue()))


def test_a_package_holds_all_that_the_audit_rests_on(package: Path, case: Office) -> None:
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("audit.json") == case.document
        assert archive.read("inputs/名册.csv") == (case.folder / "台账 2024" / "名册.csv").read_bytes()
        digests = {name: sha256(archive.read(name)).hexdigest() for name in names}
    assert {
        "README.txt", "audit.json", "settings.json", "manifest.json", "reports/report.html",
        "inputs/东城 网点/派工单.xlsx", "inputs/历年.zip", "rulesets/files/1/规则.yaml", "rulesets/files/1/补充.yaml",
    } <= names  # fmt: skip
    assert not any("备份" in name for name in names)
    assert {one["path"]: one["sha256"] for one in manifest["entries"]} == {
        name: digest for name, digest in digests.items() if name != "manifest.json"
    }
    assert manifest["audit"] == case.audit.digest


def test_the_same_files_give_the_same_bytes(package: Path, case: Office, tmp_path: Path) -> None:
    again = copied(case, tmp_path)
    assert again.sealed(tmp_path / "b.zip").read_bytes() == package.read_bytes()


def test_the_readme_speaks_both_languages_and_opens_in_every_editor(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        data = archive.read("README.txt")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    for word in ("怎样核对", "How to check it", "certutil -hashfile", "sha256sum", "svcqa verify"):
        assert word in data.decode("utf-8-sig")


def test_an_installed_ruleset_is_packed_without_the_others(tmp_path: Path) -> None:
    own = ruleset(tmp_path, "name: own\ntitle: 自有\nversion: '1'\nextends: dispatch\n", "自有.yaml")
    case = made(tmp_path, [workbook(tmp_path / "派工单.xlsx")], ["dispatch", own], as_of="2024-03-31")
    place = case.sealed(tmp_path / "a.zip")
    with zipfile.ZipFile(place) as archive:
        names = [name for name in archive.namelist() if name.startswith("rulesets/") and "/registers/" not in name]
    assert [name.rpartition("/")[2] for name in names] == ["dispatch.yaml", "自有.yaml"]
    assert verify_package(place).verdict == "identical"


def changed(name: str) -> Callable[[Office], None]:
    def change(case: Office) -> None:
        place = case.folder / name
        place.write_bytes(place.read_bytes() + b"\n")

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed("台账 2024/名册.csv"), "名册.csv: differs from the file that was audited"),
        (lambda case: (case.folder / "台账 2024/名册.csv").unlink(), "名册.csv: this file of the audit is not there"),
        (lambda case: (case.folder / "台账 2024/历年.zip").unlink(), "历年.zip/西城/派工单.csv: this file"),
        (
            lambda case: ruleset(case.folder / "规则 文件", ORDERS.replace("15m", "16m")),
            "orders: differs from the ruleset of the audit",
        ),
    ],
)
def test_what_is_not_as_it_was_audited_is_refused_by_name(
    case: Office, tmp_path: Path, change: Callable[[Office], object], said: str
) -> None:
    other = copied(case, tmp_path)
    change(other)
    assert said in refused(other)


def test_a_ruleset_file_that_is_not_given_is_asked_for(case: Office) -> None:
    assert "规则.yaml" in refused(case, replace(case.supplies, rulesets=[]), UsageError)


def test_an_audit_that_was_altered_is_refused(case: Office) -> None:
    edited = replacing('"as_of":"2024-03-31"', '"as_of":"2024-03-30"')(case.document)
    refused(replace(case, document=edited), kind=AuditFileError)


def test_a_workbook_that_was_used_is_packed_apart_and_one_filled_in_since_is_refused(tmp_path: Path) -> None:
    book, rules = begun(tmp_path)
    records = workbook(tmp_path / "台账" / "派工单.xlsx")
    fill(book, {"audit_parameters": [{**PARAMETER, "value": "25m"}]})
    case = made(tmp_path, [records], [rules], as_of="2024-03-31", workbook=str(book))
    place = case.sealed(tmp_path / "a.zip")
    with zipfile.ZipFile(place) as archive:
        assert f"workbook/{book.name}" in archive.namelist()
    assert verify_package(place).verdict == "identical"
    one = next(iter(case.audit.findings)).fingerprint
    fill(book, {"audit_reviews": [{"fingerprint": one, "decision": "属实", "reviewed_by": "邵文静"}]})
    assert "audit again with it and seal that: reviews stay valid" in refused(case)


def test_reviews_written_since_are_packed_and_taken_by_the_reports(tmp_path: Path) -> None:
    book, rules = begun(tmp_path)
    records = workbook(tmp_path / "台账" / "派工单.xlsx")
    case = made(tmp_path, [records], [rules], as_of="2024-03-31", parameters={"response_limit": "15m"})
    one = next(iter(case.audit.findings)).fingerprint
    fill(book, {"audit_reviews": [{"fingerprint": one, "decision": "属实", "reviewed_by": "邵文静"}]})
    place = case.sealed(tmp_path / "a.zip", replace(case.supplies, workbook=book))
    with zipfile.ZipFile(place) as archive:
        assert f"reviews/{book.name}" in archive.namelist()
        assert "邵文静" in archive.read("reports/report.html").decode()
        assert "邵文静" not in archive.read("audit.json").decode()
    assert verify_package(place).verdict == "identical"


def waived(folder: Path) -> tuple[Office, Path]:
    """An audit with a waiver, and the file that proves it."""
    proof = folder / "证明 件" / "签字页.pdf"
    proof.parent.mkdir()
    proof.write_bytes(b"signed")
    asked = book(folder, {**WAIVER, "proof": "证明 件/签字页.pdf"})
    records = workbook(folder / "台账" / "派工.xlsx")
    case = made(folder, [records], [ruleset(folder)], as_of=AS_OF, workbook=str(asked))
    assert [one.proof_sha256 for one in case.audit.content.waivers] == [sha256(b"signed").hexdigest()]
    return case, proof


def test_the_proof_of_a_waiver_is_packed_beside_the_workbook(tmp_path: Path) -> None:
    case, proof = waived(tmp_path)
    place = case.sealed(tmp_path / "a.zip")
    assert verify_package(place).verdict == "identical"
    inside = "workbook/证明 件/签字页.pdf"
    other = altered(place, tmp_path / "b.zip", {inside: lambda data: data.upper()}, listed=True)
    (again,) = (one for one in verify_package(other).steps if one.name == "again")
    assert "waiver HM01: its proof '证明 件/签字页.pdf' differs." in [one.en for one in again.details]
    proof.write_bytes(b"another")
    assert "证明 件/签字页.pdf: this proof of a waiver is not as it was" in refused(case)
    proof.unlink()
    refused(case, kind=InputError)


def test_scans_keep_their_names_and_further_documents_their_places(case: Office, tmp_path: Path) -> None:
    for name in ("扫描 件/签字页 1.pdf", "扫描 件/con.txt", "证明/签字页 1.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    proofs = [tmp_path / "扫描 件", tmp_path / "证明" / "签字页 1.pdf", tmp_path / "扫描 件" / "签字页 1.pdf"]
    given = replace(case.supplies, proofs=proofs, further={"reviews/事件.jsonl": (b"{}\n", "review")})
    place = case.sealed(tmp_path / "a.zip", given)
    with zipfile.ZipFile(place) as archive:
        names = [name for name in archive.namelist() if name.startswith(("scans/", "reviews/"))]
    assert names == [
        "reviews/事件.jsonl", "scans/扫描 件/_con.txt", "scans/扫描 件/签字页 1.pdf", "scans/签字页 1 (2).pdf",
        "scans/签字页 1.pdf",
    ]  # fmt: skip
    assert verify_package(place).verdict == "identical"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("台账 2024/派工 单.xlsx", "inputs/台账 2024/派工 单.xlsx"),
        ("../../外面.csv", "inputs/外面.csv"),
        ("/根/a.csv", "inputs/根/a.csv"),
        ("C:\\a\\b.csv", "inputs/C_/a/b.csv"),
        ("AUX.csv", "inputs/_AUX.csv"),
        ("尾 . ", "inputs/尾"),
        ("a?*b.csv", "inputs/a__b.csv"),
        ("半\udc80.csv", "inputs/半_.csv"),
        ("长" * 300 + ".xlsx", "inputs/" + "长" * 95 + ".xlsx"),
        ("..", "inputs/_"),
    ],
)
def test_every_name_becomes_a_path_that_every_system_can_hold(name: str, path: str) -> None:
    made = Names().fit("inputs", name)
    assert made == path
    assert is_safe(made)


def test_names_that_some_system_takes_for_one_are_told_apart() -> None:
    names = Names()
    assert [names.fit("inputs", one) for one in ("A.csv", "a.csv", "a.csv")] == [
        "inputs/A.csv", "inputs/a (2).csv", "inputs/a (3).csv",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "C:/a", "a\\b", "", "a//b", "a\x00b", "manifest.json"])
def test_no_piece_leads_out_of_the_package(path: str) -> None:
    with pytest.raises(InputError):
        pack([Piece(path, "other", b"")], "", io.BytesIO())


def test_no_two_pieces_have_one_path() -> None:
    with pytest.raises(InputError, match=r"B\.txt"):
        pack([Piece("B.txt", "other", b""), Piece("b.txt", "other", b"")], "", io.BytesIO())


def test_files_of_one_name_from_two_folders_are_both_packed(tmp_path: Path) -> None:
    rules = ruleset(tmp_path)
    inputs = [workbook(tmp_path / folder / "派工单.xlsx", rows) for folder, rows in (("东", ROWS_A), ("西", ROWS_B))]
    case = made(tmp_path, inputs, [rules], as_of="2024-03-31")
    assert verify_package(case.sealed(tmp_path / "a.zip")).verdict == "identical"
    back = replace(case.supplies, inputs=inputs[::-1])
    assert verify_package(case.sealed(tmp_path / "b.zip", back)).verdict == "identical"


ROWS_A = [("W001", "东城", "甲", "2024-03-05 10:00", "2024-03-05 10:55", "张三", "已完成", 1)]
ROWS_B = [("W002", "西城", "", "2024-03-05 10:00", "2024-03-05 10:05", "李四", "已完成", 2)]


def test_an_audit_moment_to_the_microsecond_is_kept(tmp_path: Path) -> None:
    import datetime as dt

    moment = dt.datetime(2024, 3, 31, 15, 20, 1, 500)
    case = made(tmp_path, [workbook(tmp_path / "a.xlsx")], [ruleset(tmp_path)], as_of=moment)
    assert verify_package(case.sealed(tmp_path / "a.zip")).verdict == "identical"


def test_the_order_of_an_older_audit_is_unknown_and_it_is_still_read(case: Office) -> None:
    older = (
        case.document[: case.document.index(b',"order":')] + b"}" + case.document[case.document.index(b',"dossier"') :]
    )
    assert auditfile.read(io.BytesIO(older), "a").run.order is None
    assert isinstance(case.audit.run.order, Order)


class TestTheCommand:
    @pytest.fixture
    def argv(self, case: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        monkeypatch.setenv("SVCQA_LANG", "zh")
        monkeypatch.chdir(tmp_path)
        Path("审核.json").write_bytes(case.document)
        records, rules = case.supplies.inputs[0], case.supplies.rulesets[0]
        return ["seal", "审核.json", "--inputs", str(records), "--ruleset", rules, "--output", "证据 包.zip"]

    def test_it_ends_with_the_digest_to_be_noted_down(
        self, argv: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(argv) == 0
        out, err = capsys.readouterr()
        assert out == f"{sha256(Path('证据 包.zip').read_bytes()).hexdigest()}  证据 包.zip\n"
        assert "请记在别处" in err

    def test_it_leaves_alone_what_is_there(self, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        Path("证据 包.zip").write_bytes(b"old")
        assert main(argv) == 2
        assert Path("证据 包.zip").read_bytes() == b"old"
        assert "没有改动" in capsys.readouterr().err

    def test_it_leaves_nothing_behind_if_it_fails(self, argv: list[str]) -> None:
        assert main([*argv, "--with", "没有的.pdf"]) == 2
        assert [one.name for one in Path().iterdir()] == ["审核.json"]

    def test_it_is_never_laid_among_what_is_audited(self, argv: list[str], case: Office) -> None:
        assert main([*argv[:-1], str(case.supplies.inputs[0] / "a.zip")]) == 2

    def test_the_history_goes_into_it_and_is_told_of_it(self, argv: list[str], case: Office) -> None:
        with History("历史.db", create=True) as history:
            history.keep(case.audit, stamp())
            assert main([*argv, "--history", "历史.db", "--by", "邵文静"]) == 0
            (event,) = history.events("sealed")
        assert (event.by, event.subject) == ("邵文静", case.audit.digest)
        assert event.data["package"] == sha256(Path("证据 包.zip").read_bytes()).hexdigest()
        with zipfile.ZipFile("证据 包.zip") as archive:
            assert b'"kept"' in archive.read("reviews/history.jsonl")

    def test_a_history_without_the_audit_is_refused(self, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        History("历史.db", create=True).close()
        assert main([*argv, "--history", "历史.db"]) == 2
        assert "svcqa history keep" in capsys.readouterr().err
        assert not Path("证据 包.zip").exists()
