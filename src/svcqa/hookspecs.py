"""Every door of svcqa, on one page.

A plugin is a module named by an entry point in the group ``svcqa`` whose functions are marked with
:data:`svcqa.hook`. Hooks trade nouns and never the application; a reader or report that does not know the
format returns ``None`` and the next one is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click
    import pandas as pd

    from svcqa.assessments import Assessment
    from svcqa.findings import Audit
    from svcqa.nonconformities import Nonconformity
    from svcqa.receipts import Receipt
    from svcqa.requests import (
        AssessRequest,
        Document,
        Executor,
        ExecutorSpec,
        Rendered,
        RenderRequest,
        Sheets,
        Source,
        Stretches,
    )
    from svcqa.samples import Projected, SampleFacts
    from svcqa.signals import Signalling
    from svcqa.versions import Comparison

PROJECT = "svcqa"
spec = pluggy.HookspecMarker(PROJECT)
hook = pluggy.HookimplMarker(PROJECT)


@spec
def svcqa_checks() -> list[Callable[..., pd.DataFrame]]:
    """Offer checks: functions marked with :func:`svcqa.check`, under names that no other plugin uses."""


@spec
def svcqa_signals() -> list[Signalling]:
    """Offer signals: functions marked with :func:`svcqa.signal`, under names that no other plugin uses."""


@spec
def svcqa_rulesets() -> list[Traversable]:
    """Offer folders of rulesets and registers.

    ``*.yaml`` files directly in a folder are rulesets, named by their file; those in its ``registers``
    folder are registers.
    """


@spec(firstresult=True)
def svcqa_read(source: Source) -> Sheets | None:
    """Read one file into sheets, or return ``None`` if its content is of another kind.

    Runs in a child process with nothing but the readers loaded. Judge by content, never by the file's name.
    Raise :class:`svcqa.InputError` for a file of a known kind that must be refused.
    """


@spec(firstresult=True)
def svcqa_stretches(source: Source, rows: int) -> Stretches | None:
    """Read one table some rows at a time, or return ``None`` if this file can only be read as a whole.

    What comes out must be what :func:`svcqa_read` gives of the same rows, cell by cell. Nothing is refused here: a file
    in which something is amiss is left to be read as a whole. Runs where :func:`svcqa_read` does.
    """


@spec(firstresult=True)
def svcqa_render(audit: Audit, request: RenderRequest) -> Rendered | None:
    """Render an audit in the wanted format, or return ``None`` if this plugin does not know the format.

    A report that may be larger than the memory is given piece by piece.

    The audit is all there is: a report of last year's audit prints even if its checks are gone.
    """


@spec(firstresult=True)
def svcqa_receipt(receipt: Receipt, request: RenderRequest) -> bytes | None:
    """Write what is missing or cannot be read in files, for whoever sent them; ``None`` for a format not known here.

    Nothing in it may ask for a recorded time, person or signature to be altered.
    """


@spec(firstresult=True)
def svcqa_comparison(comparison: Comparison, request: RenderRequest) -> bytes | None:
    """Write what differs between two versions of the same registers; ``None`` for a format not known here.

    It tells what stood and what stands where. Nothing in it may say why, or ask for a recorded time, person or
    signature to be altered.
    """


@spec(firstresult=True)
def svcqa_nonconformity(audit: Audit, nonconformity: Nonconformity, request: RenderRequest) -> bytes | None:
    """Write the report of one nonconformity (不符合报告); ``None`` for a format not known here.

    Its number and grade are for people to give.
    """


@spec(firstresult=True)
def svcqa_template(document: Document, request: RenderRequest) -> bytes | None:
    """Hand out the template that ``request.format`` is made from, for auditors to change; ``None`` if there is none."""


@spec(firstresult=True)
def svcqa_projection(sample: SampleFacts) -> Projected | None:
    """State what a sample says of its lot: whether it is accepted, and the rate with its bounds; ``None`` for another.

    Only samples that were drawn at random are asked about. While items are open, bounds are given for the best and for
    the worst case, and nothing is stated that hangs on them.
    """


@spec(firstresult=True)
def svcqa_assess(audit: Audit, request: AssessRequest) -> Assessment | None:
    """Say how ready an office is for the evaluation by a scheme; ``None`` for a scheme scored by other ways.

    Only confirmed findings deduct, and what was not assessed is open: neither taken as conforming nor as failing.
    """


@spec(firstresult=True)
def svcqa_assessment(assessment: Assessment, request: RenderRequest) -> bytes | None:
    """Write an assessment of readiness; ``None`` for a format not known here.

    A level in it is for a certification body to give: the report says so.
    """


@spec
def svcqa_engines() -> list[str]:
    """Name the engines for which :func:`svcqa_executor` of this plugin answers."""


@spec(firstresult=True)
def svcqa_executor(spec: ExecutorSpec) -> Executor | None:
    """Give the executor of an engine, or return ``None`` if this plugin does not know the engine.

    What it judges must be what this process would judge, to the last cell: the audit has the same digest. It splits
    with :func:`svcqa.split` and joins with :func:`svcqa.rejoined`. Raise :class:`svcqa.UsageError` for an option that
    it does not know or for a library that is missing, :class:`svcqa.EngineError` if nobody is there to judge.
    """


@spec
def svcqa_formats() -> list[str]:
    """Name the formats for which :func:`svcqa_render` of this plugin answers."""


@spec
def svcqa_commands() -> list[click.Command]:
    """Offer commands of the command line, such as :class:`svcqa.Command`, under names that nobody else uses.

    Listing them must cost nothing: import what a command needs when it runs.
    """
