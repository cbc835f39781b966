"""Callback outcomes, the five-level rating and result types (domain notes §2.2–2.4, §2.6)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class Outcome(StrEnum):
    """What the enterprise answered when asked whether its request was solved."""

    SOLVED = "solved"
    PARTLY = "partly"
    UNSOLVED = "unsolved"
    EXPLAINED = "explained"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


OUTCOME_NAMES: dict[Outcome, Bilingual] = {
    Outcome.SOLVED: Bilingual("已解决", "Solved"),
    Outcome.PARTLY: Bilingual("部分解决", "Partly solved"),
    Outcome.UNSOLVED: Bilingual("未解决", "Not solved"),
    Outcome.EXPLAINED: Bilingual("接受解释", "Explanation accepted"),
    Outcome.UNREACHABLE: Bilingual("无人接听", "Not reached"),
    Outcome.REFUSED: Bilingual("拒绝回访", "Declined to answer"),
}

COUNTED_OUTCOMES = frozenset({Outcome.SOLVED, Outcome.PARTLY, Outcome.UNSOLVED})
"""回访有效: what the solved rate counts; an unreached or refused callback is no answer."""

SILENT_OUTCOMES = frozenset({Outcome.UNREACHABLE, Outcome.REFUSED})
"""Outcomes of a call that say nothing about the request."""

ENTERPRISE_OUTCOMES = (Outcome.SOLVED, Outcome.PARTLY, Outcome.UNSOLVED)
"""What the enterprise can say itself on its tracking page."""

BAD_RATING = 2
"""不满意 (2) and 非常不满意 (1) are 差评: contact within one working day, rectification, a second callback (§2.4)."""

CALLS_BEFORE_NO_ANSWER = 3
"""After so many calls that nobody took, the ticket may be struck off without an answer."""


def is_answered(outcome: Outcome | None, failed_calls: int) -> bool:
    """Tell whether the callback has a usable outcome; three documented calls without an answer are one."""
    if outcome is None:
        return False
    return outcome is not Outcome.UNREACHABLE or failed_calls >= CALLS_BEFORE_NO_ANSWER


def is_solved(outcome: Outcome | None) -> bool | None:
    """Tell whether an outcome lets the ticket be struck off; None while there is no outcome."""
    if outcome is None:
        return None
    return outcome not in (Outcome.UNSOLVED, Outcome.PARTLY)


RATING_NAMES: dict[int, Bilingual] = {
    5: Bilingual("非常满意", "Very satisfied"),
    4: Bilingual("满意", "Satisfied"),
    3: Bilingual("基本满意", "Fairly satisfied"),
    2: Bilingual("不满意", "Dissatisfied"),
    1: Bilingual("非常不满意", "Very dissatisfied"),
}


class ResultType(StrEnum):
    """How a department's handling ended; stage progress is not among them, it never closes a ticket."""

    SOLVED = "solved"
    PARTLY_SOLVED = "partly_solved"
    EXPLAINED = "explained"
    LEGAL_CHANNEL = "legal_channel"
    OUT_OF_SCOPE = "out_of_scope"


RESULT_NAMES: dict[ResultType, Bilingual] = {
    ResultType.SOLVED: Bilingual("已解决", "Solved"),
    ResultType.PARTLY_SOLVED: Bilingual("部分解决", "Partly solved"),
    ResultType.EXPLAINED: Bilingual("解释说明", "Explained"),
    ResultType.LEGAL_CHANNEL: Bilingual("转法定渠道", "Referred to the legal channel"),
    ResultType.OUT_OF_SCOPE: Bilingual("不属受理范围", "Out of scope"),
}
