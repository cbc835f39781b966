"""The umbrella of the demo zone: several enterprises of one park ask for power, so the shortage itself becomes a ticket."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.demo.drawing import HOT_TYPE
from service_desk.demo.people import Cast
from service_desk.demo.plan import HOT_PARK
from service_desk.domain.catalogue import Category, Level
from service_desk.domain.requests import Source
from service_desk.domain.roles import Role
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.queues import QueueFilter, queue_page
from service_desk.usecases.handling.report_progress import add_note, report_progress
from service_desk.usecases.intake.accept_ticket import accept_ticket
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.knowledge.tell_area import Told, publish_notice
from service_desk.usecases.routing.dispatch_ticket import dispatch_ticket
from service_desk.usecases.routing.group_tickets import join_umbrella
from service_desk.usecases.routing.sign_ticket import sign_ticket
from service_desk.usecases.together.follow_ticket import follow_ticket

MOST = 8
_MINUTE = timedelta(minutes=1)


def open_umbrella(cast: Cast, now: datetime) -> None:
    """File the shortage on the zone's own account, hand it to who can remedy it, and put the open requests under it."""
    asked = QueueFilter(request_type=HOT_TYPE, park=HOT_PARK, is_open=True)
    children = [ticket.ticket_no for ticket in queue_page(db.session(), asked, size=MOST).tickets]
    if len(children) < 2:
        return
    dispatcher = cast.zone(Role.DISPATCHER)
    request = Request(
        title=f"{HOT_PARK}供电能力不足",
        body=f"近几周{HOT_PARK}多家企业先后申请增容，园区变电容量吃紧。请统一研究近期和远期供电方案。",
        request_type="park_substation",
        enterprise_name=f"演示专题（{HOT_PARK}）",
        contact_name=None,
        contact_mobile=None,
        park=HOT_PARK,
        source=Source.PROACTIVE,
    )
    number = submit_ticket(request, dispatcher, now).ticket_no
    accept_ticket(
        number, dispatcher, now + _MINUTE,
        category=Category.FACTORS, request_type="park_substation", level=Level.COMPLEX,
    )  # fmt: skip
    dispatch_ticket(number, dispatcher, now + 2 * _MINUTE, lead="CB", co_departments=["PW", "ES"])
    sign_ticket(number, cast.handler("CB"), now + 4 * _MINUTE, contacted=True)
    note = "已请供电局按企业逐户核实近期、远期负荷，先排临时措施，再报分期方案。"
    report_progress(number, cast.handler("CB"), now + 6 * _MINUTE, note=note)
    follow_ticket(number, cast.zone(Role.SUPERVISOR), now + 6 * _MINUTE)
    publish_notice(number, dispatcher, now + 7 * _MINUTE, _told(now))
    asks = f"@{cast.head('PW').name} 请安排专人逐户核实近期、远期负荷，周五前给数。"
    add_note(number, cast.handler("CB"), now + 7 * _MINUTE, note=asks)
    for child in children:
        join_umbrella(child, dispatcher, now + 8 * _MINUTE, parent=number)


def _told(now: datetime) -> Told:
    """Return what everybody is told of the shortage."""
    return Told(
        title=f"{HOT_PARK}供电能力不足，正在扩容",
        words="园区变电容量吃紧，供电部门正在逐户核实负荷：急需的先装临时变压器，同时报批新建一座变电站。已经提过的不用再提。",
        park=HOT_PARK,
        request_type=HOT_TYPE,
        expected_on=local_date(now) + timedelta(days=90),
    )
