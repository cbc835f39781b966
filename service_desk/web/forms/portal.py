"""The small forms of the portal: the problem in one's own words, number and code, and the acts of an enterprise."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.validators import Optional

from service_desk.domain.callbacks import ENTERPRISE_OUTCOMES, OUTCOME_NAMES, RATING_NAMES
from service_desk.domain.requests import MAX_BODY, MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.web.forms import DeskForm
from service_desk.web.forms.admin import mail_address
from service_desk.web.forms.fields import Filled, LineField, LongTextField
from service_desk.web.forms.files import FilesField
from service_desk.web.forms.request_fields import words

_CHOOSE = _l("请选择一项。")


class AskForm(DeskForm):
    """What is the matter, in the enterprise's own words."""

    problem = LongTextField(
        _l("说说您遇到的问题"), [Filled(_l("请写一两句您遇到的问题。"))], longest=MAX_BODY, rows=3
    )


class FindForm(DeskForm):
    """The number and the query code of a receipt."""

    number = LineField(
        _l("诉求编号"),
        [Filled()],
        longest=40,
        description=_l("在回执上，形如 QY20210526-0007。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    code = LineField(
        _l("查询码"),
        [Filled()],
        longest=20,
        description=_l("回执上的 6 位查询码，不分大小写。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class MailDraftForm(DeskForm):
    """Where a link to a draft is to go."""

    email = LineField(
        _l("电子邮箱"),
        [Filled(), mail_address],
        longest=254,
        render_kw={"type": "email", "autocomplete": "email", "autocapitalize": "none"},
    )


class MailTicketLinkForm(MailDraftForm):
    """A ticket's number and the address its contact has given."""

    number = LineField(
        _l("诉求编号"),
        [Filled()],
        longest=40,
        description=_l("形如 QY20210526-0007。"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class ActForm(DeskForm):
    """Anything an enterprise does to its ticket: it carries the version of the page it was done on."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version of the page; 0, which no ticket has, where it does not say."""
        written = self.version.data or ""
        return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


class SupplementForm(ActForm):
    """Facts to add, asked for or not."""

    note = LongTextField(_l("补充内容"), [Filled()], longest=MAX_NOTE, rows=5)
    files = FilesField()


class WithdrawForm(ActForm):
    """Taking a request back; the reason may be left out."""

    reason = LongTextField(_l("撤回原因"), longest=500, rows=3)


class UrgeForm(ActForm):
    """Reminding whoever is responsible; the words may be left out."""

    note = LongTextField(_l("想说的话"), longest=500, rows=3)


class RateForm(ActForm):
    """Whether it is solved, how satisfied the enterprise is, and anything more it wants to say."""

    outcome = RadioField(
        _l("问题解决了吗"),
        [Filled(_CHOOSE)],
        choices=[
            SelectChoice(outcome.value, words(OUTCOME_NAMES[outcome])) for outcome in ENTERPRISE_OUTCOMES
        ],
    )
    rating = RadioField(
        _l("您对办理是否满意"),
        [Filled(_CHOOSE)],
        choices=[SelectChoice(str(level), words(name)) for level, name in RATING_NAMES.items()],
    )
    note = LongTextField(
        _l("还想说的"),
        longest=MAX_NOTE,
        rows=3,
        description=_l("没有解决的，请写明还差什么，我们转回重办。"),
    )


class ContactForm(ActForm):
    """Whom the desk reaches about a ticket."""

    contact_name = LineField(_l("联系人"), [Filled()], longest=40, render_kw={"autocomplete": "name"})
    contact_mobile = LineField(
        _l("联系电话"), [Filled()], longest=30, render_kw={"type": "tel", "autocomplete": "tel"}
    )
    contact_email = LineField(
        _l("电子邮箱"),
        [Optional(), mail_address],
        longest=254,
        description=_l("填了邮箱就把回执和进展发给您。"),
        render_kw={"type": "email", "autocomplete": "email", "autocapitalize": "none"},
    )

    def fill(self, ticket: Ticket) -> None:
        """Begin with what is recorded."""
        self.version.data = str(ticket.version)
        for field in (self.contact_name, self.contact_mobile, self.contact_email):
            field.data = getattr(ticket, field.name)
