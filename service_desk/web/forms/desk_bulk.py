"""The forms of acts on many tickets: what is typed once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import Refusal
from service_desk.domain.requests import MAX_NOTE
from service_desk.web.forms import DeskForm
from service_desk.web.forms.desk import chosen_from
from service_desk.web.forms.desk_colleagues import (
    DESPITE_ABSENCE,
    choose_substitute,
    is_despite_absence,
    offer_colleagues,
)
from service_desk.web.forms.fields import Filled, LongTextField


class SignManyForm(DeskForm):
    """Nothing to type: the list is what is signed for."""

    def offer(
        self, colleagues: Sequence[tuple[int, str | Bilingual]], departments: dict[str, Bilingual]
    ) -> None:
        """Nothing is chosen."""

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants beside the tickets."""
        return {}


class AssignManyForm(SignManyForm):
    """To whom."""

    user_id = SelectField(_l("承办人"), [Filled()])
    despite_absence = BooleanField(DESPITE_ABSENCE)

    def offer(
        self, colleagues: Sequence[tuple[int, str | Bilingual]], departments: dict[str, Bilingual]
    ) -> None:
        """Offer the department's officers."""
        offer_colleagues(self, colleagues)

    def inputs(self) -> dict[str, Any]:
        """Return the colleague."""
        return {"user_id": int(self.user_id.data), "despite_absence": is_despite_absence(self)}

    def refuse(self, refusal: Refusal) -> None:
        """Choose the substitute where the officer is away."""
        super().refuse(refusal)
        choose_substitute(self, refusal)


class TransferManyForm(SignManyForm):
    """To which department, and why."""

    lead = SelectField(_l("改派给"), [Filled()])
    reason = LongTextField(_l("改派理由"), [Filled()], longest=MAX_NOTE, rows=3)

    def offer(
        self, colleagues: Sequence[tuple[int, str | Bilingual]], departments: dict[str, Bilingual]
    ) -> None:
        """Offer the departments that receive requests."""
        self.lead.choices = chosen_from(departments, _l("请选择"))

    def inputs(self) -> dict[str, Any]:
        """Return department and reason."""
        return {"lead": self.lead.data, "reason": self.reason.data}
