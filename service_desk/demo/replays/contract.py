"""Telling what a replayed ticket owes to and is owed by others: its parts, external units, and the requests under it."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.course import Course
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.telling.parts import parts_in_words, referrals_in_words
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Ticket
from service_desk.persistence.work_lists import children_of
from service_desk.usecases.acting.rules import Rules


def contract_lines(
    ticket: Ticket, course: Course, session: Session, rules: Rules, language: str
) -> Iterator[str]:
    """Yield the parts, the external units and the requests under an umbrella, each list with its heading."""
    children = [
        Bilingual(
            *(
                f"{child.ticket_no}  {child.enterprise_name}  {name}"
                for name in STATE_NAMES[State(child.state)]
            )
        )
        for child in children_of(session, ticket.ticket_no)
    ]
    lists = (
        (Bilingual("分项", "Parts"), list(parts_in_words(course, rules.calendar, rules.catalogue))),
        (Bilingual("外部单位", "External units"), list(referrals_in_words(course))),
        (Bilingual("专题下的诉求", "Requests under this umbrella"), children),
    )
    for heading, lines in lists:
        if lines:
            yield f"    {heading.say(language)}"
            yield from (f"      {line.say(language)}" for line in lines)
