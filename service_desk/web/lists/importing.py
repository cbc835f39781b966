"""Bringing a problem list in: the template, a look at every row, then the import, a part at a time so that it is seen."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from service_desk.domain.attachments import MAX_BYTES
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.problem_list import COLUMNS, MAX_ROWS, ProblemList, Row, read_list
from service_desk.persistence.database import db
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.intake.import_list import import_part
from service_desk.usecases.intake.look_at_list import look_at_list, own_lists
from service_desk.usecases.intake.read_sheet import read_sheet
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.lists import ImportForm, ListForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.lists.looking import overview, show_list
from service_desk.web.rights import Right
from service_desk.web.workbook import CONTENT_TYPE, Sheet, workbook

blueprint = Blueprint("lists", __name__)
Page = str | tuple[str, int] | Response


@blueprint.route("/lists", methods=["GET", "POST"])
@needs(Right.LIST_IMPORT)
@keeps_text
@limited("write")
def upload() -> Page:
    """Ask for a list and look at each of its rows; nothing is filed yet."""
    form = ListForm()
    if form.validate_on_submit():
        try:
            rows = _rows_of(form.file.data)
            token = look_at_list(form.file.data.filename or "", rows, current_actor(), now())
            return redirect(url_for("lists.look", token=token), 303)  # type: ignore[return-value]
        except UnfitFileError as unfit:
            form.file.errors = [say(unfit.reason)]
    earlier = [overview(*each) for each in own_lists(db.session(), current_actor())]
    return render_form("lists/upload.html", form, earlier=earlier)


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


@blueprint.get("/lists/<token>")
@needs(Right.LIST_IMPORT)
def look(token: str) -> Page:
    """Show a list row by row: what each becomes and why, or has become."""
    return show_list(token)


@blueprint.post("/lists/<token>/import")
@needs(Right.LIST_IMPORT)
@keeps_text
def bring_in(token: str) -> Page:
    """File the next rows of a list that was looked at; the page goes on by itself until all are filed."""
    form = ImportForm()
    if not form.validate_on_submit():
        return show_list(token)
    progress = import_part(token, current_actor(), now())
    if progress.is_over:
        flash(_("清单导入完了。"))
        return redirect(url_for("lists.look", token=token), 303)  # type: ignore[return-value]
    return render_template(
        "lists/progress.html", form=ImportForm(formdata=None), token=token, progress=progress
    )


def _rows_of(file: FileStorage) -> tuple[Row, ...]:
    """Return the rows of a file; raises UnfitFileError with what keeps it from being a list."""
    content = file.read(MAX_BYTES + 1)
    is_too_large = len(content) > MAX_BYTES
    listed = ProblemList((), is_too_long=True) if is_too_large else read_list(read_sheet(content))
    if problem := _problem(listed):
        raise UnfitFileError(problem)
    return listed.rows


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
