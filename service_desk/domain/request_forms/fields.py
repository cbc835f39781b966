"""What a form is made of: fields, sections, and the conditions under which they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual

Answers = Mapping[str, Any]
"""What was filled in, by the field's name: str, Decimal, date, bool, a tuple of codes, or None where left empty."""


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


class Choice(NamedTuple):
    """One answer that can be chosen; the code is kept."""

    code: str
    name: Bilingual


class When(NamedTuple):
    """A condition on another answer: it is one of the codes, or (where several can be chosen) holds one of them."""

    field: str
    codes: frozenset[str]

    def is_met(self, answers: Answers) -> bool:
        """Tell whether the answers meet the condition."""
        given = answers.get(self.field)
        chosen = {given} if isinstance(given, str) else set(given or ())
        return not chosen.isdisjoint(self.codes)


@dataclass(frozen=True)
class FormField:
    """One question; its name is a permanent key of the stored data.

    `needed_when` makes an optional field required under a condition. `low` and `high` bound a number (`above` excludes
    the lower bound itself); `longest` is counted in characters; `default` is what stands in the form at first.
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
    default: str = ""

    def is_needed(self, answers: Answers) -> bool:
        """Tell whether an answer is required."""
        return self.needed or (self.needed_when is not None and self.needed_when.is_met(answers))


@dataclass(frozen=True)
class Section:
    """Questions that belong together under a heading; `layout` names a special way to draw them."""

    code: str
    title: Bilingual
    fields: tuple[FormField, ...]
    words: Bilingual | None = None
    shown_when: When | None = None
    layout: str = ""


@dataclass(frozen=True)
class Slot:
    """One kind of file a form asks for; none stops a submission, what `expected_when` names is missed if it is not there."""

    code: str
    name: Bilingual
    words: Bilingual | None = None
    expected_when: When | None = None

    def is_expected(self, answers: Answers) -> bool:
        """Tell whether the file should be there, under the answers given."""
        return self.expected_when is not None and self.expected_when.is_met(answers)


@dataclass(frozen=True)
class RequestForm:
    """One form: what to have at hand before starting, its sections in order, and the files it asks for."""

    code: str
    name: Bilingual
    sections: tuple[Section, ...]
    prepare: tuple[Bilingual, ...] = ()
    slots: tuple[Slot, ...] = ()

    def fields(self) -> Iterator[FormField]:
        """Yield every field in order."""
        for section in self.sections:
            yield from section.fields

    def asked(self, answers: Answers) -> Iterator[tuple[Section, FormField]]:
        """Yield the fields that are asked under the answers given; the others are not looked at."""
        for section in self.sections:
            if section.shown_when is None or section.shown_when.is_met(answers):
                for field in section.fields:
                    if field.shown_when is None or field.shown_when.is_met(answers):
                        yield section, field


def condition_words(form: RequestForm, condition: When) -> Bilingual:
    """Return in words when something is asked, for pages that cannot hide it, whichever way round is shorter."""
    field = next(each for each in form.fields() if each.name == condition.field)
    asked = [option.name for option in field.choices if option.code in condition.codes]
    spared = [option.name for option in field.choices if option.code not in condition.codes]
    names = spared if len(spared) < len(asked) else asked
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    if names is asked:
        return Bilingual(f"选了{zh}才填。", f"Only for: {en}.")
    return Bilingual(f"选了{zh}不用填。", f"Not for: {en}.")


def when(field: str, *codes: str) -> When:
    """Return the condition that a field's answer is, or holds, one of the codes."""
    return When(field, frozenset(codes))


def choice(code: str, zh: str, en: str) -> Choice:
    """Return one answer to choose."""
    return Choice(code, Bilingual(zh, en))


def named(names: Mapping[Any, Bilingual]) -> tuple[Choice, ...]:
    """Return the members of an enumeration as answers to choose."""
    return tuple(Choice(str(code.value), name) for code, name in names.items())


def is_empty(answer: Any) -> bool:
    """Tell whether a field was left empty; 0 is an answer, an unticked box is none."""
    return answer is None or answer is False or answer == "" or answer == ()
