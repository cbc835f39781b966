"""The forms at the door: accept and classify, decline, merge."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.validators import Optional, ValidationError

from service_desk.domain.catalogue import (
    CATEGORY_NAMES,
    LEVEL_NAMES,
    Category,
    Level,
    RequestType,
)
from service_desk.domain.identifiers import parse_number
from service_desk.domain.requests import MAX_NOTE, URGENCY_NAMES, Urgency
from service_desk.domain.states import is_open
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.way import way_of
from service_desk.web.forms.desk import ActForm, PressedField, Stage, as_recorded, chosen_from
from service_desk.web.forms.desk_dispatch import HandingOver
from service_desk.web.forms.fields import Filled, LineField, LongTextField
from service_desk.web.language import say


class AcceptForm(HandingOver):
    """Accept and classify; with the button 受理并派单 it is dispatched in the same go.

    `routed_for` is the request type whose route stands in the fields.
    """

    request_type = SelectField(_l("事项"), [Filled()])
    category = RadioField(_l("类别"), [Filled()])
    secondary_category = SelectField(_l("次类别"), [Optional()])
    level = RadioField(
        _l("难易"), [Filled()], description=_l("决定办结时限：简单 1 天，一般 7 天，复杂、重大 1 个月。")
    )
    urgency = RadioField(_l("紧急程度"), [Filled()])
    routed_for = HiddenField()
    then = PressedField()
    was_rerouted = False

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return the proposal, as far as it is sure; what is not sure stays open for a person to choose."""
        proposal = stage.proposal
        found: dict[str, Any] = {"urgency": str(stage.view.ticket.urgency)}
        if proposal.filled_in is not None:
            kind = proposal.filled_in
            return {**found, **filling(kind, stage), **chosen_type(kind)}
        if proposal.is_sure and proposal.category is not None:
            found["category"] = proposal.category.value
        return found

    def prepare(self, stage: Stage) -> None:
        """Offer request types by category (each option knows its route), levels and departments."""
        super().prepare(stage)
        self.request_type.choices = _request_types(stage)
        self.category.choices = chosen_from(CATEGORY_NAMES)
        self.secondary_category.choices = chosen_from(CATEGORY_NAMES, _l("没有"))
        self.level.choices = chosen_from(LEVEL_NAMES)
        self.urgency.choices = chosen_from(URGENCY_NAMES)
        self.stage = stage

    @property
    def dispatches(self) -> bool:
        """Tell whether the ticket is to be dispatched in the same go."""
        return bool(self.then.data == "dispatch")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a lead department when dispatching; after another request type was chosen, for a second look."""
        fits = super().validate(extra_validators)
        if self.dispatches and not self.lead.data:
            self.lead.errors = [*self.lead.errors, _l("派单要选主办单位。")]
            fits = False
        return not self._reroute() and fits

    def _reroute(self) -> bool:
        """Put the chosen request type's route where the former one's still stands; tell whether anything changed."""
        kinds = self.stage.view.rules.catalogue.request_types
        now = kinds.get(self.request_type.data or "")
        if now is None or now.code == self.routed_for.data:
            return False
        before = kinds.get(self.routed_for.data or "")
        former = filling(before, self.stage) if before else {}
        names_a_lead = not former and bool(self.lead.data)
        for name, value in filling(now, self.stage).items():
            field = self[name]
            is_untouched = _same(field.data, former[name]) if former else not field.data
            if name == "co_departments" and names_a_lead:
                is_untouched = False  # whoever chose a lead by hand and no helpers wants none
            if is_untouched and not _same(field.data, value):
                field.data, field.errors, self.was_rerouted = value, [], True
        self.routed_for.data = now.code
        return self.was_rerouted

    def inputs(self) -> dict[str, Any]:
        """Return what accepting and dispatching want."""
        second = self.secondary_category.data
        return {
            **super().inputs(),
            "category": Category(self.category.data),
            "secondary_category": Category(second) if second and second != self.category.data else None,
            "level": Level(self.level.data),
            "urgency": Urgency(int(self.urgency.data)),
            "dispatches": self.dispatches,
        }

    def recorded(self) -> set[str]:
        """Return what the events of accepting and dispatching hold."""
        unknown = dict.fromkeys(("secondary_category", "dispatches", "override"))
        given: dict[str, Any] = {**self.inputs(), **unknown}
        if not self.dispatches:
            given |= {"lead": None, "co_departments": None, "note": None}
        return {as_recorded(value) for value in given.values() if value not in (None, "", [])}


def _same(one: Any, other: Any) -> bool:
    """Compare two values of a field; the order of what is ticked says nothing."""
    return set(one) == set(other) if isinstance(one, list) and isinstance(other, list) else bool(one == other)


def filling(kind: RequestType, stage: Stage) -> dict[str, Any]:
    """Return the fields that follow from a request type: category, level and this ticket's route."""
    second, way = kind.secondary_category, way_of(stage.view.ticket, stage.view.rules, kind.code)
    return {
        "category": kind.category.value,
        "secondary_category": second.value if second else "",
        "level": way.level.value,
        "lead": way.lead,
        "co_departments": list(way.co_handlers),
    }


def chosen_type(kind: RequestType) -> dict[str, str]:
    """Return the request type as chosen, its route as filled in."""
    return {"request_type": kind.code, "routed_for": kind.code}


def _request_types(stage: Stage) -> list[SelectChoice]:
    found = [SelectChoice("", _l("请选择"))]
    catalogue = stage.view.rules.catalogue
    for category, name in CATEGORY_NAMES.items():
        for kind in catalogue.types_of(category):
            follows = filling(kind, stage)
            data = {
                "data-category": follows["category"],
                "data-secondary": follows["secondary_category"],
                "data-level": follows["level"],
                "data-lead": follows["lead"],
                "data-co": " ".join(follows["co_departments"]),
            }
            found.append(SelectChoice(kind.code, say(kind.name), render_kw=data, optgroup=say(name)))
    return found


class DeclineForm(ActForm):
    """Decline, with the reason and the channel that is open to the enterprise."""

    reason = LongTextField(
        _l("不予受理的理由"), [Filled()], longest=MAX_NOTE, description=_l("企业会收到这段话，请写明依据。")
    )
    channel = LineField(
        _l("可以走的渠道"),
        [Filled()],
        longest=200,
        description=_l("例如：劳动仲裁、行政复议、12345 热线。"),
        render_kw={"list": "channels"},
    )


class MergeForm(ActForm):
    """Merge into another open ticket."""

    into = LineField(
        _l("并入哪一件"),
        [Filled()],
        longest=40,
        description=_l("填在办诉求的编号，例如 QY20260310-0001。"),
        render_kw={"list": "same-enterprise", "autocapitalize": "characters", "spellcheck": "false"},
    )
    target: Ticket | None = None

    def prepare(self, stage: Stage) -> None:
        """Know how to look a ticket up."""
        self.stage = stage

    def validate_into(self, field: LineField) -> None:
        """Find the other ticket, so that its title can be shown before the two become one."""
        number = parse_number(field.data or "")
        self.target = self.stage.find(str(number)) if number else None
        same = self.target is not None and self.target.id == self.stage.view.ticket.id
        if self.target is None or same or not is_open(self.target.state_now):
            raise ValidationError(_l("没有这个编号的另一件在办诉求，请核对。"))
        field.data = self.target.ticket_no
