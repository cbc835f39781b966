"""How a demo firm answers what was asked: in words, or by putting its power form right."""

from __future__ import annotations

from datetime import datetime

from service_desk.demo.story import Story
from service_desk.persistence.database import db
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.intake.correct_form import correct_form
from service_desk.usecases.intake.supplement_ticket import supplement_ticket

PUT_RIGHT = {"shifts": "3", "daily_hours": "24", "monthly_kwh": "42"}
"""What a firm had filled in otherwise, or not at all."""


def answer(story: Story, at: datetime, note: str) -> None:
    """Answer what was asked; who filed for power corrects the use of power in its form as well."""
    ticket = ticket_by_number(db.session(), story.ticket_no) if story.kind.form == "power" else None
    if ticket is None or ticket.form_data.get("apply_kind") != "increase":
        supplement_ticket(story.ticket_no, story.contact, at, note=note)
        return
    columns = {"body": ticket.body, "expected_result": ticket.expected_result, "location": ticket.location}
    corrected = {**ticket.form_data, **PUT_RIGHT}
    correct_form(story.ticket_no, story.contact, at, form_data=corrected, columns=columns, note=note)
