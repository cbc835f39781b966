"""The forms of the department's work: sign, return, assign, progress, hold, co-handling, result."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.callbacks import RESULT_NAMES, ResultType
from service_desk.domain.refusals import Refusal
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.returns import RETURN_REASON_NAMES, ReturnReason
from service_desk.web.forms.desk import ActForm, Stage, chosen_from, departments
from service_desk.web.forms.desk_colleagues import (
    DESPITE_ABSENCE,
    choose_substitute,
    is_despite_absence,
    offer_colleagues,
)
from service_desk.web.forms.fields import Filled, LongTextField, choices
from service_desk.web.forms.files import FilesField


class SignForm(ActForm):
    """Sign for a ticket, telling whether the enterprise has been contacted already."""

    contacted = BooleanField(
        _l("已联系企业"), description=_l("当天研判交办要签收并联系企业；没联系上的，联系后再记录。")
    )
    note = LongTextField(_l("说明"), [Optional()], longest=MAX_NOTE, rows=2, description=_l("企业看得到。"))


class ReturnForm(ActForm):
    """Return a ticket that is another department's duty."""

    reason = RadioField(_l("退单原因"), [Filled()])
    basis = LongTextField(
        _l("职责依据"), [Filled()], longest=MAX_NOTE, description=_l("写明哪一条职责、为什么不属于本部门。")
    )
    suggested = SelectField(_l("建议交给"), [Optional()])

    def prepare(self, stage: Stage) -> None:
        """Offer the reasons, and the departments other than one's own."""
        self.reason.choices = chosen_from(RETURN_REASON_NAMES)
        self.suggested.choices = chosen_from(departments(stage, {stage.actor.department}), _l("说不准"))

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "reason": ReturnReason(self.reason.data)}


class AssignForm(ActForm):
    """Give a ticket to a colleague of the department."""

    user_id = SelectField(_l("承办人"), [Filled()])
    despite_absence = BooleanField(DESPITE_ABSENCE)

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return the present handler."""
        owner = stage.view.ticket.owner_id
        return {"user_id": str(owner) if owner is not None else ""}

    def prepare(self, stage: Stage) -> None:
        """Offer the department's officers."""
        offer_colleagues(self, stage.colleagues())

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {"user_id": int(self.user_id.data), "despite_absence": is_despite_absence(self)}

    def refuse(self, refusal: Refusal) -> None:
        """Choose the substitute where the officer is away."""
        super().refuse(refusal)
        choose_substitute(self, refusal)


class ProgressForm(ActForm):
    """Report progress; who reads it is chosen each time."""

    reach = RadioField(_l("给谁看"), [Filled()])
    note = LongTextField(_l("进展"), [Filled()], longest=MAX_NOTE, rows=4, render_kw={"data-mentions": ""},
                         description=_l("内部进展可以写 @姓名，提到看得到这件诉求的同事。"))  # fmt: skip
    files = FilesField(by_officers=True)

    def prepare(self, stage: Stage) -> None:
        """Offer both readers, in words that cannot be mistaken."""
        public, internal = _l("企业看得到，计入三天反馈"), _l("只限内部，企业看不到")
        self.reach.choices = choices([("public", public), ("internal", internal)])

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {"note": self.note.data, "is_public": self.reach.data == "public", "files": self.files.tokens}


class InternalNoteForm(ActForm):
    """A note that only officers see."""

    note = LongTextField(
        _l("内部备注"), [Filled()], longest=MAX_NOTE, rows=4, render_kw={"data-mentions": ""},
        description=_l("只限内部，企业看不到。写 @姓名 可以提到看得到这件诉求的同事。"),
    )  # fmt: skip
    files = FilesField(by_officers=True)


class ResultForm(ActForm):
    """Submit the department's result."""

    result_type = RadioField(_l("办理结果"), [Filled()])
    answer = LongTextField(
        _l("给企业的答复"),
        [Filled()],
        longest=MAX_NOTE,
        rows=6,
        description=_l("审核通过后企业看到这段话。还在办的请用“反馈进展”，不要提交结果。"),
    )

    def prepare(self, stage: Stage) -> None:
        """Offer the kinds of result."""
        self.result_type.choices = chosen_from(RESULT_NAMES)

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "result_type": ResultType(self.result_type.data)}
