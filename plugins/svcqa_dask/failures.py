"""What can keep workers from judging, as it is told to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from svcqa import EngineError, Text, UsageError


@contextmanager
def needing_dask() -> Iterator[None]:
    """Import dask, which is an optional part of the installation.

    Raises:
        UsageError: it is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError.of(
            f"没有安装引擎dask所需的部分（{error.name}）。",
            f"what the engine dask needs is not installed ({error.name}).",
            where="--engine",
            mend=Text('请运行：pip install "svcqa[dask]"', 'Run: pip install "svcqa[dask]"'),
        ) from error


@contextmanager
def told_of(place: str) -> Iterator[None]:
    """Say what is wrong with connections and workers.

    Args:
        place: the address of the scheduler, or what stands for the processes of this machine.

    Raises:
        EngineError: the connection is lost, or a part took its worker with it time and again.
    """
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        yield
    except KilledWorker as error:
        raise _killed(place) from error
    except (FutureCancelledError, CancelledError, OSError) as error:
        raise unreachable(place, error) from error


def nobody(place: str, seconds: int) -> EngineError:
    """There is no worker."""
    return EngineError.of(
        f"已有{seconds}秒没有任何工作进程。",
        f"there has been no worker for {seconds} s.",
        where=place,
        mend=Text(
            "请启动工作进程（插件与本机相同）后重新审核，或用--engine here。",
            "Start workers, with the plugins that are installed here, and audit again, or use --engine here.",
        ),
    )


def unreachable(place: str, error: BaseException) -> EngineError:
    """The scheduler does not answer."""
    told = str(error).partition("\n")[0] or type(error).__name__
    return EngineError.of(
        f"连不上调度器，或连接中断（{told}）。",
        f"the scheduler cannot be reached, or the connection was lost ({told}).",
        where=place,
        mend=Text("请检查地址和网络，或用--engine here。", "Check the address and the network, or use --engine here."),
    )


def unlike(place: str, differing: Mapping[str, tuple[str, str]]) -> EngineError:
    """Somebody runs with something else.

    Args:
        place: who.
        differing: what differs → the version there and the version here; empty for what is not installed.
    """
    both = differing.items()
    zh = "；".join(f"{name}：那里{there or '没有'}，这里{here or '没有'}" for name, (there, here) in both)
    en = "; ".join(f"{name}: {there or 'none'} there, {here or 'none'} here" for name, (there, here) in both)
    return EngineError.of(
        f"版本与本机不同，判断可能不同（{zh}）。",
        f"other versions are installed there than here, and what it says might differ ({en}).",
        where=place,
        mend=Text("请让各处安装相同的版本和插件。", "Install the same versions and plugins everywhere."),
    )


def _killed(place: str) -> EngineError:
    return EngineError.of(
        "有一部分记录几次都让判断它的进程中断，多半是内存不够。",
        "a part of the records ended its worker several times, most likely for lack of memory.",
        where=place,
        mend=Text(
            "请减少每部分的记录数（engine的options: rows），或增加内存。",
            "Make parts smaller (`rows` in the options of the engine), or give workers more memory.",
        ),
    )
