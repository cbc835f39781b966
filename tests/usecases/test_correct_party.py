"""Officers who call put a ticket's enterprise and contact right: with a reason, told to the enterprise, everything derived follows."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from service_desk.domain.actions import Action
from service_desk.domain.actors import guest
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.enterprises import fictitious_uscc
from service_desk.domain.identifiers import same_query_code
from service_desk.domain.parks import load_parks
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible, Stale
from service_desk.domain.searching import Vocabulary, parse_query
from service_desk.domain.telling import narrate
from service_desk.domain.visits import Firm
from service_desk.persistence.database import db
from service_desk.persistence.fact_sums import summed_through
from service_desk.persistence.firms import member_of, tickets_of_firm
from service_desk.persistence.tables import CountedFact, Enterprise, OutboxMail
from service_desk.persistence.tickets import others_of_enterprise
from service_desk.usecases.acting.counted import differs
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.enterprise.erase_contacts import ask_erasure
from service_desk.usecases.enterprise.ticket_links import mail_ticket_link, opened_by_link
from service_desk.usecases.firms.known_firms import look_up_firms
from service_desk.usecases.knowledge.find_duplicates import likely_duplicates
from service_desk.usecases.reporting.sum_days import sum_finished_days
from service_desk.usecases.searching.search_tickets import search_tickets
from tests.usecases.deeds import CALLER, CLOSED, DISPATCHER, HANDLER, HEAD, STRANGER, WORKING
from tests.usecases.firm import CODE, opened_firm
from tests.usecases.office import Office

A = Action
NAME = "演示新材料有限公司"
OTHER = fictitious_uscc(7)
PARK = load_parks()[0].zh
MAIL = "firm@example.com"
CONTACT = {"contact_name": "王小明", "contact_mobile": "13800138000", "contact_email": MAIL}
WHY = "回访时是空号，向前台核实"


def correct(office: Office, number: str, firm: Firm | None = None, **different: Any) -> None:
    inputs = CONTACT | {"reason": WHY, "firm": firm, "by": CALLER} | different
    office.act(A.CORRECT_CONTACT, number, **inputs)


def headline(office: Office, number: str) -> str:
    return narrate(office.last(number), rules_in_force(db.session()).catalogue).headline.zh


def found(office: Office, words: str) -> list[str]:
    query = parse_query(words, Vocabulary.of(load_catalogue()))
    hits = search_tickets(db.session(), query, DISPATCHER, office.now).hits
    return [hit.ticket.ticket_no for hit in hits]


def test_a_caller_corrects_the_number_and_the_enterprise_reads_it_half_hidden(office: Office) -> None:
    number = office.bring(*WORKING, **CONTACT)
    correct(office, number, contact_mobile="139 0013 9000", contact_name="李主任")
    ticket, last = office.ticket(number), office.last(number)
    assert (ticket.contact_name, ticket.contact_mobile) == ("李主任", "13900139000")
    assert (last.is_public, last.data["reason"], last.actor_id) == (True, WHY, CALLER.user_id)
    assert headline(office, number) == (
        "更正了联系人（原为王**，现为李**）、联系电话（原为138****8000，现为139****9000）"
    )
    sealed = json.dumps(dict(last.data), ensure_ascii=False)
    assert not any(value in sealed for value in ("13800138000", "13900139000", "王小明", "李主任"))
    assert list(check_records()) == []


def test_a_correction_moves_nothing_and_is_no_handling(office: Office) -> None:
    number = office.bring(A.SUBMIT, A.ACCEPT, A.DISPATCH, **CONTACT)
    correct(office, number, contact_name="李主任", by=DISPATCHER)
    office.now -= timedelta(minutes=15)
    office.act(A.UNDO, number)  # a dispatch can still be taken back
    assert office.ticket(number).state == "accepted"
    number = office.bring(*CLOSED, **CONTACT)
    correct(office, number, contact_name="李主任")
    assert (office.ticket(number).state, office.ticket(number).contact_name) == ("closed", "李主任")


def test_without_a_reason_or_a_difference_or_with_what_cannot_be_nothing_is_stored(office: Office) -> None:
    number = office.bring(A.SUBMIT, **CONTACT)
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"contact_name": "李主任", "reason": " "}, "reason"),
        ({}, "contact_name"),
        ({"contact_mobile": "12"}, "contact_mobile"),
        ({"contact_mobile": ""}, "contact_mobile"),
        ({"firm": Firm(NAME, "123")}, "uscc"),
        ({"firm": Firm(NAME, park="月球")}, "park"),
        ({"firm": Firm("")}, "enterprise_name"),
    )
    for inputs, name in wrong:
        with pytest.raises(InvalidInput) as refused:
            correct(office, number, **inputs)
        assert set(refused.value.problems) == {name}, inputs
    assert office.ticket(number).version == 1


def test_who_neither_calls_nor_knows_the_ticket_corrects_nothing_and_a_stale_page_neither(
    office: Office,
) -> None:
    number = office.bring(*WORKING, **CONTACT)
    for person, refusal in ((HANDLER, NotEntitled), (HEAD, NotEntitled), (STRANGER, NotFound)):
        with pytest.raises(refusal):
            correct(office, number, contact_name="李主任", by=person)
    with pytest.raises(Stale):
        correct(office, number, contact_name="李主任", seen=1)
    withdrawn = office.bring(A.SUBMIT, A.WITHDRAW)
    with pytest.raises(NotPossible):
        correct(office, withdrawn, contact_name="李主任")


def test_the_enterprise_itself_says_neither_another_firm_nor_draws_another_code(office: Office) -> None:
    number = office.bring(A.SUBMIT, **CONTACT)
    code = office.ticket(number).query_code
    mail_ticket_link(number, MAIL, office.now)
    [link] = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.notice == "tracking_link"))
    own = {"by": guest("企业", number), "reason": "", "contact_email": "own@example.com"}
    correct(office, number, Firm("别的公司", OTHER), renews_code=True, **own)
    ticket = office.ticket(number)
    assert (ticket.enterprise_name, ticket.uscc, ticket.query_code) == (NAME, None, code)
    assert office.last(number).data["changed"] == ["contact_email"]
    assert opened_by_link(db.session(), str(link.data["token"]), office.now).ticket.ticket_no == number


def test_the_enterprise_put_right_is_found_by_name_counts_for_its_own_and_is_seen_by_its_accounts(
    office: Office,
) -> None:
    boss = opened_firm(office)
    member = member_of(db.session(), boss.user_id)
    assert member is not None
    earlier = office.bring(A.SUBMIT, uscc=CODE, park=None, **CONTACT)
    number = office.bring(*WORKING, enterprise_name="错写公司", uscc=OTHER, park=None, **CONTACT)
    known = db.session.get_one(Enterprise, member.enterprise_id)
    assert found(office, "错写公司") == [number]
    assert likely_duplicates(db.session(), office.ticket(number)) == []
    correct(office, number, Firm(known.name, CODE, PARK))
    ticket = office.ticket(number)
    assert (ticket.enterprise_id, ticket.uscc, ticket.park) == (known.id, CODE, PARK)
    assert found(office, "错写公司") == []
    assert number in found(office, known.name)
    assert [other.ticket_no for other in others_of_enterprise(db.session(), ticket)] == [earlier]
    assert [each.ticket.ticket_no for each in likely_duplicates(db.session(), ticket)] == [earlier]
    assert number in [each.ticket_no for each in tickets_of_firm(db.session(), known.id, size=9)]
    facts = db.session.scalars(sa.select(CountedFact).where(CountedFact.ticket_id == ticket.id)).all()
    assert {(fact.enterprise_id, fact.park) for fact in facts} == {(known.id, PARK)}
    assert not differs(db.session(), ticket, office.events(number), rules_in_force(db.session()))
    assert headline(office, number).startswith(f"更正了企业名称（原为错写公司，现为{known.name}）")
    assert list(check_records()) == []


def test_sums_of_days_that_have_ended_are_dropped_where_the_park_was_another(office: Office) -> None:
    number = office.bring(*WORKING, **CONTACT)
    office.now += timedelta(days=5)
    sum_finished_days(office.now)
    summed = summed_through(db.session())
    correct(office, number, contact_name="李主任")
    assert summed_through(db.session()) == summed
    correct(office, number, Firm(NAME, park=PARK), contact_name="李主任")
    assert summed is not None
    assert (summed_through(db.session()) or summed) < summed


def test_a_name_that_was_picked_brings_its_code_and_a_name_misspelt_keeps_it(office: Office) -> None:
    office.bring(A.SUBMIT, enterprise_name="乙公司", uscc=OTHER, **CONTACT)
    number = office.bring(A.SUBMIT, enterprise_name="甲公弓", uscc=CODE, **CONTACT)
    correct(office, number, Firm("甲公司", CODE))
    ticket = office.ticket(number)
    assert (ticket.enterprise_name, ticket.uscc) == ("甲公司", CODE)
    assert [firm.name for firm in look_up_firms(db.session(), CODE)] == ["甲公司"]  # made with the mistake
    correct(office, number, Firm("乙公司", CODE))
    ticket = office.ticket(number)
    assert (ticket.enterprise_name, ticket.uscc) == ("乙公司", OTHER)
    assert [firm.name for firm in look_up_firms(db.session(), "甲公司")] == ["甲公司"]
    correct(office, number, Firm("甲公司", CODE))  # a second correction takes the first back
    assert (office.ticket(number).enterprise_name, office.ticket(number).uscc) == ("甲公司", CODE)
    office.bring(A.SUBMIT, enterprise_name="丙公司", uscc=fictitious_uscc(8), **CONTACT)
    office.bring(A.SUBMIT, enterprise_name="丙公司", uscc=fictitious_uscc(9), **CONTACT)
    with pytest.raises(InvalidInput) as refused:
        correct(office, number, Firm("丙公司", CODE))
    assert set(refused.value.problems) == {"uscc"}


def test_a_firm_compared_with_its_licence_keeps_its_name(office: Office) -> None:
    opened_firm(office)
    number = office.bring(A.SUBMIT, enterprise_name="错写公司", uscc=CODE, **CONTACT)
    [firm] = db.session.scalars(sa.select(Enterprise).where(Enterprise.uscc == CODE))
    name = firm.name
    correct(office, number, Firm("又一个名称", CODE))
    assert office.ticket(number).enterprise_name == "又一个名称"
    assert db.session.get_one(Enterprise, firm.id).name == name


def test_what_was_mailed_to_a_wrong_address_leads_nowhere_and_what_waits_goes_to_the_right_one(
    office: Office,
) -> None:
    number = office.bring(A.SUBMIT, **CONTACT)
    mail_ticket_link(number, MAIL, office.now)
    [link] = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.notice == "tracking_link"))
    correct(office, number, contact_email="li@example.com")
    with pytest.raises(NotPossible):
        opened_by_link(db.session(), str(link.data["token"]), office.now)
    waiting = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.ticket_no == number)).all()
    assert {(mail.notice, mail.recipient) for mail in waiting} >= {("receipt", "li@example.com")}
    assert MAIL not in {mail.recipient for mail in waiting}
    correct(office, number, contact_email="")
    left = db.session.scalars(sa.select(OutboxMail.recipient).where(OutboxMail.ticket_no == number))
    assert "li@example.com" not in set(left)


def test_a_code_in_the_wrong_hands_is_made_void(office: Office) -> None:
    number = office.bring(A.SUBMIT, **CONTACT)
    before = office.ticket(number).query_code
    correct(office, number, renews_code=True)
    assert not same_query_code(before, office.ticket(number).query_code)
    assert headline(office, number) == "更正了查询码（原来的作废）"
    assert office.ticket(number).query_code not in json.dumps(dict(office.last(number).data))


def test_a_contact_taken_out_on_request_is_not_put_back_but_the_firm_may_be_corrected(
    office: Office,
) -> None:
    number = office.bring(*CLOSED, **CONTACT)
    office.now += timedelta(days=40)
    assert ask_erasure(number, guest("王", number), office.now)
    ticket = office.ticket(number)
    left = {
        "contact_name": ticket.contact_name,
        "contact_mobile": ticket.contact_mobile,
        "contact_email": ticket.contact_email or "",
    }
    with pytest.raises(InvalidInput) as refused:
        correct(office, number, **(left | {"contact_email": MAIL}))
    assert "去除" in refused.value.problems["contact_email"].zh
    correct(office, number, Firm("乙公司", OTHER), **left)
    assert office.ticket(number).enterprise_name == "乙公司"
