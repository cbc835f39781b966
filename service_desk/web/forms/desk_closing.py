"""The form of a callback: what the enterprise answered."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional

from service_desk.domain.callbacks import OUTCOME_NAMES, RATING_NAMES, Outcome
from service_desk.domain.requests import MAX_NOTE
from service_desk.web.forms.desk import ActForm, Stage, chosen_from
from service_desk.web.forms.fields import Filled, LongTextField


class CallbackForm(ActForm):
    """Record one call; without a rating given, none is counted."""

    outcome = RadioField(_l("问题解决了吗"), [Filled()])
    rating = RadioField(_l("满意程度"), [Optional()], default="")
    note = LongTextField(_l("企业的原话或通话情况"), [Optional()], longest=MAX_NOTE, rows=3)

    def prepare(self, stage: Stage) -> None:
        """Offer outcomes and the five levels."""
        self.outcome.choices = chosen_from(OUTCOME_NAMES)
        self.rating.choices = chosen_from(RATING_NAMES, _l("没有评价"))

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        rating = int(self.rating.data) if self.rating.data else None
        return {**super().inputs(), "outcome": Outcome(self.outcome.data), "rating": rating}
