"""Intake: from files to Records, with an account of every row."""

from svcqa.intake.child import Reading
from svcqa.intake.files import find_files
from svcqa.intake.importing import Imported, IntakeOptions, import_files

__all__ = ["Imported", "IntakeOptions", "Reading", "find_files", "import_files"]
