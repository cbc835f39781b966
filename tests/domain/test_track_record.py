"""The record of suggestions: figures add up, each by what was suggested at the filing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.catalogue import Category
from service_desk.domain.track_record import Decided, TypeRecord, as_decided, band_of, track_record

FS, OT, OM = Category.FACTORS, Category.OTHER, Category.OPERATIONS

SOME = (
    Decided("1", FS, "power_capacity", 0.99, FS, "power_capacity"),
    Decided("2", FS, "power_capacity", 0.85, OT, "roads_public_works"),
    Decided("3", OT, "roads_public_works", 0.55, OT, "roads_public_works", (7,), FS, "power_capacity"),
    Decided("4", OT, "roads_public_works", 0.60, FS, "power_capacity", (7, 8), FS, "power_capacity"),
)


def test_figures_of_a_handful() -> None:
    found = track_record(SOME)
    assert (found.count, found.right, found.right_types, found.sure, found.sure_right) == (4, 2, 2, 2, 1)
    assert found.confusion[FS, OT] == found.confusion[OT, FS] == 1
    assert found.worst_pairs == (
        ("power_capacity", "roads_public_works", 1),
        ("roads_public_works", "power_capacity", 1),
    )
    assert (found.lessons_helped, found.lessons_harmed) == (1, 1)
    assert found.by_lesson == {7: (2, 1), 8: (1, 0)}
    assert [(band.low, band.count, band.share) for band in found.bands] == [
        (0.5, 1, 1.0), (0.6, 1, 0.0), (0.8, 1, 0.0), (0.95, 1, 1.0),
    ]  # fmt: skip


def test_each_decided_type_has_its_own_figures_and_sure_means_sure_of_the_type() -> None:
    some = (
        Decided("1", FS, "power_capacity", 0.99, FS, "power_capacity", type_confidence=0.95),
        Decided("2", FS, "park_substation", 0.99, FS, "power_capacity", type_confidence=0.9),
        Decided("3", FS, "power_capacity", 0.99, FS, "power_capacity", type_confidence=0.5),
        Decided("4", OT, "tax", 0.4, OT, "tax", type_confidence=0.4),
    )
    assert track_record(some).by_type == (
        TypeRecord("power_capacity", 3, 2, 2, 1),
        TypeRecord("tax", 1, 1, 0, 0),
    )


def test_of_nothing_there_are_no_figures() -> None:
    found = track_record(())
    assert (found.count, found.bands, found.worst_pairs) == (0, (), ())
    assert sum(found.confusion.values()) == 0


KINDS = st.sampled_from(["tax", "energy_list"])
ONE = st.tuples(
    st.sampled_from(list(Category)), KINDS, st.integers(0, 100), st.sampled_from(list(Category)), KINDS
)


@settings(deadline=None)
@given(st.lists(ONE.map(lambda one: Decided("1", one[0], one[1], one[2] / 100, one[3], one[4])), max_size=12))
def test_every_ticket_stands_in_one_band_and_one_cell(decided: list[Decided]) -> None:
    found = track_record(decided)
    assert sum(band.count for band in found.bands) == sum(found.confusion.values()) == len(decided)
    assert sum(band.right for band in found.bands) == found.right
    assert sum(found.confusion[each, each] for each in Category) == found.right


@pytest.mark.parametrize(
    ("confidence", "band"), [(0.0, 0.0), (0.49, 0.0), (0.5, 0.5), (0.95, 0.95), (1.0, 0.95)]
)
def test_a_confidence_lies_in_its_band(confidence: float, band: float) -> None:
    assert band_of(confidence) == band


def test_a_ticket_without_a_stored_suggestion_is_not_measured() -> None:
    assert as_decided("1", "FS", "power_capacity", {}) is None
    found = as_decided(
        "1", "FS", "power_capacity", {"category": "OM", "request_type": "tax", "confidence": 0.7}
    )
    assert found is not None
    assert (found.said_category, found.is_right, found.was_right_untaught) == (OM, False, False)
