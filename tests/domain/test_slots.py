"""The files a form asks for: named, and missed only where the answers call for them."""

from __future__ import annotations

from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.request_forms import form_of, missing_slots, slot_names


def test_every_form_takes_photographs_and_names_each_slot_once() -> None:
    for code in {kind.form for kind in load_catalogue().request_types.values()}:
        slots = [slot.code for slot in form_of(code).slots]
        assert slots[-1] == "other"
        assert len(slots) == len(set(slots))
        assert set(slots) <= set(slot_names())


def test_consents_are_missed_for_borrowed_power_alone() -> None:
    form = form_of("power")
    borrowing = {"apply_kind": "borrow"}
    assert [slot.code for slot in missing_slots(form, borrowing, ())] == ["lender_consent", "utility_consent"]
    assert [slot.code for slot in missing_slots(form, borrowing, {"lender_consent"})] == ["utility_consent"]
    assert missing_slots(form, {"apply_kind": "increase"}, ()) == []
