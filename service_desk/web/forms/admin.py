"""The forms of accounts and departments."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.usecases.zone.edit_department import LONGEST
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField

ZONE_ROLES = tuple(role for role in ROLE_NAMES if role not in (Role.ENTERPRISE, Role.SYSTEM))
"""The roles an administrator gives; enterprises' people are invited by their own firm."""

_LANGUAGES = [SelectChoice("zh", "中文"), SelectChoice("en", "English")]


_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*", re.ASCII)


def mail_address(_form: BaseForm, field: Field) -> None:
    """Refuse what can be no address; whether the mailbox exists is not asked, and internal domains are welcome."""
    if not _ADDRESS.fullmatch(field.data or ""):
        raise ValidationError(_l("邮箱地址不完整，请写成 name@example.cn 这样的形式。"))


def no_blanks(_form: BaseForm, field: Field) -> None:
    """Refuse blanks inside a sign-in name, which nobody would see."""
    if any(letter.isspace() for letter in field.data or ""):
        raise ValidationError(_l("登录名里不能有空格。"))


def seen_version(field: HiddenField) -> int:
    """Return the version a page carried; a forged or missing one is older than every version."""
    written = str(field.data or "")
    return int(written) if written.isdecimal() and len(written) < 19 else -1


class DetailsForm(DeskForm):
    """What the zone keeps of a person who signs in."""

    display_name = LineField(
        _l("姓名"), [Filled()], longest=80, description=_l("同事和企业在记录里看到的名字。")
    )
    email = LineField(
        _l("电子邮箱"),
        [Optional(), mail_address],
        longest=254,
        description=_l("填了就把一次性链接也寄一份过去。"),
        render_kw={"type": "email", "autocomplete": "off"},
    )
    language = RadioField(_l("界面和邮件的语言"), choices=_LANGUAGES, default="zh")
    roles = CheckboxesField(
        _l("角色"),
        [Filled(_l("请至少选一个角色。"))],
        description=_l("系统管理员不办件，不能同时担任别的角色。"),
    )
    department = SelectField(_l("部门"), [Optional()], description=_l("承办人和部门负责人必须选部门。"))

    def offer(self, departments: list[tuple[str, str]]) -> None:
        """Offer the zone's roles, and these departments (code and name)."""
        self.roles.choices = [SelectChoice(role.value, ROLE_NAMES[role]) for role in ZONE_ROLES]
        self.department.choices = [
            SelectChoice("", _l("（不属于部门）")),
            *(SelectChoice(*one) for one in departments),
        ]

    @property
    def held_roles(self) -> frozenset[Role]:
        """The roles that were ticked."""
        return frozenset(Role(value) for value in self.roles.data or ())


class InviteForm(DetailsForm):
    """Somebody who shall sign in for the first time."""

    login = LineField(
        _l("登录名"),
        [Filled(), no_blanks],
        longest=80,
        description=_l("以后不能改，不分大小写。"),
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )


class EditAccountForm(DetailsForm):
    """An account's new details; `seen` is the version the administrator looked at."""

    seen = HiddenField()


class ConfirmForm(DeskForm):
    """Nothing but the button that says yes."""


class DepartmentForm(DeskForm):
    """A department's new details; `seen` is the version the administrator looked at."""

    seen = HiddenField()
    zh = LineField(_l("名称"), [Filled()], longest=LONGEST["zh"])
    en = LineField(_l("英文名称"), [Filled()], longest=LONGEST["en"])
    short = LineField(
        _l("简称"), [Filled()], longest=LONGEST["short"], description=_l("列表和表格里用，越短越好。")
    )
    mailbox = LineField(
        _l("邮箱"),
        [Optional(), mail_address],
        longest=LONGEST["mailbox"],
        description=_l("派单、协办、退单结果和每周周报寄到这里。"),
        render_kw={"type": "email", "autocomplete": "off"},
    )
    phone = LineField(
        _l("电话"),
        [Optional()],
        longest=LONGEST["phone"],
        description=_l("印在企业的回执上。"),
        render_kw={"type": "tel"},
    )
    is_active = BooleanField(_l("接收诉求"), description=_l("停用后不能再派单给它；手上还有在办时不能停用。"))
