"""The report of any period on a page, and the lists behind its numbers, asked of the database with the same conditions."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.exceptions import NotFound

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue
from service_desk.domain.parks import load_parks, park_name
from service_desk.domain.reporting.ledger import FIGURE_NAMES
from service_desk.domain.reporting.scope import figures_of_list, name_of_list
from service_desk.domain.reporting.span import Span, SpanKind, presets
from service_desk.domain.states import STATE_NAMES
from service_desk.domain.zone_time import local_date
from service_desk.persistence import period_figures, period_lists
from service_desk.persistence.adding_up import Asked
from service_desk.persistence.database import db
from service_desk.persistence.period_figures import Load
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.reporting.keep_periods import kept_count
from service_desk.usecases.reporting.read_period_report import (
    NOT_A_PERIOD,
    allowed_scope,
    hot_stretch,
    period_report,
    stretch_before,
)
from service_desk.web.access import current_actor, may, needs
from service_desk.web.clock import now
from service_desk.web.language import say
from service_desk.web.reports.blueprint import Page, blueprint
from service_desk.web.reports.period_address import Wanted, read_age, read_place, read_wanted, write_place
from service_desk.web.reports.period_notes import NOTES
from service_desk.web.reports.period_view import view_of
from service_desk.web.rights import Right

DEPARTMENTS_ON_PAGE, SPOTS_ON_PAGE = 8, 5
"""The page has the first of them; the tables whole stand on a page of their own, so that either stays light."""
MOST_BY_FIRM = 200
"""So many of the latest tickets are shown by their enterprises; the list itself has no end."""

TITLE = Bilingual("诉求办理情况", "How requests were handled")


@blueprint.get("/reports/period")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def period() -> Page:
    """Show the report of the period and part of the zone in the address; somebody who reads one department's is led there."""
    return _shown("reports/period.html", DEPARTMENTS_ON_PAGE, SPOTS_ON_PAGE)


@blueprint.get("/reports/period/whole")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def period_whole() -> Page:
    """Show the longest tables of such a report whole, counted at the same moment."""
    return _shown("reports/period_whole.html", None, None)


def _shown(template: str, departments: int | None, spots: int | None) -> Page:
    """Show a report on a template with so many departments and hot spots (None: all)."""
    moment, catalogue = now(), catalogue_in_force(db.session())
    try:
        wanted = read_wanted(request.args, local_date(moment), catalogue)
    except ValueError:
        return _no_period(catalogue)
    scope = allowed_scope(wanted.scope, current_actor())
    if scope != wanted.scope:
        return redirect(Wanted(wanted.span, scope).page(), 303)
    anew = request.args.get("anew") == "1"
    moment = min(wanted.as_of or moment, moment)
    report = period_report(db.session(), wanted.span, scope, current_actor(), moment, anew=anew)
    pinned = Wanted(wanted.span, scope, None if report.is_over else report.cut_off)
    return render_template(
        template,
        **view_of(report, pinned, catalogue),
        **_frame(wanted, catalogue),
        title=TITLE,
        loads=_loads(wanted),
        notes=NOTES,
        shown=departments or len(report.departments),
        few=spots or len(report.hot_spots),
        anew=wanted.page(anew="1") if report.cut_off < moment else None,
    )


def _no_period(catalogue: Catalogue) -> tuple[str, int]:
    """Show the choice again with what was typed, and what is wrong with it."""
    month = Wanted(Span.around(SpanKind.MONTH, local_date(now())))
    page = render_template(
        "reports/period_none.html", title=TITLE, problem=NOT_A_PERIOD, **_frame(month, catalogue)
    )
    return page, 422


@blueprint.get("/reports/period/list/<name>")
@needs(Right.REPORT_READ_ZONE, Right.REPORT_READ_DEPARTMENT)
def period_list(name: str) -> Page:
    """Show the tickets behind a number, a page at a time, the latest first."""
    moment, catalogue = now(), catalogue_in_force(db.session())
    try:
        figures, wanted = figures_of_list(name), read_wanted(request.args, local_date(moment), catalogue)
    except ValueError:
        raise NotFound from None
    scope = allowed_scope(wanted.scope, current_actor())
    asked = asked_of(Wanted(wanted.span, scope, wanted.as_of))
    pinned = Wanted(wanted.span, scope, asked.cut_off)
    if request.args.get("by") == "firm":
        return _by_firm(name, pinned, asked, catalogue)
    narrowed = {key: request.args[key] for key in ("age", "weeks") if request.args.get(key)}
    total = period_figures.count_of(db.session(), figures, asked)
    place = read_place(request.args.get("after", ""))
    lines, after = period_lists.page(db.session(), figures, asked, place, total=total)
    kept = None if narrowed or wanted.as_of else kept_count(db.session(), wanted.span, scope, figures)
    return render_template(
        "reports/period_list.html",
        title=name_of_list(name),
        name=name,
        wanted=pinned,
        scope_words=scope_words(pinned, catalogue),
        age=asked.age,
        is_four_weeks=asked.begin != wanted.span.begins,
        total=total,
        kept=kept if kept != total else None,
        lines=lines,
        older=pinned.list(name, after=write_place(after), **narrowed) if after else None,
        first=pinned.list(name, **narrowed) if request.args.get("after") else None,
        shows_figure=len(figures) > 1,
        narrowed=narrowed,
        arguments={**pinned.arguments(), **narrowed},
        names=FIGURE_NAMES,
        state_names=STATE_NAMES,
        department_names={code: each.name for code, each in catalogue.departments.items()},
        type_names={code: each.name for code, each in catalogue.request_types.items()},
    )


def _by_firm(name: str, pinned: Wanted, asked: Asked, catalogue: Catalogue) -> str:
    """Show the enterprises behind a number, each with its tickets."""
    firms, is_cut = period_lists.latest_by_firm(db.session(), figures_of_list(name), asked, MOST_BY_FIRM)
    narrowed = {"weeks": request.args["weeks"]} if request.args.get("weeks") else {}
    return render_template(
        "reports/period_firms.html", title=name_of_list(name), wanted=pinned, scope_words=scope_words(pinned, catalogue),
        firms=firms, is_cut=is_cut, most=MOST_BY_FIRM, whole=pinned.list(name, **narrowed),
        is_four_weeks=asked.begin != pinned.span.begins, state_names=STATE_NAMES,
    )  # fmt: skip


def asked_of(wanted: Wanted) -> Asked:
    """Return the question for the list in the address: narrowed to an age, or to the four weeks of a hot spot or before."""
    asked = Asked(wanted.span.begins, wanted.cut_off(now()), wanted.scope, read_age(request.args))
    stretch = {"4": hot_stretch, "before": stretch_before}.get(request.args.get("weeks", ""))
    return stretch(asked) if stretch else asked


def _loads(wanted: Wanted) -> list[Load]:
    """Return what lies with each handler, for whoever leads them."""
    department = wanted.scope.department
    if department is None or not may(Right.RESULT_REVIEW, Right.REPORT_READ_ZONE):
        return []
    return period_figures.loads(db.session(), department, now())


def _frame(wanted: Wanted, catalogue: Catalogue) -> dict[str, object]:
    """Return what the choice of period and part of the zone is drawn with."""
    span = wanted.span
    later = span.later()
    return {
        "span": span,
        "choice": wanted,
        "is_days": span.kind is SpanKind.DAYS,
        "typed": {name: request.args.get(name, "") for name in ("from", "until")},
        "presets": [(words, Wanted(each, wanted.scope)) for words, each in presets(now())],
        "earlier": Wanted(span.earlier(), wanted.scope),
        "later": Wanted(later, wanted.scope) if later.begins <= now() else None,
        "scope_words": scope_words(wanted, catalogue),
        "departments": [(code, each.name) for code, each in catalogue.departments.items()]
        if may(Right.REPORT_READ_ZONE)
        else [],
        "parks": [(park.zh, park) for park in load_parks()],
        "categories": [(code.value, name) for code, name in CATEGORY_NAMES.items()],
        "kinds": [(code, each.name) for code, each in catalogue.request_types.items()],
    }


def scope_words(wanted: Wanted, catalogue: Catalogue) -> str:
    """Say what part of the zone a report is about."""
    scope = wanted.scope
    parts: list[Bilingual] = []
    if scope.department:
        parts.append(catalogue.departments[scope.department].name)
    if scope.park:
        parts.append(park_name(scope.park))
    if scope.category:
        parts.append(CATEGORY_NAMES[scope.category])
    if scope.request_type:
        parts.append(catalogue.request_types[scope.request_type].name)
    return " · ".join(say(part) for part in parts) or say(Bilingual("全区", "Whole zone"))
