"""svcqa: judges every record of an office's spreadsheets against every clause of its manuals.

These names are the public API, for people who write checks and for people who audit from Python; each is loaded
when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svcqa import assessments as assessments
    from svcqa.assessments import Assessment
    from svcqa.assignment.attaching import reviewed
    from svcqa.audit import run
    from svcqa.auditfile import load_audit
    from svcqa.basis import EngineFacts
    from svcqa.calendars import Calendar, Calendars, Pauses, Workdays
    from svcqa.checks import Context, Verdict, behind, check, judged, latest, slots
    from svcqa.commands import Command, CommandGroup, Console, Option
    from svcqa.conditions import Condition
    from svcqa.config import Config
    from svcqa.contents import each_value, held_in, parted
    from svcqa.duerules import DueDays, DueRule, Roll
    from svcqa.durations import Duration
    from svcqa.errors import (
        AuditFileError,
        ConfigError,
        EngineError,
        InputError,
        LockedError,
        PluginError,
        Problem,
        SvcqaError,
        UsageError,
        WrongValueError,
    )
    from svcqa.evidence import Evidence
    from svcqa.execute import Here
    from svcqa.exhibits import AGEING, Counts, Distribution, Roster, Sign, Timeline
    from svcqa.faults import Clause, Found, faults_of, naming, told
    from svcqa.findings import Audit, Finding, Tally
    from svcqa.following import against
    from svcqa.history import History, Stamp
    from svcqa.history.dossiers import complete
    from svcqa.history.follow_up import (
        action_workbook,
        nonconformities_kept,
        raise_nonconformities,
        review_workbook,
        take_actions,
        take_reviews,
    )
    from svcqa.hookspecs import hook
    from svcqa.hours import CalendarSetup
    from svcqa.intake.values.words import yes_or_no
    from svcqa.lines import Stored
    from svcqa.lots import lot
    from svcqa.matching import Matching, key_codes
    from svcqa.nonconformities import Nonconformity
    from svcqa.periods import Period, PeriodKind, Periods
    from svcqa.posts import PostHeld, Posts, post_held
    from svcqa.readiness import assess, score_workbook
    from svcqa.recurring import (
        Each,
        Expected,
        InTime,
        Occasions,
        Recurring,
        Spans,
        Window,
        expected,
        expected_in_look_back,
        look_back_days,
        numbered_keys,
        spans_of,
    )
    from svcqa.registers import Field, Kind, Records, Register, Written
    from svcqa.rendering import nonconformity_reports, render, render_assessment
    from svcqa.requests import (
        AssessRequest,
        Column,
        Executor,
        ExecutorSpec,
        NotPlainError,
        RenderRequest,
        Sheet,
        Sheets,
        Shelf,
        Shelving,
        Source,
        Stretches,
        Tag,
        Task,
    )
    from svcqa.reviewing.rows import rows_of_findings
    from svcqa.rulesets.reading import read_model
    from svcqa.samplebook.choosing import Chosen, chosen
    from svcqa.samplebook.drawing import Draw, drawn_digest, items_of
    from svcqa.samplebook.lots import Lot
    from svcqa.samplebook.writing import sample_workbook
    from svcqa.samples import Projected, Projection, SampleFacts, SampleFile, SamplePlan, Stratum
    from svcqa.schemes import Mapped, Pattern, Scheme, SchemeFile
    from svcqa.schemes.entered import EnteredFact, EnteredFormer, EnteredItem, EnteredPaper, EnteredSpecial, ScoreSheet
    from svcqa.schemes.scored import ScoredItem, scored_items
    from svcqa.settings import (
        CalendarRef,
        FieldRef,
        FieldSlot,
        HappenedRef,
        Kept,
        OuterField,
        PairCondition,
        PartnerCondition,
        PartnerField,
        Question,
        RegisterRef,
        Settings,
        Value,
    )
    from svcqa.signals import Lead, Scene, rare, signal
    from svcqa.splitting import rejoined, split, splits
    from svcqa.text import Text

_HOMES = {
    "assessments": ("Assessment",),
    "assignment.attaching": ("reviewed",),
    "audit": ("run",),
    "auditfile": ("load_audit",),
    "basis": ("EngineFacts",),
    "calendars": ("Calendar", "Calendars", "Pauses", "Workdays"),
    "checks": ("Context", "Verdict", "behind", "check", "judged", "latest", "slots"),
    "commands": ("Command", "CommandGroup", "Console", "Option"),
    "conditions": ("Condition",),
    "duerules": ("DueDays", "DueRule", "Roll"),
    "config": ("Config",),
    "contents": ("each_value", "held_in", "parted"),
    "durations": ("Duration",),
    "errors": (
        "AuditFileError", "ConfigError", "EngineError", "InputError", "LockedError", "PluginError", "Problem",
        "SvcqaError", "UsageError", "WrongValueError",
    ),
    "evidence": ("Evidence",),
    "execute": ("Here",),
    "exhibits": ("AGEING", "Counts", "Distribution", "Roster", "Sign", "Timeline"),
    "faults": ("Clause", "Found", "faults_of", "told", "naming"),
    "findings": ("Audit", "Finding", "Tally"),
    "following": ("against",),
    "history": ("History", "Stamp"),
    "history.dossiers": ("complete",),
    "history.follow_up": (
        "action_workbook", "nonconformities_kept", "raise_nonconformities", "review_workbook", "take_actions",
        "take_reviews",
    ),
    "hookspecs": ("hook",),
    "hours": ("CalendarSetup",),
    "intake.values.words": ("yes_or_no",),
    "lots": ("lot",),
    "nonconformities": ("Nonconformity",),
    "periods": ("Period", "PeriodKind", "Periods"),
    "lines": ("Stored",),
    "matching": ("Matching", "key_codes"),
    "posts": ("PostHeld", "Posts", "post_held"),
    "recurring": (
        "InTime", "Each", "Expected", "Occasions", "Recurring", "Spans",
        "Window", "expected", "expected_in_look_back", "look_back_days", "numbered_keys", "spans_of",
    ),
    "readiness": ("assess", "score_workbook"),
    "registers": ("Field", "Kind", "Records", "Register", "Written"),
    "rendering": ("nonconformity_reports", "render", "render_assessment"),
    "reviewing.rows": ("rows_of_findings",),
    "requests": (
        "AssessRequest", "Column", "Executor", "ExecutorSpec", "NotPlainError", "RenderRequest", "Sheet", "Sheets",
        "Shelf", "Shelving", "Source", "Stretches", "Tag", "Task",
    ),
    "rulesets.reading": ("read_model",),
    "samplebook.choosing": ("Chosen", "chosen"),
    "samplebook.drawing": ("Draw", "drawn_digest", "items_of"),
    "samplebook.lots": ("Lot",),
    "samplebook.writing": ("sample_workbook",),
    "samples": ("Projected", "Projection", "SampleFacts", "SampleFile", "SamplePlan", "Stratum"),
    "schemes": ("Mapped", "Pattern", "Scheme", "SchemeFile"),
    "schemes.entered": ("EnteredFact", "EnteredFormer", "EnteredItem", "EnteredPaper", "EnteredSpecial", "ScoreSheet"),
    "schemes.scored": ("ScoredItem", "scored_items"),
    "settings": (
        "CalendarRef", "FieldRef", "FieldSlot", "HappenedRef", "Kept", "OuterField", "PairCondition",
        "PartnerCondition", "PartnerField", "Question", "RegisterRef", "Settings", "Value",
    ),
    "signals": ("Lead", "Scene", "rare", "signal"),
    "splitting": ("rejoined", "split", "splits"),
    "text": ("Text",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}
_ROOMS = ("assessments",)
"""Modules that are public as a whole: the parts of one document."""

__all__ = [
    "AGEING", "AssessRequest", "Assessment", "Audit", "AuditFileError", "Calendar", "CalendarRef", "CalendarSetup",
    "Calendars", "Chosen", "Clause", "Column", "Command", "CommandGroup", "Condition", "Config", "ConfigError",
    "Console", "Context", "Counts", "Distribution", "Draw", "DueDays", "DueRule", "Duration", "Each", "EngineError",
    "EngineFacts", "EnteredFact", "EnteredFormer", "EnteredItem", "EnteredPaper", "EnteredSpecial", "Evidence",
    "Executor", "ExecutorSpec", "Expected", "Field", "FieldRef", "FieldSlot", "Finding", "Found", "HappenedRef", "Here",
    "History", "InTime", "InputError", "Kept", "Kind", "Lead", "LockedError", "Lot", "Mapped", "Matching",
    "Nonconformity", "NotPlainError", "Occasions", "Option", "OuterField", "PairCondition", "PartnerCondition",
    "PartnerField", "Pattern", "Pauses", "Period", "PeriodKind", "Periods", "PluginError", "PostHeld", "Posts",
    "Problem", "Projected", "Projection", "Question", "Records", "Recurring", "Register", "RegisterRef",
    "RenderRequest", "Roll", "Roster", "SampleFacts", "SampleFile", "SamplePlan", "Scene", "Scheme", "SchemeFile",
    "ScoreSheet", "ScoredItem", "Settings", "Sheet", "Sheets", "Shelf", "Shelving", "Sign", "Source", "Spans", "Stamp",
    "Stored", "Stratum", "Stretches", "SvcqaError", "Tag", "Tally", "Task", "Text", "Timeline", "UsageError", "Value",
    "Verdict", "Window", "Workdays", "Written", "WrongValueError", "action_workbook", "against", "assess",
    "assessments", "behind", "check", "chosen", "complete", "drawn_digest", "each_value", "expected",
    "expected_in_look_back", "faults_of", "held_in", "hook", "items_of", "judged", "key_codes", "latest", "load_audit",
    "look_back_days", "lot", "naming", "nonconformities_kept", "nonconformity_reports", "numbered_keys", "parted",
    "post_held", "raise_nonconformities", "rare", "read_model", "rejoined", "render", "render_assessment",
    "review_workbook", "reviewed", "rows_of_findings", "run", "sample_workbook", "score_workbook", "scored_items",
    "signal", "slots", "spans_of", "split", "splits", "take_actions", "take_reviews", "told", "yes_or_no",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"svcqa.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'svcqa' has no attribute '{name}'")
    return getattr(import_module(f"svcqa.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
