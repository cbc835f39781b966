"""The next card of a pile: in the order of the list, round again at its end, from another list when one is empty."""

from __future__ import annotations

from service_desk.domain.actions import Action
from service_desk.persistence.database import db
from service_desk.usecases.reading.next_card import lengths_of, next_card
from service_desk.usecases.reading.queue_tabs import tabs_of
from tests.usecases.deeds import ACCEPTED, DISPATCHER
from tests.usecases.office import Office


def test_cards_come_in_the_order_of_the_list_and_round_again(office: Office) -> None:
    first, second = office.bring(Action.SUBMIT), office.bring(Action.SUBMIT)
    tabs = [tab for tab in tabs_of(DISPATCHER, office.now) if tab.key in ("submitted", "accepted")]
    card = next_card(db.session(), tabs, "submitted", None)
    assert card is not None
    assert (card.ticket.ticket_no, card.has_earlier) == (first, False)
    card = next_card(db.session(), tabs, "submitted", card.after)
    assert card is not None
    assert (card.ticket.ticket_no, card.has_earlier) == (second, True)
    card = next_card(db.session(), tabs, "submitted", card.after)
    assert card is not None
    assert card.ticket.ticket_no == first
    assert lengths_of(db.session(), tabs) == {"submitted": 2, "accepted": 0}


def test_an_empty_or_unknown_list_gives_way_to_the_next_with_anything_in_it(office: Office) -> None:
    tabs = [tab for tab in tabs_of(DISPATCHER, office.now) if tab.key in ("submitted", "accepted")]
    assert next_card(db.session(), tabs, "submitted", None) is None
    number = office.bring(*ACCEPTED)
    for key in ("submitted", "nonsense", None):
        card = next_card(db.session(), tabs, key, None)
        assert card is not None
        assert (card.ticket.ticket_no, card.tab.key) == (number, "accepted")
