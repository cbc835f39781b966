"""One row of the table of acts: action, form, use case, what is said before and afterwards, where its button stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import ACTION_NAMES, Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.states import State
from service_desk.persistence.tables import Ticket
from service_desk.web.desk.reach import Reach
from service_desk.web.forms.desk import ActForm, one_text


class Group(IntEnum):
    """Where an act's button stands: beside the leading one, or with its kind under 更多."""

    FIRST = 0
    TOGETHER = 1
    LEAVE = 2
    SUPERVISION = 3
    REST = 4


GROUP_NAMES = {
    Group.TOGETHER: _l("协同"),
    Group.LEAVE: _l("申请"),
    Group.SUPERVISION: _l("督办"),
    Group.REST: _l("其他"),
}

VISIBLE = _l("企业看得到这段话。")
INTERNAL = _l("只限内部，企业看不到。")


@dataclass(frozen=True)
class Act:
    """One row: `use_case(ticket_no, actor, now, seen_version=…, **form.inputs())`, then `done` is said.

    `done_in` says something else where the ticket ends in another state. `words` tell the consequence before it is
    done; `is_final` asks once more, because nobody can take it back. `reach` says who reads it where that is not what the table
    says of the action.
    """

    action: Action
    form: type[ActForm]
    use_case: Callable[..., Ticket]
    done: Any
    words: Any = ""
    is_final: bool = False
    done_in: Mapping[State, Any] = field(default_factory=dict)
    group: Group = Group.FIRST
    reach: Reach | None = None

    @property
    def slug(self) -> str:
        """The act's name in addresses."""
        return self.action.value.replace("_", "-")

    @property
    def name(self) -> Bilingual:
        """The word on the button and over the form."""
        return ACTION_NAMES[self.action]


def note(label: Any, words: Any = "", *, needed: bool = True) -> type[ActForm]:
    """Return a form with one text, the act's note."""
    return one_text("note", label, needed=needed, words=words)
