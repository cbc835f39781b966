"""Why a department returns a ticket: the reasons that count (domain notes §2.2)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class ReturnReason(StrEnum):
    """The reason code of a return."""

    NOT_OUR_DUTY = "not_our_duty"
    OTHER_TERRITORY = "other_territory"
    UNCLEAR_OWNERSHIP = "unclear_ownership"
    OVERLAPPING_DUTIES = "overlapping_duties"


RETURN_REASON_NAMES: dict[ReturnReason, Bilingual] = {
    ReturnReason.NOT_OUR_DUTY: Bilingual("不属本部门职责", "Not this department's duty"),
    ReturnReason.OTHER_TERRITORY: Bilingual("属地不符", "Another territory"),
    ReturnReason.UNCLEAR_OWNERSHIP: Bilingual("权属不清", "Unclear ownership"),
    ReturnReason.OVERLAPPING_DUTIES: Bilingual("职能交叉", "Overlapping duties"),
}
