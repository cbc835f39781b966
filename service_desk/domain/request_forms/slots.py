"""The files that the forms ask for (domain notes §3.5, §3.6, §4.6: consents, drawings, bills)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.fields import RequestForm, Slot, when

OTHER = Slot(
    "other", Bilingual("照片或其他材料", "Photographs or other papers"),
    Bilingual("现场照片、通知书、合同等，拍清楚即可。", "Photographs of the place, notices, contracts; a clear picture will do."),
)  # fmt: skip

_BORROWING = when("apply_kind", "borrow")

POWER_SLOTS = (
    Slot("lender_consent", Bilingual("出借方同意书", "The lender's consent"), expected_when=_BORROWING),
    Slot("utility_consent", Bilingual("供电企业同意书或委托协议", "The supply enterprise's consent or agreement"),
         Bilingual("没有它不能登记“已送电”，可以后补。", "Without it the supply cannot be recorded; it may follow later."),
         expected_when=_BORROWING),
    Slot("drawing", Bilingual("一次接线图、设备清单", "Single-line diagram, list of equipment")),
    OTHER,
)  # fmt: skip
UTILITIES_SLOTS = (
    Slot("site_plan", Bilingual("总平面图、规划红线图", "Site plan, red-line map"),
         Bilingual("联合踏勘时要用，可以后补。", "Wanted at the joint survey; it may follow later.")),
    OTHER,
)  # fmt: skip
ENERGY_SLOTS = (
    Slot("energy_bills", Bilingual("能源发票汇总或统计报表", "Energy bills or statistical returns"),
         Bilingual("用来核对填报的用量。", "To compare the amounts filled in with.")),
    OTHER,
)  # fmt: skip

SLOT_NAMES: dict[str, Bilingual] = {
    slot.code: slot.name for slots in (POWER_SLOTS, UTILITIES_SLOTS, ENERGY_SLOTS) for slot in slots
}


def missing_slots(form: RequestForm, answers: Mapping[str, Any], sent: Collection[str]) -> list[Slot]:
    """Return the files that should have come with a form under its answers and did not."""
    return [slot for slot in form.slots if slot.is_expected(answers) and slot.code not in sent]
