"""The days of a certificate: surveillance reviews, the request for renewal, its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from svcqa import SchemeFile, ScoreSheet, Text, assessments

_SURVEILLANCE = Text("监督评价", "Surveillance review")
_FIRST = Text("首次监督评价，最迟", "First surveillance review, at the latest")
_REQUEST = Text("最迟申请续评", "Request renewal at the latest")
_END = Text("证书到期", "The certificate ends")


def days(scheme: SchemeFile, sheet: ScoreSheet, as_of: dt.date) -> Iterator[assessments.Dated]:
    """What falls due, if it is known when the certificate was issued.

    Args:
        scheme: its terms.
        sheet: when the certificate was issued and last reviewed.
        as_of: the day of the audit.
    """
    terms, issued = scheme.certificate, sheet.day("issued_on")
    if terms is None or issued is None:
        return
    end = terms.valid.from_day(issued)
    last = sheet.day("last_surveillance")
    if last is None:
        due = terms.first_surveillance.from_day(issued)
        yield _dated(_FIRST, due, due, as_of)
    else:
        first, latest = (length.from_day(last) for length in terms.surveillance)
        if first < end:
            yield _dated(_SURVEILLANCE, first, min(latest, end), as_of)
    request = terms.renewal_request.from_day(end, -1)
    yield _dated(_REQUEST, request, request, as_of)
    yield _dated(_END, end, end, as_of)


def _dated(said: Text, first: dt.date, last: dt.date, as_of: dt.date) -> assessments.Dated:
    return assessments.Dated(said, first.isoformat(), last.isoformat(), overdue=last < as_of)
