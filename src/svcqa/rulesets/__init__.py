"""Rulesets: a manual as data, rules with clauses, parameters and where each value came from."""

from svcqa.rulesets.binding import Bound, bind
from svcqa.rulesets.library import Library
from svcqa.rulesets.loading import Ruleset, load, load_all
from svcqa.rulesets.models import Rule, RulesetFile

__all__ = ["Bound", "Library", "Rule", "Ruleset", "RulesetFile", "bind", "load", "load_all"]
