"""Who named the request type of a request when it was filed: a person, or nobody, so that the machine's guess had to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.requests import Source

UNDECIDED = "enquiry_praise"
"""The request type of what nobody is sure about (§8.2: 咨询、表扬、其他): the portal's tile for those who are unsure."""


class NamedBy(StrEnum):
    """Who said what a request is about when it was filed."""

    ENTERPRISE = "enterprise"
    OFFICER = "officer"
    MACHINE = "machine"


NAMED_BY_WORDS: dict[NamedBy, Bilingual] = {
    NamedBy.ENTERPRISE: Bilingual("企业选填", "Chosen by the enterprise"),
    NamedBy.OFFICER: Bilingual("经办人选填", "Chosen by the officer"),
    NamedBy.MACHINE: Bilingual("录入时没有人选", "Chosen by nobody at filing"),
}


def named_by(data: Mapping[str, Any], suggested: str | None) -> NamedBy:
    """Return who named the type, from the facts of the first act.

    Events from before this was noted tell it by where the request came from: what officers brought in and the machine
    had suggested may have been the machine's guess, and is not passed off as anybody's choice.
    """
    if "named_by" in data:
        return NamedBy(data["named_by"])
    if data.get("source", Source.WEB) == Source.WEB:
        return NamedBy.ENTERPRISE
    return NamedBy.MACHINE if data.get("request_type") == suggested else NamedBy.OFFICER
