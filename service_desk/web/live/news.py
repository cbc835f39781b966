"""What concerns a person: the tickets he follows, where he was mentioned, and whom he may mention himself."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.queues import Cursor
from service_desk.persistence.tables import Ticket
from service_desk.persistence.watching import UNREAD_LIMIT
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.usecases.together.complete_mention import colleagues_to_mention
from service_desk.usecases.together.follow_ticket import follow_ticket, is_following
from service_desk.usecases.together.read_news import Item, News, count_unread, mark_seen, read_news
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.desk.act import who_did
from service_desk.web.desk.addresses import read_cursor, write_cursor
from service_desk.web.formats import count_words
from service_desk.web.language import say

NAMES: dict[News, Bilingual] = {
    News.ALL: Bilingual("全部", "All"),
    News.MENTIONS: Bilingual("提到我的", "Mentions"),
    News.FOLLOWED: Bilingual("我关注的", "Followed"),
}


def show_news() -> str:
    """Show a page of the person's news."""
    wanted = request.args.get("which", "")
    which = News(wanted) if wanted in set(News) else News.ALL
    page = read_news(db.session(), current_actor(), which, read_cursor(request.args.get("from")))
    older = _address(which, page.older) if page.older else None
    return render_template(
        "live/news.html", which=which, items=page.items, older=older, states=STATE_NAMES, who=_who,
        tabs=[(one, name, url_for("live.news", which=one.value), _unread(one)) for one, name in NAMES.items()],
        first=url_for("live.news", which=which.value) if request.args.get("from") else None,
    )  # fmt: skip


def _address(which: News, cursor: Cursor) -> str:
    conditions: dict[str, Any] = {"which": which.value, "from": write_cursor(cursor)}
    return url_for("live.news", **conditions)


def mark_as_seen(number: str) -> AnyResponse:
    """Count a ticket's news as seen, and go back to the list or on to the ticket."""
    mark_seen(number, current_actor())
    if request.form.get("then") == "open":
        return redirect(url_for("desk.ticket", number=number), 303)
    which = request.form.get("which", "")
    return redirect(url_for("live.news", which=which if which in set(News) else News.ALL.value), 303)


def follow_or_not(number: str) -> AnyResponse:
    """Follow a ticket or stop, and go back to where the star stood."""
    starts = request.form.get("deed") != "stop"
    ticket = follow_ticket(number, current_actor(), now(), follows=starts)
    flash(_("已关注，有变化会出现在“与我有关”。") if starts else _("不再关注这件诉求。"))
    if request.form.get("then") == "news":
        return redirect(url_for("live.news", which=News.FOLLOWED.value), 303)
    return redirect(url_for("desk.ticket", number=ticket.ticket_no), 303)


def name_colleagues(number: str) -> Response:
    """Answer with the colleagues whose name begins as `q` does and who may read the ticket."""
    ticket = find_for_officer(db.session(), number, current_actor())
    catalogue = catalogue_in_force(db.session())
    found = colleagues_to_mention(
        db.session(), ticket, current_actor(), request.args.get("q", "").strip()[:20]
    )
    answer = jsonify(
        [
            {"written": one.written, "name": one.name,
             "office": say(department_name(one.department, catalogue)) if one.department else ""}
            for one in found
        ]
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def follows(ticket: Ticket) -> bool:
    """Tell whether the signed-in person follows a ticket; draws the star."""
    return is_following(db.session(), ticket, current_actor())


def unread_news() -> str:
    """Return how much the signed-in person has not seen, as the header shows it; empty for nothing."""
    if "unread_news" not in g:
        g.unread_news = _unread(News.ALL)
    words: str = g.unread_news
    return words


def _unread(which: News) -> str:
    number = count_unread(db.session(), current_actor(), which)
    return count_words(number, UNREAD_LIMIT - 1) if number else ""


def _who(item: Item) -> str:
    return who_did(item.entry) if item.entry is not None else ""
