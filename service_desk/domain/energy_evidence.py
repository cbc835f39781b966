"""Whether the years and quantities of an energy account can be believed (domain notes §4.5–4.6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from service_desk.domain.figures import written
from service_desk.domain.findings import Finding, error, warning

BILL_TOLERANCE = Decimal("0.02")


def check_years(years: Iterable[int], today: date) -> tuple[Finding, ...]:
    """Return what is wrong with the years of a form C: at least two, each over by today, a local date."""
    given = sorted(years)
    findings = [
        error(
            "years",
            f"{year} 年尚未结束，请填写完整的自然年。",
            f"{year} is not over yet; please give complete calendar years.",
        )
        for year in given
        if year >= today.year
    ]
    if len(set(given)) != len(given):
        findings.append(error("years", "同一年份填写了两次。", "A year is given twice."))
    if len({year for year in given if year < today.year}) < 2:
        findings.append(
            error(
                "years", "请至少填写两个完整的自然年。", "Please give at least two complete calendar years."
            )
        )
    return tuple(findings)


def check_against_bills(field: str, declared: Decimal, billed: Decimal) -> tuple[Finding, ...]:
    """Return a warning where a declared quantity departs from the utility's bills by more than 2 % (§4.5)."""
    difference = abs(declared - billed)
    if difference <= abs(billed) * BILL_TOLERANCE:
        return ()
    return (
        warning(
            field,
            f"填报 {written(declared)} 与账单合计 {written(billed)} 相差 {written(difference)}，"
            "超过 2 %，请核对或说明。",
            f"{written(declared)} declared and {written(billed)} billed differ by {written(difference)}, "
            "more than 2 %; please check or explain.",
        ),
    )
