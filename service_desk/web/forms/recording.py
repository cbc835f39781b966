"""The forms of requests filed for an enterprise (代录): what was said, then a look at what would be filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.catalogue import Catalogue
from service_desk.domain.origins import RECORDED_SOURCES, Origin
from service_desk.domain.pasting import MAX_PASTED
from service_desk.domain.requests import MAX_BODY, MAX_TITLE, SOURCE_NAMES, Source
from service_desk.domain.visits import Firm
from service_desk.usecases.intake.keep_request_draft import parcel_of
from service_desk.usecases.intake.submit_ticket import Request
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LineField, LocalMomentField, LongTextField
from service_desk.web.forms.files import FilesField, ForForm
from service_desk.web.forms.kinds import types_or_none
from service_desk.web.language import say

ANY_PAPER = "other"
"""The slot of photographs and other papers, as the general form has it."""

_UNSEEN = {"autocomplete": "off"}


SHORTEST_DRAWN, LONGEST_DRAWN = 16, 25
"""How long what a page draws may be: with what stands before it, it is the code of a draft too."""


def record_key(drawn: str) -> str:
    """Return what a page of proxy filing is known again by: the same key makes one ticket and holds one parcel of files."""
    return f"record/{drawn}"[:40]


class SourceForm(DeskForm):
    """The channel a request came in by."""

    source = RadioField(_l("从哪里来"), [Filled(_l("请选择从哪里来。"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source.choices = [(each.value, say(SOURCE_NAMES[each])) for each in RECORDED_SOURCES]


class PasteForm(SourceForm):
    """What somebody said, pasted, dictated or taken down, and of which firm."""

    words = LongTextField(
        _l("原话"),
        [Filled()],
        longest=MAX_PASTED,
        rows=7,
        description=_l(
            "粘贴聊天记录，或用手机键盘的语音输入口述。发言人、时间和电话会自动取出，不进诉求正文。"
        ),
    )
    firm_name = LineField(
        _l("企业"),
        longest=100,
        description=_l("名称里的几个字、拼音首字母或信用代码；不清楚可以下一步再填。"),
        render_kw={"list": "firms", **_UNSEEN},
    )


class OriginForm(SourceForm):
    """Where a request that is filed for an enterprise came from, which firm is meant, and that it is no double."""

    picked = RadioField(_l("是哪一家"), [Optional()], validate_choice=False)
    said_at = LocalMomentField(_l("原话时间"), [Optional()], format="%Y-%m-%dT%H:%M")
    said_by = LineField(_l("原话出自"), longest=40, description=_l("只给工作人员看。"), render_kw=_UNSEEN)
    hotline_no = LineField(_l("12345工单号"), longest=40, render_kw=_UNSEEN)
    instructed_by = LineField(_l("交办领导"), longest=40, render_kw=_UNSEEN)
    wished_by = DateField(_l("领导要求哪天前办结"), [Optional()])
    is_another = BooleanField(_l("看过了，不是同一件事，仍要录入"))

    def origin(self) -> Origin:
        """Return where it came from."""
        said_at: datetime | None = self.said_at.data
        return Origin(
            said_at=said_at,
            said_by=self.said_by.data or "",
            hotline_no=self.hotline_no.data or "",
            instructed_by=self.instructed_by.data or "",
            wished_by=self.wished_by.data,
        )


class BesideForm(OriginForm):
    """The origin beside a request form, in one page with it: under names no question of a form can have."""

    class Meta(OriginForm.Meta):  # type: ignore[misc,name-defined]
        """The request form's token is the page's."""

        csrf = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="of-", **kwargs)

    def carried(self) -> Iterator[tuple[str, str]]:
        """Yield what was typed, as it was sent, for hidden fields of the next page."""
        for field in self:
            for value in request.form.getlist(field.name):
                yield field.name, value


class RecordForm(OriginForm):
    """Everything that would be filed, for a second look."""

    key = HiddenField()
    title = LineField(_l("标题"), [Filled()], longest=MAX_TITLE)
    body = LongTextField(
        _l("诉求内容"), [Filled()], longest=MAX_BODY, rows=5, description=_l("企业和办理部门都会看到这段话。")
    )
    request_type = SelectField(_l("事项"), [Optional()])
    guessed = HiddenField()
    firm_name = LineField(_l("企业名称"), [Filled()], longest=100, render_kw={"list": "firms", **_UNSEEN})
    uscc = LineField(_l("统一社会信用代码"), longest=30, render_kw=_UNSEEN)
    contact_name = LineField(_l("联系人"), longest=40, render_kw=_UNSEEN)
    contact_mobile = LineField(_l("联系电话"), longest=30, render_kw={"type": "tel", **_UNSEEN})
    files = FilesField()

    def offer(self, catalogue: Catalogue) -> None:
        """Say which request types there are, by category."""
        self.request_type.choices = types_or_none(catalogue)

    @property
    def submission_key(self) -> str:
        """What a form pressed twice is known again by."""
        return record_key(self.key.data or "")

    @property
    def parcel(self) -> str:
        """The name under which files wait for the ticket."""
        return parcel_of(self.submission_key)

    def take_files(self) -> None:
        """Receive the files that were sent, and find those again that came with an earlier attempt."""
        self.files.take(ForForm(self.parcel, ANY_PAPER))

    def firm(self) -> Firm:
        """Return the firm as typed."""
        return Firm(
            self.firm_name.data or "",
            self.uscc.data or None,
            None,
            self.contact_name.data or None,
            self.contact_mobile.data or None,
        )

    def request(self, firm: Firm) -> Request:
        """Return what is filed, about the firm that was found."""
        return Request(
            title=self.title.data or "",
            body=self.body.data or "",
            request_type=self.request_type.data or None,
            enterprise_name=firm.name,
            contact_name=firm.contact_name,
            contact_mobile=firm.contact_mobile,
            uscc=firm.uscc,
            park=firm.park,
            source=Source(self.source.data),
            submission_key=self.submission_key,
            parcel=self.parcel,
            files=tuple(self.files.tokens),
        )
