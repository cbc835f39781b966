"""Bringing a problem list in: the template, a look at every row, then the import, a part at a time so that it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.attachments import MAX_BYTES
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.problem_list import COLUMNS, MAX_ROWS, ProblemList, read_list
from service_desk.persistence.database import db
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.intake.import_list import RowPreview, import_rows, preview_rows
from service_desk.usecases.intake.read_sheet import read_sheet
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.files import store
from service_desk.web.forms import render_form
from service_desk.web.forms.lists import ImportForm, ListForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right
from service_desk.web.workbook import CONTENT_TYPE, Sheet, workbook

blueprint = Blueprint("lists", __name__)
Page = str | tuple[str, int] | Response

SHOWN = 200
"""Rows on the preview; rows with problems come first, so that all of them are seen."""

AT_ONCE = 200
"""Rows filed per request: a second or two, after which the page says how far it is."""


@dataclass(frozen=True)
class Preview:
    """A list before it is brought in."""

    digest: str
    rows: list[RowPreview]

    @property
    def ready(self) -> int:
        """How many rows become tickets."""
        return sum(each.is_ready for each in self.rows)

    @property
    def known(self) -> int:
        """How many rows were brought in before."""
        return sum(each.ticket_no is not None for each in self.rows)

    @property
    def wrong(self) -> int:
        """How many rows have problems."""
        return sum(bool(each.row.problems) for each in self.rows)

    @property
    def shown(self) -> list[RowPreview]:
        """The rows on the page, those with problems first."""
        return sorted(self.rows, key=lambda each: (not each.row.problems, each.row.line))[:SHOWN]


@blueprint.route("/lists", methods=["GET", "POST"])
@needs(Right.LIST_IMPORT)
@keeps_text
@limited("write")
def upload() -> Page:
    """Ask for a list, or show what each of its rows would become; nothing is filed yet."""
    form = ListForm()
    if not form.validate_on_submit():
        return render_form("lists/upload.html", form, preview=None)
    content = form.file.data.read(MAX_BYTES + 1)
    try:
        listed = (
            read_list(read_sheet(content)) if len(content) <= MAX_BYTES else ProblemList((), is_too_long=True)
        )
    except UnfitFileError as unfit:
        form.file.errors = [say(unfit.reason)]
        return render_form("lists/upload.html", form, preview=None)
    if problem := _problem(listed):
        form.file.errors = [say(problem)]
        return render_form("lists/upload.html", form, preview=None)
    preview = Preview(store().put(content, now()), preview_rows(db.session(), listed.rows))
    return render_template("lists/upload.html", form=ListForm(formdata=None), **_dressed(preview))


@blueprint.get("/lists/template.xlsx")
@needs(Right.LIST_IMPORT)
def template() -> Response:
    """Hand out an empty list with the headings and one row as an example."""
    example = (
        "演示精密制造有限公司", "91990000MA0TE5T088", "智能制造产业园", "王经理", "13800138000", "申请增容500kVA",
        "二期设备六月到位，现有容量不够。", "六月前送电", "", "2026-03-10", say(Bilingual("入企走访", "Visit")),
    )  # fmt: skip
    sheet = Sheet(Bilingual("问题清单", "Problem list"), [column.heading for column in COLUMNS], [example])
    answer = make_response(workbook("", [sheet], lambda words: "" if words is None else say(words)))
    answer.headers["Content-Type"] = CONTENT_TYPE
    answer.headers["Content-Disposition"] = "attachment; filename=problem-list.xlsx"
    return answer


@blueprint.post("/lists/import")
@needs(Right.LIST_IMPORT)
@keeps_text
def bring_in() -> Page:
    """File the next rows of a list that was looked at; the page goes on by itself until all are filed."""
    form = ImportForm()
    try:
        content = store().get(form.digest.data or "")
    except FileNotFoundError:
        abort(404)
    rows = read_list(read_sheet(content)).rows
    begin = form.begin
    if form.validate_on_submit():
        done, refused = import_rows(rows[begin : begin + AT_ONCE], current_actor(), now())
        form.filed.data = str(form.count + len(done))
        form.refused.data = ",".join(filter(None, [form.refused.data, *map(str, refused)]))
        form.start.data = str(begin + AT_ONCE)
        if begin + AT_ONCE >= len(rows):
            return _finished(form)
    return render_form("lists/progress.html", form, done=min(form.begin, len(rows)), total=len(rows))[0], 200


def _finished(form: ImportForm) -> Response:
    flash(_("清单已导入，共 %(n)s 件，在“待受理”里。", n=form.count))
    if form.refused.data:
        flash(_("这些行没有收下：%(lines)s", lines=form.refused.data.replace(",", _("、"))), "warn")
    return redirect(url_for("desk.queue", tab="submitted"), 303)  # type: ignore[return-value]


def _problem(listed: ProblemList) -> Bilingual | None:
    if listed.missing:
        zh, en = (
            "、".join(each.zh for each in listed.missing),
            ", ".join(each.en for each in listed.missing),
        )
        return Bilingual(
            f"缺少列：{zh}。请用模板，或改列名。", f"Columns are missing: {en}. Use the template."
        )
    if listed.is_too_long:
        return Bilingual(
            f"一次最多{MAX_ROWS}行，请分成几份。", f"At most {MAX_ROWS} rows; please split the list."
        )
    if not listed.rows:
        return Bilingual("表里没有内容。", "There is nothing in the list.")
    return None


def _dressed(preview: Preview) -> dict[str, Any]:
    form = ImportForm(formdata=None)
    form.digest.data, form.start.data, form.filed.data = preview.digest, "0", "0"
    return {
        "preview": preview,
        "importing": form,
        "kinds": load_catalogue().request_types,
        "headings": {column.name: column.heading for column in COLUMNS},
    }
