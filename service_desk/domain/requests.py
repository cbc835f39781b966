"""What a request says about itself: where it came from, its nature, its urgency (domain notes §2.6)."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from service_desk.domain.bilingual import Bilingual

MAX_TITLE = 50
SHORTEST_TITLE = 4
MAX_BODY = 2000
MAX_NOTE = 2000


class Source(StrEnum):
    """The channel a request came in by."""

    WEB = "web"
    VISIT = "visit"
    PHONE = "phone"
    HOTLINE = "hotline"
    LEADER = "leader"
    CHAT = "chat"
    COUNTER = "counter"
    PROACTIVE = "proactive"


SOURCE_NAMES: dict[Source, Bilingual] = {
    Source.WEB: Bilingual("网上提交", "Web form"),
    Source.VISIT: Bilingual("入企走访", "Visit"),
    Source.PHONE: Bilingual("电话代录", "Telephone"),
    Source.HOTLINE: Bilingual("12345转办", "12345 transfer"),
    Source.LEADER: Bilingual("领导交办", "Leader's instruction"),
    Source.CHAT: Bilingual("微信群代录", "Chat group"),
    Source.COUNTER: Bilingual("现场窗口", "Counter"),
    Source.PROACTIVE: Bilingual("主动发现", "Found proactively"),
}


class Kind(StrEnum):
    """The nature of a request (诉求性质)."""

    CONSULT = "consult"
    HELP = "help"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


KIND_NAMES: dict[Kind, Bilingual] = {
    Kind.CONSULT: Bilingual("咨询", "Enquiry"),
    Kind.HELP: Bilingual("求助", "Request for help"),
    Kind.COMPLAINT: Bilingual("投诉", "Complaint"),
    Kind.REPORT: Bilingual("举报", "Report"),
    Kind.SUGGESTION: Bilingual("建议", "Suggestion"),
    Kind.PRAISE: Bilingual("表扬", "Praise"),
}

UNRATED_KINDS = frozenset({Kind.CONSULT, Kind.SUGGESTION, Kind.PRAISE})
"""Kinds that the solved rate leaves out (domain notes §2.3)."""


class Urgency(IntEnum):
    """How urgent: 紧急 means production stands still or safety is at risk."""

    NORMAL = 0
    URGENT = 1
    EMERGENCY = 2


URGENCY_NAMES: dict[Urgency, Bilingual] = {
    Urgency.NORMAL: Bilingual("普通", "Normal"),
    Urgency.URGENT: Bilingual("较急", "Urgent"),
    Urgency.EMERGENCY: Bilingual("紧急（停产、安全）", "Emergency (production stopped, safety)"),
}


def short_title(text: str) -> str:
    """Return a title made of the beginning of a request: its first sentence or line where that is short enough."""
    first = next((line for line in text.splitlines() if len(line.strip()) >= SHORTEST_TITLE), text)
    plain = " ".join(first.split())
    for place, sign in enumerate(plain[: MAX_TITLE + 1]):
        if sign in "。；！？;!?" and place >= SHORTEST_TITLE:
            return plain[:place]
    return plain if len(plain) <= MAX_TITLE else plain[: MAX_TITLE - 1] + "…"
