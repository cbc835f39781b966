"""The Word template of the weekly report: fetched, edited in Word, tried out with sample figures, adopted, taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from flask import Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from service_desk.config import Settings
from service_desk.domain.attachments import FileKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Category
from service_desk.domain.milestones import MilestoneKey
from service_desk.domain.rates import Rate
from service_desk.domain.refusals import Stale
from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.lines import (
    CategoryLine,
    DepartmentLine,
    DueLine,
    HotSpot,
    LateLine,
    TicketLine,
    TypeLine,
)
from service_desk.domain.reporting.report import ZONE, WeeklyReport
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.usecases.files.looking_into import look_into
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.zone.word_template import (
    LARGEST,
    adopt_template,
    current_template,
    version_content,
    versions,
)
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import LARGEST as LARGEST_NUMBER
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.reports import TemplateForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.reports.word_fields import fields_of
from service_desk.web.reports.word_packaged import packaged_template
from service_desk.web.reports.word_report import CONTENT_TYPE, UnfitTemplateError, filled_in
from service_desk.web.rights import Right

_NOT_WORD = Bilingual(
    "请上传 Word 文件（.docx），不超过 2 MB。", "Please send a Word file (.docx) of at most 2 MB."
)
_CHANGED_MEANWHILE = Bilingual(
    "您打开页面之后，模板已被别人更换。请看过下面的版本，再上传一次。",
    "Somebody has changed the template meanwhile. Look at the versions below and send yours again.",
)


@blueprint.route("/admin/rules/word", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def rules_word() -> Page:
    """Show the versions of the template, or try out and adopt an edited one."""
    form = TemplateForm()
    if form.validate_on_submit():
        content = form.file.data.read(LARGEST + 1)
        problem = _problem(content)
        if problem is None:
            try:
                adopt_template(
                    content,
                    form.file.data.filename or "",
                    by=current_actor(),
                    now=now(),
                    seen_version=_seen(),
                )
                flash(_("新模板已启用，下一次下载 Word 周报就按它生成。"))
                return redirect(url_for("admin.rules_word"), 303)
            except Stale:
                form.file.errors = [say(_CHANGED_MEANWHILE)]
                return _page(form)[0], 409
        form.file.errors = [say(problem)]
    return _page(form)


@blueprint.post("/admin/rules/word/packaged")
@needs(Right.RULES_MANAGE)
@limited("write")
def rules_word_packaged() -> Page:
    """Go back to the packaged template."""
    try:
        adopt_template(None, "", by=current_actor(), now=now(), seen_version=_seen())
    except Stale:
        flash(say(_CHANGED_MEANWHILE), "warn")
    else:
        flash(_("已恢复自带模板。"))
    return redirect(url_for("admin.rules_word"), 303)


@blueprint.get("/admin/rules/word/template.docx")
@needs(Right.RULES_MANAGE)
def rules_word_template() -> Response:
    """Hand out the template that counts, or one of its versions, to be edited."""
    asked = request.args.get("version", type=int)
    content = current_template(db.session())
    if asked is not None:
        known = version_content(db.session(), asked) if 0 < asked <= LARGEST_NUMBER else None
        if known is None:
            raise NotFound
        content = known.content
    return _handed_out(content or packaged_template(say), "weekly-template.docx")


@blueprint.get("/admin/rules/word/sample.docx")
@needs(Right.RULES_MANAGE)
def rules_word_sample() -> Response:
    """Hand out the template filled in with sample figures."""
    template = current_template(db.session()) or packaged_template(say)
    return _handed_out(filled_in(template, _sample_fields()), "weekly-sample.docx")


def _page(form: TemplateForm) -> tuple[str, int]:
    known = versions(db.session())
    fields = _sample_fields()
    return render_form(
        "admin/word_template.html",
        form,
        versions=known,
        seen=known[0].version if known else 0,
        plain=[name for name, value in fields.items() if not isinstance(value, list | dict)],
        lists={
            name: sorted(value[0]) if isinstance(value[0], dict) else []
            for name, value in fields.items()
            if isinstance(value, list)
        },
    )


def _handed_out(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _seen() -> int | None:
    return request.form.get("seen", type=int)


def _problem(content: bytes) -> Bilingual | None:
    """Return what is wrong with a template: it is no Word file, or cannot be filled in with sample figures."""
    if len(content) > LARGEST:
        return _NOT_WORD
    try:
        if look_into(content).kind is not FileKind.DOCX:
            return _NOT_WORD
        filled_in(content, _sample_fields())
    except (UnfitFileError, UnfitTemplateError) as unfit:
        return unfit.reason
    return None


def _sample_fields() -> dict[str, object]:
    settings: Settings = current_app.extensions["desk_settings"]
    return fields_of(_sample(), Bilingual("全区", "Whole zone"), settings.host_office, say)


@cache
def _sample() -> WeeklyReport:
    """Return a week in which every list has a line, so that a template is tried out wholly."""
    number, due = "QY20210524-0001", datetime(2021, 5, 28, 16, tzinfo=UTC)
    ticket = TicketLine(
        "申请增容500kVA",
        "演示新材料有限公司",
        "演示科技园",
        Category.FACTORS,
        "power_capacity",
        "PW",
        State.IN_PROGRESS,
    )
    name = Bilingual("供电局", "Power supply bureau")
    kind = Bilingual("用电容量", "Power capacity")
    return WeeklyReport(
        week="2021-W21", scope=ZONE, cut_off=datetime(2021, 5, 30, 16, tzinfo=UTC),
        lists=dict.fromkeys(Figure, (number,)), before=dict.fromkeys(Figure, 1),
        headline=Bilingual("没有超期；期末在办1件，与上周持平。", "Nothing is overdue; 1 open, as many as a week ago."),
        categories=tuple(CategoryLine(category, 1, 1, 1) for category in Category),
        types=(TypeLine("power_capacity", 1, 1, 1),),
        departments=(DepartmentLine("PW", 1, 1, Rate(1, 1), 1, 1, 1, 1, 1, Rate(1, 1), Rate(1, 1)),),
        hot_spots=(HotSpot("power_capacity", None, 3, (number,)),),
        late=(LateLine(number, MilestoneKey.CLOSING, due, 3),), due=(DueLine(number, MilestoneKey.CLOSING, due),),
        tickets={number: ticket}, department_names={"PW": name}, type_names={"power_capacity": kind},
    )  # fmt: skip
