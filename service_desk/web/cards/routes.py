"""The addresses of the piles, with the right each demands."""

from __future__ import annotations

from flask import Blueprint

from service_desk.web.access import needs
from service_desk.web.cards.card import show_card
from service_desk.web.desk.piles import Pile
from service_desk.web.rights import Right

blueprint = Blueprint("cards", __name__)


@blueprint.get("/desk/cards/dispatch")
@needs(Right.TICKET_DISPATCH)
def dispatch() -> str:
    """Show the next request to accept and dispatch, or the next return to judge."""
    return show_card(Pile.DISPATCH)


@blueprint.get("/desk/cards/review")
@needs(Right.RESULT_REVIEW)
def review() -> str:
    """Show the next result to review."""
    return show_card(Pile.REVIEW)


@blueprint.get("/desk/cards/callbacks")
@needs(Right.TICKET_CALL_BACK)
def callbacks() -> str:
    """Show the next enterprise to call back."""
    return show_card(Pile.CALLBACKS)
