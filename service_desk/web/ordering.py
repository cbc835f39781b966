"""Having a long list written as a job: both pages that offer it order it here, and say alike why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotPossible
from service_desk.usecases.reporting.export_list import order_export
from service_desk.web.clock import now
from service_desk.web.forms.reports import ExportForm
from service_desk.web.language import current_language


class Ordered(NamedTuple):
    """Where to go once a list is ordered; else why not, and the status of the page that says so."""

    answer: AnyResponse | None = None
    problem: Bilingual | None = None
    status: int = 200


def ordered(
    form: ExportForm, actor_id: int, title: str, wanted: Mapping[str, Any], total: Callable[[], int]
) -> Ordered:
    """Order a list where its form was sent and fits; `total` is asked how long it is only then."""
    if not form.validate_on_submit():
        return Ordered(status=422 if request.method == "POST" else 200)
    try:
        order_export(
            actor_id, now(), title=title, ending=form.ending.data, language=current_language(), wanted=wanted, total=total()
        )  # fmt: skip
    except NotPossible as refusal:
        return Ordered(problem=refusal.reason, status=409)
    return Ordered(redirect(url_for("reports.exports"), 303))
