"""The packaged catalogue: departments, request types and routing as the domain notes list them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from service_desk.domain import catalogue as module
from service_desk.domain.catalogue import (
    CATEGORY_NAMES,
    LEVEL_NAMES,
    Category,
    Level,
    load_catalogue,
)

CATALOGUE = load_catalogue()


def test_the_zone_has_seventeen_departments_and_four_utilities() -> None:
    kinds = Counter(department.is_utility for department in CATALOGUE.departments.values())
    assert kinds == {False: 17, True: 4}
    assert {code for code, each in CATALOGUE.departments.items() if each.is_utility} == {
        "PW",
        "WT",
        "GH",
        "TC",
    }


def test_the_coordinator_is_a_department_of_the_zone() -> None:
    assert CATALOGUE.departments[CATALOGUE.coordinator].name.zh == "园区企业服务局"


def test_names_tell_departments_and_request_types_apart_in_both_languages() -> None:
    for entries in (CATALOGUE.departments.values(), CATALOGUE.request_types.values()):
        for language in ("zh", "en"):
            said = Counter(entry.name.say(language) for entry in entries)
            assert [name for name, times in said.items() if times > 1] == []
    assert len({department.short for department in CATALOGUE.departments.values()}) == 21


def test_every_category_has_request_types_and_every_type_one_category() -> None:
    by_category = {category: CATALOGUE.types_of(category) for category in Category}
    assert all(len(types) >= 7 for types in by_category.values())
    assert sum(len(types) for types in by_category.values()) == len(CATALOGUE.request_types)


def test_no_department_helps_itself() -> None:
    for kind in CATALOGUE.request_types.values():
        assert kind.lead not in kind.co_handlers, kind.code
        assert len(set(kind.co_handlers)) == len(kind.co_handlers), kind.code


def test_every_department_leads_or_helps_somewhere() -> None:
    involved = {code for kind in CATALOGUE.request_types.values() for code in (kind.lead, *kind.co_handlers)}
    assert set(CATALOGUE.departments) == involved


@pytest.mark.parametrize(
    ("code", "category", "secondary", "lead", "helpers", "level"),
    [
        ("energy_list", Category.APPROVALS, Category.FACTORS, "ID", (), Level.COMPLEX),
        ("power_capacity", Category.FACTORS, None, "PW", ("CB", "GS"), Level.GENERAL),
        ("joint_utilities", Category.FACTORS, None, "GS", ("PW", "WT", "GH", "TC", "CB"), Level.COMPLEX),
        ("financing", Category.FACTORS, None, "FB", ("ES",), Level.GENERAL),
        ("enquiry_praise", Category.OTHER, None, "ES", (), Level.SIMPLE),
        ("overdue_payment", Category.OPERATIONS, None, "ES", ("FB", "MR"), Level.COMPLEX),
    ],
)
def test_routing_is_as_the_notes_set_it(
    code: str,
    category: Category,
    secondary: Category | None,
    lead: str,
    helpers: tuple[str, ...],
    level: Level,
) -> None:
    kind = CATALOGUE.request_types[code]
    assert (kind.category, kind.secondary_category, kind.lead, kind.co_handlers, kind.level) == (
        category, secondary, lead, helpers, level,
    )  # fmt: skip


def test_three_request_types_have_a_form_of_their_own() -> None:
    own = {kind.code: kind.form for kind in CATALOGUE.request_types.values() if kind.form != "general"}
    assert own == {
        "energy_list": "energy_list", "power_capacity": "power", "joint_utilities": "joint_utilities",
    }  # fmt: skip


def test_categories_and_levels_have_names() -> None:
    assert [CATEGORY_NAMES[category].zh for category in Category] == [
        "经营管理",
        "行政审批",
        "要素保障",
        "其他",
    ]
    assert set(LEVEL_NAMES) == set(Level)


def test_a_type_that_names_an_unknown_department_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Callable[[str], dict[str, Any]] = module._read

    def read_wrongly(name: str) -> dict[str, Any]:
        data = read(name)
        if "request_type" in data:
            data["request_type"][0]["lead"] = "??"
        return data

    monkeypatch.setattr(module, "_read", read_wrongly)
    with pytest.raises(ValueError, match="policy_payment names an unknown department"):
        load_catalogue.__wrapped__()
