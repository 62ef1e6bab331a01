"""Answering: what the uploader answers and the reviewer decides, kept in the history like a workbook of reviews."""
