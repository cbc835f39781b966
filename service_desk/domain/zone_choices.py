"""What a zone may choose for itself: the deadline policy by request type, and how many enterprises are called back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.policy import DEFAULT_POLICY, Policy, load_policies


class CallbackMode(StrEnum):
    """Whether every enterprise is called back or a sample of them."""

    FULL = "full"
    SAMPLED = "sampled"


CALLBACK_MODE_NAMES: dict[CallbackMode, Bilingual] = {
    CallbackMode.FULL: Bilingual("全部回访", "Every ticket"),
    CallbackMode.SAMPLED: Bilingual("抽样回访", "A sample"),
}


@dataclass(frozen=True)
class PolicyChoice:
    """Which policy new acceptances get: by request type where one was chosen, else the zone's."""

    default: str = DEFAULT_POLICY
    by_type: Mapping[str, str] = field(default_factory=dict)

    def policy_for(self, request_type: str) -> Policy:
        """Return the policy, in its newest version, that a request of a type is accepted under."""
        policies = load_policies()
        chosen = policies.get(self.by_type.get(request_type, self.default))
        return chosen or policies[DEFAULT_POLICY]


@dataclass(frozen=True)
class CallbackChoice:
    """How callbacks are made; `percent` is the size of the sample."""

    mode: CallbackMode = CallbackMode.FULL
    percent: int = 30

    def is_called(self, ticket_no: str) -> bool:
        """Tell whether a ticket is in the sample: decided by its number, so that nobody can choose whom to ask."""
        if self.mode is CallbackMode.FULL:
            return True
        drawn = int.from_bytes(hashlib.sha256(f"callback/{ticket_no}".encode()).digest()[:4], "big") % 100
        return drawn < self.percent
