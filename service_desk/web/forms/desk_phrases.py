"""The form of a phrase to write with."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from service_desk.domain.phrases import MAX_NAME, MAX_TEXT
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LineField, LongTextField


class PhraseForm(DeskForm):
    """Name, text, and whose it is."""

    name = LineField(_l("叫什么"), [Filled()], longest=MAX_NAME, description=_l("例如：已踏勘、请补材料。"))
    text = LongTextField(
        _l("内容"), [Filled()], longest=MAX_TEXT, rows=4,
        description=_l("可以写 {编号} {标题} {企业} {主办} {期限} {联系人}，用的时候自动填上。"),
    )  # fmt: skip
    for_department = BooleanField(_l("给全部门用"))
