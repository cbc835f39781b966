"""What the knowledge base shows beside a ticket: answers to put into a reply, likely duplicates, notices it belongs under."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.actions import Action
from service_desk.domain.knowledge.plain_words import plain_words
from service_desk.domain.states import STATE_NAMES
from service_desk.persistence.area_notices import notice_of_ticket
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import answers_from_ticket
from service_desk.persistence.tables import Answer, AreaNotice
from service_desk.usecases.knowledge.begin_answer import ENDED_WELL
from service_desk.usecases.knowledge.find_answers import PublicAnswer, answers_like
from service_desk.usecases.knowledge.find_duplicates import Duplicate, likely_duplicates, same_cause
from service_desk.usecases.knowledge.read_area import NoticeView, notices_for_ticket
from service_desk.web.access import may
from service_desk.web.clock import now
from service_desk.web.forms.desk import Stage
from service_desk.web.in_templates import put_into_templates
from service_desk.web.knowledge.blueprint import blueprint
from service_desk.web.rights import Right

SORTED_BY = (Right.TICKET_DISPATCH, Right.TICKET_SUPERVISE)
"""Who brings together what belongs together."""


@dataclass(frozen=True)
class Together:
    """What a dispatcher may bring together with a ticket, and which of it is possible now."""

    duplicates: list[Duplicate]
    causes: list[Duplicate]
    notices: list[tuple[NoticeView, bool]]
    may_merge: bool
    may_join: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not (self.duplicates or self.causes or self.notices)


def related_answers(stage: Stage) -> list[tuple[PublicAnswer, str]]:
    """Return the public answers nearest to a ticket, each with its text as plain words to put into a reply."""
    ticket = stage.view.ticket
    found = answers_like(
        db.session(), f"{ticket.title} {ticket.body}", now(), request_type=ticket.request_type
    )
    return [(each, plain_words(each.text(ticket.language))) for each in found]


def together(stage: Stage) -> Together | None:
    """Return what may be brought together with a ticket, None for those who do not do that."""
    if not may(*SORTED_BY):
        return None
    session, ticket, possible = db.session(), stage.view.ticket, stage.view.possible
    if ticket.ended_at is not None:
        return None
    return Together(
        likely_duplicates(session, ticket), same_cause(session, ticket), notices_for_ticket(session, ticket),
        Action.MERGE.value in possible, Action.JOIN.value in possible,
    )  # fmt: skip


def written_answer(stage: Stage) -> tuple[bool, Answer | None]:
    """Return whether an answer may be written from a ticket now, and the one that was."""
    ticket = stage.view.ticket
    may_write = ticket.state_now in ENDED_WELL and may(Right.KNOWLEDGE_WRITE)
    return may_write, answers_from_ticket(db.session(), ticket.ticket_no) if may_write else None


def public_notice(stage: Stage) -> tuple[bool, AreaNotice | None]:
    """Return whether a notice may be published under a ticket now, and the one that was."""
    ticket = stage.view.ticket
    may_publish = may(Right.NOTICE_PUBLISH) and ticket.ended_at is None and ticket.parent_no is None
    return may_publish, notice_of_ticket(db.session(), ticket.ticket_no) if may(
        Right.NOTICE_PUBLISH
    ) else None


put_into_templates(
    blueprint,
    related_answers=related_answers,
    together=together,
    written_answer=written_answer,
    public_notice=public_notice,
    state_names_of=STATE_NAMES,
)
