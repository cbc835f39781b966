"""The power capacity request: sizing, the borrowed transformer of Xianning, and every figure that is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_desk.domain.calendar import load_calendar
from service_desk.domain.findings import Finding, Severity
from service_desk.domain.power import (
    APPLY_KIND_NAMES,
    SOURCE_COUNT_NAMES,
    ApplyKind,
    Equipment,
    PowerRequest,
    SourceCount,
    Voltage,
    check_energising,
    check_power_request,
    connection_time,
    demand_kw,
    next_standard_kva,
    required_kva,
    suggest_transformer,
    temporary_limit_months,
    total_kva,
)
from service_desk.domain.power_sizing import load_power_tables

TODAY = date(2021, 5, 7)
INCREASE = PowerRequest(
    ApplyKind.INCREASE,
    account_no="0123456789",
    existing_kva=Decimal(630),
    add_kva=Decimal(620),
    est_load_kw=Decimal(1125),
    voltage=Voltage.KV_10,
    needed_by=date(2021, 7, 1),
)
BORROW = PowerRequest(
    ApplyKind.BORROW,
    borrow_kva=Decimal(500),
    lender_keep_kva=Decimal(130),
    lender_rated_kva=Decimal(630),
    temp_from=date(2021, 5, 12),
    temp_to=date(2021, 11, 12),
    has_utility_consent=True,
)


def check(request: PowerRequest) -> tuple[Finding, ...]:
    return check_power_request(request, today=TODAY, calendar=load_calendar())


def the_only_finding(request: PowerRequest) -> Finding:
    findings = check(request)
    assert len(findings) == 1, findings
    return findings[0]


@pytest.mark.parametrize(
    ("load_kw", "factor", "kva"),
    [("450", "0.9", "500"), ("1000", "0.9", "1111.12"), ("500", "1", "500"), ("100", "0.85", "117.65")],
)
def test_kva_is_kw_over_the_power_factor_and_never_short(load_kw: str, factor: str, kva: str) -> None:
    assert required_kva(Decimal(load_kw), Decimal(factor)) == Decimal(kva)


@pytest.mark.parametrize("factor", ["0", "-0.9", "1.01"])
def test_a_power_factor_outside_nought_to_one_is_refused(factor: str) -> None:
    with pytest.raises(ValueError, match="power factor"):
        required_kva(Decimal(100), Decimal(factor))


def test_the_total_is_existing_plus_added_and_for_a_borrower_what_he_borrows() -> None:
    assert total_kva(Decimal(630), Decimal(620)) == INCREASE.total_kva == 1250
    assert BORROW.total_kva == 500
    assert PowerRequest(ApplyKind.BORROW).total_kva == PowerRequest(ApplyKind.NEW).total_kva == 0


@pytest.mark.parametrize(
    ("kva", "size"), [("1", 30), ("500", 500), ("500.01", 630), ("630", 630), ("2500", 2500), ("2501", None)]
)
def test_the_next_standard_transformer_carries_the_need(kva: str, size: int | None) -> None:
    assert next_standard_kva(Decimal(kva)) == size


def test_the_standard_sizes_are_those_of_the_notes() -> None:
    assert load_power_tables().standard_kva == (
        (30, 50, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500)
    )


@pytest.mark.parametrize(
    ("kva", "suggestion"),
    [
        ("500", (630, Decimal("0.7937"), True)),
        ("680", (800, Decimal("0.8500"), True)),
        ("43", (80, Decimal("0.5375"), False)),
        ("2126", None),
    ],
)
def test_a_well_chosen_transformer_is_loaded_to_at_most_85_percent(kva: str, suggestion: object) -> None:
    assert suggest_transformer(Decimal(kva)) == suggestion


def test_the_equipment_list_adds_up_with_its_demand_factors() -> None:
    rows = [Equipment("拉丝机", Decimal("37.5"), 4, Decimal("0.8")), Equipment("空压机", Decimal(55))]
    assert demand_kw(rows) == 175
    assert demand_kw([]) == 0


@settings(max_examples=50)
@given(st.decimals(1, 2125, places=2), st.decimals("0.6", 1, places=2))
def test_what_is_required_carries_the_load_and_fits_a_standard_size(load: Decimal, factor: Decimal) -> None:
    needed = required_kva(load, factor)
    assert needed * factor >= load
    size = next_standard_kva(needed)
    assert size is None or needed <= size


def test_a_sound_request_is_passed_without_a_word() -> None:
    assert check(INCREASE) == ()
    assert check(BORROW) == ()


def test_every_kind_and_every_source_has_its_words() -> None:
    assert set(APPLY_KIND_NAMES) == set(ApplyKind)
    assert set(SOURCE_COUNT_NAMES) == set(SourceCount)


def test_a_load_above_the_capacity_is_a_warning_with_the_reckoning() -> None:
    finding = the_only_finding(replace(INCREASE, est_load_kw=Decimal("1170.00")))
    assert (finding.severity, finding.field) == (Severity.WARNING, "est_load_kw")
    assert "1,170 kW ÷ 0.9 = 1,300 kVA，超过合计容量 1,250 kVA" in finding.words.zh
    assert "标准变压器为 1,600 kVA" in finding.words.zh
    assert "The next standard transformer has 1,600 kVA" in finding.words.en


def test_a_load_beyond_every_standard_size_says_that_one_is_not_enough() -> None:
    finding = the_only_finding(replace(INCREASE, est_load_kw=Decimal(2700)))
    assert finding.words.zh.endswith("单台标准变压器不够。")
    assert finding.words.en.endswith("One standard transformer is not enough.")


def test_the_borrowed_transformer_of_xianning_is_full_to_the_last_kva() -> None:
    finding = the_only_finding(replace(BORROW, borrow_kva=Decimal("500.5")))
    assert (finding.severity, finding.field) == (Severity.ERROR, "borrow_kva")
    assert "借用 500.5 + 自留 130 = 630.5 kVA，超过额定 630 kVA" in finding.words.zh
    assert "more than the rated 630 kVA" in finding.words.en


def test_passing_power_on_without_consent_may_be_filed_but_not_energised() -> None:
    request = replace(BORROW, has_utility_consent=False)
    finding = the_only_finding(request)
    assert (finding.severity, finding.field) == (Severity.WARNING, "utility_consent_file")
    assert [(each.severity, each.field) for each in check_energising(request)] == [
        (Severity.ERROR, "utility_consent_file")
    ]
    assert check_energising(BORROW) == check_energising(replace(INCREASE, has_utility_consent=False)) == ()


@pytest.mark.parametrize(
    ("request_", "severity", "field", "zh"),
    [
        (replace(INCREASE, account_no=""), Severity.ERROR, "account_no", "请填写用电户号"),
        (replace(INCREASE, account_no="123"), Severity.WARNING, "account_no", "10 位或 13 位"),
        (
            replace(INCREASE, existing_kva=None, est_load_kw=None),
            Severity.ERROR,
            "existing_kva",
            "增容请填写",
        ),
        (
            replace(INCREASE, existing_kva=Decimal(-1), est_load_kw=None),
            Severity.ERROR,
            "existing_kva",
            "不能小于 0",
        ),
        (replace(INCREASE, add_kva=None, est_load_kw=None), Severity.ERROR, "add_kva", "请填写新增容量"),
        (replace(INCREASE, add_kva=Decimal(0), est_load_kw=None), Severity.ERROR, "add_kva", "应大于 0"),
        (replace(INCREASE, power_factor=Decimal("0.59")), Severity.ERROR, "power_factor", "0.6 与 1 之间"),
        (replace(INCREASE, power_factor=Decimal("1.01")), Severity.ERROR, "power_factor", "0.6 与 1 之间"),
        (replace(INCREASE, est_load_kw=Decimal(0)), Severity.ERROR, "est_load_kw", "应大于 0"),
        (
            replace(INCREASE, est_load_kw=Decimal(90), power_factor=Decimal("0.89")),
            Severity.WARNING,
            "power_factor",
            "100 kVA 及以上用户高峰功率因数应不低于 0.90",
        ),
        (
            replace(INCREASE, transformers=((1, Decimal(630)), (1, Decimal(500)))),
            Severity.WARNING,
            "transformer_list",
            "变压器合计 1,130 kVA，与合计容量 1,250 kVA 不一致",
        ),
        (replace(INCREASE, needed_by=date(2021, 5, 6)), Severity.ERROR, "needed_by", "不能早于今天"),
        (replace(INCREASE, needed_by=date(2021, 6, 4)), Severity.WARNING, "needed_by", "约在 2021-06-07"),
        (replace(BORROW, temp_to=date(2021, 5, 11)), Severity.ERROR, "temp_to", "不能早于开始日期"),
        (
            replace(BORROW, temp_to=date(2021, 11, 13)),
            Severity.ERROR,
            "temp_to",
            "最长 6 个月，即至 2021-11-12",
        ),
        (replace(BORROW, temp_from=date.max), Severity.ERROR, "temp_from", "核对开始日期的年份"),
        (replace(BORROW, temp_from=None), Severity.ERROR, "temp_from", "请填写临时用电开始日期"),
        (replace(BORROW, temp_to=None), Severity.ERROR, "temp_to", "请填写临时用电结束日期"),
        (replace(BORROW, lender_rated_kva=None), Severity.ERROR, "lender_rated_kva", "额定容量"),
        (replace(BORROW, lender_keep_kva=None), Severity.ERROR, "lender_keep_kva", "自留容量"),
        (replace(BORROW, lender_keep_kva=Decimal(-1)), Severity.ERROR, "lender_keep_kva", "自留容量"),
        (replace(BORROW, borrow_kva=None), Severity.ERROR, "borrow_kva", "请填写借用容量"),
        (replace(BORROW, borrow_kva=Decimal(0)), Severity.ERROR, "borrow_kva", "请填写借用容量"),
    ],
)
def test_each_wrong_figure_is_found_at_its_field(
    request_: PowerRequest, severity: Severity, field: str, zh: str
) -> None:
    finding = the_only_finding(request_)
    assert (finding.severity, finding.field) == (severity, field)
    assert zh in finding.words.zh
    assert finding.words.en.endswith(".")


def test_a_lender_without_capacity_is_told_twice_what_is_wrong() -> None:
    fields = [finding.field for finding in check(replace(BORROW, lender_rated_kva=Decimal(0)))]
    assert fields == ["lender_rated_kva", "borrow_kva"]


@pytest.mark.parametrize("account", ["0123 456 789", "0123456789012"])
def test_an_account_number_of_ten_or_thirteen_digits_is_usual(account: str) -> None:
    assert check(replace(INCREASE, account_no=account)) == ()


def test_what_the_enterprise_need_not_know_is_not_asked() -> None:
    assert check(PowerRequest(ApplyKind.QUALITY, account_no="0123456789")) == ()
    assert check(PowerRequest(ApplyKind.DECREASE, est_load_kw=Decimal(80))) == ()
    assert check(replace(INCREASE, voltage=None, needed_by=TODAY)) == ()
    assert check(replace(INCREASE, needed_by=None)) == ()


@pytest.mark.parametrize(
    "figure", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999", "1E-999999", "10000000.1"]
)
def test_a_figure_that_cannot_be_reckoned_with_is_reported_alone(figure: str) -> None:
    for name in ("add_kva", "est_load_kw", "power_factor", "borrow_kva"):
        finding = the_only_finding(replace(INCREASE, account_no="", **{name: Decimal(figure)}))
        assert (finding.severity, finding.field) == (Severity.ERROR, name)
        assert "10,000,000" in finding.words.zh
    assert (
        the_only_finding(replace(INCREASE, transformers=((1, Decimal(figure)),))).field == "transformer_list"
    )


@pytest.mark.parametrize(
    ("voltage", "sources", "days", "words"),
    [
        (Voltage.KV_0_38, SourceCount.SINGLE, 6, "0.38 kV 单电源"),
        (Voltage.KV_10, SourceCount.SINGLE, 22, "不超过 22 个工作日"),
        (Voltage.KV_10, SourceCount.DOUBLE, 32, "10 kV 双电源"),
        (Voltage.KV_35, SourceCount.MULTIPLE, 32, "曾见 40 个工作日"),
        (Voltage.KV_110, SourceCount.SINGLE, 22, "曾见 60 个工作日"),
    ],
)
def test_the_utilitys_time_depends_on_voltage_and_sources(
    voltage: Voltage, sources: SourceCount, days: int, words: str
) -> None:
    usual = connection_time(voltage, sources)
    assert usual.working_days == days
    assert words in usual.words.zh
    assert f"up to {days} working days" in usual.words.en


def test_every_voltage_has_its_time() -> None:
    assert set(load_power_tables().connection_times) == set(Voltage)


def test_temporary_supply_may_last_longer_under_the_new_rules() -> None:
    assert temporary_limit_months(date(2021, 5, 12)) == 6
    assert temporary_limit_months(date(2024, 5, 31)) == 6
    assert temporary_limit_months(date(2024, 6, 1)) == 36
