"""What a ticket is found by: its texts, its form, what happened, the names of its files; kept with every act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.origins import read_origin
from service_desk.domain.request_forms import Answer, describe
from service_desk.domain.searching import compared
from service_desk.domain.telling import department_name, narrate
from service_desk.persistence.database import Session
from service_desk.persistence.search_facets import facets_of
from service_desk.persistence.search_lines import AnyTicket
from service_desk.persistence.search_writing import Searchable, keep_searchable
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.pinyin import spellings
from service_desk.usecases.acting.published_forms import Forms


class Place(StrEnum):
    """Where in a ticket a text stands."""

    NUMBER = "number"
    TITLE = "title"
    BODY = "body"
    FIRM = "firm"
    FORM = "form"
    STORY = "story"
    FILE = "file"
    CONTACT = "contact"


PLACE_NAMES: dict[Place, Bilingual] = {
    Place.NUMBER: Bilingual("编号", "Number"),
    Place.TITLE: Bilingual("标题", "Title"),
    Place.BODY: Bilingual("诉求内容", "Request"),
    Place.FIRM: Bilingual("企业", "Enterprise"),
    Place.FORM: Bilingual("表单", "Form"),
    Place.STORY: Bilingual("经过", "Story"),
    Place.FILE: Bilingual("附件", "File"),
    Place.CONTACT: Bilingual("联系人", "Contact"),
}


class Findable(NamedTuple):
    """One text of a ticket and where it stands."""

    place: Place
    text: str


def index_ticket(session: Session, ticket: Ticket, events: Iterable[Event], catalogue: Catalogue) -> None:
    """Keep what a ticket is found by, in the transaction of the act that changed it."""
    index_tickets(session, [(ticket, events)], catalogue)


def index_tickets(
    session: Session, stories: Sequence[tuple[Ticket, Iterable[Event]]], catalogue: Catalogue
) -> None:
    """Keep what several tickets are found by."""
    forms = Forms(session)
    keep_searchable(session, *(searchable(forms, ticket, events, catalogue) for ticket, events in stories))


def searchable(forms: Forms, ticket: Ticket, events: Iterable[Event], catalogue: Catalogue) -> Searchable:
    """Return what everybody finds a ticket by who may read it, what only those find who call, and what it is."""
    texts = list(texts_of(forms, ticket, events, catalogue))
    names = [ticket.enterprise_name, *_departments(ticket, catalogue)]
    spelt = [word for name in names for word in spellings(name)]
    words = _lines([*(each.text for each in texts), *names[1:], *spelt])
    return Searchable(ticket.id, words, _lines(_contact(forms, ticket)), " ".join(facets_of(ticket)))


def texts_of(
    forms: Forms, ticket: Ticket, events: Iterable[Event], catalogue: Catalogue
) -> Iterator[Findable]:
    """Yield every text that a ticket is found by and that can be shown as found."""
    yield from own_texts(forms, ticket)
    yield from told_texts(events, catalogue)


def own_texts(forms: Forms, ticket: AnyTicket) -> Iterator[Findable]:
    """Yield what was filed."""
    yield Findable(Place.NUMBER, ticket.ticket_no)
    yield Findable(Place.TITLE, ticket.title)
    for text in (ticket.body, ticket.expected_result, ticket.location):
        yield Findable(Place.BODY, text or "")
    for text in (ticket.enterprise_name, ticket.uscc, ticket.park):
        yield Findable(Place.FIRM, text or "")
    for answer in _answers(forms, ticket):
        if not answer.contact:
            value = answer.value.zh if isinstance(answer.value, Bilingual) else answer.value
            yield Findable(Place.FORM, value)


def told_texts(events: Iterable[Event], catalogue: Catalogue) -> Iterator[Findable]:
    """Yield what was written and handed in since."""
    for event in events:
        yield Findable(Place.STORY, narrate(event, catalogue).words or "")
        origin = read_origin(event.data)
        yield Findable(Place.NUMBER, origin.hotline_no)
        yield Findable(Place.NUMBER, origin.visit_no)
        for file in event.data.get("files") or ():
            yield Findable(Place.FILE, str(file.get("name", "")))


def _contact(forms: Forms, ticket: Ticket) -> list[str]:
    """Return how a person is reached: by the contact, and by what the form tells of others."""
    told = [str(answer.value) for answer in _answers(forms, ticket) if answer.contact]
    return [ticket.contact_name or "", ticket.contact_mobile or "", ticket.contact_email or "", *told]


def _answers(forms: Forms, ticket: AnyTicket) -> list[Answer]:
    if not ticket.form_data:  # nothing was asked, so no act on it looks for its form
        return []
    sections = describe(forms.of_ticket(ticket), ticket.form_data)
    return [answer for section in sections for answer in section.answers]


def _departments(ticket: Ticket, catalogue: Catalogue) -> list[str]:
    return [department_name(ticket.lead_department, catalogue).zh] if ticket.lead_department else []


def _lines(texts: Iterable[str]) -> str:
    """Return texts as they are compared, each once."""
    return "\n".join(dict.fromkeys(line for text in texts if (line := compared(text))))
