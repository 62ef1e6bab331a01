"""Readiness for certification as reports: text, a page, a paper to sign, the evidence book, data."""
