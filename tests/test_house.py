"""The rules of the house that a program can keep."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

import svcqa
from svcqa import hookspecs
from svcqa.checks import spec_of
from svcqa.host import Host
from tests.office import ROOT

SOURCES = sorted(path for folder in ("src", "plugins", "rulesets") for path in (ROOT / folder).rglob("*.py"))
HOOKS = [value for name, value in vars(hookspecs).items() if name.startswith("svcqa_")]
CHECKS = Host.discover().checks


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_the_layers_hold_without_exceptions() -> None:
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in config
    made = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, env={**__import__("os").environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert made.returncode == 0, made.stdout
    assert "0 broken" in made.stdout


def test_every_room_of_the_core_stands_in_a_layer() -> None:
    layers = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("layers = [")[2].partition("]")[0]
    rooms = {
        path.stem if path.suffix else path.name for path in (ROOT / "src" / "svcqa").iterdir() if path.name[0] != "_"
    }
    named = set(re.findall(r"svcqa\.(\w+)", layers))
    # readers and reports are strangers with contracts of their own
    assert rooms - {"py", "readers", "reports"} <= named | {"py.typed"}


def test_the_public_names_are_all_there_and_documented() -> None:
    assert dir(svcqa) == svcqa.__all__ == sorted(svcqa.__all__)
    for name in svcqa.__all__:
        thing = getattr(svcqa, name)
        assert inspect.getdoc(thing) or name in {"hook", "Roll", "Value"}, name
    with pytest.raises(AttributeError, match="nothing_like_it"):
        svcqa.nothing_like_it  # noqa: B018


def test_plugins_import_nothing_but_public_names() -> None:
    for path in SOURCES:
        if (ROOT / "src") in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "svcqa":
                assert {alias.name for alias in node.names} <= set(svcqa.__all__), path
            assert not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("svcqa.")), path


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
def test_every_hook_is_typed_documented_and_used(hook: Callable[..., Any]) -> None:
    assert (inspect.getdoc(hook) or "").endswith(".")
    signature = inspect.signature(hook)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())
    users = [path for path in SOURCES if f"def {hook.__name__}(" in path.read_text(encoding="utf-8")]
    assert len(users) >= 2, "a door is shipped only with a plugin that uses it"


@pytest.mark.parametrize("point", entry_points(group="svcqa"), ids=lambda point: point.name)
def test_every_plugin_defers_its_imports(point: Any) -> None:
    module = import_module(point.value)
    path = Path(inspect.getfile(module))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    heavy = {"pandas", "numpy", "pyarrow", "pydantic", "jinja2", "python_calamine"}
    for node in tree.body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not heavy & {name.partition(".")[0] for name in names}, path
    assert not Host.discover().plugins[0].error


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_check_is_its_own_page(check: Callable[..., Any]) -> None:
    doc = inspect.getdoc(check) or ""
    assert doc.partition("\n")[0].endswith(".")
    assert len(doc) > 200, "the docstring is the documentation"
    settings = spec_of(check).settings
    tree = ast.parse(inspect.getsource(settings))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and "ClassVar" not in ast.dump(node.annotation)
        ):
            assert isinstance(after, ast.Expr), f"{node.target.id} is not explained"
    assert inspect.getfile(check).endswith(f"{spec_of(check).name.replace('-', '_')}.py"), "one check, one file"


def test_a_check_comes_back_unchanged_and_can_be_sent_to_another_process() -> None:
    import pickle

    for check in CHECKS.values():
        assert pickle.loads(pickle.dumps(check)) is check  # noqa: S301 - our own function


def test_no_module_needs_a_system_that_is_not_windows() -> None:
    absent = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "curses", "readline"}
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not absent & set(names), path


def test_every_text_file_is_opened_with_its_encoding() -> None:
    for path in SOURCES:
        for call in _calls(path):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in {"read_text", "write_text"}:
                assert any(word.arg == "encoding" for word in call.keywords), f"{path}:{call.lineno}"


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))


def test_modules_stay_small() -> None:
    sizes = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: size for path, size in sizes.items() if size > 340} == {}
    ordered = sorted(sizes.values())
    assert ordered[len(ordered) * 9 // 10] <= 300


BANNED = re.compile(
    r"py[p]i\.org|python[h]osted|registry\.n[p]mjs|deb\.de[b]ian|(^|[^.\w])/(tmp|work|farm|root)/[a-z.]|index-ur[l]"
)


def test_no_tracked_file_names_a_registry_or_a_path_of_a_machine() -> None:
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = BANNED.search(text)
        assert not found, f"{path.relative_to(ROOT)}: {found.group() if found else ''}"


def test_both_readmes_are_there_and_name_the_test_command() -> None:
    for name in ("README.md", "README.zh.md"):
        assert "make test" in (ROOT / name).read_text(encoding="utf-8")
