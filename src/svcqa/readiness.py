"""Readiness: what an audit says of the score that an evaluation by a scheme may give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from svcqa import scorebook
from svcqa.errors import PluginError
from svcqa.host import Host
from svcqa.nonconformities import nonconformities
from svcqa.requests import AssessRequest
from svcqa.schemes import Schemes
from svcqa.schemes.entered import ScoreSheet
from svcqa.text import Lang

if TYPE_CHECKING:
    from svcqa.assessments import Assessment
    from svcqa.findings import Audit


def assess(audit: Audit, scheme: str, points: str | Path | None = None, *, host: Host | None = None) -> Assessment:
    """Say how ready an office is for the evaluation by a scheme.

    Args:
        audit: the audit, with its reviews: only confirmed findings deduct.
        scheme: name of a scheme, or its file.
        points: the scoring workbook; without it everything is indicative, and no level is named.
        host: plugins; discovered if not given.

    Raises:
        UsageError: there is no such scheme, or nothing to score.
        ConfigError: the scheme or a mapping is wrong; with file and line.
        InputError: something in the scoring workbook cannot be; with its cell.
        PluginError: no plugin scores by it.
    """
    host = host or Host.discover()
    known = Schemes(host.ruleset_folders).load(scheme)
    sheet = scorebook.read(points, known.file) if points else ScoreSheet()
    made = host.assess(audit, AssessRequest(known, sheet, nonconformities(audit)))
    if made is None:
        raise PluginError.of("没有插件能按这个评价方案评分。", "no plugin scores by this scheme.", where=scheme)
    return made


def score_workbook(
    scheme: str, lang: Lang = "zh", known: ScoreSheet | None = None, *, host: Host | None = None
) -> bytes:
    """A scoring workbook to fill in: points, conclusions, special points, certificate, evidence.

    Args:
        scheme: name of a scheme, or its file.
        lang: language of its headings; both are read back alike.
        known: what was entered before, to go on from.
        host: plugins; discovered if not given.

    Raises:
        UsageError: there is no such scheme.
        ConfigError: the scheme or a mapping is wrong; with file and line.
    """
    folders = (host or Host.discover()).ruleset_folders
    return scorebook.score_workbook(Schemes(folders).load(scheme), lang, known)
