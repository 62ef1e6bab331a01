"""What falls due: as a table, as a workbook, for programs and for calendars."""
