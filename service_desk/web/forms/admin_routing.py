"""The forms of the routing set: one request type's row with its refinements, and the note of a publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.validators import Optional

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import LEVEL_NAMES, Level
from service_desk.domain.parks import load_parks
from service_desk.domain.routing_sets import MAX_REFINEMENTS, Refinement, RoutingRow
from service_desk.usecases.acting.rules import Rules
from service_desk.usecases.zone.publish_routing import MAX_NOTE
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField
from service_desk.web.language import say

SPARE_ROWS = 2
_BETWEEN = re.compile(r"[\s,，、;；]+")


class RefinementRow(Form):
    """One refinement: its conditions, and where requests that fit go."""

    park = SelectField(_l("园区"), [Optional()], validate_choice=False)
    words = LineField(_l("写有其中一个词"), [Optional()], longest=240)
    lead = SelectField(_l("交给"), [Optional()], validate_choice=False)
    helper = SelectField(_l("协办"), [Optional()], validate_choice=False)
    second_helper = SelectField(_l("再一个协办"), [Optional()], validate_choice=False)
    level = SelectField(_l("难易"), [Optional()], validate_choice=False)


class RoutingForm(DeskForm):
    """Where requests of one type go; `seen` is the revision of the draft the administrator looked at."""

    seen = HiddenField()
    lead = SelectField(_l("主办"), [Filled()])
    co_departments = CheckboxesField(_l("协办"), [Optional()])
    level = RadioField(_l("难易"), [Filled()])
    refinements = FieldList(FormField(RefinementRow), _l("细分"), max_entries=MAX_REFINEMENTS, min_entries=0)

    def offer(self, rules: Rules) -> None:
        """Offer departments that take tickets, parks and levels; a closed one stays where it stands already."""
        receiving = {code: each.name for code, each in rules.receiving_departments.items()}
        known = {code: each.name for code, each in rules.catalogue.departments.items()}
        self.lead.choices = _offered(receiving, known, self.lead.data)
        self.co_departments.choices = [SelectChoice(code, say(name)) for code, name in known.items()]
        self.level.choices = [SelectChoice(level.value, say(name)) for level, name in LEVEL_NAMES.items()]
        none = SelectChoice("", _l("（不限）"))
        for row in self.refinements:
            one = row.form
            one.park.choices = [none, *(SelectChoice(park.zh, say(park)) for park in load_parks())]
            one.lead.choices = [
                SelectChoice("", _l("（不用这一条）")),
                *_offered(receiving, known, one.lead.data),
            ]
            for field in (one.helper, one.second_helper):
                field.choices = [SelectChoice("", _l("（没有）")), *_offered(known, known, field.data)]
            one.level.choices = [
                SelectChoice("", _l("（同上）")),
                *(SelectChoice(level.value, say(name)) for level, name in LEVEL_NAMES.items()),
            ]

    @property
    def row(self) -> RoutingRow:
        """The row as it was filled in; a lead is not its own helper."""
        helpers = tuple(code for code in self.co_departments.data or () if code != self.lead.data)
        return RoutingRow(self.lead.data, helpers, Level(self.level.data))

    def refined(self, request_type: str) -> tuple[Refinement, ...]:
        """Return the refinements as they were filled in; a row in which nothing is chosen or written is none."""
        return tuple(
            _refinement(request_type, row.data, self.level.data)
            for row in self.refinements
            if row.data["park"] or row.data["words"] or row.data["lead"]
        )


class PublishForm(DeskForm):
    """Why a set is published; `seen` is the revision of the draft the administrator looked at."""

    seen = HiddenField()
    note = LineField(
        _l("这次改了什么，为什么"), [Filled()], longest=MAX_NOTE, description=_l("会写在版本记录里。")
    )


def routing_form(
    row: RoutingRow, refinements: tuple[Refinement, ...], revision: int, rules: Rules, *, is_sent: bool
) -> RoutingForm:
    """Return the form as it was sent, or filled in with what the draft says."""
    rows = [_as_filled(each) for each in refinements]
    rows += [{}] * min(SPARE_ROWS, MAX_REFINEMENTS - len(rows))
    given: dict[str, Any] = {
        "seen": str(revision), "lead": row.lead, "co_departments": list(row.co_handlers),
        "level": row.level.value, "refinements": rows,
    }  # fmt: skip
    form = RoutingForm(data=given) if is_sent else RoutingForm(formdata=None, data=given)
    form.offer(rules)
    return form


def _as_filled(rule: Refinement) -> dict[str, str]:
    helpers = (*rule.co_handlers, "", "")
    return {
        "park": rule.park or "", "words": "、".join(rule.words), "lead": rule.lead,
        "helper": helpers[0], "second_helper": helpers[1], "level": rule.level.value,
    }  # fmt: skip


def _refinement(request_type: str, row: Mapping[str, Any], level: str) -> Refinement:
    words = tuple(dict.fromkeys(word for word in _BETWEEN.split(row["words"] or "") if word))
    helpers = (row["helper"], row["second_helper"])
    lead = row["lead"] or ""
    return Refinement(
        request_type,
        lead,
        tuple(dict.fromkeys(code for code in helpers if code and code != lead)),
        Level(row["level"] if row["level"] in set(Level) else level),
        row["park"] or None,
        words,
    )


def _offered(
    some: Mapping[str, Bilingual], known: Mapping[str, Bilingual], chosen: str | None
) -> list[SelectChoice]:
    """Return choices; what is chosen already stays among them even where it is no longer offered."""
    shown = dict(some)
    if chosen is not None and chosen in known:
        shown.setdefault(chosen, known[chosen])
    return [SelectChoice(code, say(name)) for code, name in shown.items()]
