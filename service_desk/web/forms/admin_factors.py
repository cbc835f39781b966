"""The form in which an administrator enters an energy factor."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from service_desk.usecases.zone.enter_factor import MAX_REASON, MAX_SOURCE
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LineField, QuantityField, WholeNumberField
from service_desk.web.forms.request_fields import DayField


class FactorForm(DeskForm):
    """One factor with its source, the day it holds from and the reason; `seen` is the last entry the administrator saw."""

    seen = HiddenField()
    year = WholeNumberField(_l("年份"), [Filled()])
    kgce = QuantityField(_l("系数"), [Filled()], unit="kgce", places=None)
    source = LineField(
        _l("来源"), [Filled()], longest=MAX_SOURCE, description=_l("标准编号，或文件名称和文号。")
    )
    valid_from = DayField(
        _l("从哪天起用"), [Filled()], description=_l("这一天起提交的表单按它折算；以前提交的不变。")
    )
    reason = LineField(_l("为什么改"), [Filled()], longest=MAX_REASON)
