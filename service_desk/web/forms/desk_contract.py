"""The forms of the contract between departments: stops by law, parts, external units, transfer, umbrella, supervision."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.stops import EVIDENCED_STOPS, STOP_NAMES, StopKind
from service_desk.domain.supervision import SHEET_NAMES, SheetColour
from service_desk.domain.tasks import MAX_PART_TITLE, Task
from service_desk.domain.telling import department_name
from service_desk.domain.zone_time import local_date
from service_desk.web.clock import now
from service_desk.web.forms.desk import ActForm, Stage, chosen_from, departments
from service_desk.web.forms.fields import Filled, LineField, LongTextField


class PauseForm(ActForm):
    """Stop the clock for a segment the law does not count."""

    kind = RadioField(_l("哪一类不计入时限"), [Filled()])
    evidence = LongTextField(
        _l("依据"),
        [Filled()],
        longest=MAX_NOTE,
        rows=3,
        description=_l("通知书、公告、合同或交接单的名称和编号；企业看得到。"),
    )
    expected_until = DateField(_l("预计到哪一天"), [Filled()])

    def prepare(self, stage: Stage) -> None:
        """Offer the segments that a department may declare."""
        self.kind.choices = chosen_from({kind: STOP_NAMES[kind] for kind in EVIDENCED_STOPS})

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "kind": StopKind(self.kind.data)}


class EnergisedForm(ActForm):
    """Record the day of energisation; what borrowed supply needs besides."""

    on = DateField(_l("送电日期"), [Filled()])
    consent_no = LineField(
        _l("供电企业书面同意的文号"),
        [Optional()],
        longest=60,
        description=_l("借用变压器的必填；没有同意不能送电。"),
    )
    until = DateField(
        _l("借用到哪一天"), [Optional()], description=_l("借用变压器的必填；到期自动生成正式供电的跟进件。")
    )
    note = LongTextField(_l("说明"), [Optional()], longest=MAX_NOTE, rows=2, description=_l("企业看得到。"))

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return today as the day of energisation."""
        return {"on": local_date(now())}


class PartForm(ActForm):
    """Ask another department to assist."""

    department = SelectField(_l("请哪个单位协办"), [Filled()])
    title = LineField(_l("请它做什么"), [Optional()], longest=MAX_PART_TITLE)
    due_on = DateField(_l("哪天前反馈"), [Optional()], description=_l("不填按三个工作日。"))

    def prepare(self, stage: Stage) -> None:
        """Offer the departments other than the lead."""
        self.department.choices = chosen_from(departments(stage, {stage.view.course.lead}), _l("请选择"))


def _named(stage: Stage, tasks: list[Task]) -> dict[str, Bilingual]:
    catalogue = stage.view.rules.catalogue
    names = {}
    for task in tasks:
        name = department_name(task.department, catalogue)
        tail = f"：{task.title}" if task.title else ""
        names[str(task.no)] = Bilingual(f"{name.zh}{tail}", f"{name.en}{tail}")
    return names


class OpinionForm(ActForm):
    """Give the department's opinion on its part; which one is asked only where it has several."""

    task = RadioField(_l("哪一项"), [Filled()])
    opinion = LongTextField(
        _l("协办意见"), [Filled()], longest=MAX_NOTE, description=_l("只限内部，企业看不到。")
    )

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return the first part that is owed."""
        mine = _mine(stage)
        return {"task": str(mine[0].no) if mine else ""}

    def prepare(self, stage: Stage) -> None:
        """Offer the department's own open parts."""
        self.task.choices = chosen_from(_named(stage, _mine(stage)))

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "task": int(self.task.data)}


def _mine(stage: Stage) -> list[Task]:
    return [task for task in stage.view.course.open_tasks if task.department == stage.actor.department]


class WaiveForm(ActForm):
    """Do without a part."""

    task = RadioField(_l("免除哪一项"), [Filled()])
    reason = LongTextField(_l("理由"), [Filled()], longest=MAX_NOTE, rows=3)

    def prepare(self, stage: Stage) -> None:
        """Offer the parts that have not been finished."""
        self.task.choices = chosen_from(_named(stage, stage.view.course.open_tasks))

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "task": int(self.task.data)}


class ReferForm(ActForm):
    """Write to a unit outside the zone."""

    unit = LineField(_l("外部单位"), [Filled()], longest=60, render_kw={"list": "external-units"})
    document_no = LineField(_l("发文文号"), [Optional()], longest=60)
    expected_on = DateField(_l("预计哪天回复"), [Optional()])
    note = LongTextField(_l("商请事项"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("企业看得到。"))


class AnswerOutsideForm(ActForm):
    """Record what an external unit answered."""

    referral = RadioField(_l("哪一件的回复"), [Filled()])
    document_no = LineField(_l("复函文号"), [Optional()], longest=60)
    note = LongTextField(_l("回复内容"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("企业看得到。"))

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return the oldest that is awaited."""
        waiting = stage.view.course.open_referrals
        return {"referral": str(waiting[0].no) if waiting else ""}

    def prepare(self, stage: Stage) -> None:
        """Offer the answers that are awaited."""
        waiting = stage.view.course.open_referrals
        words = {str(each.no): f"{each.unit} {each.document_no}".strip() for each in waiting}
        self.referral.choices = chosen_from({no: Bilingual(text, text) for no, text in words.items()})

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "referral": int(self.referral.data)}


class TransferForm(ActForm):
    """Give a ticket that is in progress to another lead."""

    lead = SelectField(_l("改由哪个单位主办"), [Filled()])
    reason = LongTextField(
        _l("改派理由"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("企业看得到。")
    )

    def prepare(self, stage: Stage) -> None:
        """Offer the other departments."""
        self.lead.choices = chosen_from(departments(stage, {stage.view.course.lead}), _l("请选择"))


class JoinForm(ActForm):
    """Put a ticket under an umbrella."""

    parent = LineField(
        _l("归入哪一件专题"),
        [Filled()],
        longest=40,
        description=_l("填那件在办诉求的编号；两件各自办理、各自计时。"),
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )


class InstructForm(ActForm):
    """A leader's instruction."""

    note = LongTextField(
        _l("批示内容"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("只限内部，企业看不到。")
    )
    answer_by = DateField(_l("哪天前回复"), [Optional()])


class SheetForm(ActForm):
    """A supervision sheet issued by hand."""

    colour = RadioField(_l("督办单"), [Filled()])
    note = LongTextField(_l("要求说明什么"), [Filled()], longest=MAX_NOTE, rows=3)

    def prepare(self, stage: Stage) -> None:
        """Offer the colours."""
        self.colour.choices = chosen_from(SHEET_NAMES)

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "colour": SheetColour(self.colour.data)}
