"""The search page of the desk: what was typed, what was understood of it, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.identifiers import parse_number
from service_desk.domain.searching import Query, Vocabulary, parse_query, snippet
from service_desk.domain.searching.vocabulary import OPERATORS
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.searching import COUNT_LIMIT
from service_desk.persistence.tags import live_tags
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.findable import PLACE_NAMES
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.colleagues import colleagues
from service_desk.usecases.reading.find_ticket import may_read
from service_desk.usecases.searching.search_tickets import Found, Hit, search_tickets
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.desk.due_words import Due, due_of
from service_desk.web.desk.marking import Piece, marked
from service_desk.web.formats import count_words
from service_desk.web.language import current_language
from service_desk.web.rights import Right

blueprint = Blueprint("search", __name__)
LONGEST = 200
MOST_TAGS = 2000
TAGS_OFFERED = 100
"""So many tags are offered for completion; the others are understood all the same."""

_FREE = frozenset({"enterprise", "submitted"})
"""Conditions whose value is written freely: their names alone are offered."""


@dataclass(frozen=True)
class Line:
    """One line of the results."""

    hit: Hit
    due: Due
    lead: Bilingual
    title: Sequence[Piece]


@blueprint.get("/desk/search")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def results() -> str | Response:
    """Show what is found; a ticket's number leads to the ticket."""
    typed = request.args.get("q", "").replace("\x00", "")[:LONGEST].strip()
    session, actor = db.session(), current_actor()
    number = parse_number(typed)
    if number is not None and (ticket := ticket_by_number(session, str(number))) and may_read(ticket, actor):
        return redirect(url_for("desk.ticket", number=ticket.ticket_no), 303)
    catalogue, vocabulary = catalogue_in_force(session), _vocabulary(actor)
    query = parse_query(typed, vocabulary)
    found = None if query.is_empty else search_tickets(session, query, actor, now(), _before())
    lines = [
        Line(hit, due_of(hit.ticket, now()), department_name(hit.ticket.lead_department or catalogue.coordinator, catalogue),
             _title(hit.ticket.title, query.words))
        for hit in (found.hits if found else ())
    ]  # fmt: skip
    return render_template(
        "search/results.html", typed=typed, query=query, lines=lines, total=_total(found), older=_older(typed, found),
        is_further=_before() is not None, operators=_operators(vocabulary), categories=CATEGORY_NAMES, states=STATE_NAMES,
        place_names=PLACE_NAMES, was_asked=_was_asked(typed, query),
    )  # fmt: skip


@blueprint.get("/desk/search/offers")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def offers() -> Response:
    """Return every condition with its values, for search boxes that complete the word at the caret."""
    return jsonify(_operators(_vocabulary(current_actor())))


def _vocabulary(actor: Actor) -> Vocabulary:
    """Return what a person's conditions may name: the zone's catalogue and tags, and his own colleagues."""
    session = db.session()
    tags = live_tags(session, with_retired=True, limit=MOST_TAGS)
    people = dict(colleagues(session, actor.department))
    return Vocabulary.of(catalogue_in_force(session), {tag.id: tag.name for tag in tags}, people)


def _title(title: str, words: Sequence[str]) -> list[Piece]:
    """Return a title with the words marked that were looked for, as they are written in it."""
    hits = [snippet(title, word) for word in words]
    return marked(title, [hit.hit for hit in hits if hit])


def _before() -> int | None:
    given = request.args.get("before", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def _total(found: Found | None) -> str | None:
    return count_words(found.total, COUNT_LIMIT - 1) if found else None


def _older(typed: str, found: Found | None) -> str | None:
    return url_for("search.results", q=typed, before=found.older) if found and found.older else None


def _was_asked(typed: str, query: Query) -> bool:
    """Tell whether there was anything to look for."""
    return bool(typed) and not query.is_empty


def _operators(vocabulary: Vocabulary) -> list[str]:
    """Return what can be completed to while typing: every condition with its values, in the reader's language."""
    is_english = current_language() == "en"
    found = []
    for condition, names in OPERATORS.items():
        sign = names[1] + ":" if is_english else names[0] + ":"
        if condition in _FREE:
            found.append(sign)
        offered = list(vocabulary.values.get(condition, {}).values())
        for name in offered[:TAGS_OFFERED]:
            value = name.en if is_english else name.zh
            found.append(f'{sign}"{value}"' if " " in value else sign + value)
    return found + (["due<3d", "due:overdue"] if is_english else ["到期<3天", "到期:逾期"])
