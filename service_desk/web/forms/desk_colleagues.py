"""Choosing a colleague: who is away is told beside the name, and the substitute is chosen where somebody away was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import Refusal
from service_desk.usecases.handling.assign_handler import HandlerAwayError
from service_desk.web.forms.fields import choices
from service_desk.web.language import say

DESPITE_ABSENCE = _l("不在岗也分派给本人")


def offer_colleagues(form: Any, colleagues: Sequence[tuple[int, str | Bilingual]]) -> None:
    """Offer the officers in `user_id`; the tick for assigning all the same goes where nobody is away."""
    people = [(str(number), say(name)) for number, name in colleagues]
    form.user_id.choices = choices([("", _l("请选择")), *people])
    if "despite_absence" in form and not any(isinstance(name, Bilingual) for _number, name in colleagues):
        del form.despite_absence


def is_despite_absence(form: Any) -> bool:
    """Tell whether the tick was offered and set."""
    return "despite_absence" in form and bool(form.despite_absence.data)


def choose_substitute(form: Any, refusal: Refusal) -> None:
    """Choose the substitute in place of the officer who is away; the refusal says so."""
    if isinstance(refusal, HandlerAwayError):
        form.user_id.data = str(refusal.substitute_id)
