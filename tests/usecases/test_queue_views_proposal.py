"""What a dispatcher is proposed, and who may read how to reach an enterprise."""

from __future__ import annotations

from typing import Any

import pytest

from service_desk.domain.catalogue import Category, load_catalogue
from service_desk.domain.naming import NamedBy
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.reading.colleagues import colleagues
from service_desk.usecases.reading.contact import contact_of
from service_desk.usecases.reading.proposal import propose
from tests.usecases.deeds import DISPATCHER, HANDLER, HEAD, HELPER
from tests.usecases.office import Office

SURE = {
    "category": "OT", "confidence": 0.9, "runner_up": "FS", "runner_up_confidence": 0.05, "request_type": "noise_sanitation",
    "type_confidence": 0.85, "alternatives": [["noise_sanitation", 0.85], ["odour_pollution", 0.1], ["gone", 0.05]],
    "evidence": ["噪声"],
}  # fmt: skip


def ticket(suggestion: dict[str, Any], form: str = "general", kind: str = "enquiry_praise") -> Ticket:
    return Ticket(suggestion=suggestion, form=form, request_type=kind)


def test_a_sure_suggestion_is_filled_in_with_its_grounds() -> None:
    found = propose(ticket(SURE), load_catalogue(), {})
    assert found.filled_in is not None
    assert found.filled_in.code == "noise_sanitation"
    assert (found.category, found.runner_up, found.evidence) == (Category.OTHER, Category.FACTORS, ("噪声",))
    assert [(one.request_type.code, one.confidence) for one in found.ranked] == [
        ("noise_sanitation", 0.85), ("odour_pollution", 0.1),
    ]  # fmt: skip


@pytest.mark.parametrize("unsure", [{"confidence": 0.79}, {"type_confidence": 0.79, "alternatives": []}])
def test_what_is_not_sure_is_left_to_a_person(unsure: dict[str, Any]) -> None:
    assert propose(ticket(SURE | unsure), load_catalogue(), {}).filled_in is None


def test_the_form_an_enterprise_filled_in_weighs_more_than_its_words() -> None:
    found = propose(ticket(SURE, "power", "power_capacity"), load_catalogue(), {})
    assert found.filled_in is not None
    assert (found.filled_in.code, found.named_by) == ("power_capacity", NamedBy.ENTERPRISE)


UNSURE = SURE | {"request_type": "power_capacity", "type_confidence": 0.4, "alternatives": []}


def test_a_guess_that_became_the_type_of_a_ticket_is_nobodys_choice() -> None:
    guessed = ticket(UNSURE, "power", "power_capacity")
    for filing in ({"named_by": "machine"}, {"source": "visit", "request_type": "power_capacity"}):
        found = propose(guessed, load_catalogue(), filing)
        assert (found.filled_in, found.named_by) == (None, NamedBy.MACHINE)


def test_what_an_officer_named_is_filled_in_as_his_choice() -> None:
    for filing in ({"named_by": "officer"}, {"source": "chat", "request_type": "tax"}):
        found = propose(ticket(UNSURE, kind="tax"), load_catalogue(), filing)
        assert found.filled_in is not None
        assert (found.filled_in.code, found.named_by) == ("tax", NamedBy.OFFICER)


def test_a_ticket_from_before_there_were_suggestions_has_none() -> None:
    found = propose(ticket({}), load_catalogue(), {})
    assert (found.category, found.filled_in, found.ranked, found.is_sure) == (None, None, (), False)


def test_colleagues_are_the_active_officers_of_the_department(office: Office) -> None:
    assert [name for _, name in colleagues(db.session(), "PW")] == [HANDLER.name, HEAD.name]
    assert colleagues(db.session(), "LE") == []
    assert colleagues(db.session(), None) == []


def test_before_it_is_led_by_somebody_only_the_centre_may_call(office: Office) -> None:
    number = office.submit()
    found = office.ticket(number)
    assert not contact_of(found, DISPATCHER).is_masked
    assert contact_of(found, HANDLER).mobile == "138****8000"
    assert contact_of(found, HELPER).email == "f***@example.com"
    assert not contact_of(
        Ticket(contact_name=None, contact_mobile=None, contact_email=None), HELPER
    ).is_masked
