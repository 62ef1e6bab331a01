"""The history (审核历史): audits that are kept, and what people did about them, in a database.

Audits are never altered. What happened since (reviews, nonconformities, actions) is appended as events, each with who,
when and what, and chained by digest, so that nothing can be changed, left out or put in between unseen.
"""

from svcqa.history.events import Event, Stamp
from svcqa.history.rows import KeptAudit
from svcqa.history.store import Desk, History

__all__ = ["Desk", "Event", "History", "KeptAudit", "Stamp"]
