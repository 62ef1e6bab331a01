"""The audit report as PDF: Chinese font embedded, tagged, and the same bytes for the same audit (PDF/A-2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from svcqa.errors import PluginError
from svcqa.findings import Audit
from svcqa.reports.signed.extras import needing
from svcqa.reports.signed.story import story
from svcqa.reports.words import Words
from svcqa.requests import RenderRequest

FAMILY = "Noto Sans SC"
SOONEST = 1980
"""The first year that a document may be dated with."""
_WORDS = (
    "formal.title", "formal.missing", "formal.to_fill", "nc.report_no", "report_date", "as_of", "period", "digest",
    "formal.assignment", "name_of", "text", "formal.figures", "formal.leads", "formal.figure", "formal.value",
    "reviews", "formal.doubtful_note", "formal.place", "fingerprint", "reason", "formal.criteria_degree",
    "chapters_note", "chapter", "rules", "assessed", "fails", "undetermined", "pending", "formal.nonconformities",
    "formal.no_nonconformities", "formal.nonconformities_note", "formal.observations", "formal.no_observations",
    "nc.criterion", "nc.requirement", "nc.fact", "formal.examples", "formal.found_by", "nc.answer",
    "formal.conclusions", "formal.course", "formal.others", "formal.sampling", "formal.signatures",
    "formal.signature_and_date", "formal.clauses", "formal.clauses_note", "clause", "title_of", "weight", "in_scope",
    "decision.confirmed", "decision.observation", "decision.unreviewed", "formal.not_assessed", "formal.unjudged",
    "number", "rule", "formal.inputs", "file", "sha256", "rows_read", "imported", "set_aside", "problem", "parameters",
    "no_parameters", "parameter", "origin", "source", "approved_by", "date", "basis", "ruleset", "version", "calendar",
    "calendar_source", "waivers", "waiver_no", "waiver_rules", "waiver_scope", "waiver_state", "waiver_reason",
    "requested_by", "waiver_approved_by", "last_valid_day", "waiver_excuses", "formal.disputes", "formal.disputes_note",
    "formal.decided", "unit", "key", "message", "nc.unit", "nc.grade", "formal.state", "formal.owner", "formal.due",
    "formal.overdue", "formal.age", "baseline", "baseline_note", "baseline_counts", "baseline_rules", "baseline_rule",
    "baseline_former", "baseline_outcome", "baseline_trend", "baseline_trend_note", "findings", "baseline_excused",
    "assessed_share", "baseline_share", "weight.high", "weight.medium", "weight.low", "samples", "samples_note",
)  # fmt: skip
"""Wording that the page takes, by the last part of its name."""


def render(audit: Audit, request: RenderRequest) -> bytes:
    """The audit report as PDF.

    Raises:
        UsageError: what it needs is not installed.
        PluginError: the font is not the one that the page asks for.
    """
    with needing("pdf"):
        import typst

    words = Words(request.lang)
    told = msgspec.to_builtins(story(audit, words))
    font = _font()
    given = {
        "story": json.dumps(_printed({**told, "words": _words(words, audit)}, _covered(font)), ensure_ascii=False),
        "date": _date(audit.content.as_of),
        "font": FAMILY,
    }
    page: Any = files("svcqa.reports").joinpath("templates", "report.typ").read_bytes()
    made, warnings = typst.compile_with_warnings(
        page, sys_inputs=given, font_paths=[str(font.parent)], ignore_system_fonts=True, pdf_standards=["a-2b"]
    )
    if warnings:  # an unknown font is no more than a warning there; here it would be a page of boxes
        said = "; ".join(str(one.message) for one in warnings)
        raise PluginError.of(f"PDF没有写出：{said}。", f"no PDF was written: {said}.")
    return bytes(made)


def _words(words: Words, audit: Audit) -> dict[str, Any]:
    signing = [words(f"formal.sign.{role}") for role in ("prepared", "reviewed", "approved", "accepted")]
    told: dict[str, Any] = {name.rpartition(".")[2]: words(name) for name in _WORDS}
    told |= {"value_of": words("value"), "nc_number": words("nc.number"), "nothing": words("none"), "signing": signing}
    return told | {"made_by": words("formal.made_by", version=audit.run.tool)}


def _date(as_of: str) -> str:
    """The audit date, by which the document is dated so that it does not depend on the day it is printed."""
    year, month, day = as_of[:10].split("-")
    return f"year = {max(int(year), SOONEST)}\nmonth = {int(month)}\nday = {int(day)}"


def _font() -> Path:
    with needing("pdf"):
        import pylopdf_fonts_zh_cn
    return Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"


@cache
def _covered(font: Path) -> frozenset[int]:
    """The characters that the font can draw."""
    with needing("pdf"):
        from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _printed(value: Any, covered: frozenset[int]) -> Any:
    """Every text of the data; a character that the font cannot draw stands as its number, never as a box."""
    if isinstance(value, str):
        return value if all(map(covered.__contains__, map(ord, value))) else _numbered(value, covered)
    if isinstance(value, Mapping):
        return {name: _printed(one, covered) for name, one in value.items()}
    return [_printed(one, covered) for one in value] if isinstance(value, list) else value


def _numbered(text: str, covered: frozenset[int]) -> str:
    return "".join(one if one == "\n" or ord(one) in covered else f"[U+{ord(one):04X}]" for one in text)
