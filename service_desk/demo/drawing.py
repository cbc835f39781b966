"""What a story of the demo zone is drawn from: a text, a course that suits it, a firm, a channel, a time of day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from service_desk.demo.firms import Firm, load_firms
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.scenarios import Scenario, past_scenarios
from service_desk.demo.texts import Text, load_texts
from service_desk.domain.requests import Source
from service_desk.domain.zone_time import SHANGHAI

HOT_TYPE = "power_capacity"
"""What the hot spot asks for; it is drawn for by name, never from the deck."""

_SOURCES = (
    (Source.WEB, 66), (Source.VISIT, 12), (Source.PHONE, 7), (Source.HOTLINE, 5), (Source.CHAT, 4),
    (Source.LEADER, 2), (Source.COUNTER, 3), (Source.PROACTIVE, 1),
)  # fmt: skip


@dataclass
class Drawing:
    """Draws what a story needs; `asked` are the firms with what each has asked already."""

    hours: OfficeHours
    rng: Random
    asked: set[tuple[int, str]] = field(default_factory=set)
    _deck: list[Text] = field(default_factory=list)

    def text_for(self, scenario: Scenario | None) -> Text:
        """Take the next text of the deck that can take the course; every text is used before any is used twice."""
        for _ in range(2):
            for place, text in enumerate(self._deck):
                if scenario is None or scenario.suits(text):
                    return self._deck.pop(place)
            fresh = [text for text in load_texts() if text.request_type != HOT_TYPE]
            self.rng.shuffle(fresh)
            self._deck.extend(fresh)
        raise LookupError(f"no text suits {scenario}")

    def scenario_for(self, text: Text) -> Scenario:
        """Draw a whole course that suits a text."""
        fitting = [scenario for scenario in past_scenarios() if scenario.suits(text)]
        return self.rng.choices(fitting, [scenario.weight for scenario in fitting])[0]

    def some_time(self, day: date, scenario: Scenario | None) -> datetime:
        """Return a moment of a day: firms write from early morning to late evening, officers in office hours."""
        if scenario is not None and scenario.source is Source.VISIT:
            return self.hours.on(day, self.rng.uniform(0.5, 7))
        minutes = round(self.rng.triangular(7.5, 21.5, 10) * 60)
        return datetime.combine(day, time.min, SHANGHAI) + timedelta(minutes=minutes)

    def firm_for(self, text: Text) -> Firm:
        """Draw a firm that a text suits, one that has not asked it yet while there is one."""
        firms = [firm for firm in load_firms() if text.suits(firm)]
        new = [firm for firm in firms if (firm.number, text.title) not in self.asked]
        return self.rng.choice(new or firms)

    def power_text(self, firm: Firm) -> Text:
        """Draw what a firm asks about power: what it has not asked yet, and others have asked least."""
        texts = [text for text in load_texts() if text.request_type == HOT_TYPE and text.suits(firm)]
        new = [text for text in texts if (firm.number, text.title) not in self.asked] or texts
        heard = Counter(title for _, title in self.asked)
        rarest = min(heard[text.title] for text in new)
        return self.rng.choice([text for text in new if heard[text.title] == rarest])


def source_of(rng: Random) -> Source:
    """Draw the channel by which a request comes."""
    sources, weights = zip(*_SOURCES, strict=True)
    source: Source = rng.choices(sources, weights)[0]
    return source
