"""Forms with rows of the same kind: meters read on site, steps agreed at a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, FieldList, Form, FormField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.meetings import WHISTLE_REASON_NAMES, WhistleReason
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.tasks import MAX_PART_TITLE
from service_desk.domain.zone_time import local_date
from service_desk.usecases.handling.record_meeting import Owner
from service_desk.usecases.handling.verify_on_site import Reading
from service_desk.web.clock import now
from service_desk.web.forms.desk import ActForm, Stage, chosen_from, departments
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField, LongTextField
from service_desk.web.forms.files import FilesField

ROWS = 3
"""How many rows a form offers; who needs more records another visit or meeting."""


class ReadingRow(Form):
    """One meter."""

    meter = LineField(_l("表计"), [Optional()], longest=60)
    unit = LineField(_l("单位"), [Optional()], longest=12)
    claimed = LineField(_l("申报值"), [Optional()], longest=20, render_kw={"inputmode": "decimal"})
    measured = LineField(_l("实测值"), [Optional()], longest=20, render_kw={"inputmode": "decimal"})


class OwnerRow(Form):
    """One step that was agreed."""

    department = SelectField(_l("单位"), [Optional()], validate_choice=False)
    matter = LineField(_l("事项"), [Optional()], longest=MAX_PART_TITLE)
    due_on = DateField(_l("哪天前"), [Optional()])


class RowsForm(ActForm):
    """A form whose rows come last and may stay empty."""

    def typed(self) -> list[Field]:
        """Return the fields a person fills in, rows left out: they are drawn and read by themselves."""
        return [field for field in super().typed() if field.type != "FieldList"]

    def said(self) -> dict[str, str]:
        """Return what was filled in, rows included."""
        rows = [field for field in self if field.type == "FieldList"]
        told = {
            f"{field.label.text} {place}": " ".join(str(value) for value in entry.data.values() if value)
            for field in rows
            for place, entry in enumerate(field, start=1)
        }
        return super().said() | {label: words for label, words in told.items() if words}


class VerifyForm(RowsForm):
    """Record an on-site verification."""

    on = DateField(_l("核查日期"), [Filled()])
    people = LineField(_l("参加人员"), [Filled()], longest=200)
    conclusion = LongTextField(
        _l("核查结论"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("企业看得到。")
    )
    files = FilesField(_l("照片和材料"), by_officers=True)
    readings = FieldList(FormField(ReadingRow), _l("读数"), min_entries=ROWS, max_entries=ROWS)

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return today as the day of the visit."""
        return {"on": local_date(now())}

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants; a row without a meter is not one."""
        rows = [entry.data for entry in self.readings if any(entry.data.values())]
        readings = [
            Reading(row["meter"] or "", row["unit"] or "", _figure(row["claimed"]), _figure(row["measured"]))
            for row in rows
        ]
        return {**super().inputs(), "readings": readings}

    def recorded(self) -> set[str]:
        """Return the words by which a double click is known."""
        return {self.people.data or "", self.conclusion.data or ""} - {""}


class MeetingForm(RowsForm):
    """Record a joint meeting."""

    held_on = DateField(_l("会议日期"), [Filled()])
    reason = RadioField(_l("为什么吹哨"), [Filled()])
    attendees = CheckboxesField(_l("到会单位"), [Filled()])
    minutes = LongTextField(
        _l("议定事项"), [Filled()], longest=MAX_NOTE, description=_l("只限内部，企业看不到。")
    )
    owners = FieldList(FormField(OwnerRow), _l("分工"), min_entries=ROWS, max_entries=ROWS)

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return today as the day of the meeting."""
        return {"held_on": local_date(now())}

    def prepare(self, stage: Stage) -> None:
        """Offer reasons and departments."""
        names = departments(stage)
        self.reason.choices = chosen_from(WHISTLE_REASON_NAMES)
        self.attendees.choices = chosen_from(names)
        for row in self.owners:
            row.form.department.choices = chosen_from(names, _l("请选择"))

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants; a row without a department is not one."""
        rows: Sequence[dict[str, Any]] = [entry.data for entry in self.owners if entry.data["department"]]
        owners = [Owner(row["department"], row["matter"] or "", row["due_on"]) for row in rows]
        return {**super().inputs(), "reason": WhistleReason(self.reason.data), "owners": owners}

    def recorded(self) -> set[str]:
        """Return the words by which a double click is known."""
        return {self.minutes.data or ""} - {""}


def _figure(typed: str | None) -> Decimal | None:
    """Return a typed figure; what is no number is passed on as one that the rules refuse."""
    if not typed:
        return None
    try:
        return Decimal(typed.replace(",", ""))
    except InvalidOperation:
        return Decimal("NaN")
