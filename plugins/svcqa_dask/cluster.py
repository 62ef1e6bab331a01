"""Workers: those of a scheduler that is running, or processes of this machine, started when they are needed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from svcqa import Text, UsageError
from svcqa_dask import NAME, parts
from svcqa_dask.failures import needing_dask, nobody, told_of, unlike, unreachable

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

    from svcqa_dask.options import Options

_LOOK = 1
"""Seconds after which it is looked whether anybody is still there."""
_SETTINGS = {
    # the scheduler keeps every part until it is judged, so that none is lost with a worker; that is no mistake
    "distributed.admin.large-graph-warning-threshold": "1TB"
}
_MACHINE = "127.0.0.1"
_ANY_PORT = f"{_MACHINE}:0"
"""Several audits may run at a time, and nobody else's machine is to see them."""


class Cluster:
    """A connection to workers. A part whose worker dies is judged by another one.

    Raises:
        UsageError: dask is not installed.
        EngineError: the scheduler that is named cannot be reached, or runs with something else.
    """

    def __init__(self, options: Options) -> None:
        with needing_dask():
            import distributed  # noqa: F401 - only whether it is there
        self._options = options
        self._place = options.scheduler or NAME
        self._open = ExitStack()
        self._client: Client | None = self._connected() if options.scheduler else None

    @property
    def size(self) -> int:
        """How many parts can be judged at a time; of processes that are not started yet, as many as there will be."""
        if not self._options.scheduler:
            return self._options.workers
        with told_of(self._place):
            return max(1, int(sum(self._here.nthreads().values())))

    def ask(self, shared: bytes, packed: Sequence[bytes]) -> list[parts.Answer]:
        """Have parts judged, in any order; the answers come in theirs.

        Raises:
            EngineError: nobody is left to judge, or a part took its worker with it time and again.
        """
        client = self._here
        with told_of(self._place):
            common = client.submit(parts.kept, shared, pure=False)
            asked = [client.submit(parts.judged, one, common, pure=False) for one in packed]
            self._wait(client, asked)
            return [parts.answered(one) for one in client.gather(asked)]

    def close(self) -> None:
        """Stop what was started, and leave what was running already."""
        self._open.close()

    @property
    def _here(self) -> Client:
        if self._client is None:
            self._client = self._connected()
        return self._client

    def _connected(self) -> Client:
        import dask

        with ExitStack() as opening, told_of(self._place):
            opening.enter_context(_silent())
            opening.enter_context(dask.config.set(_SETTINGS))
            to = self._options.scheduler or opening.enter_context(processes(self._options))
            client: Client = opening.enter_context(self._connection(to))
            _compared(client)
            self._open = opening.pop_all()
        return client

    def _connection(self, to: str | LocalCluster) -> Client:
        from distributed import Client

        try:
            made: Client = Client(to, timeout=self._options.patience, set_as_default=False)
        except ValueError as error:  # an address that is none
            raise unreachable(self._place, error) from error
        return made

    def _wait(self, client: Client, asked: Sequence[Future[Any]]) -> None:
        from distributed import wait

        alone = 0
        while True:
            try:
                with client.as_current():
                    wait(asked, timeout=_LOOK)
            except TimeoutError:
                alone = 0 if client.nthreads() else alone + _LOOK
                if alone >= self._options.patience:
                    raise nobody(self._place, alone) from None
            else:
                return


@contextmanager
def _silent() -> Iterator[None]:
    """What is wrong is said once, by an error; dask says it several times, and that it tries again."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [logger.handlers for logger in loggers]
    for logger in loggers:
        logger.handlers = [logging.NullHandler()]
    try:
        yield
    finally:
        for logger, handlers in zip(loggers, before, strict=True):
            logger.handlers = handlers


@contextmanager
def processes(options: Options) -> Iterator[LocalCluster]:
    """Processes of this machine, with a scheduler of their own."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=options.workers,
        threads_per_worker=1,
        processes=True,
        host=_MACHINE,
        dashboard_address=_ANY_PORT,
        worker_dashboard_address=_ANY_PORT,
        silence_logs=logging.CRITICAL + 1,
        memory_limit=_share(options),
    ) as cluster:
        yield cluster


def _share(options: Options) -> int:
    """The memory of each worker in bytes; 0: no limit."""
    from dask.utils import parse_bytes

    try:
        return int(parse_bytes(options.memory or "0")) // options.workers
    except ValueError:
        raise UsageError.of(
            f"看不懂内存大小“{options.memory}”。",
            f"cannot understand '{options.memory}' as a size of memory.",
            where="engine",
            mend=Text("请写成4GB这样。", "Write it as 4GB."),
        ) from None


def _compared(client: Client) -> None:
    """Everybody who is there runs with what runs here; whoever comes later says so with the first answer.

    Raises:
        EngineError: somebody does not.
    """
    told: Any = client.get_versions(packages=[*parts.RECKON])
    here = _of_those(told["client"])
    for place, one in {"scheduler": told["scheduler"], **told["workers"]}.items():
        differing = parts.differences(_of_those(one), here)
        if differing:
            raise unlike(place, differing)


def _of_those(one: Any) -> dict[str, str]:
    return {name: one["packages"].get(name) or "" for name in parts.RECKON}
