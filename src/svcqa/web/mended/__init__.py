"""Mended versions (改后再交): what became of every finding of the version before, and which cells are others now."""
