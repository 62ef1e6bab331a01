"""Secrets that somebody shows to be let in; the desk keeps only their digests."""

from __future__ import annotations

import hashlib
import secrets


def new() -> str:
    """A secret nobody can guess: 256 random bits as text."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of it. It is random and long, so that a plain hash is as good as a slow one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
