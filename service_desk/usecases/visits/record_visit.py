"""Record a visit with everything it brought back: each request becomes a ticket, solved on the spot or put on the list."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.identifiers import NumberPrefix, check_phone, check_uscc, format_number
from service_desk.domain.origins import Origin
from service_desk.domain.refusals import NotFound
from service_desk.domain.requests import MAX_BODY, MAX_NOTE, Source
from service_desk.domain.visits import (
    MAX_REQUESTS,
    Asked,
    DatePrecision,
    Firm,
    Handling,
    VisitReport,
    still_to_hand_over,
)
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import IntegrityError, Session, transaction
from service_desk.persistence.filling import one_commit
from service_desk.persistence.numbering import next_number
from service_desk.persistence.tables import Campaign, Visit, VisitRequest
from service_desk.persistence.tickets import ticket_by_submission
from service_desk.persistence.visits import lock_campaign, requests_of, visit_by_key, was_visited
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.firms.known_firms import enterprise_of, known_firm
from service_desk.usecases.intake.submit_ticket import Request, file_request
from service_desk.usecases.visits.photographs import take_photographs
from service_desk.usecases.visits.run_campaign import UNKNOWN_CAMPAIGN
from service_desk.usecases.visits.visitors import demand_visitor


@dataclass(frozen=True)
class Recorded:
    """What was made of a report: the visit and its tickets by number; `is_new` is False where it had come before."""

    visit_no: str
    tickets: tuple[str, ...]
    is_new: bool


def record_visit(report: VisitReport, actor: Actor, now: datetime) -> Recorded:
    """Store a visit and file its requests, all in one commit; the same report sent again changes nothing.

    Raises NotEntitled, NotFound (the campaign), InvalidInput with a problem per field (`asked-0-text` for the first
    request).
    """
    demand_visitor(actor)
    clean = _checked(report, now)
    try:
        return _record(clean, actor, now)
    except IntegrityError:
        # The same report, or one with the same new enterprise, came in at the same moment: by now it can be found.
        return _record(clean, actor, now)


def _record(report: VisitReport, actor: Actor, now: datetime) -> Recorded:
    with one_commit() as session:
        earlier = visit_by_key(session, report.key)
        if earlier is not None:
            numbers = tuple(ticket.ticket_no for _request, ticket in requests_of(session, earlier.id))
            return Recorded(earlier.visit_no, numbers, is_new=False)
        with transaction() as writing:
            firm = known_firm(writing, report.firm)
            visit = _new_visit(writing, replace(report, firm=firm), actor, now)
            visit_id, visit_no = visit.id, visit.visit_no
            take_photographs(writing, visit, report.photos)
        numbers = tuple(
            _file(report, firm, visit_no, place, actor, now) for place in range(len(report.asked))
        )
        with transaction() as writing:
            _link(writing, report, visit_id, numbers)
        return Recorded(visit_no, numbers, is_new=True)


def _new_visit(session: Session, report: VisitReport, actor: Actor, now: datetime) -> Visit:
    """Number the visit, find its firm, and keep its campaign's counts."""
    day = local_date(now)
    number = format_number(NumberPrefix.VISIT, day, next_number(session, NumberPrefix.VISIT, day))
    campaign = _campaign(session, report.campaign_id)
    firm = report.firm
    enterprise = None if firm.is_placeholder else enterprise_of(session, firm, now)
    owed = (
        []
        if campaign is None or firm.is_placeholder
        else still_to_hand_over(campaign.policies, report.handed)
    )
    on_site = sum(asked.handling is Handling.ON_SITE for asked in report.asked)
    visit = Visit(
        visit_no=number, submission_key=report.key, version=1, campaign_id=report.campaign_id,
        enterprise_id=enterprise.id if enterprise else None, firm_name=firm.name, is_placeholder=firm.is_placeholder,
        visited_on=report.visited_on, date_precision=report.precision.value, people=report.people,
        handed=list(report.handed), handed_words=report.handed_words, is_undelivered=bool(owed), seen=report.seen,
        follow_up=report.follow_up, follow_up_on=report.follow_up_on, followed=[],
        asked=len(report.asked), on_site=on_site, recorded_at=now, recorded_by=actor.user_id, recorder_name=actor.name,
    )  # fmt: skip
    if campaign is not None:
        _count(session, campaign, visit)
    session.add(visit)
    session.flush()
    return visit


def _campaign(session: Session, campaign_id: int | None) -> Campaign | None:
    if campaign_id is None:
        return None
    campaign = lock_campaign(session, campaign_id)
    if campaign is None:
        raise NotFound(UNKNOWN_CAMPAIGN)
    return campaign


def _count(session: Session, campaign: Campaign, visit: Visit) -> None:
    """Add a visit to its campaign; of a firm that is not named nothing is known but that it was visited."""
    is_named = visit.enterprise_id is not None
    seen_before = visit.enterprise_id is not None and was_visited(session, campaign.id, visit.enterprise_id)
    campaign.visits += 1
    campaign.firms += not seen_before
    campaign.silent += is_named and visit.asked == 0
    campaign.undelivered += visit.is_undelivered
    campaign.asked += visit.asked
    campaign.on_site += visit.on_site


def _file(report: VisitReport, firm: Firm, visit_no: str, place: int, actor: Actor, now: datetime) -> str:
    """File one request of the visit and return its ticket's number."""
    asked = report.asked[place]
    request = Request(
        title=asked.heading,
        body=asked.text,
        request_type=asked.request_type,
        enterprise_name=firm.name,
        contact_name=firm.contact_name,
        contact_mobile=firm.contact_mobile,
        uscc=firm.uscc,
        park=firm.park,
        source=Source.VISIT,
        occurred_on=report.visited_on if report.precision is DatePrecision.EXACT else None,
        date_precision=report.precision.value,
        submission_key=_key(report.key, place),
    )
    data: dict[str, object] = {"origin": Origin(visit_no=visit_no).as_data()}
    action = Action.SUBMIT
    if asked.handling is Handling.ON_SITE:
        action, data["note"] = Action.RECORD_ON_SITE, asked.answer
    return file_request(request, action, actor, now, data).ticket_no


def _link(session: Session, report: VisitReport, visit_id: int, numbers: tuple[str, ...]) -> None:
    for place, _number in enumerate(numbers):
        ticket = ticket_by_submission(session, _key(report.key, place))
        if ticket is None:
            raise LookupError(f"request {place} of visit {visit_id} was not filed")
        is_on_site = report.asked[place].handling is Handling.ON_SITE
        session.add(
            VisitRequest(
                visit_id=visit_id, no=place + 1, ticket_id=ticket.id, campaign_id=report.campaign_id,
                is_on_site=is_on_site,
            )
        )  # fmt: skip


def _key(key: str, place: int) -> str:
    """Return what a request of a visit is recognised by when the visit is sent again."""
    return f"visit/{hashlib.sha256(key.encode()).hexdigest()[:30]}/{place}"


def _checked(report: VisitReport, now: datetime) -> VisitReport:
    inputs = Inputs()
    firm = _firm(inputs, report.firm)
    asked = tuple(_asked(inputs, place, each) for place, each in enumerate(report.asked))
    if firm.is_placeholder and asked:
        inputs.fail(
            "firm_name",
            "占位企业不能登记诉求：诉求要有企业才能回访，请填写企业名称。",
            "A placeholder holds no requests: somebody must be called back. Please name the enterprise.",
        )
    if len(asked) > MAX_REQUESTS:
        inputs.fail(
            "asked",
            f"一次走访最多{MAX_REQUESTS}件，更多请用“导入清单”。",
            f"At most {MAX_REQUESTS} requests; import a list for more.",
        )
    if report.visited_on > local_date(now) and report.precision is DatePrecision.EXACT:
        inputs.fail("visited_on", "走访日期不能在今天之后。", "The visit cannot lie in the future.")
    if report.follow_up_on is not None:
        inputs.not_before("follow_up_on", report.follow_up_on, report.visited_on)
        inputs.text("follow_up", report.follow_up, 500)
    clean = replace(
        report,
        key=inputs.line("key", report.key, 64),
        firm=firm,
        people=inputs.line("people", report.people, 200),
        handed=tuple(inputs.line("handed", each, 60) for each in dict.fromkeys(report.handed)),
        handed_words=inputs.text("handed_words", report.handed_words, 500, required=False),
        seen=inputs.text("seen", report.seen, MAX_NOTE, required=False),
        follow_up=inputs.text("follow_up", report.follow_up, 500, required=False),
        asked=asked,
    )
    inputs.finish()
    return clean


def _firm(inputs: Inputs, firm: Firm) -> Firm:
    mobile, uscc = (firm.contact_mobile or "").strip(), (firm.uscc or "").strip()
    if mobile:
        phone = check_phone(mobile)
        mobile = phone.number
        for error in phone.errors[:1]:
            inputs.fail("contact_mobile", *error)
    if uscc:
        result = check_uscc(uscc)
        uscc = result.code
        for error in result.errors[:1]:
            inputs.fail("uscc", *error)
    return replace(
        firm,
        name=inputs.line("firm_name", firm.name, 100),
        uscc=uscc or None,
        park=inputs.line("park", firm.park, 60, required=False) or None,
        contact_name=inputs.line("contact_name", firm.contact_name, 40, required=False) or None,
        contact_mobile=mobile or None,
    )


def _asked(inputs: Inputs, place: int, asked: Asked) -> Asked:
    text = inputs.text(f"asked-{place}-text", asked.text, MAX_BODY)
    is_solved = asked.handling is Handling.ON_SITE
    answer = inputs.text(f"asked-{place}-answer", asked.answer, MAX_NOTE, required=is_solved)
    return replace(asked, text=text, answer=answer)
