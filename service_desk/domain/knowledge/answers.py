"""The life of an answer in the knowledge base: draft, in review, published, withdrawn; who may do what, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled, NotPossible
from service_desk.domain.roles import DEPARTMENT_ROLES, Role

MAX_TITLE = 60
MAX_QUESTION = 300
MAX_ANSWER = 4000
MAX_FEEDBACK = 300
REVIEW_AFTER = timedelta(days=182)
"""Half a year after it was last confirmed an answer is looked at again, unless another day is chosen."""
LATEST_REVIEW = timedelta(days=731)
"""No answer stands for longer than two years without being looked at."""


class AnswerState(StrEnum):
    """Where the latest words of an answer stand; earlier words may be public meanwhile."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


ANSWER_STATE_NAMES: dict[AnswerState, Bilingual] = {
    AnswerState.DRAFT: Bilingual("草稿", "Draft"),
    AnswerState.IN_REVIEW: Bilingual("待审核", "In review"),
    AnswerState.PUBLISHED: Bilingual("已发布", "Published"),
    AnswerState.WITHDRAWN: Bilingual("已撤下", "Withdrawn"),
}


class AnswerAct(StrEnum):
    """What is done to an answer."""

    WRITE = "write"
    HAND_IN = "hand_in"
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


ANSWER_ACT_NAMES: dict[AnswerAct, Bilingual] = {
    AnswerAct.WRITE: Bilingual("保存", "Save"),
    AnswerAct.HAND_IN: Bilingual("提交审核", "Hand in for review"),
    AnswerAct.PUBLISH: Bilingual("审核通过并发布", "Approve and publish"),
    AnswerAct.SEND_BACK: Bilingual("退回修改", "Send back"),
    AnswerAct.CONFIRM: Bilingual("复核：仍然有效", "Reviewed: still valid"),
    AnswerAct.WITHDRAW: Bilingual("撤下", "Withdraw"),
}

S, A = AnswerState, AnswerAct
_NEXT: Mapping[tuple[AnswerState, AnswerAct], AnswerState] = {
    (S.DRAFT, A.WRITE): S.DRAFT,
    (S.IN_REVIEW, A.WRITE): S.DRAFT,
    (S.PUBLISHED, A.WRITE): S.DRAFT,
    (S.WITHDRAWN, A.WRITE): S.DRAFT,
    (S.DRAFT, A.HAND_IN): S.IN_REVIEW,
    (S.IN_REVIEW, A.PUBLISH): S.PUBLISHED,
    (S.IN_REVIEW, A.SEND_BACK): S.DRAFT,
    (S.PUBLISHED, A.CONFIRM): S.PUBLISHED,
    (S.DRAFT, A.WITHDRAW): S.WITHDRAWN,
    (S.IN_REVIEW, A.WITHDRAW): S.WITHDRAWN,
    (S.PUBLISHED, A.WITHDRAW): S.WITHDRAWN,
}
"""Every step there is; what stands in no row is not possible. Rewriting leaves the public words until new ones are published."""

JUDGED = frozenset({A.PUBLISH, A.SEND_BACK, A.CONFIRM})
"""Acts of somebody who did not write the words (house law: deciders differ)."""

WRITERS = frozenset(
    {Role.HANDLER, Role.HEAD, Role.DISPATCHER, Role.SUPERVISOR, Role.CALLBACK, Role.COMMISSIONER}
)
REVIEWERS = frozenset({Role.HEAD, Role.DISPATCHER, Role.SUPERVISOR})

_NOT_NOW = Bilingual(
    "这条答复现在不能这样处理，请看它的状态。", "This cannot be done to the answer as it stands now."
)
_NOT_YOURS = Bilingual(
    "只有答复所列部门和受理中心的人员可以处理。",
    "Only the departments named in the answer and the centre may do this.",
)
_REVIEWERS_ONLY = Bilingual(
    "由部门负责人、受理派单员或督办员审核。",
    "It is reviewed by a department head, a dispatcher or a supervisor.",
)
_OWN_WORDS = Bilingual("您写过这条答复，请由别人审核。", "You wrote this answer; somebody else reviews it.")


@dataclass(frozen=True)
class AnswerFacts:
    """What decides about an act: the state, the departments it is about, who wrote the words that are not yet approved.

    For a published answer `writers` are those of the published words.
    """

    state: AnswerState
    departments: frozenset[str]
    writers: frozenset[int]


def step(facts: AnswerFacts, act: AnswerAct, actor: Actor) -> AnswerState:
    """Return the state after an act; raises NotEntitled or NotPossible."""
    if not may_write(actor, facts.departments):
        raise NotEntitled(_NOT_YOURS)
    if act in JUDGED:
        if not actor.has_role(*REVIEWERS):
            raise NotEntitled(_REVIEWERS_ONLY)
        if actor.user_id in facts.writers:
            raise NotEntitled(_OWN_WORDS)
    following = _NEXT.get((facts.state, act))
    if following is None:
        raise NotPossible(_NOT_NOW)
    return following


def possible_acts(facts: AnswerFacts, actor: Actor) -> list[AnswerAct]:
    """Return what a person may do to an answer now, in the order of the acts."""
    found = []
    for act in AnswerAct:
        try:
            step(facts, act, actor)
        except (NotEntitled, NotPossible):
            continue
        found.append(act)
    return found


def may_judge(facts: AnswerFacts, actor: Actor) -> bool:
    """Tell whether a person may approve the latest words once they are in review: a reviewer who wrote none of them."""
    return AnswerAct.PUBLISH in possible_acts(replace(facts, state=AnswerState.IN_REVIEW), actor)


def may_write(actor: Actor, departments: frozenset[str]) -> bool:
    """Tell whether somebody writes about what these departments do: the centre about everything, others about their own."""
    if not actor.has_role(*WRITERS):
        return False
    if (actor.roles & WRITERS) - DEPARTMENT_ROLES:
        return True
    return actor.department in departments


def default_review(today: date) -> date:
    """Return when an answer published or confirmed today is looked at again."""
    return today + REVIEW_AFTER


def is_overdue(review_on: date | None, today: date) -> bool:
    """Tell whether a published answer should have been looked at again by now."""
    return review_on is not None and review_on < today
