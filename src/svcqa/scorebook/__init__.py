"""The scoring workbook (评分表): points that people enter from their own copy of a standard, conclusions, papers."""

from svcqa.scorebook.reading import read
from svcqa.scorebook.writing import score_workbook

__all__ = ["read", "score_workbook"]
