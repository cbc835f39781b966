"""The `service-desk` command: every subcommand has a module of its own."""

from __future__ import annotations

import click

from service_desk.cli.classifier import classifier_command
from service_desk.cli.classify import classify_command
from service_desk.cli.demo import demo_command
from service_desk.cli.init import init_command
from service_desk.cli.lifecycle import lifecycle_command
from service_desk.cli.replay import replay_command
from service_desk.cli.report import report_command
from service_desk.cli.scheduler import scheduler_command
from service_desk.cli.serve import serve_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="enterprise-service-desk")
def main() -> None:
    """Run and look after the enterprise service desk."""


for command in (
    serve_command,
    scheduler_command,
    init_command,
    report_command,
    demo_command,
    classify_command,
    classifier_command,
    replay_command,
    lifecycle_command,
):
    main.add_command(command)
