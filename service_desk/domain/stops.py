"""What stops a ticket's clock, and what is asked as evidence (domain notes §2.2 时限不计, §3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class StopKind(StrEnum):
    """Why the clock stands: the enterprise's turn, a segment that the law does not count, a hold, a merger."""

    ENTERPRISE = "enterprise"
    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    SURVEY = "survey"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"
    CUSTOMER_WORKS = "customer_works"
    HOLD = "hold"
    MERGED = "merged"


STOP_NAMES: dict[StopKind, Bilingual] = {
    StopKind.ENTERPRISE: Bilingual("等企业补充", "waiting for the enterprise"),
    StopKind.HEARING: Bilingual("听证", "hearing"),
    StopKind.TENDER: Bilingual("招标", "tender"),
    StopKind.AUCTION: Bilingual("拍卖", "auction"),
    StopKind.INSPECTION: Bilingual("检验", "inspection"),
    StopKind.TESTING: Bilingual("检测", "testing"),
    StopKind.SURVEY: Bilingual("勘验", "survey"),
    StopKind.APPRAISAL: Bilingual("鉴定", "appraisal"),
    StopKind.EXPERT_REVIEW: Bilingual("专家评审", "expert review"),
    StopKind.CUSTOMER_WORKS: Bilingual("企业自身设计、施工", "the enterprise's own design or works"),
    StopKind.HOLD: Bilingual("挂账", "on hold"),
    StopKind.MERGED: Bilingual("并案期间", "merged into another ticket"),
}

EVIDENCED_STOPS = (
    StopKind.HEARING, StopKind.TENDER, StopKind.AUCTION, StopKind.INSPECTION, StopKind.TESTING, StopKind.SURVEY,
    StopKind.APPRAISAL, StopKind.EXPERT_REVIEW, StopKind.CUSTOMER_WORKS,
)  # fmt: skip
"""Stops that a department declares itself, each with its evidence: the notice, the contract, the hand-over sheet."""


@dataclass(frozen=True)
class Stop:
    """A stretch during which the clock does not run; `until` is None while it lasts."""

    since: datetime
    until: datetime | None
    kind: StopKind

    @property
    def reason(self) -> Bilingual:
        """Why the clock stands, in words."""
        return STOP_NAMES[self.kind]


@dataclass(frozen=True)
class Extension:
    """Days granted on top of the closing limit, counted as the limit is; valid when asked before the due date."""

    asked_at: datetime
    granted_at: datetime
    days: int
    granted_by: str = ""
