"""The forms of signing in and of one's own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, RadioField
from wtforms.validators import EqualTo, Length

from service_desk.domain.passwords import LONGEST, SHORTEST
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LineField, choices

_RULE = _l("至少 %(shortest)s 个字符。几个不相干的词连起来，比短而复杂的更安全也更好记。", shortest=SHORTEST)


class SignInForm(DeskForm):
    """Name, password, and where to go on."""

    login = LineField(
        _l("登录名"), [Filled()], longest=80, render_kw={"autocomplete": "username", "autocapitalize": "none"}
    )
    password = PasswordField(
        _l("口令"), [Filled(), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class NewPasswordForm(DeskForm):
    """A password, typed twice, set with a one-time link."""

    new = PasswordField(
        _l("新口令"),
        [Filled(), Length(max=LONGEST)],
        description=_RULE,
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再填一次"),
        [Filled(), EqualTo("new", _l("两次填的不一样。"))],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password and the new one."""

    old = PasswordField(
        _l("现在的口令"), [Filled(), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )


class LanguageForm(DeskForm):
    """The language on screen and in letters."""

    language = RadioField(
        _l("界面和邮件的语言"), [Filled()], choices=choices([("zh", "中文"), ("en", "English")])
    )
