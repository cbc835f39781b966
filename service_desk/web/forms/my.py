"""The forms of a firm's people: coming in, joining, inviting."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, Optional

from service_desk.domain.enterprise_accounts import FIRM_ROLE_NAMES, LONGEST_LOGIN, FirmRole
from service_desk.web.forms import DeskForm
from service_desk.web.forms.admin import mail_address
from service_desk.web.forms.fields import Filled, LineField, choices
from service_desk.web.forms.request_fields import words

_MAIL = {"type": "email", "autocomplete": "email", "autocapitalize": "none"}
_CODE = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}


def _mail_field(told: LazyString) -> LineField:
    """Return the field for one's own mail address; `told` says what it is used for."""
    return LineField(
        _l("电子邮箱"), [Filled(), mail_address], longest=LONGEST_LOGIN, description=told, render_kw=_MAIL
    )


class FirmForm(DeskForm):
    """A firm is known by its code."""

    uscc = LineField(
        _l("统一社会信用代码"),
        [Filled()],
        longest=40,
        description=_l("营业执照上的 18 位代码。"),
        render_kw=_CODE,
    )


class ForgotForm(DeskForm):
    """Where the link for a new password is to go."""

    email = LineField(_l("登录邮箱"), [Filled(), mail_address], longest=LONGEST_LOGIN, render_kw=_MAIL)


class ClaimForm(FirmForm):
    """A firm's code and an address the zone has dealt with it by."""

    email = _mail_field(_l("以前提诉求时登记过、并且已经办结回访的联系邮箱。"))
    contact_name = LineField(
        _l("您的姓名"), [Filled()], longest=40, description=_l("姓名即可，不需要身份证号码。")
    )


class ApplyForm(FirmForm):
    """What the licence says, and whom the zone may call."""

    firm_name = LineField(
        _l("企业名称"),
        [Filled()],
        longest=100,
        description=_l("与营业执照一致。"),
        render_kw={"autocomplete": "organization"},
    )
    legal_person = LineField(
        _l("法定代表人"), [Filled()], longest=40, description=_l("营业执照上的姓名，不需要身份证号码。")
    )
    address = LineField(_l("住所"), [Filled()], longest=200, description=_l("与营业执照一致。"))
    contact_name = LineField(_l("您的姓名"), [Filled()], longest=40, render_kw={"autocomplete": "name"})
    mobile = LineField(
        _l("联系电话"),
        [Filled()],
        longest=30,
        description=_l("园区核对时可能打这个电话。"),
        render_kw={"type": "tel", "autocomplete": "tel"},
    )
    email = _mail_field(_l("以后用它登录。"))


class InviteForm(DeskForm):
    """A colleague to invite."""

    name = LineField(_l("同事姓名"), [Filled()], longest=40)
    email = LineField(
        _l("同事的电子邮箱"),
        [Filled(), mail_address],
        longest=LONGEST_LOGIN,
        description=_l("邀请发到这里，以后用它登录。"),
        render_kw={"type": "email", "autocapitalize": "none"},
    )
    role = RadioField(
        _l("角色"),
        [Filled()],
        choices=choices(
            (role.value, words(FIRM_ROLE_NAMES[role])) for role in (FirmRole.MEMBER, FirmRole.MANAGER)
        ),
        default=FirmRole.MEMBER.value,
        description=_l("企业管理员还可以邀请、移除同事。"),
    )


class RefuseFirmForm(DeskForm):
    """Why a firm's account is not opened."""

    reason = LineField(
        _l("不予开通的原因"),
        [Filled()],
        longest=500,
        description=_l("会发到申请人的邮箱，请写明要补正什么。"),
    )


class OwnAccountForm(DeskForm):
    """What one may correct of one's own account."""

    name = LineField(_l("姓名"), [Filled()], longest=40, render_kw={"autocomplete": "name"})
    mobile = LineField(
        _l("联系电话"), [Optional()], longest=30, render_kw={"type": "tel", "autocomplete": "tel"}
    )


class WithdrawAccountForm(DeskForm):
    """Closing one's own account, said twice so that it is meant."""

    is_meant = BooleanField(_l("我确认注销，知道注销后不能恢复"), [InputRequired(_l("请先勾选确认。"))])
