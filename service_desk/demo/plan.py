"""Who asks what when: the three hundred stories of the demo zone, drawn from a seed and a present moment."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from service_desk.demo.drawing import HOT_TYPE, Drawing, source_of
from service_desk.demo.firms import Firm, load_firms
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.scenarios import Scenario, past_scenarios, present_scenarios
from service_desk.demo.story import Step, Story
from service_desk.demo.texts import Text, fill, load_phrases, load_texts
from service_desk.domain.catalogue import Level, load_catalogue
from service_desk.domain.deadlines import counted_deadline
from service_desk.domain.policy import DEFAULT_POLICY, load_policies
from service_desk.domain.requests import Source
from service_desk.domain.zone_time import local_date

TICKETS = 300
TWINS = 5
WEEKS = 12
HOT_PARK = "新材料产业园"
HOT_WEEKS = {5: 1, 4: 2, 3: 3, 2: 4, 1: 6}
"""The hot spot: how many ask for power in one park, by how many weeks ago; it rises."""
COOL_WEEKS = range(6, WEEKS)
"""The weeks in which a few ask for power elsewhere."""

_QUIET_DAYS = 9
"""Whole lives begin at least so many days ago; what came in since is the present's and the hot spot's."""
_SHORTEST_MORNING = 0.4
"""Working hours that must have passed today for anything to have been accepted today."""

_HOT_FIRMS = tuple(firm for firm in load_firms() if firm.park == HOT_PARK)
_OTHER_FIRMS = tuple(
    firm
    for firm in load_firms()
    if firm.park != HOT_PARK
    and any(text.request_type == HOT_TYPE and text.suits(firm) for text in load_texts())
)


@dataclass
class Planner:
    """Draws the stories; the same seed and the same moment draw the same ones."""

    now: datetime
    hours: OfficeHours
    rng: Random
    stories: list[Story] = field(default_factory=list)
    draw: Drawing = field(init=False)

    def __post_init__(self) -> None:
        """Draw from the same seed."""
        self.draw = Drawing(self.hours, self.rng)

    def plan(self, tickets: int = TICKETS) -> list[Story]:
        """Return so many stories, earliest first; those that make up the present are never left out."""
        self._present()
        self._hot_spot()
        self._declined()
        self._past(tickets - TWINS)
        self._twins()
        return sorted(self.stories, key=lambda story: story.starts)

    # ---- the present -----------------------------------------------------------------------------------------------

    def _present(self) -> None:
        for scenario in present_scenarios():
            for place in range(scenario.count):
                firm = self.rng.choice(_HOT_FIRMS) if place < scenario.hot else None
                text = self.draw.power_text(firm) if firm else self.draw.text_for(scenario)
                steps = scenario.draw_steps(self.rng)
                lasts = sum(step.hours for step in steps) + self.rng.uniform(*scenario.idle)
                starts = self.hours.earlier(self.now, lasts)
                if scenario.due is not None:
                    starts = self._accepted_for(scenario.due, _level(text))
                if scenario.is_fresh:
                    self._add_fresh(text, scenario, steps, lasts, firm)
                else:
                    self._add(text, scenario, steps, starts, firm=firm)

    def _add_fresh(
        self, text: Text, scenario: Scenario, steps: deque[Step], lasts: float, firm: Firm | None
    ) -> None:
        """Fit a story into the working hours of today, or into overtime on the last working day where there are none."""
        today = self.hours.since_opening(self.now) * 0.95
        if today > _SHORTEST_MORNING:
            shrink = min(1.0, today / lasts)
            steps = deque(Step(step.name, step.hours * shrink) for step in steps)
            self._add(text, scenario, steps, self.hours.earlier(self.now, lasts * shrink), firm=firm)
            return
        steps = deque(Step(step.name, min(step.hours, 0.3)) for step in steps)
        evening = self.hours.last_evening(self.now) + timedelta(minutes=2)
        story = self._add(text, scenario, steps, evening, firm=firm)
        story.is_overtime = True

    def _accepted_for(self, due_in: int, level: Level) -> datetime:
        """Return a moment of acceptance whose closing milestone falls due so many days from today, or next to that."""
        wanted = local_date(self.now) + timedelta(days=due_in)
        policy = load_policies()[DEFAULT_POLICY]
        best: tuple[int, datetime] | None = None
        for back in range(1, 50):
            start = self.hours.on(local_date(self.now) - timedelta(days=back), self.rng.uniform(0.2, 2))
            due = counted_deadline(start, policy.closing[level], policy.counting, self.hours.calendar).due
            distance = abs((local_date(due - timedelta(hours=1)) - wanted).days)
            if start < self.now and (best is None or distance < best[0]):
                best = (distance, start)
        return best[1] if best else self.now - timedelta(days=1)

    # ---- the past --------------------------------------------------------------------------------------------------

    def _past(self, tickets: int) -> None:
        """Draw whole lives until there are so many stories: each scenario once, early, and the rest by weight."""
        last = local_date(self.now) - timedelta(days=_QUIET_DAYS)
        days = [last - timedelta(days=back) for back in range(WEEKS * 7 - _QUIET_DAYS)]
        works = (self.hours.calendar.is_working(day) for day in days)
        busy = [(1.0 if work else 0.1) * (1.3 - 0.6 * n / len(days)) for n, work in enumerate(works)]
        early = len(days) // 2
        for scenario in past_scenarios():
            day = self.rng.choices(days[early:], busy[early:])[0]
            self._live(self.draw.text_for(scenario), scenario, day)
        for day in self.rng.choices(days, busy, k=max(0, tickets - len(self.stories))):
            text = self.draw.text_for(None)
            self._live(text, self.draw.scenario_for(text), day)

    def _live(self, text: Text, scenario: Scenario, day: date) -> None:
        self._add(text, scenario, scenario.draw_steps(self.rng), self.draw.some_time(day, scenario))

    def _hot_spot(self) -> None:
        """Have firms of one park ask for power, more each week, and in the weeks before a few of all parks."""
        firms = list(_HOT_FIRMS)
        self.rng.shuffle(firms)
        for weeks, count in HOT_WEEKS.items():
            for place in range(count):
                self._ask_for_power(firms[(weeks + place) % len(firms)], weeks)
        for weeks in COOL_WEEKS:
            self._ask_for_power(self.rng.choice(_OTHER_FIRMS), weeks)

    def _ask_for_power(self, firm: Firm, weeks: int) -> None:
        monday = local_date(self.now) - timedelta(days=local_date(self.now).weekday() + 7 * weeks)
        text = self.draw.power_text(firm)
        scenario = self.draw.scenario_for(text)
        starts = self.draw.some_time(monday + timedelta(days=self.rng.randrange(5)), scenario)
        self._add(text, scenario, scenario.draw_steps(self.rng), starts, firm=firm)

    def _declined(self) -> None:
        for row in load_phrases()["decline"]:
            kind = load_catalogue().request_types[row["type"]]
            sample = next(text for text in load_texts() if text.request_type == kind.code)
            text = replace(sample, title=row["title"], body=row["body"], slots={
                "reason": [row["reason"]], "channel": [row["channel"]],
            }, trades=frozenset(), answer="", note=None, urgency=sample.urgency)  # fmt: skip
            day = local_date(self.now) - timedelta(days=self.rng.randint(_QUIET_DAYS, WEEKS * 7 - 1))
            steps = deque((Step("submit", 0), Step("decline", self.rng.uniform(0.5, 3))))
            self._add(text, None, steps, self.draw.some_time(day, None))

    def _twins(self) -> None:
        """Have a few firms ask again while their first request is worked on; the second is merged into it."""
        worked = [
            story for story in self.stories if len(story.steps) > 8 and story.filled.text.language == "zh"
        ]
        old = [story for story in worked if story.starts < self.now - timedelta(days=20)]
        for first in self.rng.sample(old, TWINS):
            text = replace(
                first.filled.text,
                title=f"再次反映：{first.filled.title}"[:50],
                body=f"{first.filled.body}\n上次已经提交过，还没有看到结果，再报一次。",
                slots={name: [value] for name, value in first.filled.blanks.items()},
            )
            waits = sum(step.hours for step in list(first.steps)[:4]) + 1
            steps = deque((Step("submit", 0), Step("merge", self.rng.uniform(0.3, 2))))
            self._add(text, None, steps, self.hours.later(first.starts, waits), firm=first.firm, twin=first)

    # ---- a story ---------------------------------------------------------------------------------------------------

    def _add(
        self,
        text: Text,
        scenario: Scenario | None,
        steps: deque[Step],
        starts: datetime,
        *,
        firm: Firm | None = None,
        twin: Story | None = None,
    ) -> Story:
        asking = firm or self.draw.firm_for(text)
        self.draw.asked.add((asking.number, text.title))
        kind, own = load_catalogue().request_types[text.request_type], Random(self.rng.random())
        source = scenario.source if scenario is not None else None
        if source is None:
            source = source_of(own)
        if any(step.name in ("withdraw", "rate", "merge") for step in steps):
            source = Source.WEB
        story = Story(
            filled=fill(text, local_date(starts), own),
            firm=asking,
            kind=kind,
            source=source,
            level=kind.level,
            starts=starts + timedelta(seconds=own.randint(0, 59)),
            steps=steps,
            rng=own,
            twin=twin,
            has_mail=own.random() < 0.6,
        )
        self.stories.append(story)
        return story


def _level(text: Text) -> Level:
    return load_catalogue().request_types[text.request_type].level
