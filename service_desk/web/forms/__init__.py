"""The form every screen builds on: its token is its own to check, so a stale page costs one more click and no text."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from service_desk.domain.refusals import InvalidInput, Refusal
from service_desk.web.language import say

STALE_PAGE = _l("页面停留过久，请再点一次提交。您填写的内容都还在。")


class DeskForm(FlaskForm):  # type: ignore[misc]
    """A form that is shown again as it was filled in; use it in views marked `@keeps_text`.

    Fields are required unless they carry `Optional()`; write help with `description=`.
    """

    form_errors: list[str]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; when only the token is stale, say so in words that tell what to do."""
        fits = bool(super().validate(extra_validators))
        token = getattr(self, "csrf_token", None)
        if token is not None and token.errors:
            token.errors = [STALE_PAGE]
        return fits

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal of a use case: beside the fields it names, else on top of the form."""
        problems = refusal.problems if isinstance(refusal, InvalidInput) else {}
        for name, words in problems.items():
            if name in self:
                self[name].errors = [*self[name].errors, say(words)]
            else:
                self.form_errors = [*self.form_errors, say(words)]
        if not problems:
            self.form_errors = [*self.form_errors, say(refusal.reason)]

    @property
    def has_errors(self) -> bool:
        """Whether anything has to be put right before the form can be taken."""
        return bool(self.errors or self.form_errors)


def render_form(template: str, form: DeskForm, **context: Any) -> tuple[str, int]:
    """Render a page with its form: 200 when asked for, 400 with a stale token, 422 when fields have to be put right."""
    status = 200
    if request.method not in ("GET", "HEAD"):
        status = 400 if g.get("csrf_failed", False) else 422
    return render_template(template, form=form, **context), status
