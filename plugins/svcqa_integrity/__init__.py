"""Integrity: signs that records were made up or written afterwards. Leads for people to look into, never verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    from collections.abc import Callable


@svcqa.hook
def svcqa_signals() -> list[Callable[..., object]]:
    """The signals of this plugin."""
    from svcqa_integrity.after_notice import written_after_notice
    from svcqa_integrity.copied_text import copied_texts
    from svcqa_integrity.digits import digits_unlike_the_others
    from svcqa_integrity.equal_scores import runs_of_one_score
    from svcqa_integrity.number_gaps import numbers_missing_in_a_row
    from svcqa_integrity.off_hours import events_out_of_hours
    from svcqa_integrity.same_duration import one_duration_again_and_again
    from svcqa_integrity.same_minute import many_at_one_minute
    from svcqa_integrity.two_places import in_two_places

    return [
        written_after_notice, copied_texts, digits_unlike_the_others, runs_of_one_score, numbers_missing_in_a_row,
        events_out_of_hours, one_duration_again_and_again, many_at_one_minute, in_two_places,
    ]  # fmt: skip
