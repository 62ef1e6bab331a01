"""Layout: regions of a sheet, their headings, and which of their rows are records."""
