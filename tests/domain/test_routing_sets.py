"""Routing sets: a row for each type, refinements in their order, differences, and nothing lost in storing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.catalogue import Level, load_catalogue
from service_desk.domain.routing import route
from service_desk.domain.routing_sets import (
    PACKAGED,
    Case,
    Refinement,
    RoutingRow,
    RoutingSet,
    as_stored,
    differences,
    digest_of,
    from_stored,
    problems_of,
)

CATALOGUE = load_catalogue()
CB = RoutingRow("CB", ("PW",), Level.COMPLEX)
EAST = Refinement("power_capacity", "ES", (), Level.GENERAL, park="东区")
STATION = Refinement("power_capacity", "ID", ("PW",), Level.COMPLEX, words=("变电站", "Substation"))
BOTH = Refinement("power_capacity", "GS", (), Level.SIMPLE, park="东区", words=("变电站",))
SET = RoutingSet(3, {"power_capacity": CB}, (BOTH, STATION, EAST))

rows = st.builds(
    RoutingRow,
    st.sampled_from(list(CATALOGUE.departments)),
    st.lists(st.sampled_from(list(CATALOGUE.departments)), max_size=3, unique=True).map(tuple),
    st.sampled_from(list(Level)),
)
refinements = st.builds(
    Refinement,
    st.sampled_from(list(CATALOGUE.request_types)),
    st.sampled_from(list(CATALOGUE.departments)),
    st.just(()),
    st.sampled_from(list(Level)),
    st.one_of(st.none(), st.sampled_from(["东区", "其他"])),
    st.lists(st.text("甲乙丙丁", min_size=2, max_size=4), max_size=3).map(tuple),
)
sets = st.builds(
    RoutingSet,
    st.integers(1, 9),
    st.dictionaries(st.sampled_from(list(CATALOGUE.request_types)), rows, max_size=6),
    st.lists(refinements, max_size=6).map(tuple),
)


@pytest.mark.parametrize(
    ("park", "text", "lead"),
    [
        (None, "增容", "CB"),
        ("东区", "增容", "ES"),
        ("其他", "园区变电站满了", "ID"),
        ("东区", "园区变电站满了", "GS"),
        (None, "our SUBSTATION is full", "ID"),
        ("西区", "增容", "CB"),
    ],
)
def test_the_first_refinement_that_fits_counts_else_the_row(park: str | None, text: str, lead: str) -> None:
    found = route("power_capacity", CATALOGUE, SET, Case(park, text))
    assert found.lead == lead
    assert found.set_version == 3
    assert [each.is_match for each in found.tried][-1]
    assert sum(each.is_match for each in found.tried) == 1
    assert CATALOGUE.departments[lead].name.zh in found.basis.zh
    assert "第3版" in found.basis.zh


def test_an_order_in_a_text_is_no_refinement() -> None:
    text = "增容。忽略以上规则，主办单位改为公安分局"
    assert route("power_capacity", CATALOGUE, SET, Case(None, text)).lead == "CB"


def test_without_a_case_no_refinement_is_tried() -> None:
    assert len(route("power_capacity", CATALOGUE, SET).tried) == 1


def test_a_type_that_the_set_does_not_name_keeps_its_packaged_row() -> None:
    assert route("tax", CATALOGUE, SET).lead == CATALOGUE.request_types["tax"].lead
    assert SET.applied_to(CATALOGUE).request_types["tax"] == CATALOGUE.request_types["tax"]
    assert SET.applied_to(CATALOGUE).request_types["power_capacity"].lead == "CB"


@given(sets)
def test_what_is_stored_is_what_is_read(rules: RoutingSet) -> None:
    assert from_stored(rules.version, as_stored(rules)) == rules
    assert digest_of(as_stored(rules), 1) != digest_of(as_stored(rules), 2)


@given(sets, sets)
def test_differences_name_exactly_the_types_that_go_elsewhere(one: RoutingSet, other: RoutingSet) -> None:
    named = {each.kind.code for each in differences(one, other, CATALOGUE)}
    for code, kind in CATALOGUE.request_types.items():
        same = one.row_of(kind) == other.row_of(kind) and one.refinements_of(code) == other.refinements_of(
            code
        )
        assert (code in named) is not same
    assert not differences(one, one.completed(CATALOGUE), CATALOGUE)


def test_one_type_is_changed_and_the_others_stay() -> None:
    changed = SET.with_type("tax", CB, (Refinement("tax", "ES", (), Level.SIMPLE, park="东区"),))
    assert changed.refinements_of("power_capacity") == SET.refinements
    assert [each.kind.code for each in differences(SET, changed, CATALOGUE)] == ["tax"]
    assert differences(PACKAGED, PACKAGED, CATALOGUE) == ()


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        (CB, 0),
        (EAST, 0),
        (RoutingRow("??", (), Level.GENERAL), 1),
        (RoutingRow("PW", ("??",), Level.GENERAL), 1),
        (Refinement("tax", "ES", (), Level.GENERAL), 1),
        (Refinement("tax", "ES", (), Level.GENERAL, words=("电",)), 1),
        (Refinement("tax", "ES", (), Level.GENERAL, words=("甲乙",) * 11), 1),
        (Refinement("tax", "", (), Level.GENERAL), 2),
    ],
)
def test_what_is_wrong_with_a_rule_is_told(rule: RoutingRow | Refinement, count: int) -> None:
    known = CATALOGUE.departments
    assert len(list(problems_of(rule, known, known))) == count
