"""What people are told when a worker cannot do what it was to do."""

from __future__ import annotations

from svcqa.errors import Problem
from svcqa.text import Text

_SPLIT = Text("请拆成几个文件后再交。", "Split it into several files and hand them in again.")
TOO_MUCH_MEMORY = Problem(
    Text("需要的内存超过了限制，已停止。", "it needs more memory than allowed and was stopped."),
    mend=_SPLIT, kind="memory_limit",
)  # fmt: skip
TOO_MUCH_DISK = Problem(
    Text("占用的临时磁盘空间超过了限制，已停止。", "it needs more temporary disk space than allowed and was stopped."),
    mend=_SPLIT, kind="disk_limit",
)  # fmt: skip
DIED = Problem(
    Text("程序异常退出，没有完成。", "the program ended unexpectedly, and it was not done."),
    mend=Text("请重试；仍不行请告诉管理员。", "Try again; if that does not help, tell the administrator."),
    kind="worker_died",
)


def too_long(seconds: float) -> Problem:
    """It takes longer than it may."""
    said = Text(f"用时超过{seconds:g}秒，已停止。", f"it took more than {seconds:g} s and was stopped.")
    return Problem(said, mend=_SPLIT, kind="time_limit")


def failed(error: Exception) -> Problem:
    """A mistake in the program, or of the machine."""
    said = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    mend = Text("文件已保存；请告诉管理员。", "The files are kept; tell the administrator.")
    return Problem(Text(f"处理时出错（{said}）。", f"it failed ({said})."), mend=mend, kind="failed")
