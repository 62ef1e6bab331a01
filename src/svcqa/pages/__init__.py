"""Pages: the documentation of every check, made from its docstring, its settings, its texts and its cases.

``python -m svcqa.pages FOLDER`` writes a page for each check and a list of them; ``make docs`` does so for the checks
of this repository. Nothing on a page is written by hand, so that pages and checks cannot disagree.
"""

from svcqa.pages.listing import listing
from svcqa.pages.page import page

__all__ = ["listing", "page"]
