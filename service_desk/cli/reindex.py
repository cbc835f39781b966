"""`service-desk reindex`: make every ticket and enterprise findable that is not, for example after a restore."""

from __future__ import annotations

import click

from service_desk.app import create_app
from service_desk.usecases.firms.known_firms import index_firms
from service_desk.usecases.searching.reindex import index_what_is_missing


@click.command("reindex")
def reindex_command() -> None:
    """Index the tickets that a search cannot find yet, and the enterprises that cannot be looked up."""
    done = firms = 0
    with create_app().app_context():
        for done in index_what_is_missing():
            click.echo(f"\r{done:,}", nl=False)
        for firms in index_firms():
            click.echo(f"\r{firms:,}", nl=False)
    click.echo(f"\r已编入索引 {done:,} 件 / indexed {done:,} tickets")
    click.echo(f"可查找企业 {firms:,} 家 / {firms:,} enterprises to look up")
