"""What a person narrows a list to: conditions beside those of the tab, never more than the tab alone would show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.milestones import YELLOW_FROM, Lamp
from service_desk.domain.states import State
from service_desk.domain.zone_time import start_of_day
from service_desk.persistence.queues import QueueFilter
from service_desk.usecases.reading import tab_words as words
from service_desk.usecases.reading.queue_tabs import Tab, due_tonight

SOON = timedelta(days=3)
DUE_NAMES: dict[str, Bilingual] = {
    "overdue": words.OVERDUE,
    "today": words.DUE,
    "soon": Bilingual("三天内到期", "Due within three days"),
    "near": Bilingual("一天内到期", "Due within a day"),
    "later": Bilingual("一天以后到期", "Due later than in a day"),
    "undated": Bilingual("没有在走的时限", "No date running"),
}


PARTS_NAMES: dict[str, Bilingual] = {"open": Bilingual("协办未反馈", "Co-handlers have not answered")}


@dataclass(frozen=True)
class Narrowing:
    """What a person has narrowed a list to; None means not narrowed. `department` counts only in the zone's lists.

    `due` is one of DUE_NAMES, `lamp` a light, `parts` one of PARTS_NAMES, `milestone` the key of the one an open ticket stands
    at; `since` and `until` are the first and last local day of submission. `tags` are the ids of tags a ticket must all bear.
    """

    category: str | None = None
    request_type: str | None = None
    level: str | None = None
    urgency: int | None = None
    park: str | None = None
    source: str | None = None
    department: str | None = None
    owner_id: int | None = None
    enterprise: str | None = None

    state: str | None = None
    due: str | None = None
    lamp: str | None = None
    parts: str | None = None
    tags: tuple[int, ...] | None = None
    milestone: str | None = None
    since: date | None = None
    until: date | None = None

    def within(self, tab: Tab, now: datetime) -> QueueFilter:
        """Return the tab's conditions and these together; never more than the tab alone would show."""
        department = tab.narrowed.department if tab.department else self.department
        due_from, due_before = self._due(tab.narrowed, now)
        return replace(
            tab.narrowed,
            department=department,
            category=self.category,
            request_type=self.request_type,
            level=self.level,
            urgency=self.urgency,
            park=self.park,
            source=self.source,
            owner_id=self.owner_id,
            enterprise=self.enterprise,
            states=self._states(tab.narrowed),
            due_from=due_from,
            due_before=due_before,
            lamp=(Lamp(self.lamp), now) if self.lamp else None,
            has_open_part=self.parts is not None,
            tags=self.tags or (),
            is_undated=self.due == "undated",
            milestone=self.milestone,
            submitted_from=start_of_day(self.since) if self.since else None,
            submitted_before=start_of_day(self.until + timedelta(days=1)) if self.until else None,
        )

    def _states(self, narrowed: QueueFilter) -> tuple[State, ...]:
        wanted = State(self.state) if self.state else None
        return (wanted,) if wanted and (not narrowed.states or wanted in narrowed.states) else narrowed.states

    def _due(self, narrowed: QueueFilter, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Return from when and before when something is due, as the tab and the person want it together."""
        spans: dict[str | None, tuple[datetime | None, datetime | None]] = {
            "overdue": (None, now),
            "today": (now, due_tonight(now)),
            "soon": (now, due_tonight(now + SOON)),
            "near": (now, now + YELLOW_FROM),
            "later": (now + YELLOW_FROM, None),
        }
        begin, end = spans.get(self.due, (None, None))
        begins = [moment for moment in (begin, narrowed.due_from) if moment is not None]
        ends = [moment for moment in (end, narrowed.due_before) if moment is not None]
        return max(begins, default=None), min(ends, default=None)
