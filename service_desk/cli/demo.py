"""`service-desk demo`: fill an empty database with the demo zone, once."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from service_desk.app import create_app
from service_desk.cli.init import prepare
from service_desk.config import Settings, load_settings
from service_desk.demo.people import ACCOUNTS, PASSWORD, Account
from service_desk.persistence.database import db
from service_desk.persistence.filling import holds_anything

__all__ = ["ACCOUNTS", "PASSWORD", "Account", "demo_command", "load_demo"]

_STEPS = 1000
"""In how many parts the progress is told."""


def load_demo(settings: Settings, echo: Callable[[str], None]) -> bool:
    """Fill the database with the demo zone, dated up to now; returns False where it holds accounts or tickets already.

    Runs inside an application context and shows its progress on the error channel, so that a log stays readable.
    """
    occupied = holds_anything(db.session())
    db.session.remove()
    if occupied:
        return False
    # Imported here: only the first start fills the zone, and the later ones need not load the way it is done.
    from service_desk.demo.zone import fill_zone  # noqa: PLC0415

    label = "正在装入演示数据 / loading the demo zone"
    done = 0
    with click.progressbar(length=_STEPS, label=label, file=sys.stderr, show_eta=False) as bar:
        for share in fill_zone(settings.clock()()):
            bar.update(int(share * _STEPS) - done)
            done = int(share * _STEPS)
        bar.update(_STEPS - done)
    echo("演示数据已装入 / the demo zone is loaded")
    return True


@click.command("demo")
def demo_command() -> None:
    """Fill an empty database with the demo zone and name its accounts."""
    settings = load_settings()
    app = create_app(settings)
    with app.app_context():
        prepare(settings)
        if not load_demo(settings, click.echo):
            raise click.ClickException(
                "数据库里已有账号或诉求，演示数据只能装入空库；要另看演示，请用 DESK_INSTANCE_FOLDER 另指一个文件夹。 / "
                "The database already holds accounts or tickets; the demo zone is loaded into an empty one only. To see "
                "it elsewhere, name another folder with DESK_INSTANCE_FOLDER."
            )
    click.echo(f"口令均为 {PASSWORD} / the password of all is {PASSWORD}:")
    for account in ACCOUNTS:
        click.echo(f"  {account.login:<18}{account.display_name}")
