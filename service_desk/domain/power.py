"""The power capacity request (form A): what its figures must satisfy before it goes to the utility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.figures import MOST_DECIMALS, is_plain, written
from service_desk.domain.findings import Finding, error, warning
from service_desk.domain.power_lending import check_borrowing, check_duration, check_energising
from service_desk.domain.power_request import APPLY_KIND_NAMES, ApplyKind, PowerRequest
from service_desk.domain.power_sizing import (
    SOURCE_COUNT_NAMES,
    ConnectionTime,
    Equipment,
    SourceCount,
    TransformerSuggestion,
    Voltage,
    connection_time,
    demand_kw,
    load_power_tables,
    next_standard_kva,
    required_kva,
    suggest_transformer,
    temporary_limit_months,
    total_kva,
)

__all__ = [
    "APPLY_KIND_NAMES",
    "SOURCE_COUNT_NAMES",
    "ApplyKind",
    "ConnectionTime",
    "Equipment",
    "PowerRequest",
    "SourceCount",
    "TransformerSuggestion",
    "Voltage",
    "check_energising",
    "check_power_request",
    "connection_time",
    "demand_kw",
    "next_standard_kva",
    "required_kva",
    "suggest_transformer",
    "temporary_limit_months",
    "total_kva",
]

LARGEST_FIGURE = Decimal(10_000_000)
"""kVA or kW beyond this are a slip: no zone draws ten million kVA."""


_CUSTOMERS = frozenset({ApplyKind.INCREASE, ApplyKind.QUALITY})
_GROWING = frozenset({ApplyKind.NEW, ApplyKind.INCREASE, ApplyKind.TEMPORARY})
_LASTING = frozenset({ApplyKind.NEW, ApplyKind.INCREASE, ApplyKind.DUAL_SOURCE})
_FIGURES = (
    "existing_kva",
    "add_kva",
    "est_load_kw",
    "power_factor",
    "lender_rated_kva",
    "lender_keep_kva",
    "borrow_kva",
)


def check_power_request(
    request: PowerRequest, *, today: date, calendar: WorkingCalendar
) -> tuple[Finding, ...]:
    """Return everything that is wrong or odd about a request, in the order of the form; today is a local date.

    Figures that are no numbers or absurdly large are reported alone: nothing can be reckoned with them.
    """
    if unreadable := tuple(_unreadable(request)):
        return unreadable
    return tuple(
        chain(
            _account(request),
            _capacity(request),
            _load(request),
            _transformers(request),
            _wished_date(request, today, calendar),
            check_duration(request),
            check_borrowing(request),
        )
    )


def _unreadable(request: PowerRequest) -> Iterator[Finding]:
    figures = [(name, getattr(request, name)) for name in _FIGURES]
    figures += [("transformer_list", kva) for _, kva in request.transformers]
    for name, figure in figures:
        if figure is not None and not is_plain(figure, LARGEST_FIGURE):
            yield error(
                name,
                f"请填写不超过 {LARGEST_FIGURE:,} 的数字，最多 {MOST_DECIMALS} 位小数。",
                f"Please enter a number of at most {LARGEST_FIGURE:,}, with at most {MOST_DECIMALS} decimals.",
            )


def _account(request: PowerRequest) -> Iterator[Finding]:
    account = re.sub(r"\s", "", request.account_no)
    if not account and request.apply_kind in _CUSTOMERS:
        yield error(
            "account_no",
            "请填写用电户号，见电费账单。",
            "Please enter the account number on your electricity bill.",
        )
    if account and not re.fullmatch(r"\d{10}|\d{13}", account, re.ASCII):
        yield warning(
            "account_no",
            "用电户号一般为 10 位或 13 位数字，请与电费账单核对。",
            "An account number usually has 10 or 13 digits; please compare it with your bill.",
        )


def _capacity(request: PowerRequest) -> Iterator[Finding]:
    if request.existing_kva is None and request.apply_kind is ApplyKind.INCREASE:
        yield error(
            "existing_kva", "增容请填写现有容量。", "Please enter the existing capacity for an increase."
        )
    if request.existing_kva is not None and request.existing_kva < 0:
        yield error("existing_kva", "现有容量不能小于 0。", "The existing capacity cannot be below 0.")
    if request.add_kva is None and request.apply_kind in _GROWING:
        yield error("add_kva", "请填写新增容量。", "Please enter the additional capacity.")
    if request.add_kva is not None and request.add_kva <= 0:
        yield error("add_kva", "新增容量应大于 0。", "The additional capacity must be above 0.")


def _load(request: PowerRequest) -> Iterator[Finding]:
    tables = load_power_tables()
    factor = tables.default_power_factor if request.power_factor is None else request.power_factor
    if not tables.lowest_power_factor <= factor <= 1:
        yield error(
            "power_factor",
            f"功率因数应在 {tables.lowest_power_factor} 与 1 之间。",
            f"The power factor lies between {tables.lowest_power_factor} and 1.",
        )
        return
    if request.est_load_kw is None:
        return
    if request.est_load_kw <= 0:
        yield error("est_load_kw", "最大负荷应大于 0。", "The peak load must be above 0.")
        return
    needed, total = required_kva(request.est_load_kw, factor), request.total_kva
    if 0 < total < needed:
        size = next_standard_kva(needed)
        reckoned = f"{written(request.est_load_kw)} kW ÷ {written(factor)} = {written(needed)} kVA"
        yield warning(
            "est_load_kw",
            f"{reckoned}，超过合计容量 {written(total)} kVA，请核对负荷或容量"
            + (f"；能承担的标准变压器为 {size:,} kVA。" if size else "；单台标准变压器不够。"),
            f"{reckoned}, more than the total capacity of {written(total)} kVA; please check the load or the capacity. "
            + (
                f"The next standard transformer has {size:,} kVA."
                if size
                else "One standard transformer is not enough."
            ),
        )
    if factor < tables.required_power_factor and needed >= tables.required_from_kva:
        yield warning(
            "power_factor",
            f"{written(tables.required_from_kva)} kVA 及以上用户高峰功率因数应不低于 {tables.required_power_factor}，"
            "请考虑无功补偿。",
            f"From {written(tables.required_from_kva)} kVA on the power factor at peak should be at least "
            f"{tables.required_power_factor}; please consider compensation.",
        )


def _transformers(request: PowerRequest) -> Iterator[Finding]:
    listed = sum((count * kva for count, kva in request.transformers), Decimal(0))
    if request.transformers and listed != request.total_kva:
        yield warning(
            "transformer_list",
            f"变压器合计 {written(listed)} kVA，与合计容量 {written(request.total_kva)} kVA 不一致，请核对。",
            f"The transformers add up to {written(listed)} kVA, not to the total capacity of "
            f"{written(request.total_kva)} kVA; please check.",
        )


def _wished_date(request: PowerRequest, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    if request.needed_by is None:
        return
    if request.needed_by < today:
        yield error("needed_by", "希望送电日期不能早于今天。", "The wished date cannot lie before today.")
        return
    if request.voltage is None or request.apply_kind not in _LASTING:
        return
    usual = connection_time(request.voltage, request.source_count)
    earliest = calendar.add_working_days(today, usual.working_days)
    if request.needed_by < earliest:
        yield warning(
            "needed_by",
            f"{usual.words.zh}按此推算约在 {earliest}，您希望的日期可能来不及。",
            f"{usual.words.en} That leads to about {earliest}; the date you wish for may be too early.",
        )
