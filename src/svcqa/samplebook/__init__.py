"""The sample workbook (抽样表): written for a draw, filled in on paper's evidence, and read back by the next audit.

Its sheets are registers like any other and are read by the same intake. How a sample is planned and drawn, and what it
says of its lot, is for plugins.
"""

from svcqa.samplebook.reading import SampleBook, checkers, read
from svcqa.samplebook.sheets import registers

__all__ = ["SampleBook", "checkers", "read", "registers"]
