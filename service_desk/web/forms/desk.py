"""What every form of an act has: the version of the page it was filled in on, its starting values, its inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import Optional, ValidationError

from service_desk.domain.actors import Actor
from service_desk.domain.applications import APPLICATION_NAMES
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.telling import department_name
from service_desk.persistence.tables import LessonRow, ReturnRuling, Ticket
from service_desk.usecases.reading.proposal import Proposal
from service_desk.usecases.reading.views import Entry, TicketView
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LongTextField, choices
from service_desk.web.language import say

UNTYPED = frozenset({"HiddenField", "CSRFTokenField", "PressedField", "FilesField"})
"""Fields nobody fills in."""


class PressedField(StringField):
    """Which of a form's buttons was pressed: its value, drawn by the button alone."""


@dataclass(frozen=True)
class Stage:
    """What a form may know: the ticket as the person sees it and what is proposed.

    Looked up when asked for: the lead department's officers, other tickets of the enterprise, a ticket by number, earlier
    rulings on returns of its request type.
    """

    view: TicketView
    actor: Actor
    proposal: Proposal
    colleagues: Callable[[], Sequence[tuple[int, str | Bilingual]]]
    others: Callable[[], Sequence[Ticket]]
    find: Callable[[str], Ticket | None]
    rulings: Callable[[], Sequence[ReturnRuling]]
    leads: Callable[[], Sequence[LessonRow]] = tuple
    """The latest dispatches of its request type to another lead than the rules propose."""

    def department(self, code: str) -> Bilingual:
        """Return a department's name."""
        return department_name(code, self.view.rules.catalogue)

    @property
    def latest(self) -> dict[str, Entry]:
        """The last entry of each kind of act, by the act's name."""
        return {entry.event.action.value: entry for entry in self.view.timeline}

    @property
    def asked(self) -> Bilingual | None:
        """What the department has applied for and waits to hear about."""
        waiting = self.view.course.application
        return APPLICATION_NAMES[waiting.kind] if waiting else None

    @property
    def failed_calls(self) -> int:
        """How many callback calls in a row nobody took."""
        return self.view.course.failed_calls


class ActForm(DeskForm):
    """A form that performs one act; its fields are named like the inputs of the use case."""

    version = HiddenField()
    onward = HiddenField()
    """Set where the person works card by card: the pile he goes on with, see `web/cards/pile.py`."""

    draft_saved_at: datetime | None = None
    """When the person last kept what stands in the form; None where nothing was kept."""

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return what stands in the fields at first."""
        return {}

    def prepare(self, stage: Stage) -> None:
        """Fill in what can be chosen."""

    def inputs(self) -> dict[str, Any]:
        """Return the use case's inputs; raises nothing once the form is valid."""
        given = {field.name: field.data for field in self.typed()}
        return {**given, "files": self["files"].tokens} if "files" in self else given

    def typed(self) -> list[Field]:
        """Return the fields a person fills in, in their order."""
        return [field for field in self if field.type not in UNTYPED]

    @property
    def has_words(self) -> bool:
        """Tell whether there is a long text to write."""
        return any(field.type == "LongTextField" for field in self)

    def recorded(self) -> set[str]:
        """Return what the event of this act holds word for word, to know a double click by."""
        given = [
            value for name, value in self.inputs().items() if name != "files" and not isinstance(value, bool)
        ]
        return {as_recorded(value) for value in given if value not in (None, "", [])}

    def said(self) -> dict[str, str]:
        """Return everything filled in, by label, in words."""
        words = {str(field.label.text): _words(field) for field in self.typed()}
        return {label: text for label, text in words.items() if text}

    def validate_version(self, field: HiddenField) -> None:
        """Refuse a form that does not say which version of the ticket it was filled in on."""
        if not str(field.data or "").isdecimal():
            raise ValidationError(_l("页面不完整，请重新打开这件诉求。"))

    @property
    def seen_version(self) -> int:
        """The version of the ticket the person saw."""
        given = str(self.version.data or "")
        return int(given) if given.isdecimal() else 0


def as_recorded(value: Any) -> str:
    """Return an input as it can be compared with what an event holds."""
    return str(getattr(value, "value", value)).upper()


def _words(field: Field) -> str:
    """Return what is in a field as a person reads it: the names of what was chosen, the text, yes."""
    if isinstance(field, SelectFieldBase):
        offered = cast("Any", field).iter_choices()  # its type information tells of an older release
        return "、".join(str(choice.label) for choice in offered if choice.selected and choice.value)
    if isinstance(field.data, bool):
        return "✓" if field.data else ""
    return str(field.data or "")


def one_text(name: str, label: Any, *, needed: bool = True, words: Any = "", rows: int = 4) -> type[ActForm]:
    """Return a form with a single text, the use case's input `name`."""
    check = Filled() if needed else Optional()
    field = LongTextField(label, [check], longest=MAX_NOTE, rows=rows, description=words)
    return type("OneTextForm", (ActForm,), {name: field})


def chosen_from(names: Mapping[Any, Bilingual], blank: Any = None) -> list[Any]:
    """Return the choices of a field from codes and their names, in the reader's language; `blank` names no choice."""
    first = [] if blank is None else [("", blank)]
    return choices(
        [*first, *((str(getattr(code, "value", code)), say(name)) for code, name in names.items())]
    )


def departments(stage: Stage, leave_out: Iterable[str | None] = ()) -> dict[str, Bilingual]:
    """Return the departments by code."""
    gone = set(leave_out)
    known = stage.view.rules.catalogue.departments
    return {code: department.name for code, department in known.items() if code not in gone}
