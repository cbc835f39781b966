"""The forms that hand a ticket over: whom it goes to, and the parts of a joint request with their days."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, FieldList, Form, FormField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import LEVEL_NAMES, Level
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.routing import Route
from service_desk.domain.tasks import MAX_PART_TITLE
from service_desk.usecases.reading.views import TicketView
from service_desk.usecases.reading.way import way_of
from service_desk.usecases.routing.dispatch_ticket import MAX_OVERRIDE, Part
from service_desk.web.forms.desk import ActForm, Stage, as_recorded, chosen_from, departments
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField, LongTextField
from service_desk.web.language import say

JOINT = "joint_utilities"
PARTS = 6
"""Rows for parts: the five utilities of a joint request and one to spare."""

PART_TITLES = {
    "PW": Bilingual("供电", "Power"),
    "WT": Bilingual("供水", "Water"),
    "GH": Bilingual("燃气、供热", "Gas, heat"),
    "TC": Bilingual("通信", "Telecom"),
    "CB": Bilingual("道路开挖、外线配合", "Road opening, outside lines"),
}
_NO_TITLE = Bilingual("", "")


class HandingOver(ActForm):
    """Whom a ticket goes to: the lead department, the co-handlers, a word to them."""

    lead = SelectField(_l("主办"), [Optional()], description=_l("派单必选；只受理可以先不选。"))
    co_departments = CheckboxesField(_l("协办"), [Optional()])
    note = LongTextField(
        _l("派单说明"),
        [Optional()],
        longest=MAX_NOTE,
        rows=2,
        description=_l("写给主办、协办单位，企业也看得到。"),
    )

    override = LineField(
        _l("没有按建议派的，为什么"),
        [Optional()],
        longest=MAX_OVERRIDE,
        description=_l("只在内部看，会记下来，以后同类诉求派单时提示。"),
    )

    def prepare(self, stage: Stage) -> None:
        """Offer the departments."""
        names = departments(stage)
        self.lead.choices = chosen_from(names, _l("请选择"))
        self.co_departments.choices = chosen_from(names)


class PartRow(Form):
    """One part of a joint request."""

    department = SelectField(_l("单位"), [Optional()], validate_choice=False)
    title = LineField(_l("做什么"), [Optional()], longest=MAX_PART_TITLE)
    due_on = DateField(_l("哪天前"), [Optional()])


class DispatchForm(HandingOver):
    """Dispatch an accepted ticket; the route of its request type, or what a returning department suggested, is filled in.

    `parts` say what each co-handler is asked for and by when; a joint request takes the latest of their days.
    """

    is_joint = BooleanField(
        _l("联合报装：以各项中最晚的一天为总时限"), description=_l("不会超过本级难易的办结时限。")
    )
    parts = FieldList(FormField(PartRow), _l("分项"), min_entries=PARTS, max_entries=PARTS)

    lead = SelectField(_l("主办"), [Filled()])
    level = RadioField(
        _l("难易"), [Filled()], description=_l("决定办结时限：简单 1 天，一般 7 天，复杂、重大 1 个月。")
    )

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return the route."""
        way, better = _route(stage), returned_towards(stage.view)
        helpers = [code for code in way.co_handlers if code != better]
        found = {"lead": better or way.lead, "co_departments": helpers, "level": stage.view.ticket.level}
        if stage.view.ticket.form != JOINT:
            return found
        parts = [{"department": code, "title": say(PART_TITLES.get(code, _NO_TITLE))} for code in helpers]
        return {**found, "co_departments": [], "is_joint": True, "parts": parts}

    def prepare(self, stage: Stage) -> None:
        """Offer departments and levels; say on what basis the lead is proposed."""
        super().prepare(stage)
        self.lead.description = say(_route(stage).basis)
        self.level.choices = chosen_from(LEVEL_NAMES)
        for row in self.parts:
            row.form.department.choices = chosen_from(departments(stage), _l("请选择"))

    def typed(self) -> list[Field]:
        """Return the fields a person fills in, the parts left out: they are drawn and read by themselves."""
        return [field for field in super().typed() if field.type != "FieldList"]

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants; a row without a department is no part."""
        rows = [entry.data for entry in self.parts if entry.data["department"]]
        parts = [Part(row["department"], row["title"] or "", row["due_on"]) for row in rows]
        return {**super().inputs(), "level": Level(self.level.data), "parts": parts}

    def recorded(self) -> set[str]:
        """Return the words by which a double click is known."""
        return {as_recorded(value) for value in (self.lead.data, self.note.data) if value}


def _route(stage: Stage) -> Route:
    return way_of(stage.view.ticket, stage.view.rules)


def returned_towards(view: TicketView) -> str | None:
    """Return the department that an upheld return suggested, if the ticket waits for dispatch because of one."""
    acts = [
        entry.event for entry in view.timeline if entry.event.action in (Action.RETURN, Action.UPHOLD_RETURN)
    ]
    if len(acts) < 2 or acts[-1].action is not Action.UPHOLD_RETURN:
        return None
    return acts[-2].data.get("suggested")
