"""Why a joint meeting is called: the three reasons of 吹哨报到 (domain notes §2.2)."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class WhistleReason(StrEnum):
    """The reason a department blows the whistle."""

    BEYOND_ONE_UNIT = "beyond_one_unit"
    JOINT_ENFORCEMENT = "joint_enforcement"
    EMERGENCY = "emergency"


WHISTLE_REASON_NAMES: dict[WhistleReason, Bilingual] = {
    WhistleReason.BEYOND_ONE_UNIT: Bilingual("一个单位解决不了", "One unit cannot solve it"),
    WhistleReason.JOINT_ENFORCEMENT: Bilingual("需要联合执法", "Joint enforcement is needed"),
    WhistleReason.EMERGENCY: Bilingual("突发紧急", "An emergency"),
}
