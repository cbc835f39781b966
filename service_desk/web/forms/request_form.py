"""The form of a request, made of its definition: checked field by field, then as a whole by the rules of its trade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, cast

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional

from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.energy_factors import EnergyFactors, load_energy_factors
from service_desk.domain.findings import Finding, Severity
from service_desk.domain.request_forms import (
    FormField,
    RequestForm,
    Slot,
    check_answers,
    correctable,
    kept_data,
    relevant_answers,
)
from service_desk.domain.request_forms.energy_table import SLOTS, offered_years
from service_desk.domain.request_forms.fields import FACTORS
from service_desk.domain.requests import MAX_NOTE
from service_desk.usecases.files.receive_file import keep_only
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import LongTextField
from service_desk.web.forms.files import FilesField, ForForm
from service_desk.web.forms.portal import ActForm
from service_desk.web.forms.request_fields import answer_of, control, offered, words
from service_desk.web.language import say

Filled = TypeVar("Filled", bound="FilledForm")


class FilledForm(DeskForm):
    """One form of the catalogue with what was typed into it; today is a local date."""

    definition: ClassVar[RequestForm]
    submission_key = HiddenField()
    draft_version = HiddenField()
    form_version = HiddenField()
    form_code = HiddenField()

    def __init__(
        self, *, today: date, calendar: WorkingCalendar, factors: EnergyFactors | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.factors = factors or load_energy_factors()
        self.today = today
        self.calendar = calendar
        self.findings: tuple[Finding, ...] = ()
        self.form_version.data, self.form_code.data = str(self.definition.version), self.definition.code
        for field in self.definition.fields():
            if field.needed:
                self[field.name].flags.required = True
            elif field.needed_when is not None:
                self[field.name].flags.sometimes = field.needed_when
        for slot, files in self.slots():
            if slot.needed:
                files.flags.required = True
            elif slot.needed_when is not None:
                files.flags.sometimes = slot.needed_when

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what is asked under the answers given; what stands in a section that does not apply is not looked at."""
        super().validate(extra_validators)
        answers = self.answers()
        asked = relevant_answers(self.definition, answers)
        for field in self.definition.fields():
            if field.name not in asked:
                self[field.name].errors = []
        self._demand_files(asked)
        self.findings = check_answers(self.definition, answers, today=self.today, calendar=self.calendar)
        for finding in self.findings:
            if finding.severity is Severity.ERROR and not self[finding.field].errors:
                self[finding.field].errors = [say(finding.words)]
        return not self.has_errors

    def _demand_files(self, asked: Mapping[str, Any]) -> None:
        """Refuse a form without the files that it needs; those not asked for under the answers are not looked at."""
        for slot, files in self.slots():
            if slot.is_needed(asked) and not files.has_any and not files.errors:
                name = str(files.label.text)
                files.errors = [str(_("请上传%(name)s。已填的内容都在。", name=name))]

    def answers(self) -> dict[str, Any]:
        """Return what was filled in, by field name, with the energy factors it is to be reckoned with."""
        given = {field.name: answer_of(field, self[field.name].data) for field in self.definition.fields()}
        return given | {FACTORS: self.factors}

    def relevant(self) -> dict[str, Any]:
        """Return the answers to what is asked, numbers of people and firms in their one form."""
        return relevant_answers(self.definition, self.answers())

    def kept(self) -> dict[str, Any]:
        """Return the form data that a ticket keeps."""
        return kept_data(self.definition, self.answers())

    def warnings(self) -> list[tuple[FormField, Finding]]:
        """Return what looks odd but does not stop the form, with the field it concerns."""
        fields = {field.name: field for field in self.definition.fields()}
        return [(fields[each.field], each) for each in self.findings if each.severity is Severity.WARNING]

    def slots(self) -> list[tuple[Slot, FilesField]]:
        """Return the kinds of files the form asks for, each with its field."""
        return [(slot, self[_files(slot)]) for slot in self.definition.slots]

    def take_files(self, parcel: str) -> None:
        """Receive the files that were sent; those taken out again are forgotten."""
        for slot, field in self.slots():
            field.take(ForForm(parcel, slot.code, slot.groups))
        if not g.get("csrf_failed", False):
            keep_only(parcel, self.tokens())

    def find_files(self, parcel: str) -> None:
        """Find the files again that this browser has sent for this form before."""
        for slot, field in self.slots():
            field.kept = list(ForForm(parcel, slot.code).waiting())

    def tokens(self) -> tuple[str, ...]:
        """Return the names of the files received, for the use case."""
        return tuple(token for _slot, field in self.slots() for token in field.tokens)

    def carried(self) -> Iterator[tuple[str, str]]:
        """Yield everything typed, as it was sent, for hidden fields of the next page; the token and key go by themselves."""
        for field in self.definition.fields():
            for value in request.form.getlist(field.name):
                yield field.name, value
        for _slot, files in self.slots():
            for token in files.tokens:
                yield f"kept_{files.name}", token


class CorrectionForm(FilledForm, ActForm):
    """A filed form opened again because something was asked: its answers, a few words and papers of any kind."""

    note = LongTextField(
        _l("补充说明"), [Optional()], longest=MAX_NOTE, rows=3, description=_l("不写就列出您改了哪几项。")
    )
    files = FilesField()

    def columns(self) -> dict[str, Any]:
        """Return what the ticket keeps of the answers in columns of its own; a place of supply is the request's place."""
        answers = self.relevant()
        place = answers.get("location") or answers.get("site_address")
        return {"body": answers["body"], "expected_result": answers.get("expected_result"), "location": place}


def _files(slot: Slot) -> str:
    """Return the name of the field for a slot's files."""
    return f"files_{slot.code}"


@lru_cache(maxsize=64)
def form_class(definition: RequestForm, this_year: int) -> type[FilledForm]:
    """Return the form class of a definition; the years it offers are those over by now."""
    return _made_of(FilledForm, definition, this_year)


@lru_cache(maxsize=64)
def correction_class(definition: RequestForm, this_year: int) -> type[CorrectionForm]:
    """Return the form class in which what was filed under a definition can be put right."""
    return _made_of(CorrectionForm, correctable(definition), this_year)


def _made_of(base: type[Filled], definition: RequestForm, this_year: int) -> type[Filled]:
    fields: dict[str, Any] = {field.name: control(field) for field in definition.fields()}
    fields |= {_files(slot): FilesField(words(slot.name), groups=slot.groups) for slot in definition.slots}
    for place, year_slot in enumerate(SLOTS):
        if f"{year_slot}_year" in fields:
            years = offered_years(this_year)
            options = [offered(year) for year in years]
            fields[f"{year_slot}_year"].kwargs.update(choices=options, default=years[place].code)
    return cast("type[Filled]", type(base.__name__, (base,), {"definition": definition, **fields}))
