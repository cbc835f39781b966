"""The zone's book of energy factors: which value holds on which day, and what a ticket filed earlier was reckoned with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from service_desk.domain.energy import EnergyRow, sum_energy
from service_desk.domain.energy_factors import ELECTRICITY, load_energy_factors
from service_desk.domain.factor_book import EQUAL_VALUE, FactorBook, FactorEntry, check_entry
from service_desk.domain.request_forms import kept_data
from service_desk.domain.request_forms.fields import FACTORS
from service_desk.domain.zone_time import SHANGHAI
from tests.domain.test_energy_form import LEAVING

MOMENT = datetime(2026, 3, 10, 9, 30, tzinfo=SHANGHAI)
DAY = MOMENT.date()


def entry(code: str = EQUAL_VALUE, year: int = 2024, kgce: str = "0.3031", **more: object) -> FactorEntry:
    given = {
        "source": "统计局函",
        "valid_from": DAY,
        "reason": "年度更新",
        "at": MOMENT,
        "by": "管理员",
    } | more
    return FactorEntry(code, year, Decimal(kgce), **given)  # type: ignore[arg-type]


def test_an_empty_book_is_the_table_that_comes_with_the_program() -> None:
    assert FactorBook().in_force(DAY) is load_energy_factors()


def test_a_year_that_was_added_is_used_for_that_year_and_named_with_the_result() -> None:
    table = FactorBook((entry(),)).in_force(DAY)
    used = table.electricity_of(2024)
    assert (used.kgce, used.source) == (Decimal("0.3031"), "统计局函")
    assert table.electricity_of(2025).kgce == Decimal("0.3025")
    row = EnergyRow(ELECTRICITY, bought=Decimal(1000))
    assert sum_energy([row], year=2024, factors=table).tce_equal_value == Decimal("3031.00")
    year = kept_data("energy_list", LEAVING | {FACTORS: table})["years"][1]
    assert (year["electricity_factor"], year["electricity_factor_source"]) == ("0.3031", "统计局函")
    assert year["factors"] == "2026.1+1"
    assert year["tce_equal_value"] == "10002.30"


def test_a_value_holds_from_its_day_and_the_later_day_wins_whatever_was_entered_last() -> None:
    later = entry("diesel", 2027, "1.4600", valid_from=DAY + timedelta(days=30))
    sooner = entry("diesel", 2026, "1.4500", at=MOMENT + timedelta(days=1))
    book = FactorBook((later, sooner))
    assert book.in_force(DAY - timedelta(days=1)).factors["diesel"].kgce == Decimal("1.4571")
    assert book.in_force(DAY).factors["diesel"].kgce == Decimal("1.4500")
    assert book.in_force(DAY + timedelta(days=30)).factors["diesel"].kgce == Decimal("1.4600")
    assert book.in_force(DAY + timedelta(days=30)).factors["diesel"].edition == 2027


def test_what_was_entered_afterwards_is_unknown_to_what_was_filed_before() -> None:
    book = FactorBook((entry(at=MOMENT + timedelta(hours=1), valid_from=date(2026, 1, 1)),))
    assert 2024 not in book.in_force(DAY, known_at=MOMENT).electricity_years
    assert 2024 in book.in_force(DAY, known_at=MOMENT + timedelta(hours=1)).electricity_years


def test_a_correction_of_the_same_day_follows_in_the_order_of_entry() -> None:
    book = FactorBook((entry(kgce="0.31"), entry(kgce="0.30", reason="抄错")))
    assert book.in_force(DAY).electricity_of(2024).kgce == Decimal("0.30")
    assert [each.kgce for each in book.entries_of(EQUAL_VALUE)] == [Decimal("0.30"), Decimal("0.31")]


def test_the_book_reads_back_what_it_stored_and_overlooks_energies_of_another_age() -> None:
    book = FactorBook((entry(), entry("peat", 2026, "0.4")))
    assert FactorBook.of([each.as_stored() for each in book.entries]) == book
    assert "peat" not in book.in_force(DAY).factors


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (entry(kgce="0"), "kgce"), (entry(kgce="-1"), "kgce"), (entry(kgce="10.1"), "kgce"), (entry(kgce="NaN"), "kgce"),
        (entry(kgce="0.1234567"), "kgce"), (entry(year=24), "year"), (entry("water"), ""), (entry("peat"), ""),
    ],
)  # fmt: skip
def test_an_impossible_entry_is_refused(wrong: FactorEntry, field: str) -> None:
    assert [finding.field for finding in check_entry(wrong)] == [field]


def test_every_factor_of_the_program_could_be_entered() -> None:
    for factor in load_energy_factors().factors.values():
        if factor.is_counted:
            assert check_entry(entry(factor.code, factor.edition, str(factor.kgce))) == ()
