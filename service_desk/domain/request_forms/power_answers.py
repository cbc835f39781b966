"""Form A filled in: its figures checked and reckoned, and a title made of them (domain notes §3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

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
from service_desk.domain.request_forms.fields import Answers
from service_desk.domain.request_forms.listed_rows import read_equipment, read_transformers
from service_desk.domain.request_forms.power_form import UNKNOWN

LISTED_FROM_KW = Decimal(100)
"""Above this load the equipment has to be listed (domain notes §3.5)."""

_LASTING = (ApplyKind.NEW, ApplyKind.INCREASE, ApplyKind.DUAL_SOURCE)
_ODD_SHARE = (Decimal("0.5"), Decimal("1.5"))
_FINDING_FIELDS = {"utility_consent_file": "utility_consent"}


def power_request(answers: Answers) -> PowerRequest | None:
    """Return the figures for the rules of power, None while it is not said what is applied for."""
    kind = answers.get("apply_kind")
    if kind not in set(ApplyKind):
        return None
    voltage = answers.get("voltage")
    transformers, _wrong = read_transformers(answers.get("transformer_list") or "")
    return PowerRequest(
        apply_kind=ApplyKind(kind),
        account_no=answers.get("account_no") or "",
        existing_kva=answers.get("existing_kva"),
        add_kva=answers.get("add_kva"),
        est_load_kw=answers.get("est_load_kw"),
        power_factor=answers.get("power_factor"),
        voltage=Voltage(voltage) if voltage and voltage != UNKNOWN else None,
        source_count=SourceCount(answers.get("source_count") or SourceCount.SINGLE),
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
    """Yield what the rules of power and the typed lists find."""
    request = power_request(answers)
    if request is None:
        return
    yield from _lists(answers)
    for finding in check_power_request(request, today=today, calendar=calendar):
        yield finding._replace(field=_FINDING_FIELDS.get(finding.field, finding.field))


def _lists(answers: Answers) -> Iterator[Finding]:
    _rows, wrong = read_transformers(answers.get("transformer_list") or "")
    if wrong is not None:
        yield error("transformer_list", *wrong)
    text, load = answers.get("equipment_list") or "", answers.get("est_load_kw")
    equipment, wrong = read_equipment(text)
    if wrong is not None:
        yield error("equipment_list", *wrong)
    elif not text and load is not None and load > LISTED_FROM_KW:
        yield error(
            "equipment_list",
            f"最大负荷超过 {LISTED_FROM_KW} kW，请列出主要用电设备。",
            f"The peak load is above {LISTED_FROM_KW} kW; please list the main equipment.",
        )
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


def reckon_power(answers: Answers) -> dict[str, Any]:
    """Return what is computed and kept with the answers; amounts as strings."""
    request = power_request(answers)
    if request is None:
        return {}
    kept: dict[str, Any] = {}
    if request.total_kva > 0:
        kept["total_kva"] = _plain(request.total_kva)
    factor = request.power_factor
    if request.est_load_kw and factor and 0 < factor <= 1:
        needed = needed_kva(request.est_load_kw, factor)
        kept["required_kva"] = _plain(needed)
        if (fitting := suggest_transformer(needed)) is not None:
            kept["suggested_kva"] = str(fitting.kva)
            kept["suggested_load_rate"] = str(
                (fitting.load_rate * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            )
    rows, wrong = read_equipment(answers.get("equipment_list") or "")
    if rows and wrong is None:
        kept["equipment_kw"] = _plain(demand_kw(rows))
    if request.voltage is not None and request.apply_kind in _LASTING:
        kept["utility_days"] = str(connection_time(request.voltage, request.source_count).working_days)
    return kept


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
