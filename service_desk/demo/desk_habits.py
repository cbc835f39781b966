"""What officers of the demo zone have made of their desks: tags on what they handle, a colleague who stands in."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.demo.people import Cast
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.queues import QueueFilter, queue_page
from service_desk.usecases.handling.arrange_absence import arrange_absence
from service_desk.usecases.handling.tag_tickets import tag_tickets

_TAGS = ("停产风险", "待现场踏勘", "等设计图纸")
_AWAY = "CB"
"""The department whose handler is away this week; its head stands in."""


def keep_habits(cast: Cast, now: datetime) -> None:
    """Put tags on some of the power utility's tickets, and send one handler on leave for three days."""
    in_hand = QueueFilter(department="PW", is_open=True)
    numbers = [ticket.ticket_no for ticket in queue_page(db.session(), in_hand, size=9).tickets]
    for place, tag in enumerate(_TAGS):
        if some := numbers[place :: len(_TAGS) + 1]:
            tag_tickets(some, cast.handler("PW"), now, add=tag)
    today, absent, head = local_date(now), cast.handler(_AWAY), cast.head(_AWAY)
    if absent.user_id is not None and head.user_id is not None:
        arrange_absence(
            absent, now, user_id=absent.user_id, substitute_id=head.user_id, from_on=today,
            until_on=today + timedelta(days=2), reason="外出学习",
        )  # fmt: skip
