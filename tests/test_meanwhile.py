"""What is done while one looks at something else: in order, no further ahead than one, and never silently failed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from svcqa.meanwhile import Behind, made_ahead


def test_all_come_in_their_order() -> None:
    with made_ahead(number * number for number in range(50)) as made:
        assert list(made) == [number * number for number in range(50)]


def test_of_nothing_nothing_is_made() -> None:
    nothing: list[int] = []
    with made_ahead(nothing) as made:
        assert list(made) == []


def test_each_is_made_in_a_thread_and_no_more_than_one_ahead() -> None:
    asked: list[int] = []
    threads: set[int] = set()

    def numbers() -> Iterator[int]:
        for number in range(10):
            asked.append(number)
            threads.add(threading.get_ident())
            yield number

    with made_ahead(numbers()) as made:
        for number in made:
            assert len(asked) <= number + 2
    assert asked == list(range(10))
    assert threading.get_ident() not in threads


def test_what_making_raises_comes_where_it_would_have_stood() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    with made_ahead(broken()) as made:
        assert next(made) == 1
        with pytest.raises(ValueError, match="broken"):
            next(made)


def test_whoever_leaves_early_has_no_more_made() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(1_000):
            asked.append(number)
            yield number

    with made_ahead(numbers()) as made:
        next(made)
    left = len(asked)
    assert left <= 2
    assert list(made) == []
    assert len(asked) == left


def test_work_behind_is_done_in_its_order() -> None:
    done: list[int] = []
    with Behind() as behind:
        for number in range(20):
            behind.do(done.append, number)
    assert done == list(range(20))


def _fails() -> None:
    raise ValueError("behind")


def _does(*works: Callable[[], object]) -> None:
    with Behind() as behind:
        for work in works:
            behind.do(work)


def test_what_work_behind_raises_comes_with_the_next_or_at_the_end() -> None:
    done: list[str] = []
    with pytest.raises(ValueError, match="behind"):
        _does(_fails, lambda: done.append("after"))
    assert done == []
    with pytest.raises(ValueError, match="behind"):
        _does(_fails)


def test_what_was_raised_first_is_told_and_not_what_work_behind_raised() -> None:
    behind = Behind()
    with pytest.raises(KeyError, match="before"), behind:
        _raises_after_asking(behind)


def _raises_after_asking(behind: Behind) -> None:
    behind.do(_fails)
    raise KeyError("before")
