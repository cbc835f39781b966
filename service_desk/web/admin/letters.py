"""One letter, readable exactly as it was sent; its HTML stands in a frame that may run nothing and load nothing."""

from __future__ import annotations

from flask import Response, current_app, render_template
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from service_desk.config import Settings
from service_desk.domain.notices import NOTICE_NAMES, Notice
from service_desk.notify.spool import spool_file
from service_desk.persistence.database import db
from service_desk.persistence.tables import OutboxMail
from service_desk.persistence.zone_log import Subject, changes_to
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.spooled_letter import SpooledLetter, read_spooled
from service_desk.web.rights import Right

FRAME_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A letter's HTML shows its own styles and pictures; it runs no script, sends no form and fetches nothing."""


@blueprint.get("/admin/mail/<int(max=2147483647):mail_id>")
@needs(Right.MAIL_READ_SPOOL)
def spool_letter(mail_id: int) -> Page:
    """Show one letter: where it stands, its headers, both texts, its attachments."""
    mail = _mail(mail_id)
    return render_template(
        "admin/spool_letter.html",
        mail=mail,
        letter=_spooled(mail),
        notice_name=NOTICE_NAMES.get(Notice(mail.notice)) if mail.notice in list(Notice) else mail.notice,
        mail_server=_settings().smtp_host,
        log=[
            {"at": entry.at, "who": entry.by_name, "words": _("重新发送")}
            for entry in changes_to(db.session(), Subject.MAIL, str(mail_id))
        ],
    )


@blueprint.get("/admin/mail/<int(max=2147483647):mail_id>/html")
@needs(Right.MAIL_READ_SPOOL)
def spool_html(mail_id: int) -> Response:
    """Give the letter's HTML for the frame on its page."""
    letter = _spooled(_mail(mail_id))
    if letter is None or letter.html is None:
        raise NotFound
    answer = Response(letter.html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = FRAME_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.get("/admin/mail/<int(max=2147483647):mail_id>/attachments/<int:number>")
@needs(Right.MAIL_READ_SPOOL)
def spool_attachment(mail_id: int, number: int) -> Response:
    """Give one attachment to be saved, never to be opened in the page."""
    letter = _spooled(_mail(mail_id))
    if letter is None or number >= len(letter.attachments):
        raise NotFound
    attachment = letter.attachments[number]
    answer = Response(attachment.content, mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=attachment.name)
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer


@blueprint.get("/admin/mail/<int(max=2147483647):mail_id>/letter.eml")
@needs(Right.MAIL_READ_SPOOL)
def spool_source(mail_id: int) -> Response:
    """Give the letter as a file that any mail program opens."""
    mail = _mail(mail_id)
    path = spool_file(_settings().mail_spool, mail.key, mail.created_at)
    if not path.is_file():
        raise NotFound
    answer = Response(path.read_bytes(), mimetype="message/rfc822")
    answer.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return answer


def _mail(mail_id: int) -> OutboxMail:
    mail = db.session().get(OutboxMail, mail_id)
    if mail is None:
        raise NotFound
    return mail


def _spooled(mail: OutboxMail) -> SpooledLetter | None:
    return read_spooled(spool_file(_settings().mail_spool, mail.key, mail.created_at))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["desk_settings"]
    return settings
