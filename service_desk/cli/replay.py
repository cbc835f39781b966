"""`service-desk replay`: act out a case from the newspaper page and print its timeline."""

from __future__ import annotations

import click

from service_desk.app import create_app
from service_desk.cli.init import prepare
from service_desk.cli.stage import installation_or_throwaway
from service_desk.demo.replays.acting import act_out
from service_desk.demo.replays.script import REPLAYS, load_script
from service_desk.demo.replays.telling import Teller
from service_desk.domain.refusals import Refusal
from service_desk.persistence.database import db


@click.command("replay")
@click.argument("case", type=click.Choice(REPLAYS))
@click.option(
    "--keep", is_flag=True, help="Store the case in the configured database instead of a throwaway one."
)
@click.option(
    "--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True, help="Language to print."
)
def replay_command(case: str, keep: bool, lang: str) -> None:
    """Act out a case through the desk's own acts, at the times the page gives, and print its timeline."""
    script = load_script(case)
    with installation_or_throwaway(keep=keep) as settings:
        app = create_app(settings)
        with app.app_context():
            prepare(settings)
            try:
                performed = act_out(script)
            except Refusal as refusal:
                raise click.ClickException(refusal.reason.say(lang)) from refusal
            for line in Teller(script, performed, db.session(), lang).lines():
                click.echo(line)
            db.session.remove()
            db.engine.dispose()
