"""The form that revises what the zone has learnt: a reason, and the version that was looked at."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from service_desk.usecases.learning.revise_lessons import MAX_REASON
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LongTextField


class ReasonForm(DeskForm):
    """Why a lesson or a version is revised; `seen` is the version of the lessons the administrator looked at."""

    seen = HiddenField()
    reason = LongTextField(
        _l("理由"), [Filled()], longest=MAX_REASON, rows=3, description=_l("会记在版本记录里。")
    )
