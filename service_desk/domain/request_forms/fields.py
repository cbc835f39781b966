"""What a form is made of: fields, sections, slots for files, and the form itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from service_desk.domain.attachments import FileGroup
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.conditions import When

Answers = Mapping[str, Any]
"""What was filled in, by the field's name: str, Decimal, date, bool, a tuple of codes, or None where left empty."""

FACTORS = "energy_factors"
"""The key under which the zone's table of energy factors rides along with the answers; no field has this name."""


class FieldKind(StrEnum):
    """How a field is asked and what its answer is."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"
    SELECT = "select"
    CHOICES = "choices"
    TICK = "tick"
    PHONE = "phone"
    EMAIL = "email"
    USCC = "uscc"
    ROWS = "rows"


class ColumnKind(StrEnum):
    """What stands in one cell of a list typed one row a line."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    MONTH = "month"
    TIME = "time"
    CHOICE = "choice"


class Choice(NamedTuple):
    """One answer that can be chosen; the code is kept."""

    code: str
    name: Bilingual


@dataclass(frozen=True)
class Column:
    """One cell of a list typed one row a line; a number lies between `low` and `high` (`above` excludes `low` itself)."""

    name: str
    kind: ColumnKind
    label: Bilingual
    needed: bool = True
    unit: Bilingual | str = ""
    choices: tuple[Choice, ...] = ()
    low: Decimal | None = None
    above: bool = False
    high: Decimal | None = None


class Computed(NamedTuple):
    """One figure that a rule of the domain reckons from the answers; it is kept with them under its name."""

    name: str
    rule: str
    label: Bilingual
    unit: Bilingual | str = ""


class Hint(NamedTuple):
    """What to write and what to have at hand for one request type that is filed with a form shared by many."""

    write: Bilingual
    prepare: tuple[Bilingual, ...] = ()


@dataclass(frozen=True)
class FormField:
    """One question; its name is a permanent key of the stored data.

    `needed_when` makes an optional field required under a condition. `low` and `high` bound a number (`above` excludes
    the lower bound itself); `longest` is counted in characters; `default` is what stands in the form at first. A list
    has `columns`: one row a line, commas between the cells; `example` is such a line. `is_personal` says that the answer
    names a person, who is treated as the contact is.
    """

    name: str
    kind: FieldKind
    label: Bilingual
    needed: bool = True
    needed_when: When | None = None
    shown_when: When | None = None
    unit: Bilingual | str = ""
    choices: tuple[Choice, ...] = ()
    words: Bilingual | None = None
    longest: int = 200
    rows: int = 4
    low: Decimal | None = None
    above: bool = False
    high: Decimal | None = None
    not_past: bool = False
    is_personal: bool = False
    default: str = ""
    columns: tuple[Column, ...] = ()
    example: Bilingual | None = None

    def is_needed(self, answers: Answers) -> bool:
        """Tell whether an answer is required."""
        return self.needed or (self.needed_when is not None and self.needed_when.is_met(answers))


@dataclass(frozen=True)
class Section:
    """Questions that belong together under a heading, and what is reckoned from them.

    `layout` names a table of the domain that makes and draws the questions.
    """

    code: str
    title: Bilingual
    fields: tuple[FormField, ...]
    words: Bilingual | None = None
    shown_when: When | None = None
    layout: str = ""
    computed: tuple[Computed, ...] = ()


@dataclass(frozen=True)
class Slot:
    """One kind of file a form asks for; without one that is needed there is no submission, what is expected may follow.

    `shown_when` says under which answers it is offered; what is expected only sometimes is offered only then. `groups`
    limits the kinds of files that are taken, empty for all.
    """

    code: str
    name: Bilingual
    words: Bilingual | None = None
    expected_when: When | None = None
    shown_when: When | None = None
    needed: bool = False
    needed_when: When | None = None
    groups: tuple[FileGroup, ...] = ()

    def is_needed(self, answers: Answers) -> bool:
        """Tell whether nothing can be submitted without such a file; `answers` are those to what is asked."""
        if self.shown_when is not None and not self.shown_when.is_met(answers):
            return False
        return self.needed or (self.needed_when is not None and self.needed_when.is_met(answers))

    @property
    def is_announced(self) -> bool:
        """Tell whether people should know of it before they begin: it is needed or expected, always or sometimes."""
        return self.needed or self.needed_when is not None or self.expected_when is not None

    def is_expected(self, answers: Answers) -> bool:
        """Tell whether the file should be there, under the answers given."""
        return self.expected_when is not None and self.expected_when.is_met(answers)


@dataclass(frozen=True, eq=False)
class RequestForm:
    """One form: what to have at hand before starting, its sections in order, the files it asks for, the rules it names.

    `office` are the sections that the department fills in while it handles the request; the enterprise reads them.
    `version` is the number it was published under. Two readings of one text are two forms.
    """

    code: str
    name: Bilingual
    sections: tuple[Section, ...]
    prepare: tuple[Bilingual, ...] = ()
    slots: tuple[Slot, ...] = ()
    checks: tuple[str, ...] = ()
    title: str = ""
    hints: Mapping[str, Hint] = field(default_factory=dict)
    office: tuple[Section, ...] = ()
    version: int = 1

    @property
    def asks_for_drawings(self) -> bool:
        """Tell whether any of its papers is a drawing."""
        return any(FileGroup.DRAWING in slot.groups for slot in self.slots)

    def fields(self) -> Iterator[FormField]:
        """Yield every field in order."""
        for section in self.sections:
            yield from section.fields

    def every_field(self) -> Iterator[FormField]:
        """Yield what the enterprise is asked and then what the department fills in."""
        yield from self.fields()
        for section in self.office:
            yield from section.fields

    def asked(self, answers: Answers) -> Iterator[tuple[Section, FormField]]:
        """Yield the fields that are asked under the answers given; the others are not looked at.

        A condition on something that is not asked itself is not met.
        """
        heard: dict[str, Any] = {}
        for section in self.sections:
            if section.shown_when is None or section.shown_when.is_met(heard):
                for each in section.fields:
                    if each.shown_when is None or each.shown_when.is_met(heard):
                        heard[each.name] = answers.get(each.name)
                        yield section, each


def named(names: Mapping[Any, Bilingual]) -> tuple[Choice, ...]:
    """Return the members of an enumeration as answers to choose."""
    return tuple(Choice(str(code.value), name) for code, name in names.items())


def is_empty(answer: Any) -> bool:
    """Tell whether a field was left empty; 0 is an answer, an unticked box is none."""
    return answer is None or answer is False or answer == "" or answer == ()
