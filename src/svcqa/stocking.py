"""Stocking: a register that does not fit into memory is taken in, judged and looked through in parts.

It is the same audit to the last byte. Whatever cannot be done so is done in memory as usual, and the engine is told
why, for people to be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svcqa.basis import Order
from svcqa.intake import Imported
from svcqa.intake.child import ReadJob
from svcqa.requests import Executor, NotPlainError, Shelving
from svcqa.text import Text

if TYPE_CHECKING:
    from svcqa.accounts import InputAccount
    from svcqa.checks import Context
    from svcqa.intake.layout.recognising import Known
    from svcqa.intake.shelving import Shelved
    from svcqa.judging.judge import Progress
    from svcqa.judging.parts import Parted
    from svcqa.judging.subjects import Subjects
    from svcqa.registers import Records
    from svcqa.rulesets import Bound
    from svcqa.stated import Stated

_FILES = Text("只有单独一个文件能分批读", "only a single file can be read in parts")
_WORKBOOK = Text("有审核工作簿或抽样", "there is an audit workbook or a sample")
_LAYOUT = Text(
    "文件不是UTF-8的CSV或Parquet，或不只是一张首行标题、其余都是记录的表",
    "the file is neither Parquet nor CSV in UTF-8, or not just one table with headings in its first row and records in "
    "all others",
)


@dataclass(frozen=True, eq=False)
class Stocked:
    """A register on a shelf, and the names of people that stand in it."""

    shelved: Shelved
    account: InputAccount
    people: set[str]

    @property
    def imported(self) -> Imported:
        """What came into memory of it: the account."""
        return Imported({}, [self.account])

    @cached_property
    def outline(self) -> dict[str, Records]:
        """Register → some of its records, which show what fields there are."""
        return {self.shelved.name: self.shelved.outline()}

    def judged(  # noqa: PLR0913, PLR0917 - as judging in memory
        self,
        bound: Sequence[Bound],
        records: Mapping[str, Records],
        context: Context,
        executor: Executor,
        progress: Progress | None,
        stated: Stated,
    ) -> Parted:
        """The records judged by all rules; see :func:`svcqa.judging.judge.judge`."""
        from svcqa.judging.parts import judge_parts

        made, rules = judge_parts(bound, self.shelved, context, executor, progress, stated)
        if isinstance(executor, Shelving):
            executor.in_parts(self.shelved.name, self.shelved.size, rules)
        return made

    def seen(self) -> tuple[dict[str, Records], dict[str, Subjects]]:
        """All records as signals look at them, and who quotes them."""
        from svcqa.judging.fetching import fetched

        records, subjects = fetched(self.shelved)
        return {self.shelved.name: records}, {self.shelved.name: subjects}


def stocked(
    order: Order,
    jobs: Sequence[ReadJob],
    executor: Executor,
    known: Callable[[], Known],
    refusals: Callable[[Records], Iterable[Text]],
) -> Stocked | None:
    """Take in the file of an order in parts, if the engine keeps what does not fit into memory; else ``None``.

    Args:
        order: what is wanted.
        jobs: its files.
        executor: who judges.
        known: gives the registers that may be found.
        refusals: says of the first records why all must be judged at once, if so.
    """
    if not isinstance(executor, Shelving):
        return None
    try:
        return _taken(_only(order, jobs), executor, known(), refusals)
    except NotPlainError as refusal:
        executor.in_memory(refusal.why or _LAYOUT)
        return None


def _only(order: Order, jobs: Sequence[ReadJob]) -> ReadJob:
    if order.workbook or order.samples:
        raise NotPlainError(_WORKBOOK)
    if len(jobs) != 1 or jobs[0].member is not None:
        raise NotPlainError(_FILES)
    return jobs[0]


def _taken(job: ReadJob, executor: Shelving, known: Known, refusals: Callable[[Records], Iterable[Text]]) -> Stocked:
    from svcqa.intake.stretched import stocked as taken_in
    from svcqa.masking.people import named_in

    people: set[str] = set()
    first = True

    def told(records: Records) -> None:
        nonlocal first
        if first and (why := next(iter(refusals(records)), None)):
            raise NotPlainError(why)
        first = False
        people.update(named_in({records.name: records}))

    shelved, account = taken_in(job, known, executor.shelf(), told)
    return Stocked(shelved, account, people)
