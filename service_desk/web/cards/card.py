"""One card: the ticket on top of a pile, the form of what is to be done with it, and its keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import render_template, request, url_for

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.identifiers import parse_number
from service_desk.domain.refusals import NotEntitled
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT, Cursor
from service_desk.usecases.reading.next_card import NextCard, lengths_of, next_card
from service_desk.usecases.reading.queue_tabs import Tab, tabs_of
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.act_row import Act
from service_desk.web.desk.acts import ACTS, leading_act
from service_desk.web.desk.addresses import read_cursor, write_cursor
from service_desk.web.desk.correcting import correction_address
from service_desk.web.desk.due_words import due_of
from service_desk.web.desk.piles import Pile, lists_of, write_onward
from service_desk.web.desk.standing import form_for, stage_of
from service_desk.web.desk.ticket import refused_acts, request_as_told
from service_desk.web.desk.ticket_files import links_of
from service_desk.web.formats import count_words
from service_desk.web.forms.desk import Stage

TITLES: dict[Pile, Bilingual] = {
    Pile.DISPATCH: Bilingual("逐件派单", "Dispatch, one by one"),
    Pile.REVIEW: Bilingual("逐件审核", "Review, one by one"),
    Pile.CALLBACKS: Bilingual("逐件回访", "Callbacks, one by one"),
}
NO_LIST = Bilingual("您的账号没有这一类工作。", "Your account has no work of this kind.")

ALSO: dict[Pile, tuple[Action, ...]] = {
    Pile.DISPATCH: (Action.REQUEST_INFO, Action.ANSWER_DIRECTLY, Action.MERGE, Action.DECLINE),
    Pile.REVIEW: (Action.SEND_BACK,),
    Pile.CALLBACKS: (Action.REDO,),
}
"""What else may be done with a card, on a page of its own, in the order of the keys 6 to 9."""


def show_card(pile: Pile) -> str:
    """Show the card on top of a pile, or that nothing is left; `list` and `after` in the address say where to go on."""
    tabs = lists_of(pile, tabs_of(current_actor(), now()))
    if not tabs:
        raise NotEntitled(NO_LIST)
    session, wanted = db.session(), request.args.get("list")
    card = next_card(session, tabs, wanted, read_cursor(request.args.get("after")))
    done = parse_number(request.args.get("done", ""))
    around = {
        "pile": pile, "title": TITLES[pile], "done": str(done) if done else None,
        "lists": _lists(pile, tabs), "here": card.tab if card else None,
    }  # fmt: skip
    if card is None:
        return render_template("cards/none.html", **around)
    stage = stage_of(card.ticket.ticket_no)
    return render_template(
        "cards/card.html", **(around | request_as_told(stage, links_of(stage)) | _work(pile, card, stage))
    )


def _lists(pile: Pile, tabs: tuple[Tab, ...]) -> list[tuple[Tab, str, str]]:
    """Return the lists of the pile, each with its address and its length."""
    lengths = lengths_of(db.session(), tabs)
    return [
        (tab, url_for(f"cards.{pile.value}", list=tab.key), count_words(lengths[tab.key], COUNT_LIMIT - 1))
        for tab in tabs
    ]


def _work(pile: Pile, card: NextCard, stage: Stage) -> dict[str, Any]:
    """Return the form of what is to be done, with everything that stands around it."""
    acts = _leading(stage)
    onward = write_onward(pile, card.tab.key, card.after)
    forms = []
    for act in acts:
        form = form_for(act, _sorted_as_asked(stage))
        form.onward.data = onward
        forms.append(form)
    return {
        "view": stage.view, "due": due_of(stage.view.ticket, now()), "acts": list(zip(acts, forms, strict=True)),
        "also": [(act, _act_address(act, stage, onward)) for act in _also(pile, stage, acts)],
        "refused": refused_acts(stage), "action_names": ACTION_NAMES,
        "skip": url_for(f"cards.{pile.value}", list=card.tab.key, after=write_cursor(card.after)),
        "first": url_for(f"cards.{pile.value}", list=card.tab.key) if card.has_earlier else None,
        "kinds": _kinds(pile, card, stage),
        # Back to this very card: nothing has been decided about it.
        "correct_at": correction_address(stage, write_onward(pile, card.tab.key, _before(card))),
    }  # fmt: skip


def _also(pile: Pile, stage: Stage, leading: list[Act]) -> list[Act]:
    """Return what else may be done with the card."""
    possible = stage.view.possible
    return [ACTS[action] for action in ALSO[pile] if action.value in possible and ACTS[action] not in leading]


def _act_address(act: Act, stage: Stage, onward: str) -> str:
    return url_for("desk.act", number=stage.view.ticket.ticket_no, slug=act.slug, onward=onward)


def _leading(stage: Stage) -> list[Act]:
    """Return what the person came for; a return is judged one way or the other."""
    rulings = [ACTS[Action.UPHOLD_RETURN], ACTS[Action.REJECT_RETURN]]
    if rulings[0].action.value in stage.view.possible:
        return rulings
    leading = leading_act(stage.view.possible)
    return [leading] if leading else []


def _sorted_as_asked(stage: Stage) -> Stage:
    """Return the stage with the request type in the address filled in, where the person took another than the first."""
    kind = stage.view.rules.catalogue.request_types.get(request.args.get("type", ""))
    return replace(stage, proposal=replace(stage.proposal, filled_in=kind)) if kind else stage


def _kinds(pile: Pile, card: NextCard, stage: Stage) -> list[tuple[Any, str, bool]]:
    """Return the request types thought of, each with the address that fills it in and whether it is filled in now."""
    if pile is not Pile.DISPATCH or not stage.view.possible & {Action.ACCEPT.value}:
        return []
    chosen = _sorted_as_asked(stage).proposal.filled_in
    before = write_cursor(_before(card))
    return [
        (one, url_for("cards.dispatch", list=card.tab.key, after=before, type=one.request_type.code),
         chosen is not None and one.request_type.code == chosen.code)
        for one in stage.proposal.ranked[:3]
    ]  # fmt: skip


def _before(card: NextCard) -> Cursor:
    """Return the place just before the card, so that the same one is on top again."""
    return Cursor(card.after.moment, card.after.ticket_id - 1)
