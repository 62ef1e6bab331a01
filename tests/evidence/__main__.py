"""``python -m tests.evidence``."""

from tests.evidence.shown import write

write()
