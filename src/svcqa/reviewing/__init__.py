"""Reviewing: the findings of an audit as a workbook to decide in, and such workbooks merged with what is decided."""
