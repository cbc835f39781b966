"""The home page, the lists of request types, and the machine's suggestion for a problem told in one's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, render_template, url_for

from service_desk.domain.catalogue import CATEGORY_NAMES, Category, RequestType
from service_desk.domain.classification import Suggestion
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.learning.suggest import suggest
from service_desk.web.access import public
from service_desk.web.csrf import keeps_text
from service_desk.web.formats import confidence_percent
from service_desk.web.forms import render_form
from service_desk.web.forms.portal import AskForm
from service_desk.web.limits import limited
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.drafts import lines_of
from service_desk.web.portal.figures import last_week
from service_desk.web.portal.held import held_numbers
from service_desk.web.portal.holding_drafts import own_drafts
from service_desk.web.portal.tiles import TILES, Tile, slug_of, tile_by_slug

OTHERS_SHOWN = 3


@dataclass(frozen=True)
class Offer:
    """One request type that may be meant, with how sure the machine is, in per cent."""

    kind: RequestType
    percent: int


@blueprint.get("/")
@public
def home() -> Page:
    """Promise, one box, the commonest requests, last week's figures."""
    form = AskForm(formdata=None)
    return render_template(
        "portal/home.html",
        form=form,
        tiles=_tiles(),
        figures=last_week(),
        held=held_numbers(),
        drafts=lines_of(own_drafts()),
    )


@blueprint.route("/ask", methods=["GET", "POST"])
@public
@keeps_text
@limited("write")
def ask() -> Page:
    """Suggest request types for a problem in the enterprise's own words; the enterprise chooses."""
    form = AskForm()
    if not form.validate_on_submit():
        return render_form("portal/ask.html", form, tiles=_tiles())
    problem = form.problem.data or ""
    suggestion = suggest(db.session(), "", problem).suggestion
    kinds = catalogue_in_force(db.session()).request_types
    offers = [
        Offer(kinds[code], confidence_percent(confidence))
        for place, (code, confidence) in enumerate(_ranked(suggestion)[: OTHERS_SHOWN + 1])
        if code in kinds and (place == 0 or confidence_percent(confidence) > 0)
    ]
    return render_template(
        "portal/suggestion.html",
        problem=problem,
        pieces=marked(problem, (each.text for each in suggestion.evidence)),
        best=None if suggestion.is_none else offers[0],
        is_sure=suggestion.is_sure,
        others=[] if suggestion.is_none else offers[1:],
        category_names=CATEGORY_NAMES,
        slug_of=slug_of,
    )


@blueprint.get("/kinds/<slug>")
@public
def tile(slug: str) -> Page:
    """List the request types of a tile."""
    found = tile_by_slug(slug)
    if found is None:
        abort(404)
    kinds = catalogue_in_force(db.session()).request_types
    return render_template(
        "portal/tile.html",
        tile=found,
        kinds=[kinds[code] for code in found.types if code in kinds],
        slug_of=slug_of,
    )


@blueprint.get("/kinds")
@public
def kinds() -> Page:
    """List every request type under its category."""
    catalogue = catalogue_in_force(db.session())
    groups = [(category, CATEGORY_NAMES[category], catalogue.types_of(category)) for category in Category]
    return render_template("portal/kinds.html", groups=groups, slug_of=slug_of)


def _tiles() -> list[tuple[Tile, str]]:
    """Return the tiles with their addresses: a form where there is one choice only, else the list."""
    return [
        (each, url_for("portal.form", slug=slug_of(each.types[0])))
        if len(each.types) == 1
        else (each, url_for("portal.tile", slug=each.slug))
        for each in TILES
    ]


def _ranked(suggestion: Suggestion) -> list[tuple[str, float]]:
    best = (suggestion.request_type, suggestion.type_confidence)
    return [best, *((code, sure) for code, sure in suggestion.alternatives if code != best[0])]


def marked(text: str, evidence: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the text cut into pieces, each with whether it is one of the evidence words; the pieces make the text."""
    wanted = sorted({word for word in evidence if word.strip()}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    pieces = re.split("(" + "|".join(re.escape(word) for word in wanted) + ")", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]
