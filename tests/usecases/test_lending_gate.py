"""Power over a neighbour's transformer: switched on only when it fits and the supply enterprise has consented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.refusals import InvalidInput, NotPossible
from tests.usecases.deeds import MORNING, WORKING
from tests.usecases.office import Office

FITTING = {"apply_kind": "borrow", "lender_rated_kva": "630", "lender_keep_kva": "130", "borrow_kva": "500"}
IN_ORDER: dict[str, Any] = {"consent_no": "供用电协议2026-1", "until": date(2026, 6, 30)}


def borrowing(office: Office, **answers: str | None) -> str:
    return office.bring(*WORKING, form_data={**FITTING, **answers})


def test_500_and_130_fit_a_transformer_of_630(office: Office) -> None:
    ticket = office.act(Action.RECORD_ENERGISED, borrowing(office), **IN_ORDER)
    assert ticket.lending_until == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("answers", "words"),
    [({"borrow_kva": "500.1"}, "超过额定容量"), ({"lender_keep_kva": None}, "没有填全"), ({"lender_rated_kva": "x"}, "没有填全")],
)  # fmt: skip
def test_what_does_not_fit_is_not_switched_on(office: Office, answers: dict[str, Any], words: str) -> None:
    with pytest.raises(NotPossible, match=words):
        office.act(Action.RECORD_ENERGISED, borrowing(office, **answers), **IN_ORDER)


def test_without_the_written_consent_or_a_last_day_it_is_not_switched_on(office: Office) -> None:
    number = borrowing(office)
    for inputs, field in (
        ({**IN_ORDER, "consent_no": " "}, "consent_no"),
        ({**IN_ORDER, "until": None}, "until"),
        ({**IN_ORDER, "until": date(2026, 3, 1)}, "until"),
        ({**IN_ORDER, "on": date(2026, 3, 11)}, "on"),
        ({**IN_ORDER, "on": None}, "on"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            office.act(Action.RECORD_ENERGISED, number, **inputs)
        assert set(refusal.value.problems) == {field}


def test_a_supply_of_ones_own_needs_neither(office: Office) -> None:
    ticket = office.act(Action.RECORD_ENERGISED, office.bring(*WORKING, form_data={"apply_kind": "new"}))
    assert ticket.lending_until is None


def test_only_a_request_for_power_ends_with_power_switched_on(office: Office) -> None:
    number = office.bring(*WORKING, request_type="tax")
    with pytest.raises(NotPossible, match="不是用电诉求"):
        office.act(Action.RECORD_ENERGISED, number, on=MORNING.date())
