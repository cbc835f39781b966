"""A story whose time a holiday has eaten up goes on without what can no longer be asked for."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import timedelta
from random import Random

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.demo.firms import load_firms, register_firms
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.people import make_accounts
from service_desk.demo.performing import perform_stories
from service_desk.demo.plan import Planner
from service_desk.demo.story import Stage, Step
from service_desk.domain.calendar import load_calendar
from service_desk.domain.catalogue import Level, load_catalogue
from service_desk.persistence.database import db
from service_desk.persistence.tables import TicketEvent
from service_desk.usecases.zone.seed_departments import seed_departments
from tests.support.application import A_TUESDAY_MORNING

WORK = (("accept", 0.5), ("dispatch", 0.5), ("sign", 0.5), ("progress", 2))
LATER = (("ask_days", 75), ("grant_days", 1), ("further", 1))


def test_after_the_date_nobody_asks_for_days_and_nobody_grants_them(database: SQLAlchemy) -> None:
    seed_departments()
    hours, began = OfficeHours(load_calendar()), A_TUESDAY_MORNING - timedelta(weeks=5)
    planned = Planner(A_TUESDAY_MORNING, hours, Random(13710)).plan()
    story = next(one for one in planned if one.level is Level.GENERAL)
    steps = deque(Step(*step) for step in (("submit", 0), *WORK, *LATER))
    late = replace(story, steps=steps, starts=began + timedelta(days=1))
    stage = Stage(make_accounts(began, register_firms(load_firms(), began)), load_catalogue())
    assert len(list(perform_stories([late], stage, hours, A_TUESDAY_MORNING))) == len(WORK) + 3
    kept = db.session.scalars(sa.select(TicketEvent.action).order_by(TicketEvent.id)).all()
    assert kept[-2:] == ["progress", "progress"]
    assert not {"apply_extension", "grant_extension"} & set(kept)
