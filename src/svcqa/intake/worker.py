"""The child process: reads one file after another and hands back columns.

It loads the readers and nothing else, so that whatever a file does to a reader happens here and not in the audit.
Run as ``python -m svcqa.intake.worker``; jobs come as JSON lines on standard input, results leave on standard
output.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import IO, Any

from svcqa.errors import InputError, LockedError, SvcqaError
from svcqa.host import Host
from svcqa.intake.transport import problem_header, send, send_sheets
from svcqa.requests import Limits, Sheets, Source
from svcqa.text import Text


def main() -> None:
    """Read every job on standard input until it ends."""
    # the pipe is ours alone: a reader that prints must not disturb it
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    host = Host.discover()
    for line in sys.stdin.buffer:
        job = json.loads(line)
        limits = Limits(**job["limits"])
        _bound_memory(limits)
        _answer(out, host, job, limits)


def _answer(out: IO[bytes], host: Host, job: dict[str, Any], limits: Limits) -> None:
    try:
        data = _data(Path(job["path"]))
        digest = hashlib.sha256(data).hexdigest()
        send(out, {"sha256": digest, "size": len(data)})
        sheets = _sheets(host, Source(job["name"], lambda: io.BytesIO(data), job["encoding"], limits))
    except SvcqaError as error:
        send(out, problem_header(error))
        out.flush()
        return
    send(out, {})
    send_sheets(out, sheets)


def _sheets(host: Host, source: Source) -> Sheets:
    try:
        sheets = host.read(source)
    except SvcqaError:
        raise
    except Exception as error:  # a reader's own mistake must not take the other files with it
        name = type(error).__name__
        raise InputError.of(
            f"读取时出错（{name}：{error}）。", f"reading it failed ({name}: {error}).", mend=_AGAIN
        ) from error
    if sheets is None:
        raise InputError.of("不是能识别的表格。", "not a spreadsheet of a known kind.", mend=_AGAIN)
    return sheets


_AGAIN = Text(zh="请用Excel打开并另存为.xlsx后再试。", en="Open it in Excel, save it as .xlsx and try again.")


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise LockedError.of(
            "文件无法打开，可能正被Excel占用。",
            "the file cannot be opened; Excel may be using it.",
            mend=Text("请关闭后再试。", "Close it and try again."),
        ) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError.of(f"文件无法打开（{said}）。", f"the file cannot be opened ({said}).") from error


def _bound_memory(limits: Limits) -> None:
    """Bound this process's memory, where the system lets a process do so; Windows does not."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main()
