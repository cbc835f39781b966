"""What officers of the demo zone keep for themselves: lists under a name, phrases, leave to come, what they follow."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.demo.people import ACCOUNTS, Cast
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.queues import QueueFilter, queue_page
from service_desk.usecases.handling.arrange_absence import arrange_absence
from service_desk.usecases.handling.keep_phrases import save_phrase
from service_desk.usecases.handling.keep_views import save_view
from service_desk.usecases.handling.report_progress import add_note
from service_desk.usecases.together.follow_ticket import follow_ticket

_VIEWS = (("红灯的件", {"tab": "our-in_progress", "lamp": "red"}), ("停着钟的件", {"tab": "our-on_hold"}))
_PHRASES = (
    ("已联系", "您好，我们已收到您的诉求，今天内会有人与您联系，请保持电话畅通。"),
    ("约踏勘", "拟于近日到现场踏勘，请安排熟悉情况的同志陪同，并备好相关图纸。"),
)
_DEPARTMENTS_PHRASE = ("缺材料", "办理还缺以下材料，请补充后我们继续办理：")
_LEAVE_IN = timedelta(days=10)


def keep_things(cast: Cast, now: datetime) -> None:
    """Let the departments named at the start have lists, phrases, leave, followed tickets and mentions; the zone's own follow, too."""
    for department in sorted({account.department for account in ACCOUNTS if account.department}):
        _keep(cast, department, now)
    in_hand = queue_page(db.session(), QueueFilter(department="PW", is_open=True), size=3).tickets
    for role in (Role.DISPATCHER, Role.CALLBACK, Role.COMMISSIONER):
        for ticket in in_hand:
            follow_ticket(ticket.ticket_no, cast.zone(role), now)


def _keep(cast: Cast, department: str, now: datetime) -> None:
    handler, head = cast.handler(department), cast.head(department)
    for officer in (handler, head):
        for name, conditions in _VIEWS:
            save_view(officer, now, name=name, conditions=conditions)
        for name, text in _PHRASES:
            save_phrase(officer, now, name=name, text=text)
    name, text = _DEPARTMENTS_PHRASE
    save_phrase(head, now, name=name, text=text, for_department=True)
    in_hand = queue_page(db.session(), QueueFilter(department=department, is_open=True), size=3).tickets
    numbers = [ticket.ticket_no for ticket in in_hand]
    for number in numbers:
        follow_ticket(number, handler, now)
        follow_ticket(number, head, now)
    if numbers:
        add_note(numbers[0], head, now, note=f"@{handler.name} 请今天先与企业联系一次，把情况记在这里。")
        add_note(numbers[-1], handler, now, note=f"@{head.name} 这件要不要申请延期，请看一眼。")
    if handler.user_id is not None and head.user_id is not None:
        day = local_date(now + _LEAVE_IN)
        arrange_absence(
            handler, now, user_id=handler.user_id, substitute_id=head.user_id, from_on=day,
            until_on=day + timedelta(days=1), reason="年休假",
        )  # fmt: skip
