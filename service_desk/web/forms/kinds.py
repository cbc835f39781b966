"""The request types an officer may name when he files for an enterprise, or leave to the dispatcher."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information

from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue
from service_desk.web.language import say


def types_or_none(catalogue: Catalogue) -> list[SelectChoice]:
    """Return the choices of a field, by category; the first names none."""
    return [
        SelectChoice("", _l("还不确定，留给派单员")),
        *(
            SelectChoice(kind.code, say(kind.name), optgroup=say(name))
            for category, name in CATEGORY_NAMES.items()
            for kind in catalogue.types_of(category)
        ),
    ]
