"""The child process: reads one file after another and hands back columns.

It loads the readers and nothing else, so that whatever a file does to a reader happens here and not in the audit.
Run as ``python -m svcqa.intake.worker``; jobs come as JSON lines on standard input, results leave on standard
output.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from svcqa.errors import InputError, LockedError, PluginError, SvcqaError
from svcqa.host import Host
from svcqa.intake import archives
from svcqa.intake.transport import problem_header, send, send_sheet, send_sheets
from svcqa.requests import Limits, NotPlainError, Sheets, Source
from svcqa.text import Text


def main() -> None:
    """Read every job on standard input until it ends."""
    # the pipe is ours alone, and buffered whatever the environment says: a reader that prints must not disturb it
    out, sys.stdout = open(sys.stdout.fileno(), "wb", closefd=False), sys.stderr  # noqa: SIM115 - a pipe
    # cells die with their rows; looking for cycles among millions of them costs a third of the time
    gc.disable()
    try:
        host = Host.discover()
    except PluginError as error:
        _send_problem(out, error)
        return
    _keep_pandas_out()
    gc.freeze()  # what stands by now stays, and need not be looked through again after every file
    for line in sys.stdin.buffer:
        _answer(out, host, json.loads(line))
        gc.collect()


def _keep_pandas_out() -> None:
    """Let pyarrow believe that there is no pandas: it would load it, which takes longer than to read most files.

    It looks only once. A reader that needs pandas can still load it.
    """
    finder = _WithoutPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([""], pa.string()).to_numpy(zero_copy_only=False)
    finally:
        sys.meta_path.remove(finder)


class _WithoutPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def _answer(out: IO[bytes], host: Host, job: dict[str, Any]) -> None:
    limits = Limits(**job["limits"])
    _bound_memory(limits.memory_bytes)
    if job.get("rows"):
        _stretch_by_stretch(out, host, job, limits)
        return
    try:
        data = _data(Path(job["path"]), job.get("member"), limits)
        send(out, {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)})
        out.flush()  # the file is named by its digest even if it ends this process
        sheets = _sheets(host, Source(job["name"], lambda: io.BytesIO(data), job["encoding"], limits))
    except SvcqaError as error:
        _send_problem(out, error)
        return
    send(out, {})
    send_sheets(out, sheets)


def _stretch_by_stretch(out: IO[bytes], host: Host, job: dict[str, Any], limits: Limits) -> None:
    """Send a plain table some rows at a time, and at its end the digest of the file, or that it is none."""
    path = Path(job["path"])
    try:
        found = host.stretches(Source(job["name"], lambda: path.open("rb"), job["encoding"], limits), job["rows"])
        if found is None:
            raise NotPlainError
        with ThreadPoolExecutor(1) as beside:
            digest = beside.submit(_digest, path)
            send(out, {"facts": dict(found.facts)})
            for sheet in found.sheets:
                send_sheet(out, sheet)
                out.flush()
                gc.collect()
            sha256, size = digest.result()
        send(out, {"sha256": sha256, "size": size})
    except (NotPlainError, SvcqaError, OSError, MemoryError):  # what is amiss is told when it is read as a whole
        send(out, {"whole": True})
    out.flush()


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()


def _send_problem(out: IO[bytes], error: SvcqaError) -> None:
    send(out, problem_header(error))
    out.flush()


def _sheets(host: Host, source: Source) -> Sheets:
    try:
        sheets = host.read(source)
    except SvcqaError:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except MemoryError as error:
        raise _too_large() from error
    except BaseException as error:  # a reader's own mistake must not take the other files with it, nor a native panic
        name = type(error).__name__
        said = f"读取时出错（{name}：{error}）。", f"reading it failed ({name}: {error})."
        raise InputError.of(*said, mend=_AGAIN, kind="reader_failed") from error
    if sheets is None:
        said = "不是能识别的表格。", "not a spreadsheet of a known kind."
        raise InputError.of(*said, mend=_AGAIN, kind="not_a_spreadsheet")
    return sheets


_SMALLER = Text(zh="请拆成几个文件后再试。", en="Split it into several files and try again.")
_AGAIN = Text(zh="请用Excel打开并另存为.xlsx后再试。", en="Open it in Excel, save it as .xlsx and try again.")


def _too_large() -> InputError:
    said = "无法安全读取（所需内存超过限制）。", "it could not be read safely (it needs more memory than allowed)."
    return InputError.of(*said, mend=_SMALLER, kind="memory_limit")


def _data(path: Path, member: int | None, limits: Limits) -> bytes:
    try:
        return path.read_bytes() if member is None else archives.content(path, member, limits)
    except MemoryError as error:
        raise _too_large() from error
    except FileNotFoundError as error:
        raise InputError.of("没有这个文件。", "there is no such file.", mend=_PATH) from error
    except OSError as error:
        if path.is_dir():  # Windows calls this a lack of permission
            said = (
                "文件夹无法打开，其中的文件都没有读。",
                "this folder cannot be opened, and none of its files was read.",
            )
            raise InputError.of(*said, mend=_RIGHTS) from error
        if isinstance(error, PermissionError):
            raise LockedError.of(
                "文件无法打开，可能正被Excel占用，或没有读取权限。",
                "the file cannot be opened; Excel may be using it, or you may not read it.",
                mend=Text("请在Excel中关闭它后再试。", "Close it in Excel and try again."),
            ) from error
        why = error.strerror or str(error)
        raise InputError.of(f"文件无法打开（{why}）。", f"the file cannot be opened ({why}).", mend=_PATH) from error


_RIGHTS = Text("请检查权限。", "Check your permissions.")
_PATH = Text("请检查路径。", "Check the path.")


def _bound_memory(most: int) -> None:
    """Bound this process's memory, in bytes, where the system lets a process do so; Windows and macOS do not."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    main()
