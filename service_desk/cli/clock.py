"""`service-desk clock`: the clock of one ticket with every step of its reasons, now or at another moment."""

from __future__ import annotations

from datetime import datetime

import click

from service_desk.app import create_app
from service_desk.config import load_settings
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.following import follow
from service_desk.domain.identifiers import parse_number
from service_desk.domain.telling.clock_sheet import ClockSheet
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.database import Session, db
from service_desk.persistence.event_log import history
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.rules import rules_in_force


@click.command("clock")
@click.argument("number")
@click.option(
    "--at",
    "moment",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    help="Another moment, local time: 2026-03-12T10:00. In the past, only what had happened by then counts.",
)
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def clock_command(number: str, moment: datetime | None, language: str) -> None:
    """Print the rules, milestones, stops, rounds and parts of ticket NUMBER, with the reason of every date."""
    settings = load_settings()
    now = settings.clock()() if moment is None else moment.replace(tzinfo=SHANGHAI)
    with create_app(settings).app_context():
        try:
            sheet = _sheet(db.session(), number, now, language)
        finally:
            db.session.remove()
    for line in sheet.lines():
        click.echo(line.say(language))


def _sheet(session: Session, number: str, now: datetime, language: str) -> ClockSheet:
    parsed = parse_number(number)
    ticket = ticket_by_number(session, str(parsed)) if parsed else None
    if ticket is None:
        words = Bilingual(f"没有编号为{number}的诉求。", f"There is no ticket with the number {number}.")
        raise click.ClickException(words.say(language))
    events = [event for event in history(session, ticket.id) if event.at <= now]
    if not events:
        words = Bilingual(
            f"{ticket.ticket_no}那时还没有登记。", f"{ticket.ticket_no} had not been filed at that moment."
        )
        raise click.ClickException(words.say(language))
    rules = rules_in_force(session)
    policy = rules.policy(follow(events).policy or ticket.policy)
    return ClockSheet(ticket.ticket_no, ticket.title, events, policy, rules.calendar, rules.catalogue, now)
