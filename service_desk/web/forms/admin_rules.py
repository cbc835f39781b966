"""The forms of the zone's rules: which deadline policy applies to what, and how many enterprises are called back."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.validators import NumberRange, Optional

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.policy import load_policies
from service_desk.domain.zone_choices import CALLBACK_MODE_NAMES, CallbackChoice, CallbackMode, PolicyChoice
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, WholeNumberField
from service_desk.web.language import say

SPARE_ROWS = 3
"""Empty rows below the exceptions there are; who needs more saves and gets more."""

_NONE = _l("（不设例外）")


class ExceptionRow(Form):
    """One request type with a policy of its own."""

    request_type = SelectField(_l("事项"), [Optional()], validate_choice=False)
    policy = SelectField(_l("方案"), [Optional()], validate_choice=False)


class PolicyForm(DeskForm):
    """The policy of the zone and of single request types; `seen` is the version the administrator looked at."""

    seen = HiddenField()
    default = SelectField(
        _l("全区方案"), [Filled()], description=_l("从保存起新受理的诉求用它；已受理的按受理时的方案办完。")
    )
    by_type = FieldList(FormField(ExceptionRow), _l("例外"))

    def offer(self) -> None:
        """Offer policies and request types, in the visitor's language."""
        policies = _offered({code: policy.name for code, policy in load_policies().items()})
        kinds = _offered({code: kind.name for code, kind in load_catalogue().request_types.items()})
        self.default.choices = policies
        for row in self.by_type:
            row.form.request_type.choices = [SelectChoice("", _NONE), *kinds]
            row.form.policy.choices = [SelectChoice("", _NONE), *policies]

    @property
    def exceptions(self) -> dict[str, str]:
        """The policy chosen for single request types, by type; of two rows of one type the last one counts."""
        rows = [row.form for row in self.by_type]
        return {
            row.request_type.data: row.policy.data
            for row in rows
            if row.request_type.data and row.policy.data
        }


class CallbackForm(DeskForm):
    """Everybody or a sample; `seen` is the version the administrator looked at."""

    seen = HiddenField()
    mode = RadioField(_l("回访范围"), [Filled()])
    percent = WholeNumberField(
        _l("抽样比例"),
        [Filled(), NumberRange(1, 100, _l("请填写 1 到 100。"))],
        unit="%",
        description=_l("按编号抽取，谁也不能挑选；难件、超期件、重办件和投诉一律回访。"),
    )

    def offer(self) -> None:
        """Offer the ways of calling back."""
        self.mode.choices = [
            SelectChoice(mode.value, say(CALLBACK_MODE_NAMES[mode])) for mode in CallbackMode
        ]


def policy_form(chosen: PolicyChoice, version: int, *, is_sent: bool) -> PolicyForm:
    """Return the form as it was sent, or filled in with what holds now."""
    rows = [{"request_type": kind, "policy": code} for kind, code in sorted(chosen.by_type.items())]
    rows += [{"request_type": "", "policy": ""}] * SPARE_ROWS
    given = {"default": chosen.default, "by_type": rows, "seen": str(version)}
    form = PolicyForm(data=given) if is_sent else PolicyForm(formdata=None, data=given)
    form.offer()
    return form


def callback_form(chosen: CallbackChoice, version: int, *, is_sent: bool) -> CallbackForm:
    """Return the form as it was sent, or filled in with what holds now."""
    given = {"mode": chosen.mode.value, "percent": chosen.percent, "seen": str(version)}
    form = CallbackForm(data=given) if is_sent else CallbackForm(formdata=None, data=given)
    form.offer()
    return form


def _offered(names: Mapping[str, Bilingual]) -> list[SelectChoice]:
    return [SelectChoice(code, say(name)) for code, name in names.items()]
