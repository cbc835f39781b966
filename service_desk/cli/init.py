"""`service-desk init`: make the database and the first administrator, by a one-time link."""

from __future__ import annotations

import click

from service_desk.app import create_app
from service_desk.config import Settings, load_settings
from service_desk.domain.refusals import InvalidInput, Refusal
from service_desk.persistence.upgrading import upgrade_database
from service_desk.usecases.accounts.manage_account import create_first_administrator
from service_desk.usecases.searching.reindex import index_what_is_missing
from service_desk.usecases.zone.seed_departments import seed_departments
from service_desk.usecases.zone.seed_forms import seed_forms


def prepare(settings: Settings) -> None:
    """Bring the database to the newest shape and put departments and forms in; does nothing where both are done."""
    if upgrade_database(settings.instance_folder / "backups", settings.clock()()):
        for _done in index_what_is_missing():
            pass
    seed_departments()
    seed_forms(settings.clock()())


@click.command("init")
@click.option("--login", default="admin", show_default=True, help="Sign-in name of the first administrator.")
@click.option("--name", default="系统管理员", show_default=True, help="Name shown to the others.")
def init_command(login: str, name: str) -> None:
    """Make the database and print the one-time link of the first administrator."""
    settings = load_settings()
    app = create_app(settings)
    with app.app_context():
        prepare(settings)
        now = settings.clock()()
        try:
            invitation = create_first_administrator(login, name, now=now, hours=settings.link_hours)
        except InvalidInput as refusal:
            problems = "; ".join(words.zh for words in refusal.problems.values())
            raise click.ClickException(problems) from refusal
        except Refusal as refusal:
            raise click.ClickException(refusal.reason.zh) from refusal
    click.echo(f"数据库已就绪 / Database ready: {app.config['SQLALCHEMY_DATABASE_URI'].split('@')[-1]}")
    click.echo(
        f"请在{settings.link_hours}小时内打开链接设置口令 / Set the password within {settings.link_hours} hours:"
    )
    click.echo(f"  {settings.site_url}/link/{invitation.token}")
