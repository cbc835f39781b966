"""The composer: one letter's facts become one e-mail in the recipient's language, plain text and HTML saying the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any, cast

from service_desk.config import Settings
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.zone_time import SHANGHAI
from service_desk.notify.headers import mail_address, message_id, subject_line
from service_desk.notify.links import Links
from service_desk.notify.pictures import Pictures
from service_desk.notify.rendering import Stationery
from service_desk.notify.report_words import report_words
from service_desk.usecases.delivery.letter import Letter

_KEPT = 8
"""Sets of pictures that are kept: the zone's in both languages, and the departments' one after the other."""


@dataclass(frozen=True)
class Wording:
    """A letter in words, not yet an e-mail; `pictures` are PNG files by the content id the HTML names them by."""

    subject: str
    text: str
    html: str
    pictures: dict[str, bytes] = field(default_factory=dict)


class Composer:
    """Words letters for one installation, with pictures where there is a font to draw them with."""

    def __init__(self, settings: Settings, templates: Path, font: Path | None) -> None:
        self._settings = settings
        self._links = Links(settings.site_url)
        zone = settings.zone_name
        self._desk = Bilingual(f"{zone.zh}企业服务台", f"{zone.en} Enterprise Service Desk")
        self._stationery = {language: Stationery(templates, language) for language in ("zh", "en")}
        self._pictures = {language: Pictures(each, font) for language, each in self._stationery.items()}
        self._drawn: dict[tuple[Any, ...], dict[str, bytes]] = {}

    def __call__(self, letter: Letter) -> EmailMessage:
        """Return the e-mail; raises ValueError where the recipient is not one plain address."""
        settings, wording = self._settings, self.words(letter)
        message = EmailMessage(policy=SMTP)
        message["Subject"] = wording.subject
        message["From"] = mail_address(self._desk.say(letter.language), settings.mail_sender)
        message["To"] = mail_address(letter.recipient_name, letter.recipient)
        if settings.contact_email:
            message["Reply-To"] = mail_address("", settings.contact_email)
        message["Date"] = format_datetime(letter.written_at.astimezone(SHANGHAI))
        message["Message-ID"] = message_id(letter.key, settings.mail_sender)
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message.set_content(wording.text, cte="base64")
        message.add_alternative(wording.html, subtype="html", cte="base64")
        page = cast("EmailMessage", message.get_payload(1))
        for name, png in wording.pictures.items():
            page.add_related(
                png, "image", "png", cid=f"<{name}>", disposition="inline", filename=f"{name}.png"
            )
        message["Content-Language"] = "en" if letter.language.startswith("en") else "zh-CN"
        return message

    def words(self, letter: Letter) -> Wording:
        """Return subject, plain text, HTML and pictures of a letter."""
        stationery = self._stationery["en" if letter.language.startswith("en") else "zh"]
        pictures = self._pictures_of(letter.report, stationery.language) if letter.report else {}
        facts: dict[str, Any] = {
            "letter": letter,
            "t": letter.ticket,
            "link": letter.link,
            "firm": letter.firm,
            "links": self._links,
            "desk": self._desk,
            "host_office": self._settings.host_office,
            "phone": self._settings.contact_phone,
            "pictures": pictures,
        }
        if letter.report is not None:
            facts |= report_words(letter.report)
        folder = letter.notice.value
        subject = subject_line(stationery.words(f"{folder}/subject.txt", **facts))
        text = stationery.words(f"{folder}/body.txt", subject=subject, **facts)
        html = stationery.page(f"{folder}/body.html", subject=subject, **facts)
        return Wording(subject, text, html, pictures)

    def _pictures_of(self, report: WeeklyReport, language: str) -> dict[str, bytes]:
        """Draw a report's pictures once, however many people it is sent to."""
        known = (language, report.strips, report.categories)
        if known not in self._drawn:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            self._drawn[known] = self._draw(report, self._pictures[language])
        return self._drawn[known]

    @staticmethod
    def _draw(report: WeeklyReport, pictures: Pictures) -> dict[str, bytes]:
        drawn = {f"strip-{strip.ticket_no}": pictures.strip(strip) for strip in report.strips}
        if report.is_zone:
            drawn["categories"] = pictures.categories(report.categories)
        return {name: png for name, png in drawn.items() if png is not None}
