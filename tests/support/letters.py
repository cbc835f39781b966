"""One letter of every kind, with facts as the outbox gives them, for tests of wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from service_desk.config import Settings
from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.clock import timetable
from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.policy import DEFAULT_POLICY, load_policies
from service_desk.domain.supervision import SHEET_NAMES, Sheet, SheetColour
from service_desk.domain.telling import narrate
from service_desk.domain.zone_time import end_of_day
from service_desk.notify.composer import Composer
from service_desk.notify.pictures import chinese_font
from service_desk.usecases.delivery.letter import (
    AreaFacts,
    ExportFacts,
    FeedbackFacts,
    FirmFacts,
    Letter,
    LinkFacts,
    OfficeFacts,
    ReviewFacts,
    SheetLine,
    SheetsFacts,
    StandInFacts,
    TicketFacts,
)
from tests.support.histories import History, at
from tests.support.weekly import report_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WORDS = "施工图第三页\n变压器铭牌照片 <b>两张</b>"
DETAILS = {
    "answer": "已完成增容送电。\n现容量 630 kVA。",
    "channel": "太原市人力资源和社会保障局",
    "plan": "六月底变电站扩建完成后送电",
    "into": "QY20210524-0009",
    "days": 3,
    "reason": "设备厂家发货推迟",
    "nodes": [{"on": "2021-06-10", "what": "完成方案"}, {"on": "2021-06-30", "what": "扩建完成"}],
}

TO_ENTERPRISE = (
    Notice.RECEIPT, Notice.INFO_WANTED, Notice.DECLINED, Notice.LAPSED, Notice.SIGNED, Notice.PROGRESS, Notice.ON_HOLD,
    Notice.RESULT, Notice.REDO, Notice.STRUCK_OFF, Notice.REOPENED, Notice.MERGED, Notice.UNMERGED, Notice.EXTENDED,
    Notice.LEVEL_RAISED,
)  # fmt: skip
TO_OFFICERS = (
    Notice.SUPPLEMENTED, Notice.WITHDRAWN, Notice.DISPATCHED, Notice.CO_TASK, Notice.RETURNED, Notice.RETURN_REJECTED,
    Notice.SENT_BACK, Notice.DISPUTED, Notice.REDO, Notice.REOPENED, Notice.ON_HOLD, Notice.TAKEN_BACK,
    Notice.CO_TASK_DONE, Notice.MEETING, Notice.APPLICATION, Notice.APPLICATION_REFUSED, Notice.EXTENDED,
    Notice.LEVEL_RAISED, Notice.HOLD_ENDED, Notice.URGED, Notice.SHEET, Notice.SHEET_ANSWERED, Notice.INSTRUCTED,
    Notice.INSTRUCTION_ANSWERED, Notice.ESCALATED, Notice.MENTIONED,
)  # fmt: skip
AREA = (Notice.AREA_CONFIRM, Notice.AREA_UPDATE, Notice.AREA_ENDED)


def ticket_facts(**different: Any) -> TicketFacts:
    """Return a ticket at work, with something in every field."""
    history = History().at_work(at(26))
    events = history.events
    facts: dict[str, Any] = {
        "ticket_no": "QY20210526-0007",
        "title": "新车间投产，申请增容500 kVA",
        "enterprise": "演示新材料有限公司",
        "request_type": load_catalogue().request_types["power_capacity"].name,
        "level": Bilingual("一般", "General"),
        "is_urgent": False,
        "office": OfficeFacts(Bilingual("供电局", "Power Supply Bureau"), "0351-7000001"),
        "milestones": timetable(events, load_policies()[DEFAULT_POLICY], load_calendar()),
        "happened_at": events[-1].at,
        "happened": narrate(events[-1], load_catalogue()).headline,
        "words": WORDS,
        "query_code": "7K3MPA",
        "reply_by": end_of_day(at(31).date()),
        "review_on": at(10, month=6).date(),
        "details": DETAILS,
    }
    return TicketFacts(**(facts | different))


def ticket_letter(notice: Notice, audience: Audience, language: str = "zh", **different: Any) -> Letter:
    """Return a letter about a ticket."""
    to_enterprise = audience is Audience.ENTERPRISE
    facts = ticket_facts(**({} if to_enterprise else {"query_code": None}) | different)
    return Letter(
        key=f"{notice}/QY20210526-0007/4/somebody@example.com",
        notice=notice,
        recipient="somebody@example.com",
        recipient_name="演示联系人" if to_enterprise else "供电局",
        language=language,
        written_at=at(26, 16, 20),
        audience=audience,
        ticket=facts,
    )


def link_letter(purpose: str = "invite", language: str = "zh", firm: str = "") -> Letter:
    """Return the letter with a one-time link."""
    link = LinkFacts(purpose, "a-token", "demo-handler", at(28, 9), firm)
    letter = ticket_letter(Notice.ACCOUNT_LINK, Audience.COORDINATOR, language)
    return replace(letter, audience=None, ticket=None, link=link, recipient_name="演示-承办人")


def portal_link_letter(notice: Notice, language: str = "zh") -> Letter:
    """Return the letter with a link to a draft, or to a ticket."""
    link = LinkFacts("portal", "a-token", "QY20210526-0007", at(28, 9))
    letter = ticket_letter(notice, Audience.COORDINATOR, language)
    name = "" if notice is Notice.DRAFT_LINK else "演示联系人"  # who writes a draft has said an address only
    return replace(letter, audience=None, ticket=None, link=link, recipient_name=name)


def firm_letter(language: str = "zh") -> Letter:
    """Return the letter to a firm whose account was not opened."""
    letter = ticket_letter(Notice.FIRM_REFUSED, Audience.COORDINATOR, language)
    facts = FirmFacts("演示新材料有限公司", WORDS)
    return replace(letter, audience=None, ticket=None, firm=facts, recipient_name="演示联系人")


def sheets_letter(language: str = "zh") -> Letter:
    """Return the letter of a round of supervision with a red and a blue sheet."""
    lines = tuple(
        SheetLine(
            f"QY20210526-000{n}", "新车间投产，申请增容500 kVA", SHEET_NAMES[colour], sheet.reason, sheet.due
        )
        for n, colour, sheet in (
            (7, SheetColour.RED, Sheet(SheetColour.RED, MilestoneKey.CLOSING, at(25))),
            (8, SheetColour.BLUE, Sheet(SheetColour.BLUE, MilestoneKey.CLOSING, at(28))),
        )
    )
    letter = ticket_letter(Notice.SHEETS, Audience.LEAD_DEPARTMENT, language)
    facts = SheetsFacts(Bilingual("供电局", "Power Supply Bureau"), lines)
    return replace(letter, audience=None, ticket=None, sheets=facts)


def feedback_letter(language: str = "zh") -> Letter:
    """Return the letter on what a reader missed in an answer."""
    letter = ticket_letter(Notice.ANSWER_UNHELPFUL, Audience.NAMED_DEPARTMENT, language)
    return replace(letter, ticket=None, feedback=FeedbackFacts(3, "申请增容500 kVA", WORDS))


def review_letter(language: str = "zh") -> Letter:
    """Return the letter on an answer that waits for review."""
    letter = ticket_letter(Notice.ANSWER_REVIEW, Audience.COLLEAGUE, language)
    return replace(letter, ticket=None, review=ReviewFacts(3, "申请增容500 kVA", "演示-承办人"))


def stand_in_letter(language: str = "zh") -> Letter:
    """Return the letter on an absence nobody stands in for any longer."""
    letter = ticket_letter(Notice.SUBSTITUTE_GONE, Audience.COLLEAGUE, language)
    facts = StandInFacts("演示-承办人", "演示-区领导", at(26).date(), at(30).date())
    return replace(letter, ticket=None, stand_in=facts)


def area_letter(notice: Notice, language: str = "zh") -> Letter:
    """Return a letter about a public notice."""
    facts = AreaFacts(5, "申请增容500 kVA", WORDS, at(30).date(), at(26), "a-token")
    letter = ticket_letter(notice, Audience.ENTERPRISE, language)
    return replace(letter, ticket=None, area=facts, recipient_name="somebody@example.com")


def export_letter(language: str = "zh") -> Letter:
    """Return the letter about an export that can be fetched."""
    letter = ticket_letter(Notice.EXPORT_READY, Audience.COORDINATOR, language)
    title = Bilingual("新增 · 2021年 · 全区", "New · 2021 · Whole zone").say(language)
    export = ExportFacts(title, at(28, 9))
    return replace(letter, audience=None, ticket=None, export=export, recipient_name="演示-区领导")


def a_week() -> list[History]:
    """Return the tickets of a week in which a bit of everything happens."""
    tickets = [
        History(request_type="tax", firm=n, park="百嘉科技创新园")
        .submitted(at(25))
        .act(Action.REQUEST_INFO, at(25, 11), note="请补合同")  # the enterprise's turn: nothing is late
        for n in (1, 2, 3)
    ]
    tickets += [History().at_work(at(day), lead) for day, lead in ((12, "PW"), (24, "PW"), (28, "CB"))]
    done = History().at_work(at(18)).finished(at(25)).called(at(26), "solved", 5)
    return [*tickets, done.struck_off(at(27))]


def weekly_letter(
    scope: str = "zone", language: str = "zh", histories: list[History] | None = None
) -> Letter:
    """Return a weekly letter of week 21."""
    report = report_of(histories if histories is not None else a_week(), scope)
    notice = Notice.WEEKLY_ZONE if report.is_zone else Notice.WEEKLY_DEPARTMENT
    letter = ticket_letter(notice, Audience.COORDINATOR, language)
    key = f"weekly/2021-W21/{scope}/somebody@example.com"
    written = at(31, 8, 30) + timedelta(seconds=1)
    return replace(letter, key=key, audience=None, ticket=None, report=report, written_at=written)


def every_letter(language: str) -> list[Letter]:
    """Return one letter of each kind, to each of its audiences."""
    letters = [ticket_letter(notice, Audience.ENTERPRISE, language) for notice in TO_ENTERPRISE]
    letters += [ticket_letter(notice, Audience.LEAD_DEPARTMENT, language) for notice in TO_OFFICERS]
    letters += [link_letter(purpose, language) for purpose in ("invite", "reset")]
    letters += [portal_link_letter(notice, language) for notice in (Notice.DRAFT_LINK, Notice.TRACKING_LINK)]
    letters += [firm_letter(language)]
    letters += [area_letter(notice, language) for notice in AREA]
    letters += [
        feedback_letter(language),
        review_letter(language),
        stand_in_letter(language),
        sheets_letter(language),
        export_letter(language),
    ]
    return [*letters, weekly_letter("zone", language), weekly_letter("PW", language)]


def post_settings(**different: Any) -> Settings:
    """Return settings of a desk with an address and a telephone."""
    facts: dict[str, Any] = {
        "public_url": "https://desk.example.cn",
        "contact_phone": "0351-7000000",
        "mail_sender": "service-desk@desk.example.cn",
    }
    return Settings(**(facts | different))


@cache
def composer(*, draws: bool = False, **different: Any) -> Composer:
    """Return a composer over the real templates; the same one for the same settings."""
    return Composer(post_settings(**different), TEMPLATES, chinese_font() if draws else None)
