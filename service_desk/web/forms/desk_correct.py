"""The form with which officers who call correct a ticket's enterprise and contact."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from service_desk.domain.enterprises import FIRM_NAMES
from service_desk.domain.parks import load_parks, park_name
from service_desk.domain.personal_data import CONTACT_NAMES
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.persistence.visits import visit_of_ticket
from service_desk.web.forms.admin import mail_address
from service_desk.web.forms.desk import ActForm, Stage, as_recorded
from service_desk.web.forms.fields import Filled, LineField, LongTextField, choices
from service_desk.web.language import say

_UNSEEN = {"autocomplete": "off"}


class CorrectForm(ActForm):
    """Begins with what is recorded; whatever differs from it is the correction."""

    enterprise_name = LineField(
        _l("企业名称"), [Filled()], longest=100, render_kw={"list": "firms", **_UNSEEN},
        description=_l("换成另一家企业的，从列出的里面选，代码和园区随之改变。"),
    )  # fmt: skip
    uscc = LineField(_l("统一社会信用代码"), [Optional()], longest=30, render_kw=_UNSEEN)
    park = SelectField(_l("园区"), [Optional()])
    contact_name = LineField(_l("联系人"), [Optional()], longest=40, render_kw=_UNSEEN)
    contact_mobile = LineField(_l("联系电话"), [Optional()], longest=30, render_kw={"type": "tel", **_UNSEEN})
    contact_email = LineField(
        _l("电子邮箱"), [Optional(), mail_address], longest=254, render_kw={"type": "email", **_UNSEEN},
        description=_l("改了邮箱，发到原邮箱的进度链接随即失效，还没有发出的信改寄新邮箱。"),
    )  # fmt: skip
    renews_code = BooleanField(
        _l("查询码可能在不相干的人手里，换一个"),
        description=_l("原查询码和进度链接随即失效；新查询码只在保存后显示一次，请告知企业。"),
    )
    moves_visit = BooleanField(_l("走访记录的企业也记错了，一起更正"))
    reason = LongTextField(
        _l("为什么更正"), [Filled()], longest=MAX_NOTE, rows=2,
        description=_l("例如：回访时电话是空号，向企业前台核实。企业看得到，请不要写号码。"),
    )  # fmt: skip

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return what is recorded."""
        return {name: getattr(stage.view.ticket, name) for name in (*FIRM_NAMES, *CONTACT_NAMES)}

    def prepare(self, stage: Stage) -> None:
        """Offer the parks, and the recorded one where it is no longer among them."""
        kept = stage.view.ticket.park
        known = [(park.zh, say(park)) for park in load_parks()]
        if kept and kept not in dict(known):
            known.append((kept, say(park_name(kept))))
        self.park.choices = choices([("", _l("未填")), *known])
        visit = visit_of_ticket(db.session(), stage.view.ticket.id)
        if visit is None:
            del self.moves_visit
            return
        self.moves_visit.description = _(
            "走访 %(no)s 登记的是%(firm)s。走访时就记错了企业才勾；走访没有记错、说的是别家的事，不用勾。",
            no=visit.visit_no, firm=visit.firm_name,
        )  # fmt: skip

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        given = super().inputs()
        firm = Firm(given.pop("enterprise_name"), given.pop("uscc") or None, given.pop("park") or None)
        return {name: value or "" for name, value in given.items()} | {
            "firm": firm,
            "renews_code": bool(self.renews_code.data),
            "moves_visit": "moves_visit" in self and bool(self.moves_visit.data),
        }

    def recorded(self) -> set[str]:
        """Return the words by which a double click is known."""
        return {as_recorded(self.reason.data)}
