"""Answers as they are shown to whoever need not call: telephones and addresses with their middle hidden, like the contact's."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from service_desk.domain.personal_data import CONTACT_NAMES, masked
from service_desk.domain.request_forms.correcting import Corrected
from service_desk.domain.request_forms.describing import Answer, Described


def hidden(sections: Iterable[Described], columns: Collection[str] = CONTACT_NAMES) -> tuple[Described, ...]:
    """Return sections with the answers hidden that reach a person as these columns of the contact do."""
    return tuple(
        Described(section.title, tuple(_hidden(answer, columns) for answer in section.answers))
        for section in sections
    )


def hidden_corrections(changes: Iterable[Corrected]) -> tuple[Corrected, ...]:
    """Return what a correction changed, telephones and addresses hidden on both sides."""
    return tuple(
        change._replace(
            before=change.before and _hidden(change.before, CONTACT_NAMES),
            after=change.after and _hidden(change.after, CONTACT_NAMES),
        )
        for change in changes
    )


def _hidden(answer: Answer, columns: Collection[str]) -> Answer:
    if answer.contact not in columns or not isinstance(answer.value, str):
        return answer
    return answer._replace(value=masked(answer.contact, answer.value))
