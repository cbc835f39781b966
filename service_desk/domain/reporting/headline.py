"""The sentence that matters most, chosen by rules in a fixed order: the first that has something to say speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.milestones import MILESTONE_NAMES
from service_desk.domain.parks import park_name
from service_desk.domain.rates import Rate, ThreeRates
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import HotSpot, LateLine, TicketLine
from service_desk.domain.reporting.observation import Observation
from service_desk.domain.reporting.week import Week

LONG_OVERDUE_DAYS = 10
OVERDUE_JUMP = 3
RISING_WEEKS = 3
RISING_FROM = 3
FLOOR = Fraction(85, 100)
"""Bulletins name the units below 85 per cent (domain notes §7.5)."""
FLOOR_FROM = 5
"""A rate out of fewer answers than this is no news."""


@dataclass(frozen=True)
class Trend:
    """A request type whose new tickets rose week after week: the counts, oldest first, and who is behind them."""

    request_type: str
    series: tuple[int, ...]
    firms: int
    park: str | None
    park_firms: int


@dataclass(frozen=True)
class Situation:
    """What the rules look at."""

    counted: Mapping[Figure, int]
    before: Mapping[Figure, int]
    rates: ThreeRates
    late: Sequence[LateLine]
    hot: Sequence[HotSpot]
    trends: Sequence[Trend]
    tickets: Mapping[str, TicketLine]
    catalogue: Catalogue

    def type_name(self, code: str) -> Bilingual:
        """Return the name of a request type."""
        return self.catalogue.request_types[code].name


def headline(situation: Situation) -> Bilingual:
    """Return the one sentence; the last rule always has one."""
    said = (rule(situation) for rule in RULES)
    return next((words for words in said if words is not None), _calm(situation))


def trends(observations: Iterable[Observation], week: Week) -> tuple[Trend, ...]:
    """Return the request types that rose three weeks in a row, the commonest first.

    `observations` must reach back to the tickets submitted three weeks before the week.
    """
    weeks = [week.earlier(back) for back in range(RISING_WEEKS, -1, -1)]
    submitted: dict[str, Counter[Week]] = defaultdict(Counter)
    behind: dict[str, list[Observation]] = defaultdict(list)
    for one in observations:
        when = Week.of(one.submitted_at)
        submitted[one.request_type][when] += 1
        if when in weeks[1:]:
            behind[one.request_type].append(one)
    found = []
    for code, by_week in submitted.items():
        series = tuple(by_week[each] for each in weeks)
        if series[-1] >= RISING_FROM and all(a < b for a, b in pairwise(series)):
            found.append(_trend(code, series, behind[code]))
    return tuple(sorted(found, key=lambda trend: (-trend.series[-1], trend.request_type)))


def _trend(code: str, series: tuple[int, ...], behind: Sequence[Observation]) -> Trend:
    firms = {one.facts.firm for one in behind}
    by_park: dict[str, set[int]] = defaultdict(set)
    for one in behind:
        if one.facts.park:
            by_park[one.facts.park].add(one.facts.firm)
    park, most = max(by_park.items(), key=lambda item: (len(item[1]), item[0]), default=(None, set()))
    is_concentrated = len(most) > 1 and len(most) * 2 >= len(firms)
    return Trend(code, series, len(firms), park if is_concentrated else None, len(most))


def _grave(now: Situation) -> Bilingual | None:
    """Something is overdue for ten days, or three more tickets are overdue than a week ago."""
    count, more = now.counted[Figure.OVERDUE], now.counted[Figure.OVERDUE] - now.before[Figure.OVERDUE]
    if not now.late or (now.late[0].days < LONG_OVERDUE_DAYS and more < OVERDUE_JUMP):
        return None
    jump = (
        Bilingual(f"，比上周多{more}件", f", {more} more than a week ago") if more > 0 else Bilingual("", "")
    )
    worst = _longest(now)
    return Bilingual(f"超期{count}件{jump.zh}；{worst.zh}。", f"{count} overdue{jump.en}; {worst.en}.")


def _longest(now: Situation) -> Bilingual:
    line = now.late[0]
    ticket, what = now.tickets[line.ticket_no], MILESTONE_NAMES[line.milestone]
    lead = now.catalogue.departments[ticket.department].name
    return Bilingual(
        f"最久的是{lead.zh}的{line.ticket_no}（{ticket.enterprise}），“{what.zh}”已超{line.days}天",
        f"the longest is {line.ticket_no} ({ticket.enterprise}) with {lead.en}, "
        f"“{what.en}” missed by {line.days} day{'s' * (line.days != 1)}",
    )


def _rising(now: Situation) -> Bilingual | None:
    """A request type has risen three weeks in a row."""
    if not now.trends:
        return None
    trend = now.trends[0]
    name, steps = now.type_name(trend.request_type), "→".join(str(n) for n in trend.series)
    if trend.park:
        park = park_name(trend.park)
        where = Bilingual(
            f"集中在{park.zh}{trend.park_firms}家企业",
            f"{trend.park_firms} of the {trend.firms} enterprises are in {park.en}",
        )
    else:
        where = Bilingual(f"涉及{trend.firms}家企业", f"from {trend.firms} enterprises")
    return Bilingual(
        f"“{name.zh}”诉求连续三周上升（{steps}件），{where.zh}。",
        f"“{name.en}” has risen three weeks in a row ({steps}); {where.en}.",
    )


def _hot(now: Situation) -> Bilingual | None:
    """Three or more enterprises have the same kind of request this week."""
    spot = next((spot for spot in now.hot if spot.request_type), None)
    if spot is None or spot.request_type is None:
        return None
    name = now.type_name(spot.request_type)
    return Bilingual(
        f"本周{spot.firms}家企业提出“{name.zh}”诉求，共{len(spot.tickets)}件。",
        f"{spot.firms} enterprises asked about “{name.en}” this week, {len(spot.tickets)} tickets in all.",
    )


def _unhappy(now: Situation) -> Bilingual | None:
    """The solved or the satisfied rate is below 85 per cent, out of at least five answers."""
    for rate, name in (
        (now.rates.solved, Bilingual("解决率", "Solved")),
        (now.rates.satisfied, Bilingual("满意率", "Satisfied")),
    ):
        if rate.whole >= FLOOR_FROM and rate.share is not None and rate.share < FLOOR:
            return _below_floor(rate, name)
    return None


def _below_floor(rate: Rate, name: Bilingual) -> Bilingual:
    missed = rate.whole - rate.part
    return Bilingual(
        f"{name.zh}{rate.text()}，低于85%：{rate.whole}件答复中{missed}件没有做到。",
        f"{name.en}: {rate.text()}, below 85%; {missed} of {rate.whole} answers say so.",
    )


def _late(now: Situation) -> Bilingual | None:
    """Something is overdue."""
    if not now.late:
        return None
    count, worst = now.counted[Figure.OVERDUE], _longest(now)
    return Bilingual(f"超期{count}件；{worst.zh}。", f"{count} overdue; {worst.en}.")


def _calm(now: Situation) -> Bilingual:
    """Nothing is overdue."""
    still = now.counted[Figure.CLOSING]
    change = still - now.before[Figure.CLOSING]
    if change < 0:
        versus = Bilingual(f"比上周少{-change}件", f"{-change} fewer than a week ago")
    elif change > 0:
        versus = Bilingual(f"比上周多{change}件", f"{change} more than a week ago")
    else:
        versus = Bilingual("与上周持平", "as many as a week ago")
    return Bilingual(
        f"没有超期；期末在办{still}件，{versus.zh}。", f"Nothing is overdue; {still} open, {versus.en}."
    )


RULES: tuple[Callable[[Situation], Bilingual | None], ...] = (_grave, _rising, _hot, _unhappy, _late)
