"""Form A filled in: its figures checked and reckoned, and a title made of them (domain notes §3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.figures import written
from service_desk.domain.findings import Finding, error, warning
from service_desk.domain.power import (
    APPLY_KIND_NAMES,
    ApplyKind,
    PowerRequest,
    SourceCount,
    Voltage,
    check_power_request,
    connection_time,
    demand_kw,
    suggest_transformer,
)
from service_desk.domain.power import required_kva as needed_kva
from service_desk.domain.power_sizing import load_power_tables
from service_desk.domain.request_forms.fields import Answers
from service_desk.domain.request_forms.listed_rows import read_equipment, read_transformers

_LASTING = (ApplyKind.NEW, ApplyKind.INCREASE, ApplyKind.DUAL_SOURCE)
_ODD_SHARE = (Decimal("0.5"), Decimal("1.5"))
_FINDING_FIELDS = {"utility_consent_file": "utility_consent"}


def power_request(answers: Answers) -> PowerRequest | None:
    """Return the figures for the rules of power, None while it is not said what is applied for."""
    kind = answers.get("apply_kind")
    if kind not in set(ApplyKind):
        return None
    voltage, sources = answers.get("voltage"), answers.get("source_count")
    transformers, _wrong = read_transformers(answers.get("transformer_list") or "")
    return PowerRequest(
        apply_kind=ApplyKind(kind),
        account_no=answers.get("account_no") or "",
        existing_kva=answers.get("existing_kva"),
        add_kva=answers.get("add_kva"),
        est_load_kw=answers.get("est_load_kw"),
        power_factor=answers.get("power_factor"),
        voltage=Voltage(voltage) if voltage in set(Voltage) else None,
        source_count=SourceCount(sources) if sources in set(SourceCount) else SourceCount.SINGLE,
        transformers=transformers,
        needed_by=answers.get("needed_by"),
        temp_from=answers.get("temp_from"),
        temp_to=answers.get("temp_to"),
        lender_rated_kva=answers.get("lender_rated_kva"),
        lender_keep_kva=answers.get("lender_keep_kva"),
        borrow_kva=answers.get("borrow_kva"),
        has_utility_consent=bool(answers.get("utility_consent")),
    )


def check_power(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield what the rules of power find."""
    request = power_request(answers)
    if request is None:
        return
    for finding in check_power_request(request, today=today, calendar=calendar):
        yield finding._replace(field=_FINDING_FIELDS.get(finding.field, finding.field))


def check_power_lists(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield what is wrong or odd about the transformers and the equipment as they are typed."""
    transformers, wrong = read_transformers(answers.get("transformer_list") or "")
    if wrong is not None:
        yield error("transformer_list", *wrong)
    else:
        yield from _unusual_sizes(transformers)
    text, load = answers.get("equipment_list") or "", answers.get("est_load_kw")
    equipment, wrong = read_equipment(text)
    if wrong is not None:
        yield error("equipment_list", *wrong)
    elif equipment and load:
        listed = demand_kw(equipment)
        low, high = _ODD_SHARE
        if not low * load <= listed <= high * load:
            yield warning(
                "equipment_list",
                f"设备清单合计 {written(listed)} kW，与最大负荷 {written(load)} kW 相差较大，请核对台数和需用系数。",
                f"The equipment adds up to {written(listed)} kW, far from the peak load of {written(load)} kW; "
                "please check quantities and demand factors.",
            )


def check_decrease(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield more capacity given up than there is, and a suspension that ends before it can begin."""
    if answers.get("apply_kind") != ApplyKind.DECREASE:
        return
    existing, less = answers.get("existing_kva"), answers.get("decrease_kva")
    if existing is not None and less is not None and less > existing:
        yield error(
            "decrease_kva",
            f"减少或暂停 {written(less)} kVA，超过现有容量 {written(existing)} kVA。",
            f"{written(less)} kVA given up, more than the existing {written(existing)} kVA.",
        )
    begins, ends = answers.get("needed_by"), answers.get("decrease_until")
    if begins is not None and ends is not None and ends <= begins:
        yield error(
            "decrease_until",
            f"计划恢复日期应晚于希望开始的日期（{begins}）。",
            f"The planned day of return has to lie after the wished first day ({begins}).",
        )


def _unusual_sizes(transformers: tuple[tuple[int, Decimal], ...]) -> Iterator[Finding]:
    standard = load_power_tables().standard_kva
    unusual = [kva for _count, kva in transformers if kva not in standard]
    if unusual:
        said = "、".join(written(kva) for kva in unusual)
        yield warning(
            "transformer_list",
            f"{said} kVA 不是标准容量，请核对；标准容量有 {'、'.join(map(str, standard))} kVA。",
            f"{', '.join(written(kva) for kva in unusual)} kVA is no standard size; please check. Standard sizes are "
            f"{', '.join(map(str, standard))} kVA.",
        )


def total_capacity(answers: Answers) -> str | None:
    """Return the capacity the site will have, in kVA."""
    request = power_request(answers)
    return _plain(request.total_kva) if request is not None and request.total_kva > 0 else None


def remaining_capacity(answers: Answers) -> str | None:
    """Return what is left of the existing capacity after a decrease or during a suspension, in kVA."""
    existing, less = answers.get("existing_kva"), answers.get("decrease_kva")
    if answers.get("apply_kind") != ApplyKind.DECREASE or existing is None or less is None or less > existing:
        return None
    return _plain(existing - less)


def listed_capacity(answers: Answers) -> str | None:
    """Return what the listed transformers have together, in kVA."""
    rows, wrong = read_transformers(answers.get("transformer_list") or "")
    return _plain(sum((count * kva for count, kva in rows), Decimal(0))) if rows and wrong is None else None


def capacity_needed(answers: Answers) -> str | None:
    """Return the capacity that the load needs, in kVA."""
    needed = _needed(answers)
    return None if needed is None else _plain(needed)


def fitting_transformer(answers: Answers) -> str | None:
    """Return the standard transformer that carries the load well, in kVA; None where one alone cannot."""
    fitting = suggest_transformer(needed) if (needed := _needed(answers)) is not None else None
    return None if fitting is None else str(fitting.kva)


def fitting_load_rate(answers: Answers) -> str | None:
    """Return the load rate of that transformer, in per cent."""
    fitting = suggest_transformer(needed) if (needed := _needed(answers)) is not None else None
    return None if fitting is None else str((fitting.load_rate * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))


def listed_load(answers: Answers) -> str | None:
    """Return the load that the listed equipment draws at once, in kW."""
    if power_request(answers) is None:
        return None
    rows, wrong = read_equipment(answers.get("equipment_list") or "")
    return _plain(demand_kw(rows)) if rows and wrong is None else None


def utility_days(answers: Answers) -> str | None:
    """Return how many working days the utility's own steps usually take; None where nothing lasting is connected."""
    request = power_request(answers)
    if request is None or request.voltage is None or request.apply_kind not in _LASTING:
        return None
    return str(connection_time(request.voltage, request.source_count).working_days)


def _needed(answers: Answers) -> Decimal | None:
    request = power_request(answers)
    if (
        request is None
        or not request.est_load_kw
        or not request.power_factor
        or not 0 < request.power_factor <= 1
    ):
        return None
    return needed_kva(request.est_load_kw, request.power_factor)


def power_title(answers: Answers) -> Bilingual:
    """Return a title made of the kind and the capacity: 增容 500 kVA（合计 1,130 kVA）."""
    request = power_request(answers)
    if request is None:
        return Bilingual("用电容量申请", "Power capacity request")
    name = APPLY_KIND_NAMES[request.apply_kind]
    if request.apply_kind is ApplyKind.BORROW and request.borrow_kva:
        amount = written(request.borrow_kva)
        return Bilingual(f"借用变压器 {amount} kVA", f"Borrowing {amount} kVA of a transformer")
    if not request.add_kva:
        return name
    added, total = written(request.add_kva), written(request.total_kva)
    if not request.existing_kva:
        return Bilingual(f"{name.zh} {added} kVA", f"{name.en}, {added} kVA")
    return Bilingual(
        f"{name.zh} {added} kVA（合计 {total} kVA）", f"{name.en}, {added} kVA ({total} kVA in all)"
    )


def _plain(amount: Decimal) -> str:
    return written(amount).replace(",", "")
