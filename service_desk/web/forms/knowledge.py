"""The forms of the knowledge base: an answer, what is done to it, a search, what readers say, a public notice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import Email, Optional

from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue
from service_desk.domain.knowledge.answers import MAX_ANSWER, MAX_FEEDBACK, MAX_QUESTION, MAX_TITLE
from service_desk.domain.knowledge.area_notices import MAX_WORDS
from service_desk.domain.parks import load_parks
from service_desk.domain.requests import MAX_NOTE
from service_desk.usecases.knowledge.tell_area import Told
from service_desk.usecases.knowledge.wording import Wording
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField, LongTextField, choices
from service_desk.web.language import say


class SeenForm(DeskForm):
    """A form that carries the version of what it was opened on."""

    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version of the page; 0, which nothing has, where it does not say."""
        written = self.seen.data or ""
        return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


class AnswerForm(SeenForm):
    """An answer: question and answer in Chinese, English where there is one, what it is about and who answers for it."""

    ticket = HiddenField()
    title = LineField(
        _l("标题"),
        [Filled()],
        longest=MAX_TITLE,
        description=_l("企业会怎么问就怎么写，例如：变压器容量不够怎么增容。"),
    )
    question = LongTextField(
        _l("问题"), [Filled()], longest=MAX_QUESTION, rows=3, description=_l("遇到什么情况的企业该看这一条。")
    )
    text = LongTextField(
        _l("答复"), [Filled()], longest=MAX_ANSWER, rows=10,
        description=_l("空一行分段；“- ”开头成列表；**粗体**；[文字](https://…) 或 [电话](tel:…) 成链接。"),
    )  # fmt: skip
    request_type = SelectField(_l("诉求事项"), [Optional()])
    department = SelectField(_l("责任部门"), [Filled()], description=_l("没有帮上忙的意见发给它。"))
    others = CheckboxesField(_l("相关部门"), [Optional()])
    title_en = LineField(_l("英文标题"), [Optional()], longest=2 * MAX_TITLE)
    question_en = LongTextField(_l("英文问题"), [Optional()], longest=2 * MAX_QUESTION, rows=3)
    text_en = LongTextField(_l("英文答复"), [Optional()], longest=2 * MAX_ANSWER, rows=8)
    is_clean = BooleanField(
        _l("我已核对：没有企业名称、人名、手机号码和编号"),
        [Filled(_l("请核对并确认没有企业和个人的信息。"))],
    )

    def offer(self, catalogue: Catalogue) -> None:
        """Fill in what can be chosen."""
        departments = [(code, say(each.name)) for code, each in catalogue.departments.items()]
        self.request_type.choices = [("", _l("不限于一个事项")), *kinds_of(catalogue)]
        self.department.choices = choices([("", _l("请选择")), *departments])
        self.others.choices = choices(departments)

    def show(self, wording: Wording) -> None:
        """Show a wording in the fields."""
        for name in ("title", "question", "text", "title_en", "question_en", "text_en"):
            self[name].data = getattr(wording, name)
        self.request_type.data = wording.request_type or ""
        self.department.data = wording.departments[0] if wording.departments else ""
        self.others.data = list(wording.departments[1:])

    def wording(self) -> Wording:
        """Return what was typed."""
        return Wording(
            title=self.title.data or "", question=self.question.data or "", text=self.text.data or "",
            title_en=self.title_en.data or "", question_en=self.question_en.data or "", text_en=self.text_en.data or "",
            request_type=self.request_type.data or None,
            departments=(self.department.data or "", *(self.others.data or ())),
        )  # fmt: skip


class AnswerActForm(SeenForm):
    """What is done to an answer, with a remark and the day of the next look."""

    note = LongTextField(
        _l("说明"),
        [Optional()],
        longest=MAX_NOTE,
        rows=2,
        description=_l("退回时请写明改什么；撤下时写明原因。"),
    )
    review_on = DateField(_l("下次复核"), [Optional()], description=_l("不填为半年后。"))


class NoHelpForm(DeskForm):
    """What is missing in an answer."""

    words = LongTextField(
        _l("还差什么"), [Filled(_l("请写一两句还差什么。"))], longest=MAX_FEEDBACK, rows=3,
        description=_l("会转给负责的部门，不用写姓名和电话。"),
    )  # fmt: skip


class NoticeForm(SeenForm):
    """A public notice under an umbrella."""

    ticket = HiddenField()
    title = LineField(
        _l("标题"),
        [Filled()],
        longest=MAX_TITLE,
        description=_l("例如：智能制造产业园供电能力不足，正在扩容。"),
    )
    park = SelectField(_l("园区"), [Optional()])
    request_type = SelectField(_l("诉求事项"), [Optional()])
    words = LongTextField(
        _l("正在怎么办"), [Filled()], longest=MAX_WORDS, rows=5,
        description=_l("写给所有企业看，不写任何企业的名称。"),
    )  # fmt: skip
    expected_on = DateField(_l("预计解决"), [Optional()], description=_l("说不准可以不填。"))

    def offer(self, catalogue: Catalogue) -> None:
        """Fill in what can be chosen."""
        parks = [(park.zh, say(park)) for park in load_parks()]
        self.park.choices = choices([("", _l("全区")), *parks])
        self.request_type.choices = [("", _l("不限于一个事项")), *kinds_of(catalogue)]

    def told(self) -> Told:
        """Return what was typed."""
        return Told(
            title=self.title.data or "", words=self.words.data or "", park=self.park.data or None,
            request_type=self.request_type.data or None, expected_on=self.expected_on.data,
        )  # fmt: skip


class NoticeUpdateForm(SeenForm):
    """What is new under a notice."""

    words = LongTextField(
        _l("新进展"), [Filled()], longest=MAX_WORDS, rows=4, description=_l("会发邮件给关注的企业。")
    )
    expected_on = DateField(_l("预计解决"), [Optional()])


class FollowForm(DeskForm):
    """A mail address that wants to hear of a notice."""

    email = LineField(
        _l("邮箱"), [Filled(), Email(_l("邮箱地址不完整，请按 name@example.com 的样子填写。"))], longest=254,
        description=_l("先发一封确认邮件，确认以后才开始通知；每封邮件里都可以取消。"),
        render_kw={"type": "email", "autocomplete": "email"},
    )  # fmt: skip


def kinds_of(catalogue: Catalogue) -> Iterable[tuple[str, Any]]:
    """Return the request types to choose from, with their categories before them."""
    return choices(
        [
            (code, f"{say(CATEGORY_NAMES[kind.category])} · {say(kind.name)}")
            for code, kind in catalogue.request_types.items()
        ]
    )
