"""Supply that is temporary or passed on from a neighbour's transformer: how long, how much, with whose consent."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.domain.calendar import add_months
from service_desk.domain.figures import written
from service_desk.domain.findings import Finding, error, warning
from service_desk.domain.power_request import ApplyKind, PowerRequest
from service_desk.domain.power_sizing import temporary_limit_months

LAST_YEAR = 2200
"""A year beyond this is a slip of the pen."""

_PASSING = frozenset({ApplyKind.TEMPORARY, ApplyKind.BORROW})


def check_duration(request: PowerRequest) -> Iterator[Finding]:
    """Yield what is wrong with the first and last day of supply that is not permanent (domain notes §3.1, §3.5)."""
    if request.apply_kind not in _PASSING:
        return
    first, last = request.temp_from, request.temp_to
    if first is None:
        yield error(
            "temp_from", "请填写临时用电开始日期。", "Please enter the first day of temporary supply."
        )
    if last is None:
        yield error("temp_to", "请填写临时用电结束日期。", "Please enter the last day of temporary supply.")
    if first is None or last is None:
        return
    if first.year > LAST_YEAR:
        yield error("temp_from", "请核对开始日期的年份。", "Please check the year of the first day.")
        return
    months = temporary_limit_months(first)
    if last < first:
        yield error("temp_to", "结束日期不能早于开始日期。", "The last day cannot lie before the first.")
    elif last > add_months(first, months):
        yield error(
            "temp_to",
            f"临时用电最长 {months} 个月，即至 {add_months(first, months)}；更久请申请正式用电。",
            f"Temporary supply lasts at most {months} months, until {add_months(first, months)}; "
            "please apply for a permanent connection beyond that.",
        )


def check_borrowing(request: PowerRequest) -> Iterator[Finding]:
    """Yield what is wrong with a borrowed share: together with the lender's it must not exceed the transformer."""
    if request.apply_kind is not ApplyKind.BORROW:
        return
    rated, keep, borrowed = request.lender_rated_kva, request.lender_keep_kva, request.borrow_kva
    if rated is None or rated <= 0:
        yield error(
            "lender_rated_kva",
            "请填写出借变压器的额定容量，应大于 0。",
            "Please enter the lender's rated capacity, above 0.",
        )
    if keep is None or keep < 0:
        yield error(
            "lender_keep_kva",
            "请填写出借方自留容量，可以为 0。",
            "Please enter what the lender keeps, 0 or more.",
        )
    if borrowed is None or borrowed <= 0:
        yield error(
            "borrow_kva", "请填写借用容量，应大于 0。", "Please enter the capacity borrowed, above 0."
        )
    if rated is not None and keep is not None and borrowed is not None and borrowed + keep > rated:
        yield error(
            "borrow_kva",
            f"借用 {written(borrowed)} + 自留 {written(keep)} = {written(borrowed + keep)} kVA，"
            f"超过额定 {written(rated)} kVA，变压器会过载，请减少借用容量。",
            f"{written(borrowed)} borrowed + {written(keep)} kept = {written(borrowed + keep)} kVA, more than the "
            f"rated {written(rated)} kVA; the transformer would be overloaded, please borrow less.",
        )
    if not request.has_utility_consent:
        yield warning(
            "utility_consent_file",
            "转供电须经供电企业同意。可以先提交，但登记“已送电”前必须附上书面同意或委托协议。",
            "Passing power on needs the supply enterprise's consent. You may file now, but the written consent must be "
            "attached before the supply can be recorded as energised.",
        )


def check_energising(request: PowerRequest) -> tuple[Finding, ...]:
    """Return what forbids recording 已送电 (domain notes §3.1).

    Passing power on needs the supply enterprise's consent (电力供应与使用条例 第二十条).
    """
    if request.apply_kind is not ApplyKind.BORROW or request.has_utility_consent:
        return ()
    return (
        error(
            "utility_consent_file",
            "未附供电企业书面同意，不能登记“已送电”。请先上传同意书或委托协议。",
            "Without the supply enterprise's written consent the supply cannot be recorded as energised. "
            "Please attach the consent or the entrustment agreement first.",
        ),
    )
