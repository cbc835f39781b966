"""How a campaign stands: firms visited of the target, the four categories, the share solved on the spot, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.catalogue import Category
from service_desk.domain.rates import Rate
from service_desk.domain.visits import firms_on_the_way
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import Session
from service_desk.persistence.tables import Campaign
from service_desk.persistence.visits import category_counts, due_follow_ups


@dataclass(frozen=True)
class Standing:
    """How a campaign stands at a moment."""

    campaign: Campaign
    categories: Mapping[Category, int]
    due: int

    @property
    def progress(self) -> Rate:
        """Firms visited out of the target."""
        return Rate(self.campaign.firms, self.campaign.target)

    @property
    def on_the_spot(self) -> Rate:
        """Requests solved on the spot out of all (domain notes §1.1: 33.6 % in one campaign of 2022)."""
        return Rate(self.campaign.on_site, self.campaign.asked)

    @property
    def remaining(self) -> int:
        """Firms still to be visited."""
        return firms_on_the_way(self.campaign.target, self.campaign.firms)


def read_campaign(session: Session, campaign: Campaign, now: datetime) -> Standing:
    """Return how a campaign stands."""
    found = category_counts(session, campaign.id)
    categories = {category: found.get(category.value, 0) for category in Category}
    return Standing(campaign, categories, due_follow_ups(session, campaign.id, local_date(now)))
