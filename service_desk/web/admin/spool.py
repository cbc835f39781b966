"""The letters: what waits, what has left, what could not be delivered, and sending it again."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.notices import NOTICE_NAMES, Notice
from service_desk.persistence.database import db
from service_desk.persistence.letters import STATUSES, LetterFilter, letter_counts, letter_page
from service_desk.usecases.zone.send_mail_again import send_all_mail_again, send_mail_again
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, asked, asked_number, blueprint
from service_desk.web.clock import now
from service_desk.web.limits import limited
from service_desk.web.rights import Right

PER_PAGE = 30


@blueprint.get("/admin/mail")
@needs(Right.MAIL_READ_SPOOL)
def spool() -> Page:
    """List the letters, newest first, narrowed by status, kind and recipient."""
    status, notice = asked("status"), asked("notice")
    narrowed = LetterFilter(
        status=status if status in STATUSES else None,
        notice=notice if notice in list(Notice) else None,
        words=asked("q") or None,
    )
    page = letter_page(
        db.session(),
        narrowed,
        older_than=asked_number("older"),
        newer_than=asked_number("newer"),
        size=PER_PAGE,
    )
    chosen = {name: asked(name) for name in ("status", "notice", "q") if asked(name)}
    return render_template(
        "admin/spool.html",
        page=page,
        counts=letter_counts(db.session()),
        chosen=chosen,
        others={name: value for name, value in chosen.items() if name != "status"},
        notice_names=NOTICE_NAMES,
    )


@blueprint.post("/admin/mail/<int(max=2147483647):mail_id>/again")
@needs(Right.MAIL_SEND_AGAIN)
@limited("write")
def spool_again(mail_id: int) -> Page:
    """Send one failed letter again."""
    send_mail_again(mail_id, by=current_actor(), now=now())
    flash(_("已放回待发，几分钟内会再寄一次。"))
    return redirect(url_for("admin.spool_letter", mail_id=mail_id), 303)


@blueprint.post("/admin/mail/again")
@needs(Right.MAIL_SEND_AGAIN)
@limited("write")
def spool_all_again() -> Page:
    """Send the failed letters again."""
    count = send_all_mail_again(by=current_actor(), now=now())
    flash(_("%(n)s 封已放回待发，几分钟内会再寄一次。", n=count) if count else _("没有需要重发的信。"))
    return redirect(url_for("admin.spool"), 303)
