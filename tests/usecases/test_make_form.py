"""A zone's own forms and energy factors: made and entered by the administrator alone, never over somebody else's change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, Stale
from service_desk.persistence.database import db, transaction
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.zone.enter_factor import enter_factor
from service_desk.usecases.zone.make_form import bind_form, binding_version, make_form
from service_desk.usecases.zone.seed_forms import seed_forms
from tests.support.people import ADMINISTRATOR
from tests.usecases.deeds import HANDLER
from tests.usecases.office import Office


@pytest.fixture
def seeded(office: Office) -> Office:
    seed_forms(office.now)
    return office


def bound(request_type: str) -> str:
    with transaction() as session:
        return str(rules_in_force(session).catalogue.request_types[request_type].form)


def test_a_form_gets_a_code_from_its_english_name_and_none_twice(seeded: Office) -> None:
    made = [make_form("夜班交通", "Night bus!", by=ADMINISTRATOR, now=seeded.now) for _ in range(2)]
    assert made == ["night_bus", "night_bus_2"]
    assert make_form("数字", "2026", by=ADMINISTRATOR, now=seeded.now) == "form"
    with pytest.raises(NotEntitled):
        make_form("别的", "Other", by=HANDLER, now=seeded.now)
    with pytest.raises(InvalidInput):
        make_form("", "Other", by=ADMINISTRATOR, now=seeded.now)


def test_a_type_is_filed_with_the_form_it_is_bound_to(seeded: Office) -> None:
    code, who = make_form("夜班交通", "Night bus", by=ADMINISTRATOR, now=seeded.now), ADMINISTRATOR
    kind, before = "noise_sanitation", bound("noise_sanitation")
    seen = binding_version(db.session())
    assert bind_form(kind, code, by=who, now=seeded.now, seen_version=seen)
    assert bound(kind) == code
    assert not bind_form(kind, code, by=who, now=seeded.now)
    with pytest.raises(Stale):
        bind_form(kind, before, by=who, now=seeded.now, seen_version=seen)
    with pytest.raises(NotFound):
        bind_form(kind, "no_such_form", by=who, now=seeded.now)
    with pytest.raises(InvalidInput):
        bind_form("no_such_type", code, by=who, now=seeded.now)
    assert bind_form(kind, before, by=who, now=seeded.now)
    assert bound(kind) == before


def test_a_factor_is_entered_with_its_reason_and_not_over_a_colleagues(seeded: Office) -> None:
    facts: dict[str, Any] = {
        "year": 2024, "kgce": Decimal("0.3031"), "source": "国家统计局 2024 年数值", "valid_from": date(2026, 3, 10),
        "reason": "年度更新", "now": seeded.now,
    }  # fmt: skip
    enter_factor("equal_value", by=ADMINISTRATOR, seen_version=0, **facts)
    with pytest.raises(Stale):
        enter_factor("equal_value", by=ADMINISTRATOR, seen_version=0, **facts)
    with pytest.raises(NotEntitled):
        enter_factor("equal_value", by=HANDLER, **facts)
    with pytest.raises(InvalidInput):
        enter_factor("equal_value", by=ADMINISTRATOR, **{**facts, "kgce": Decimal(-1), "reason": ""})
