"""What came of a version, made ready for pages: its figures, and what became of its files, sheets and columns."""
