"""Meanwhile: the next of several things is made in a thread while one looks at the last."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_END: Any = object()


@contextmanager
def made_ahead(items: Iterable[T]) -> Iterator[Iterator[T]]:
    """The same in the same order, each made in a thread while the one before it is looked at.

    It is a context: leaving it waits for what is still being made, and makes no more.
    """
    with closing(_ahead(items)) as made:
        yield made


def _ahead(items: Iterable[T]) -> Generator[T]:
    with ThreadPoolExecutor(1) as beside:
        waiting = iter(items)
        coming = beside.submit(next, waiting, _END)
        while (one := coming.result()) is not _END:
            coming = beside.submit(next, waiting, _END)
            yield one


class Behind:
    """Does one thing after another in a thread, at most one behind whoever asks for it.

    It is a context: leaving it waits for the last, and raises what that raised, unless something else was raised.
    """

    def __init__(self) -> None:
        self._beside = ThreadPoolExecutor(1)
        self._last: Future[Any] | None = None

    def __enter__(self) -> Behind:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._beside.shutdown()
        if kind is None:
            self._wait()

    def do(self, work: Callable[..., object], *arguments: object) -> None:
        """Do this next; raises what the work before it raised."""
        self._wait()
        self._last = self._beside.submit(work, *arguments)

    def _wait(self) -> None:
        if self._last is not None:
            self._last.result()
