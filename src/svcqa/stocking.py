"""Stocking: the records that an order is about, in memory, or on a shelf where they do not fit there.

It is the same audit to the last byte. Whatever cannot be taken in, judged and looked through in parts is done in memory
as usual, and the engine is told why, for people to be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
    from svcqa.judging.judge import Judgement, Progress
    from svcqa.judging.parts import Parted
    from svcqa.judging.subjects import Subjects
    from svcqa.judging.suiting import Beforehand
    from svcqa.registers import Records
    from svcqa.rulesets import Bound
    from svcqa.stated import Stated

Seen = tuple["Mapping[str, Records]", "Mapping[str, Subjects] | None"]
"""All records as signals look at them, and who quotes them, if it is somebody else than usual."""
_FILES = Text("只有单独一个文件能分批读", "only a single file can be read in parts")
_WORKBOOK = Text("有审核工作簿或抽样", "there is an audit workbook or a sample")
_LAYOUT = Text(
    "文件不是UTF-8的CSV或Parquet，或不只是一张首行标题、其余都是记录的表",
    "the file is neither Parquet nor CSV in UTF-8, or not just one table with headings in its first row and records in "
    "all others",
)


class InMemory:
    """Records of any registers, all of them in memory."""

    def __init__(self, imported: Imported) -> None:
        self.inputs = imported.inputs
        self._as_read = imported.records

    def people(self, beside: ThreadPoolExecutor) -> Future[set[str]]:
        """The names of people that stand in them, gathered meanwhile."""
        from svcqa.masking.people import named_in

        return beside.submit(named_in, self._as_read)

    @property
    def as_read(self) -> dict[str, Records]:
        """Register → its records as they stand in the files; until they are put in order."""
        return self._as_read

    @cached_property
    def records(self) -> dict[str, Records]:
        """Register → its records, those that they name found, and in the order of their contents."""
        from svcqa.intake.identity import resolved
        from svcqa.judging.ordering import in_order

        found, self._as_read = self._as_read, {}  # those out of order would be kept twice
        return in_order(resolved(found))

    def judged(
        self, bound: Sequence[Bound], context: Context, executor: Executor, progress: Progress | None, stated: Stated
    ) -> Judgement:
        """What all rules say of the records."""
        from svcqa.judging.judge import judge

        return judge(bound, self.records, context, executor, progress, stated)

    def seen(self) -> Seen:
        """See :data:`Seen`."""
        return dict(self.records), None


class Stocked:
    """The records of one register, on a shelf."""

    def __init__(self, shelved: Shelved, account: InputAccount, people: set[str], beforehand: Beforehand) -> None:
        self._shelved, self._beforehand = shelved, beforehand
        self.inputs = [account]
        self._people = people
        self.as_read: dict[str, Records] = {}

    def people(self, beside: ThreadPoolExecutor) -> Future[set[str]]:
        """The names of people that stand in them."""
        return beside.submit(lambda: self._people)

    @cached_property
    def records(self) -> dict[str, Records]:
        """Register → some of its records, which show what fields there are."""
        return {self._shelved.name: self._shelved.outline()}

    def judged(
        self, bound: Sequence[Bound], context: Context, executor: Executor, progress: Progress | None, stated: Stated
    ) -> Parted:
        """What all rules say of the records."""
        from svcqa.judging.parts import judge_parts

        carrying = self._beforehand.carrying
        made, rules = judge_parts(bound, self._shelved, context, executor, progress, stated, carrying)
        if isinstance(executor, Shelving):
            executor.in_parts(self._shelved.name, self._shelved.size, rules)
        return made

    def seen(self) -> Seen:
        """See :data:`Seen`."""
        import pyarrow as pa

        from svcqa.judging.fetching import fetched

        pa.default_memory_pool().release_unused()  # of what was judged, before whole columns come
        records, subjects = fetched(self._shelved)
        return {self._shelved.name: records}, {self._shelved.name: subjects}


def stocked(  # noqa: PLR0913, PLR0917 - what an order is carried out with
    order: Order,
    jobs: Sequence[ReadJob],
    executor: Executor,
    known: Callable[[], Known],
    beforehand: Beforehand,
    progress: Progress | None = None,
) -> Stocked | None:
    """Take in the file of an order in parts, if the engine keeps what does not fit into memory; else ``None``.

    Args:
        order: what is wanted.
        jobs: its files.
        executor: who judges.
        known: gives the registers that may be found.
        beforehand: looks at the records as they come in.
        progress: told how many have come.
    """
    if not isinstance(executor, Shelving):
        return None
    try:
        return _taken(_only(order, jobs), executor, known(), beforehand, progress or (lambda _: None))
    except NotPlainError as refusal:
        executor.in_memory(refusal.why or _LAYOUT)
        return None


def _only(order: Order, jobs: Sequence[ReadJob]) -> ReadJob:
    if order.workbook or order.samples:
        raise NotPlainError(_WORKBOOK)
    if len(jobs) != 1 or jobs[0].member is not None:
        raise NotPlainError(_FILES)
    return jobs[0]


def _taken(job: ReadJob, executor: Shelving, known: Known, beforehand: Beforehand, progress: Progress) -> Stocked:
    from svcqa.intake.stretched import stocked as taken_in
    from svcqa.masking.people import named_in

    people: set[str] = set()

    def told(records: Records) -> None:
        progress(f"{job.name} {records.parts[0].rows[-1]:,}")
        beforehand.look(records)
        people.update(named_in({records.name: records}))

    shelved, account = taken_in(job, known, executor.shelf(), told)
    return Stocked(shelved, account, people, beforehand)
