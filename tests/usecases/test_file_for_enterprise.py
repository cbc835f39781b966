"""Filing for an enterprise what it said elsewhere: channel and original time are kept, the clock starts on acceptance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.origins import Origin, read_origin
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound
from service_desk.domain.requests import Source
from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.persistence.tables import RequestDraft, SearchText
from service_desk.usecases.intake.file_for_enterprise import already_open, file_for_enterprise
from service_desk.usecases.intake.keep_request_draft import Holder, drafts_of, save_draft
from tests.usecases.deeds import COMMISSIONER, DISPATCHER, HANDLER, MORNING, REQUEST
from tests.usecases.office import Office, stored

WANTED = replace(REQUEST, source=Source.CHAT, contact_name=None, contact_mobile=None, contact_email=None)
SAID = MORNING - timedelta(days=3)


def test_the_original_time_stays_and_the_clock_runs_from_acceptance(office: Office) -> None:
    number = file_for_enterprise(WANTED, Origin(SAID, said_by="张三"), DISPATCHER, MORNING).ticket_no
    ticket = office.ticket(number)
    assert (ticket.source, ticket.occurred_on, ticket.submitted_at) == ("chat", date(2026, 3, 7), MORNING)
    assert read_origin(office.events(number)[0].data) == Origin(SAID, said_by="张三")
    plain = office.submit()
    for each in (number, plain):
        office.act(Action.ACCEPT, each)
    due = {m["key"]: m["due"] for m in office.ticket(number).milestones}
    assert due == {m["key"]: m["due"] for m in office.ticket(plain).milestones}


@pytest.mark.parametrize(
    ("source", "origin", "fields"),
    [
        (Source.HOTLINE, Origin(), {"hotline_no"}),
        (Source.LEADER, Origin(), {"instructed_by"}),
        (Source.LEADER, Origin(instructed_by="刘主任", wished_by=date(2026, 3, 1)), {"wished_by"}),
        (Source.PHONE, Origin(said_at=MORNING + timedelta(minutes=1)), {"said_at"}),
        (Source.WEB, Origin(), {"source"}),
    ],
)
def test_each_channel_asks_for_what_belongs_to_it(
    source: Source, origin: Origin, fields: set[str], office: Office
) -> None:
    before = stored()
    with pytest.raises(InvalidInput) as refusal:
        file_for_enterprise(replace(WANTED, source=source), origin, COMMISSIONER, MORNING)
    assert set(refusal.value.problems) == fields
    assert stored() == before


def test_what_belongs_to_another_channel_is_not_kept(office: Office) -> None:
    origin = Origin(hotline_no="TY1", instructed_by="刘主任", wished_by=date(2026, 3, 20))
    number = file_for_enterprise(
        replace(WANTED, source=Source.HOTLINE), origin, DISPATCHER, MORNING
    ).ticket_no
    assert read_origin(office.events(number)[0].data) == Origin(hotline_no="TY1")


def test_a_transfer_is_found_by_its_number_and_nobody_by_who_said_it(office: Office) -> None:
    origin = Origin(said_by="张三丰", hotline_no="TY20260309001")
    number = file_for_enterprise(
        replace(WANTED, source=Source.HOTLINE), origin, DISPATCHER, MORNING
    ).ticket_no
    words = db.session.get_one(SearchText, office.ticket(number).id).words
    assert "ty20260309001" in words
    assert "张三丰" not in words


def test_a_handler_does_not_file_for_enterprises(office: Office) -> None:
    with pytest.raises(NotEntitled):
        file_for_enterprise(WANTED, Origin(), HANDLER, MORNING)


def test_an_open_request_of_the_same_firm_about_the_same_matter_is_shown(office: Office) -> None:
    firm = Firm(REQUEST.enterprise_name)
    assert already_open(db.session(), firm, "power_capacity") == []
    number = office.submit()
    assert [ticket.ticket_no for ticket in already_open(db.session(), firm, "power_capacity")] == [number]
    assert already_open(db.session(), firm, "energy_list") == []
    office.act(Action.DECLINE, number)
    assert already_open(db.session(), firm, "power_capacity") == []
    assert already_open(db.session(), replace(firm, uscc="91990000MA0TE5T088"), "power_capacity") == []


def test_the_same_form_sent_twice_makes_one_ticket(office: Office) -> None:
    wanted = replace(WANTED, submission_key="once")
    first, second = (file_for_enterprise(wanted, Origin(), DISPATCHER, MORNING).ticket_no for _ in range(2))
    assert first == second


def test_an_officers_draft_is_his_alone_and_ends_with_the_ticket_it_became(office: Office) -> None:
    mine, other = Holder("", DISPATCHER.user_id), Holder("", COMMISSIONER.user_id)
    code = "record/drawn-by-the-page-1"
    fields = {"enterprise_name": ["演示丙厂"]}
    save_draft(code, "power_capacity", fields, mine, office.now)
    assert [draft.code for draft in drafts_of(db.session(), mine, office.now)] == [code]
    assert not drafts_of(db.session(), other, office.now)
    with pytest.raises(NotFound):
        save_draft(code, "power_capacity", {}, other, office.now)
    number = file_for_enterprise(replace(WANTED, draft=code), Origin(), DISPATCHER, MORNING).ticket_no
    assert not drafts_of(db.session(), mine, office.now)
    [draft] = db.session.query(RequestDraft)
    assert (draft.fields, draft.ticket_no) == ({}, number)
