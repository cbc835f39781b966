"""Every kind of letter, in both languages, as text and HTML: complete, the same words twice, safe and addressed right."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest

from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.notices import Audience, Notice
from service_desk.usecases.delivery.letter import Letter
from tests.support.letters import (
    TEMPLATES,
    TO_ENTERPRISE,
    TO_OFFICERS,
    composer,
    every_letter,
    link_letter,
    portal_link_letter,
    ticket_letter,
)

HAN = re.compile(r"[\u4e00-\u9fff]")
ALL = [
    (letter, f"{letter.notice}-{letter.audience}-{letter.language}")
    for lang in ("zh", "en")
    for letter in every_letter(lang)
]
LETTERS = [pytest.param(letter, id=name) for letter, name in ALL]
TICKET_LETTERS = [pytest.param(letter, id=name) for letter, name in ALL if letter.ticket]
MSGID = re.compile(r"_\('((?:[^'\\]|\\.)*)'")


class Words(HTMLParser):
    """Collects what an HTML letter says, and where it points."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._silent += tag in ("style", "title")
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag == "img":
            self.pictures.append(found)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.said.append(data.strip())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_notice_has_its_letter() -> None:
    assert {letter.notice for letter, _ in ALL} == set(Notice)
    folders = {path.name for path in TEMPLATES.joinpath("mail").iterdir() if path.is_dir()}
    assert folders == {notice.value for notice in Notice} | {"pictures"}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_plain_text_and_html_in_one(letter: Letter) -> None:
    message = message_from_bytes(bytes(composer()(letter)), policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert text.get_content_charset() == html.get_content_charset() == "utf-8"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [address.addr_spec for address in message["To"].addresses] == ["somebody@example.com"]
    assert "service-desk@desk.example.cn" in str(message["From"])


@pytest.mark.parametrize("letter", TICKET_LETTERS)
def test_the_html_says_nothing_that_the_plain_text_does_not(letter: Letter) -> None:
    wording = composer().words(letter)
    text = squeezed(wording.text)
    words = Words(wording.html)
    assert [said for said in words.said[1:] if squeezed(said) not in text] == []
    assert [link for link in words.links if link not in wording.text] == []


@pytest.mark.parametrize("notice", [notice.value for notice in Notice])
def test_both_twins_are_made_of_the_same_sentences(notice: str) -> None:
    html, text = (
        TEMPLATES.joinpath("mail", notice, f"body.{kind}").read_text("utf-8") for kind in ("html", "txt")
    )
    without_preview = re.sub(r"{% block preview %}.*?{% endblock %}", "", html)
    assert MSGID.findall(without_preview) == MSGID.findall(text)


@pytest.mark.parametrize("letter", [each for each in LETTERS if each.id and each.id.endswith("-en")])  # type: ignore[union-attr]
def test_an_english_letter_says_in_chinese_only_what_people_typed(letter: Letter) -> None:
    wording = composer().words(letter)
    typed = ("新车间投产，申请增容500 kVA", "演示新材料有限公司", "演示新材料公司", "申请增容500 kVA", "百嘉科技创新园", "施工图第三页",
             "变压器铭牌照片", "两张", "已完成增容送电。", "现容量", "太原市人力资源和社会保障局", "六月底变电站扩建完成后送电",
             "演示联系人", "供电局", "演示-承办人", "演示-区领导", "设备厂家发货推迟", "完成方案", "扩建完成")  # fmt: skip
    said = "\n".join((wording.subject, wording.text, *Words(wording.html).said))
    for words in typed:
        said = said.replace(words, "")
    assert HAN.findall(said) == []


@pytest.mark.parametrize("letter", TICKET_LETTERS)
def test_what_people_typed_is_shown_and_never_taken_for_markup(letter: Letter) -> None:
    html = composer().words(letter).html
    assert "<b>两张</b>" not in html
    if letter.notice not in (
        Notice.RECEIPT,
        Notice.SIGNED,
        Notice.STRUCK_OFF,
        Notice.LAPSED,
        Notice.MERGED,
        Notice.RESULT,
    ):
        told = not (letter.to_enterprise and letter.notice in (Notice.REDO, Notice.REOPENED))
        assert ("&lt;b&gt;两张&lt;/b&gt;" in html) is told


@pytest.mark.parametrize("letter", LETTERS)
def test_letters_load_nothing_and_point_only_to_the_desk(letter: Letter) -> None:
    html = composer().words(letter).html
    assert [
        src for src in re.findall(r"(?:src|background)\s*=\s*[\"']?(\S+)", html) if not src.startswith("cid:")
    ] == []
    assert "url(" not in html
    assert all(link.startswith("https://desk.example.cn/") for link in Words(html).links)
    assert "<script" not in html


@pytest.mark.parametrize("letter", LETTERS)
def test_style_rules_are_written_into_the_elements(letter: Letter) -> None:
    html = composer().words(letter).html
    assert 'style="' in html
    rules = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert all(rule.strip().startswith("@media") for rule in rules)


@pytest.mark.parametrize("notice", TO_ENTERPRISE)
def test_the_enterprise_is_sent_to_its_tracking_page_and_never_to_the_desk(notice: Notice) -> None:
    wording = composer().words(ticket_letter(notice, Audience.ENTERPRISE))
    assert "/desk/" not in wording.html
    assert "您" in wording.text
    links = Words(wording.html).links
    expected = "https://desk.example.cn/track/QY20210526-0007"
    assert links == ["https://desk.example.cn/"] if notice is Notice.LAPSED else links[0].startswith(expected)


@pytest.mark.parametrize("notice", TO_OFFICERS)
def test_officers_are_sent_to_the_ticket_on_the_desk(notice: Notice) -> None:
    wording = composer().words(ticket_letter(notice, Audience.LEAD_DEPARTMENT))
    assert Words(wording.html).links == ["https://desk.example.cn/desk/tickets/QY20210526-0007"]


def test_only_the_receipt_carries_the_query_code() -> None:
    for letter, _ in ALL:
        wording = composer().words(letter)
        assert ("7K3MPA" in wording.text) is ("7K3MPA" in wording.html) is (letter.notice is Notice.RECEIPT)
        assert "7K3MPA" not in wording.subject


@pytest.mark.parametrize("letter", TICKET_LETTERS)
def test_the_subject_names_the_ticket(letter: Letter) -> None:
    assert "QY20210526-0007" in composer().words(letter).subject


@pytest.mark.parametrize("letter", LETTERS)
def test_the_tone_is_calm(letter: Letter) -> None:
    wording = composer().words(letter)
    assert not re.search("[!！]", wording.subject + wording.text)


def test_the_receipt_word_for_word() -> None:
    wording = composer().words(ticket_letter(Notice.RECEIPT, Audience.ENTERPRISE))
    assert wording.subject == "已收到您的诉求 QY20210526-0007：新车间投产，申请增容500 kVA"
    assert (
        wording.text
        == """\
已收到您的诉求

演示联系人，您好：

您提交的诉求已经登记。一般在下一个工作日内受理；受理当天交办，三天内反馈进展。

诉求编号：QY20210526-0007
标题：新车间投产，申请增容500 kVA
事项：用电容量（报装、增容、双电源、临时、借用、质量）
受理单位：供电局
电话：0351-7000001

查询码：7K3MPA

凭编号和查询码可以查看进展、补充情况、撤回和评价，请妥善保管，不要转发本邮件。

查看进展：https://desk.example.cn/track/QY20210526-0007

--
演示高新区企业服务台

本邮件由系统自动发出，请勿直接回复。咨询电话：0351-7000000。
主办单位：演示高新区管理委员会
"""
    )


def test_the_dispatch_letter_word_for_word_in_english() -> None:
    letter = ticket_letter(Notice.DISPATCHED, Audience.LEAD_DEPARTMENT, "en", is_urgent=True, words=None)
    wording = composer().words(letter)
    assert wording.subject == "[Urgent] Please sign for QY20210526-0007: 新车间投产，申请增容500 kVA"
    assert (
        wording.text
        == """\
A new ticket, please sign for it

供电局,

You lead on this ticket; please sign for it and contact the enterprise by Wed 26 May 24:00.

Ticket number: QY20210526-0007
Title: 新车间投产，申请增容500 kVA
Enterprise: 演示新材料有限公司
Subject: Power capacity and supply quality
Level: General
Progress due: Mon 31 May 24:00
Result due: Wed 2 Jun 24:00

Sign for it: https://desk.example.cn/desk/tickets/QY20210526-0007

If it is not your duty, return it within one working day and say on what basis; until that is agreed, please keep at it.

--
Demo High-Tech Zone Enterprise Service Desk

This letter was sent automatically; please do not reply to it. Telephone for questions: 0351-7000000.
Run by: Administrative Committee of the Demo High-Tech Zone
"""
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = ticket_letter(Notice.SIGNED, Audience.ENTERPRISE, milestones=())
    wording = composer(contact_phone="").words(bare)
    assert "期限" not in wording.text
    assert "咨询电话" not in wording.text


def test_a_receipt_of_a_visit_says_that_it_was_solved() -> None:
    letter = ticket_letter(Notice.RECEIPT, Audience.ENTERPRISE, is_on_site=True, words="已协调划线")
    wording = composer().words(letter)
    assert wording.subject.startswith("已登记当场解决的诉求")
    assert "已协调划线" in wording.text
    assert "三天内反馈" not in wording.text


def test_information_wanted_says_until_when_or_that_the_clock_waits() -> None:
    asked = composer().words(ticket_letter(Notice.INFO_WANTED, Audience.ENTERPRISE)).text
    paused = composer().words(ticket_letter(Notice.INFO_WANTED, Audience.ENTERPRISE, reply_by=None)).text
    assert "请在5月31日（周一）24:00前补充" in asked
    assert "办理时限暂停计算" in paused


def test_the_link_letter_says_what_the_link_is_for() -> None:
    invite, reset = (composer().words(link_letter(purpose)) for purpose in ("invite", "reset"))
    assert "https://desk.example.cn/link/a-token" in invite.text
    assert invite.subject == "设置您的登录口令"
    assert "原来的口令仍然有效" in reset.text
    assert "a-token" not in invite.subject


def test_somebody_of_an_enterprise_is_told_whose_account_it_is() -> None:
    officer, firm = (composer().words(link_letter(firm=name)).text for name in ("", "演示新材料有限公司"))
    assert "管理员为您开通了账号" in officer
    assert "就能登录“演示新材料有限公司”的企业账号" in firm
    assert "管理员" not in firm


def test_whoever_has_not_said_a_name_is_greeted_all_the_same() -> None:
    for language, greeting in (("zh", "您好："), ("en", "Hello,")):
        wording = composer().words(portal_link_letter(Notice.DRAFT_LINK, language))
        assert greeting in wording.text.splitlines()
        assert greeting in Words(wording.html).said


def test_replies_go_to_the_office_where_it_has_an_address() -> None:
    letter = ticket_letter(Notice.RECEIPT, Audience.ENTERPRISE)
    assert composer()(letter)["Reply-To"] is None
    assert str(composer(contact_email="office@example.cn")(letter)["Reply-To"]) == "office@example.cn"


def test_a_recipient_that_is_no_address_is_refused() -> None:
    letter = ticket_letter(Notice.RECEIPT, Audience.ENTERPRISE)
    object.__setattr__(letter, "recipient", "a@example.com, b@example.com")
    with pytest.raises(ValueError, match="not one mail address"):
        composer()(letter)


def test_dates_come_from_the_milestones_that_apply() -> None:
    facts = ticket_letter(Notice.DISPATCHED, Audience.LEAD_DEPARTMENT).ticket
    assert facts is not None
    assert [one.key for one in facts.milestones if one.due == facts.finish_by] == [MilestoneKey.CLOSING]
