"""Choosing a firm: what a typed name may mean, offered as choices on a page and while somebody types."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import RadioField

from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.usecases.firms.known_firms import known_firm, look_up_firms, picked_firm

NEW = "new"
"""The choice that none of the firms offered is meant."""


def offer_firms(field: RadioField, typed: str) -> bool:
    """Offer what a typed name may mean besides a new firm; tell whether there is anything to choose from.

    The only firm of exactly this name is chosen already.
    """
    found = look_up_firms(db.session(), typed)
    field.choices = [(str(row.id), " · ".join(filter(None, (row.name, row.uscc, row.park)))) for row in found]
    if found:
        field.flags.sometimes = True
        field.choices.append((NEW, _("都不是，按填写的名称登记")))
    same = [row for row in found if row.name == typed.strip()]
    if not field.data and len(same) == 1:
        field.data = str(same[0].id)
    return bool(found)


def chosen_firm(field: RadioField, typed: Firm) -> Firm:
    """Return the firm that was chosen; without a choice the only one of exactly this name, or the one as typed."""
    if field.data and field.data != NEW:
        return picked_firm(db.session(), field.data, typed)
    return known_firm(db.session(), typed)
