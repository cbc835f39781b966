"""Accounts of enterprises: what their people may do for the firm, and how a firm's first person comes to be trusted."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class FirmRole(StrEnum):
    """What somebody may do for his firm: a manager also invites and removes colleagues."""

    MANAGER = "manager"
    MEMBER = "member"


FIRM_ROLE_NAMES: dict[FirmRole, Bilingual] = {
    FirmRole.MANAGER: Bilingual("企业管理员", "Firm manager"),
    FirmRole.MEMBER: Bilingual("企业用户", "Firm user"),
}


class Verified(StrEnum):
    """Why somebody is believed to act for a firm."""

    ZONE = "zone"
    ADDRESS = "address"
    INVITED = "invited"


VERIFIED_NAMES: dict[Verified, Bilingual] = {
    Verified.ZONE: Bilingual("园区核对营业执照", "licence checked by the zone"),
    Verified.ADDRESS: Bilingual("经已登记的邮箱", "by an address on record"),
    Verified.INVITED: Bilingual("由企业管理员邀请", "invited by a firm manager"),
}


class ApplicationState(StrEnum):
    """Where a firm's application for its first account stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


APPLICATION_STATE_NAMES: dict[ApplicationState, Bilingual] = {
    ApplicationState.WAITING: Bilingual("待核对", "To be checked"),
    ApplicationState.APPROVED: Bilingual("已开通", "Opened"),
    ApplicationState.REFUSED: Bilingual("未通过", "Refused"),
}

LONGEST_LOGIN = 80
"""An enterprise's people sign in with their mail address, which must fit the column of sign-in names."""
