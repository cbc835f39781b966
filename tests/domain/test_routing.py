"""Routing by the table: every request type has its lead; what nobody owns goes to the coordinator."""

from __future__ import annotations

import pytest

from service_desk.domain.catalogue import Level, load_catalogue
from service_desk.domain.routing import route


@pytest.mark.parametrize(
    ("request_type", "lead", "co_handlers", "level"),
    [
        ("power_capacity", "PW", ("CB", "GS"), Level.GENERAL),
        ("energy_list", "ID", (), Level.COMPLEX),
        ("joint_utilities", "GS", ("PW", "WT", "GH", "TC", "CB"), Level.COMPLEX),
        ("foreign_work_permit", "HR", ("PS",), Level.SIMPLE),
        ("overdue_payment", "ES", ("FB", "MR"), Level.COMPLEX),
    ],
)
def test_a_request_type_goes_where_the_table_says(
    request_type: str, lead: str, co_handlers: tuple[str, ...], level: Level
) -> None:
    found = route(request_type, load_catalogue())
    assert (found.lead, found.co_handlers, found.level) == (lead, co_handlers, level)
    assert load_catalogue().departments[lead].name.zh in found.basis.zh


def test_the_energy_list_names_the_units_outside_the_zone() -> None:
    assert "省节能主管部门" in route("energy_list", load_catalogue()).external_units


def test_what_nobody_owns_goes_to_the_coordinator_who_says_why() -> None:
    found = route("something_new", load_catalogue())
    assert found.lead == "ES"
    assert "首接" in found.basis.zh


def test_every_request_type_has_a_route_to_a_department_of_the_zone() -> None:
    catalogue = load_catalogue()
    for code in catalogue.request_types:
        found = route(code, catalogue)
        assert found.lead in catalogue.departments
        assert found.lead not in found.co_handlers
