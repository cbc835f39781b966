"""The tickets chosen in a list, as an address names them: each one ticked, or the list from its beginning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from service_desk.domain.identifiers import parse_number
from service_desk.persistence.database import db
from service_desk.persistence.queues import queue_page
from service_desk.usecases.acting.perform_many import MANY
from service_desk.usecases.reading.queues import list_of
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.addresses import read_narrowing

WHOLE = "whole"
"""The name in addresses under which the whole list is asked for."""


@dataclass(frozen=True)
class Chosen:
    """The numbers of what was chosen, in the order of the list; `is_cut` where the list goes on after them."""

    numbers: list[str]
    is_cut: bool = False


def ticked_numbers(typed: Iterable[str]) -> list[str]:
    """Return the ticket numbers of an address, each once, in its order; anything else is left out."""
    parsed = (parse_number(word) for word in typed)
    return list(dict.fromkeys(str(number) for number in parsed if number is not None))[:MANY]


def wants_whole_list() -> bool:
    """Tell whether not single tickets but their list was chosen."""
    return request.args.get(WHOLE) == "1"


def chosen() -> Chosen:
    """Return what was chosen: of a whole list as much as is done at once, from its beginning.

    Raises NotEntitled for whoever has no lists.
    """
    if not wants_whole_list():
        return Chosen(ticked_numbers(request.args.getlist("t")))
    narrowing, key = read_narrowing(request.args), request.args.get("tab")
    _tab, narrowed = list_of(db.session(), current_actor(), now(), key, narrowing)
    page = queue_page(db.session(), narrowed, size=MANY)
    return Chosen([ticket.ticket_no for ticket in page.tickets], is_cut=page.older is not None)
