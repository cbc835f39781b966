"""The act of filling in the department's part of a form; its fields come from the form the ticket was filed with."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.findings import Severity
from service_desk.domain.request_forms import (
    RequestForm,
    check_office_part,
    condition_words,
    kept_office_part,
    looked_at,
    office_answers,
    office_fields,
)
from service_desk.domain.request_forms.conditions import When
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.handling.fill_office_part import fill_office_part
from service_desk.web.clock import now
from service_desk.web.desk.act_row import VISIBLE, Act
from service_desk.web.desk.reach import Reach
from service_desk.web.forms.desk import ActForm, Stage
from service_desk.web.forms.fields import LongTextField
from service_desk.web.forms.request_fields import answer_of, control
from service_desk.web.language import say

SLUG = "office-part"


class OfficePartForm(ActForm):
    """The department's part of one form, with what the ticket has of it so far."""

    definition: ClassVar[RequestForm]
    _stage: Stage

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return what was filled in before."""
        return office_answers(cls.definition, stage.view.ticket.form_data)

    def prepare(self, stage: Stage) -> None:
        """Remember the ticket: what the department fills in may depend on what the enterprise has."""
        self._stage = stage

    def looked_at(self) -> tuple[tuple[str, str], ...]:
        """Return the enterprise's answers that decide what is asked here, for the page's script."""
        return looked_at(self.definition, self._stage.view.ticket.form_data)

    def when_asked(self, when: When) -> Bilingual:
        """Say when something is asked, for pages that cannot hide it."""
        return condition_words(self.definition, when)

    def _answers(self) -> dict[str, Any]:
        own = {
            field.name: answer_of(field, self[field.name].data) for field in office_fields(self.definition)
        }
        return office_answers(self.definition, self._stage.view.ticket.form_data) | own

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what is filled in as the form says."""
        super().validate(extra_validators)
        today: date = local_date(now())
        calendar = self._stage.view.rules.calendar
        for finding in check_office_part(self.definition, self._answers(), today=today, calendar=calendar):
            if finding.severity is Severity.ERROR and not self[finding.field].errors:
                self[finding.field].errors = [say(finding.words)]
        return not self.has_errors

    def inputs(self) -> dict[str, Any]:
        """Return the use case's inputs."""
        return {
            "form_data": kept_office_part(self.definition, self._answers()),
            "note": self["note"].data or "",
        }

    def recorded(self) -> set[str]:
        """Return nothing: what is kept is a table, and a second click finds nothing new in it."""
        return set()


class OfficePart(Act):
    """The act as a row of the table; it is progress, under an address of its own."""

    @property
    def slug(self) -> str:
        """The act's name in addresses."""
        return SLUG

    @property
    def name(self) -> Bilingual:
        """The word on the button: the headings of the part."""
        titles = [section.title for section in self.form.definition.office]
        zh, en = "、".join(title.zh for title in titles), ", ".join(title.en.lower() for title in titles)
        return Bilingual(f"登记{zh}", f"Record {en}")


def office_part_of(stage: Stage) -> OfficePart | None:
    """Return the act for a ticket whose form has a part for the department, None for the others."""
    definition = form_of_ticket(db.session(), stage.view.ticket)
    if isinstance(definition, str) or not definition.office:
        return None
    return _act(definition)


@lru_cache(maxsize=64)
def _act(definition: RequestForm) -> OfficePart:
    fields: dict[str, Any] = {field.name: control(field) for field in office_fields(definition)}
    told = _l("不写就列出登记了哪几项。企业看得到。")
    fields["note"] = LongTextField(_l("补充说明"), [Optional()], longest=MAX_NOTE, rows=2, description=told)
    made = type("OfficePartForm", (OfficePartForm,), {"definition": definition, **fields})
    done = _l("已登记，企业在进度页上看得到。")
    return OfficePart(Action.PROGRESS, made, fill_office_part, done, VISIBLE, reach=Reach.SEEN)
