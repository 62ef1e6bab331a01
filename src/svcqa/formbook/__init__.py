"""The form book (记录表格册): an empty sheet for every register that some rules read, made so that it reads back."""

from svcqa.formbook.planning import Column, Form, Served, planned
from svcqa.formbook.writing import write

__all__ = ["Column", "Form", "Served", "planned", "write"]
