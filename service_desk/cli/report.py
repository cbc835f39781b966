"""`service-desk report`: show a weekly report without sending it."""

from __future__ import annotations

import base64
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from service_desk.app import create_app
from service_desk.config import Settings, load_settings
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.notices import Notice
from service_desk.domain.reporting.ledger import DoesNotReconcileError
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.reporting.week import Week
from service_desk.notify.composer import Composer, Wording
from service_desk.notify.pictures import chinese_font
from service_desk.persistence.database import db
from service_desk.usecases.delivery.letter import Letter
from service_desk.usecases.reporting.compile_weekly_report import draft_weekly_report
from service_desk.usecases.reporting.read_weekly_report import frozen_report
from service_desk.web.reports.report_sheets import sheets_of
from service_desk.web.workbook import workbook

FORMATS = (".html", ".txt", ".eml", ".xlsx")


class WeekOption(click.ParamType[Week]):
    """A week written like 2021-W21."""

    name = "week"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Week:
        """Read the week or say how it is written."""
        try:
            return Week.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command("report")
@click.option("--week", type=WeekOption(), required=True, help="ISO week, for instance 2021-W21.")
@click.option("--scope", default=ZONE, show_default=True, help="zone, or a department's code such as PW.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="A file: .html, .txt, .eml or .xlsx."
)
def report_command(week: Week, scope: str, language: str, out: Path | None) -> None:
    """Show a weekly report: the frozen one, or how it would be now. Nothing is stored or sent."""
    if scope != ZONE and scope not in load_catalogue().departments:
        raise click.BadParameter(f"no department has the code {scope}", param_hint="--scope")
    if out is not None and out.suffix not in FORMATS:
        raise click.BadParameter(f"a file ends in {', '.join(FORMATS)}", param_hint="--out")
    settings = load_settings()
    app = create_app(settings)
    now = settings.clock()()
    with app.app_context():
        report = _find(week, scope, now)
    composer = Composer(settings, Path(str(app.template_folder)), chinese_font())
    letter = _letter(report, settings, language, now)
    if out is None:
        click.echo(composer.words(letter).text, nl=False)
        return
    out.write_bytes(_content(composer, letter, report, out.suffix))
    click.echo(f"{out}", err=True)


def _find(week: Week, scope: str, now: datetime) -> WeeklyReport:
    frozen = frozen_report(db.session(), week, scope)
    if frozen is not None:
        return frozen
    click.echo(f"{week.title.zh}尚未定稿，按现有数据计算 / not frozen yet, computed as of now", err=True)
    try:
        return draft_weekly_report(week, scope, now)
    except DoesNotReconcileError as error:
        raise click.ClickException(str(error)) from error


def _letter(report: WeeklyReport, settings: Settings, language: str, now: datetime) -> Letter:
    return Letter(
        key=f"preview/{report.week}/{report.scope}",
        notice=Notice.WEEKLY_ZONE if report.is_zone else Notice.WEEKLY_DEPARTMENT,
        recipient=settings.mail_sender,
        recipient_name="",
        language=language,
        written_at=now,
        report=report,
    )


def _content(composer: Composer, letter: Letter, report: WeeklyReport, suffix: str) -> bytes:
    if suffix == ".eml":
        return bytes(composer(letter))
    wording = composer.words(letter)
    if suffix == ".xlsx":
        say = partial(_say, letter.language)
        return workbook(wording.subject, sheets_of(report, say), say)
    return (wording.text if suffix == ".txt" else _standing_alone(wording)).encode("utf-8")


def _say(language: str, words: Bilingual | str | None) -> str:
    return words.say(language) if isinstance(words, Bilingual) else words or ""


def _standing_alone(wording: Wording) -> str:
    """Return the HTML with its pictures inside, since a file has no letter around it that carries them."""
    html = wording.html
    for name, png in wording.pictures.items():
        html = html.replace(f"cid:{name}", f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}")
    return html
