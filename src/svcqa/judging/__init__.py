"""Judging: what the core does before a check (scope, cells that cannot be read) and after it (counting, quoting)."""
