"""The assignment: what auditors write down in the audit workbook (审核工作簿), and what an audit makes of it.

Its sheets are registers like any other. They are read by the same intake, and known in this workbook only.
"""

from svcqa.assignment.reading import Assignment, Entry, taken
from svcqa.assignment.sheets import registers

__all__ = ["Assignment", "Entry", "registers", "taken"]
