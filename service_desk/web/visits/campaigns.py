"""Campaigns on the web: the page one begins at, how one stands with its visits, its plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.visits import DatePrecision
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import Campaign
from service_desk.persistence.visits import DUE_LIMIT, PAGE, VisitPlace, VisitView, campaigns, visit_page
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.visits.read_campaign import read_campaign
from service_desk.usecases.visits.run_campaign import edit_campaign, find_campaign, open_campaign
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.visits import CampaignForm

Page = str | tuple[str, int] | Response

VIEW_NAMES: dict[VisitView, Bilingual] = {
    VisitView.ALL: Bilingual("全部走访", "All visits"),
    VisitView.SILENT: Bilingual("没有诉求", "No request"),
    VisitView.UNDELIVERED: Bilingual("政策未送全", "Policies still owed"),
    VisitView.DUE: Bilingual("到期待跟进", "To follow up"),
}


def show_home() -> Page:
    """Show the campaigns that run (or, asked for, those that are over) and the latest visits."""
    is_over = request.args.get("over") == "1"
    found = campaigns(db.session(), is_over=is_over, before=_place("before"))
    more = None
    if len(found) > PAGE:
        more = url_for("visits.home", over="1" if is_over else None, before=_written(found[PAGE - 1]))
    latest = visit_page(db.session(), after=_place("after"))
    older = url_for("visits.home", after=_mark(latest.next)) if latest.next else None
    return render_template(
        "visits/home.html",
        campaigns=found[:PAGE],
        more=more,
        is_over=is_over,
        visits=latest.visits,
        older=older,
    )


def show_campaign(campaign_id: int) -> Page:
    """Show how a campaign stands and one of the lists of its visits."""
    session = db.session()
    campaign = find_campaign(session, campaign_id)
    view = VisitView(request.args["view"]) if request.args.get("view") in set(VisitView) else VisitView.ALL
    page = visit_page(session, campaign.id, view, _place("after"), today=local_date(now()))
    older = None
    if page.next is not None:
        older = url_for("visits.campaign", campaign_id=campaign.id, view=view.value, after=_mark(page.next))
    departments = catalogue_in_force(session).departments
    return render_template(
        "visits/campaign.html",
        campaign=campaign,
        standing=read_campaign(session, campaign, now()),
        view=view,
        views=VIEW_NAMES,
        visits=page.visits,
        older=older,
        category_names=CATEGORY_NAMES,
        due_limit=DUE_LIMIT - 1,
        with_whom=[departments[code].name for code in campaign.departments if code in departments],
    )


def show_plan(campaign_id: int | None) -> Page:
    """Show the plan of a campaign, store it, or show it again with what others did meanwhile."""
    session = db.session()
    campaign = find_campaign(session, campaign_id) if campaign_id is not None else None
    form = CampaignForm(data=_filled(campaign))
    form.offer([(code, each.name) for code, each in catalogue_in_force(session).departments.items()])
    if not form.validate_on_submit():
        return render_form("visits/plan.html", form, campaign=campaign, is_stale=False)
    try:
        if campaign_id is None:
            campaign_id = open_campaign(form.plan(), current_actor(), now())
        else:
            edit_campaign(
                campaign_id, form.plan(), current_actor(), now(), is_over=bool(form.is_over.data),
                seen_version=seen_version(form.seen),
            )  # fmt: skip
    except Stale:
        campaign = find_campaign(db.session(), campaign_id or 0)
        form.seen.data = str(campaign.version)
        return render_form("visits/plan.html", form, campaign=campaign, is_stale=True)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("visits/plan.html", form, campaign=campaign, is_stale=False)
    flash(_("已保存。"))
    return redirect(url_for("visits.campaign", campaign_id=campaign_id), 303)  # type: ignore[return-value]


def _filled(campaign: Campaign | None) -> dict[str, Any]:
    if campaign is None:
        return {"starts_on": local_date(now())}
    return {
        "seen": str(campaign.version),
        "name": campaign.name,
        "group_name": campaign.group_name,
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "is_about": campaign.date_precision == DatePrecision.APPROX,
        "target": campaign.target,
        "departments": campaign.departments,
        "policies": "\n".join(campaign.policies),
        "is_over": campaign.is_over,
    }


def _place(name: str) -> VisitPlace | None:
    """Return the place in the address a page goes on from; what is none begins at the beginning."""
    written, _dot, day = request.args.get(name, "").partition(".")
    if not (written.isascii() and written.isdecimal() and len(written) < 19):
        return None
    try:
        return VisitPlace(int(written), date.fromisoformat(day) if day else None)
    except ValueError:
        return None


def _mark(place: VisitPlace) -> str:
    return f"{place.visit_id}.{place.day.isoformat()}" if place.day else str(place.visit_id)


def _written(campaign: Campaign) -> str:
    return _mark(VisitPlace(campaign.id, campaign.starts_on))
