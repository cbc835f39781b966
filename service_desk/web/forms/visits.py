"""The forms of visits: a campaign, what one visit brought back, and going on with it afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, Form, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.attachments import FileGroup
from service_desk.domain.parks import load_parks
from service_desk.domain.refusals import InvalidInput, Refusal
from service_desk.domain.requests import MAX_BODY, MAX_NOTE
from service_desk.domain.visits import (
    HANDLING_NAMES,
    MAX_REQUESTS,
    Asked,
    DatePrecision,
    Firm,
    Handling,
    VisitReport,
)
from service_desk.persistence.database import db
from service_desk.persistence.tables import Campaign
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.visits.run_campaign import CampaignPlan
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import (
    CheckboxesField,
    Filled,
    LineField,
    LongTextField,
    WholeNumberField,
    choices,
)
from service_desk.web.forms.files import FilesField, PhotosField
from service_desk.web.forms.kinds import types_or_none
from service_desk.web.language import say

_ROW = "asked-"


class CampaignForm(DeskForm):
    """A campaign: who goes to how many firms when, with which policies in hand."""

    seen = HiddenField()
    name = LineField(_l("名称"), [Filled()], longest=80, description=_l("例如：2026年第二季度入企服务。"))
    group_name = LineField(_l("工作组"), [Filled()], longest=80)
    starts_on = DateField(_l("开始日期"), [Filled()])
    ends_on = DateField(_l("结束日期"), [Optional()])
    is_about = BooleanField(_l("日期是大约的"))
    target = WholeNumberField(_l("计划走访"), [Filled()], unit=_l("家"))
    departments = CheckboxesField(_l("同去的部门"), [Optional()])
    policies = LongTextField(
        _l("要送的政策"),
        longest=1300,
        rows=4,
        description=_l("一行一项，走访时逐项打勾；没有送到的会一直列出来。"),
    )
    is_over = BooleanField(_l("这一轮已经结束"))

    def offer(self, departments: list[tuple[str, Any]]) -> None:
        """Say which departments there are."""
        self.departments.choices = choices(departments)

    def plan(self) -> CampaignPlan:
        """Return what was filled in."""
        lines = (self.policies.data or "").split("\n")
        return CampaignPlan(
            name=self.name.data or "",
            group_name=self.group_name.data or "",
            starts_on=self.starts_on.data,
            target=self.target.data,
            ends_on=self.ends_on.data,
            departments=tuple(self.departments.data or ()),
            policies=tuple(line.strip() for line in lines if line.strip()),
            precision=DatePrecision.APPROX if self.is_about.data else DatePrecision.EXACT,
        )


class AskedForm(Form):
    """One request of a visit."""

    text = LongTextField(_l("诉求"), longest=MAX_BODY, rows=2)
    request_type = SelectField(_l("事项"), [Optional()])
    guessed = HiddenField()
    handling = RadioField(
        _l("怎么办"),
        choices=choices((each.value, name) for each, name in HANDLING_NAMES.items()),
        default="listed",
    )
    answer = LongTextField(_l("当场解决的，写明怎样解决"), longest=MAX_NOTE, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_type.choices = types_or_none(catalogue_in_force(db.session()))

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody has written anything here."""
        return not (self.text.data or "").strip() and not (self.answer.data or "").strip()

    def asked(self) -> Asked:
        """Return what was written down."""
        handling = Handling.ON_SITE if self.handling.data == Handling.ON_SITE else Handling.LISTED
        return Asked(self.text.data or "", handling, self.answer.data or "", self.request_type.data or None)


class VisitForm(DeskForm):
    """What somebody brings back from a visit; `rows` are the places of the requests that are not blank."""

    key = HiddenField()
    campaign = HiddenField()
    firm_name = LineField(
        _l("企业名称"), [Filled()], longest=100, render_kw={"list": "firms", "autocomplete": "off"}
    )
    picked = RadioField(_l("是哪一家"), [Optional()], validate_choice=False)
    is_placeholder = BooleanField(
        _l("名称暂不清楚，先占位"), description=_l("占位的走访只计数，不能登记诉求，也不建企业档案。")
    )
    uscc = LineField(_l("统一社会信用代码"), longest=30, render_kw={"autocomplete": "off"})
    park = SelectField(_l("园区"), [Optional()])
    contact_name = LineField(_l("联系人"), longest=40, render_kw={"autocomplete": "off"})
    contact_mobile = LineField(
        _l("联系电话"),
        longest=30,
        render_kw={"type": "tel", "autocomplete": "off"},
        description=_l("只给办理和回访的人看。"),
    )
    visited_on = DateField(_l("走访日期"), [Filled()])
    is_about = BooleanField(_l("日期是大约的"))
    people = LineField(_l("谁去的"), [Filled()], longest=200)
    handed = CheckboxesField(_l("送到的政策"), [Optional()])
    handed_words = LongTextField(_l("宣讲和辅导情况"), longest=500, rows=2)
    seen = LongTextField(_l("看到的情况"), longest=MAX_NOTE, rows=3)
    photos = PhotosField(_l("照片"))
    pasted = LongTextField(
        _l("粘贴聊天记录或笔记"),
        longest=20_000,
        rows=3,
        description=_l("一行一件，或整段微信聊天记录。发言人和电话会取出来，不进诉求正文。"),
    )
    asked = FieldList(FormField(AskedForm), label=_l("诉求"), min_entries=1, max_entries=MAX_REQUESTS)
    follow_up_on = DateField(_l("哪天再看"), [Optional()])
    follow_up = LongTextField(_l("要看什么"), longest=500, rows=2)

    def offer(self, campaign: Campaign | None) -> None:
        """Say which parks there are and which policies the campaign hands over."""
        self.park.choices = [("", _l("未填")), *((park.zh, say(park)) for park in load_parks())]
        self.handed.choices = [(policy, policy) for policy in (campaign.policies if campaign else ())]

    @property
    def rows(self) -> list[int]:
        """The places of the requests that are not blank."""
        return [place for place, row in enumerate(self.asked) if not row.form.is_blank]

    def report(self, firm: Firm, today: date) -> VisitReport:
        """Return what was filled in, about the firm that was found."""
        campaign = self.campaign.data or ""
        return VisitReport(
            key=self.key.data or "",
            firm=firm,
            visited_on=self.visited_on.data or today,
            people=self.people.data or "",
            campaign_id=int(campaign) if campaign.isascii() and campaign.isdecimal() else None,
            precision=DatePrecision.APPROX if self.is_about.data else DatePrecision.EXACT,
            handed=tuple(self.handed.data or ()),
            handed_words=self.handed_words.data or "",
            seen=self.seen.data or "",
            follow_up_on=self.follow_up_on.data,
            follow_up=self.follow_up.data or "",
            asked=tuple(self.asked[place].form.asked() for place in self.rows),
            photos=tuple(self.photos.tokens),
        )

    def firm(self) -> Firm:
        """Return the firm as typed."""
        return Firm(
            name=self.firm_name.data or "",
            uscc=self.uscc.data or None,
            park=self.park.data or None,
            contact_name=self.contact_name.data or None,
            contact_mobile=self.contact_mobile.data or None,
            is_placeholder=bool(self.is_placeholder.data),
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal, each problem of a request beside the request it is about."""
        if not isinstance(refusal, InvalidInput):
            super().refuse(refusal)
            return
        rows, elsewhere = self.rows, {}
        for name, words in refusal.problems.items():
            if not name.startswith(_ROW):
                elsewhere[name] = words
                continue
            _asked, place, field = name.split("-")
            self.asked[rows[int(place)]].form[field].errors = [say(words)]
            self.asked.errors = [_l("请检查标出的诉求。")]
        if elsewhere:
            super().refuse(InvalidInput(elsewhere))


class LaterPhotosForm(DeskForm):
    """Photographs for a visit that is recorded."""

    files = FilesField(_l("补充照片"), groups=[FileGroup.PICTURE])


class FollowUpForm(DeskForm):
    """What was done after a visit, policies handed over later, and the next day to look again."""

    seen = HiddenField()
    words = LongTextField(_l("跟进情况"), [Filled()], longest=MAX_NOTE, rows=3)
    handed = CheckboxesField(_l("这次送到的政策"), [Optional()])
    next_on = DateField(_l("哪天再看"), [Optional()], description=_l("不填就不再提醒。"))
