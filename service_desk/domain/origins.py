"""Where a request that an officer wrote down came from: the channel, the original time, who said it, under which number.

Kept in the ticket's first event. The clock does not start there: it runs from acceptance, whatever the original time
(domain notes §1.5, §7.0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words, full_date_words
from service_desk.domain.requests import Source
from service_desk.domain.zone_time import SHANGHAI

RECORDED_SOURCES = (Source.CHAT, Source.PHONE, Source.HOTLINE, Source.LEADER, Source.COUNTER)
"""The channels for which officers file on behalf of an enterprise (代录)."""

Line = tuple[Bilingual, Bilingual]
"""A heading, and what stands under it."""


@dataclass(frozen=True)
class Origin:
    """What is known of where a request came from; everything may be missing.

    `said_by` is whoever wrote or spoke the words (shown to officers only), `hotline_no` the number of a 12345 transfer,
    `instructed_by` and `wished_by` the leader who handed it on and the day he wants it done by, `visit_no` the visit.
    """

    said_at: datetime | None = None
    said_by: str = ""
    hotline_no: str = ""
    instructed_by: str = ""
    wished_by: date | None = None
    visit_no: str = ""

    def as_data(self) -> dict[str, str]:
        """Return what is known as an event keeps it."""
        kept = {
            "said_at": self.said_at.isoformat() if self.said_at else "",
            "said_by": self.said_by,
            "hotline_no": self.hotline_no,
            "instructed_by": self.instructed_by,
            "wished_by": self.wished_by.isoformat() if self.wished_by else "",
            "visit_no": self.visit_no,
        }
        return {name: value for name, value in kept.items() if value}


def read_origin(data: Mapping[str, Any]) -> Origin:
    """Return the origin that an event's data holds."""
    kept = data.get("origin") or {}
    said_at, wished_by = kept.get("said_at"), kept.get("wished_by")
    return Origin(
        said_at=datetime.fromisoformat(said_at) if said_at else None,
        said_by=kept.get("said_by", ""),
        hotline_no=kept.get("hotline_no", ""),
        instructed_by=kept.get("instructed_by", ""),
        wished_by=date.fromisoformat(wished_by) if wished_by else None,
        visit_no=kept.get("visit_no", ""),
    )


def origin_headline(origin: Origin) -> Bilingual | None:
    """Return what a timeline says of the origin, for everybody who may read it: the original time, the visit."""
    parts = []
    if origin.said_at is not None:
        parts.append(_moment(origin.said_at, Bilingual("原话时间 {}", "said at {}")))
    if origin.visit_no:
        parts.append(Bilingual(origin.visit_no, origin.visit_no))
    if not parts:
        return None
    return Bilingual("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def origin_lines(origin: Origin) -> list[Line]:
    """Return what officers read of the origin beside the request."""
    lines: list[Line] = []
    if origin.said_at is not None:
        lines.append((Bilingual("原话时间", "Said at"), _moment(origin.said_at, Bilingual("{}", "{}"))))
    for heading, words in (
        (Bilingual("原话出自", "Said by"), origin.said_by),
        (Bilingual("12345工单号", "12345 number"), origin.hotline_no),
        (Bilingual("交办领导", "Instructed by"), origin.instructed_by),
    ):
        if words:
            lines.append((heading, Bilingual(words, words)))
    if origin.wished_by is not None:
        lines.append((Bilingual("领导要求", "Wished by"), _before(origin.wished_by)))
    return lines


def _moment(moment: datetime, pattern: Bilingual) -> Bilingual:
    local = moment.astimezone(SHANGHAI)
    words = full_date_words(local.date())
    return Bilingual(
        pattern.zh.format(f"{words.zh} {local:%H:%M}"), pattern.en.format(f"{words.en} {local:%H:%M}")
    )


def _before(day: date) -> Bilingual:
    words = date_words(day)
    return Bilingual(f"{words.zh}前办结", f"done by {words.en}")
