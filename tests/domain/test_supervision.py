"""Which sheet a ticket deserves, and when: blue before the closing date, yellow and red after what was missed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.readings import difference_percent
from service_desk.domain.supervision import SheetColour, deserved_sheet, is_for_leaders
from tests.domain.histories import History, at


def at_work(level: str = "general") -> History:
    """Accepted on Monday 10 May 2021: M1 that day, M3 on the 13th, M7 on the 17th."""
    return History().accepted("2021-05-10 10:00", level).signed("2021-05-10 11:00")


@pytest.mark.parametrize(
    ("when", "colour", "milestone"),
    [
        ("2021-05-13 23:59", None, None),
        ("2021-05-14 00:01", SheetColour.YELLOW, MilestoneKey.PROGRESS),
        ("2021-05-17 10:00", SheetColour.YELLOW, MilestoneKey.PROGRESS),
        ("2021-05-18 00:01", SheetColour.RED, MilestoneKey.CLOSING),
    ],
)
def test_the_gravest_of_what_is_late_decides(
    when: str, colour: SheetColour | None, milestone: MilestoneKey | None
) -> None:
    sheet = deserved_sheet(at_work().milestones().values(), at(when))
    assert (sheet and sheet.colour, sheet and sheet.milestone) == (colour, milestone)


def test_a_blue_sheet_reminds_a_day_before_the_closing_date() -> None:
    answered = at_work().add(Action.PROGRESS, "2021-05-11 10:00")
    due = at("2021-05-18 00:00")
    assert deserved_sheet(answered.milestones().values(), due - timedelta(hours=24, seconds=1)) is None
    sheet = deserved_sheet(answered.milestones().values(), due - timedelta(hours=24))
    assert sheet is not None
    assert (sheet.colour, sheet.reason.zh) == (SheetColour.BLUE, "办结时限临近")


def test_a_late_acceptance_is_the_centres_yellow_sheet() -> None:
    sheet = deserved_sheet(
        History().add(Action.SUBMIT, "2021-05-10 10:00").milestones().values(), at("2021-05-12 10:00")
    )
    assert sheet is not None
    assert (sheet.colour, sheet.milestone) == (SheetColour.YELLOW, MilestoneKey.DISPATCH)


def test_a_moved_date_makes_another_sheet() -> None:
    first = deserved_sheet(at_work().milestones().values(), at("2021-05-18 10:00"))
    history = at_work().add(Action.APPLY_EXTENSION, "2021-05-12 10:00", days=2)
    history.add(Action.GRANT_EXTENSION, "2021-05-12 11:00", days=2)
    second = deserved_sheet(history.milestones().values(), at("2021-05-20 10:00"))
    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_only_a_hard_request_past_its_month_is_the_leaders() -> None:
    general = deserved_sheet(at_work().milestones().values(), at("2021-07-01 10:00"))
    hard = deserved_sheet(at_work("complex").milestones().values(), at("2021-07-01 10:00"))
    assert general is not None
    assert hard is not None
    assert (is_for_leaders(general), is_for_leaders(hard)) == (False, True)


@pytest.mark.parametrize(
    ("claimed", "measured", "percent"),
    [("120000", "118500", "-1.3"), ("100", "100.05", "0.1"), ("200", "300", "50.0")],
)
def test_a_difference_is_in_per_cent_of_the_claim(claimed: str, measured: str, percent: str) -> None:
    assert difference_percent(Decimal(claimed), Decimal(measured)) == Decimal(percent)
    assert difference_percent(None, Decimal(measured)) is None
    assert difference_percent(Decimal(0), Decimal(measured)) is None
