"""The `service-desk` command: every subcommand has a module of its own, loaded when it is called or listed."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import cast

import click

SUBCOMMANDS = (
    "classifier", "classify", "clock", "demo", "files", "init", "lifecycle", "reindex", "replay", "report", "scheduler", "serve",
    "simulate",
)  # fmt: skip
"""Each is `<name>_command` in the module of its name."""


class _LoadedWhenCalled(click.Group):
    """A group that imports the module of the one subcommand it is asked for: `serve` starts without the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands; the help page loads them all for their first sentences."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a subcommand, or say that there is none of that name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        return cast("click.Command", getattr(_load(f"service_desk.cli.{cmd_name}"), f"{cmd_name}_command"))


def _load(name: str) -> ModuleType:
    """Import a module of the command without looking for garbage meanwhile.

    Loading leaves next to none, and the collector would walk through all that is loaded a hundred times over: a sixth
    of the time from the command to the first page. What is loaded stays, so later collections need not look at it.
    """
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


@click.group(cls=_LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="enterprise-service-desk")
def main() -> None:
    """Run and look after the enterprise service desk."""
