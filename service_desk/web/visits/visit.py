"""One visit on the web: what was seen and asked, what has become of it, what is still owed, and going on with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.identifiers import parse_number
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.visits import still_to_hand_over
from service_desk.persistence.database import db
from service_desk.persistence.photographs import photographs_of
from service_desk.persistence.tables import Visit
from service_desk.persistence.visits import campaign_by_id, requests_of
from service_desk.usecases.visits.change_photographs import may_remove_photographs
from service_desk.usecases.visits.follow_up_visit import find_visit, follow_up_visit
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.visits import FollowUpForm, LaterPhotosForm
from service_desk.web.language import say
from service_desk.web.visits.campaigns import Page
from service_desk.web.visits.photos import later_form


@dataclass(frozen=True)
class Later:
    """One thing done after a visit, as a timeline shows it."""

    at: datetime
    who: str
    words: Bilingual
    note: str
    internal: bool = False
    more: str | None = None
    files: tuple[Any, ...] = ()


def show_visit(number: str) -> Page:
    """Show a visit; a number keyed in carelessly leads to its proper address."""
    proper = parse_number(number)
    if request.method == "GET" and proper is not None and str(proper) != number:
        return redirect(url_for("visits.visit", number=str(proper)), 303)  # type: ignore[return-value]
    visit = find_visit(db.session(), number)
    form = _follow_up(visit)
    if not form.validate_on_submit():
        return _page(form, visit)
    try:
        follow_up_visit(
            number, current_actor(), now(), words=form.words.data or "", handed=tuple(form.handed.data or ()),
            next_on=form.next_on.data, seen_version=seen_version(form.seen),
        )  # fmt: skip
    except Stale:
        visit = find_visit(db.session(), number)
        form.seen.data = str(visit.version)
        form.handed.choices = [(policy, policy) for policy in _owed(visit)]
        return _page(form, visit, is_stale=True)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, find_visit(db.session(), number))
    flash(_("已记录。"))
    return redirect(url_for("visits.visit", number=number), 303)  # type: ignore[return-value]


def _owed(visit: Visit) -> list[str]:
    """Return the campaign's policies that the firm has not been given."""
    campaign = campaign_by_id(db.session(), visit.campaign_id) if visit.campaign_id else None
    return (
        still_to_hand_over(campaign.policies, visit.handed) if campaign and not visit.is_placeholder else []
    )


def visit_page(visit: Visit, *, later_photos: LaterPhotosForm) -> tuple[str, int]:
    """Show a visit with photographs that could not be added, and why."""
    return _page(_follow_up(visit, formdata=None), visit, later_photos=later_photos)


def _follow_up(visit: Visit, **more: Any) -> FollowUpForm:
    form = FollowUpForm(data={"seen": str(visit.version), "next_on": None}, **more)
    form.handed.choices = [(policy, policy) for policy in _owed(visit)]
    return form


def _page(
    form: FollowUpForm, visit: Visit, *, is_stale: bool = False, later_photos: LaterPhotosForm | None = None
) -> tuple[str, int]:
    session = db.session()
    return render_form(
        "visits/visit.html", form, visit=visit, is_stale=is_stale, owed=_owed(visit),
        campaign=campaign_by_id(session, visit.campaign_id) if visit.campaign_id else None,
        requests=requests_of(session, visit.id), state_names=STATE_NAMES, category_names=CATEGORY_NAMES,
        later=[_later(entry) for entry in reversed(visit.followed)], later_photos=later_photos or later_form(visit),
        photos=photographs_of(session, visit.id) if may_remove_photographs(visit, current_actor()) else [],
    )  # fmt: skip


def _later(entry: dict[str, Any]) -> Later:
    handed = entry.get("handed") or []
    added, removed = entry.get("photos_added"), entry.get("photos_removed")
    told = Bilingual("跟进", "Followed up")
    if added:
        told = Bilingual(f"补充照片：{'、'.join(added)}", f"Photographs added: {', '.join(added)}")
    if removed:
        told = Bilingual(f"删除照片：{'、'.join(removed)}", f"Photograph removed: {', '.join(removed)}")
    if firm := entry.get("firm"):
        before, after = firm
        told = Bilingual(f"企业更正为{after}（原为{before}）", f"Enterprise corrected: {before} → {after}")
    if handed:
        told = Bilingual(f"跟进，送到：{'、'.join(handed)}", f"Followed up, handed over: {', '.join(handed)}")
    note = _("随诉求 %(no)s 更正", no=entry["ticket"]) if firm else str(entry["words"])
    return Later(datetime.fromisoformat(entry["at"]), str(entry["by"]), told, say(note))
