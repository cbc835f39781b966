"""The forms of what a department asks leave for, and of the decision: extension, higher level, hold."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField
from wtforms.validators import NumberRange, Optional

from service_desk.domain.applications import MAX_EXTENSION_DAYS
from service_desk.domain.catalogue import LEVEL_NAMES, Level
from service_desk.domain.requests import MAX_NOTE
from service_desk.web.forms.desk import ActForm, Stage, chosen_from
from service_desk.web.forms.fields import Filled, LongTextField, WholeNumberField

_DAYS = NumberRange(1, MAX_EXTENSION_DAYS, _l("请填写 1 至 60 天。"))


class ExtensionForm(ActForm):
    """Ask for more days before the date has passed."""

    days = WholeNumberField(
        _l("延长几天"),
        [Filled(), _DAYS],
        description=_l("按本件计时方案的天数计；到期前申请，批准后企业会收到通知。"),
    )
    reason = LongTextField(
        _l("理由"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("批准后企业看得到。")
    )


class GrantForm(ActForm):
    """Grant an extension, with as many days as asked unless changed."""

    days = WholeNumberField(_l("批准几天"), [Filled(), _DAYS])
    note = LongTextField(
        _l("批准意见"), [Optional()], longest=MAX_NOTE, rows=2, description=_l("企业看得到。")
    )

    @classmethod
    def starting(cls, stage: Stage) -> dict[str, Any]:
        """Return the days that were asked."""
        asked = stage.view.course.application
        return {"days": asked.data.get("days") if asked else None}


class LevelForm(ActForm):
    """Ask for a higher level."""

    level = RadioField(_l("提为"), [Filled()])
    reason = LongTextField(
        _l("理由"), [Filled()], longest=MAX_NOTE, rows=3, description=_l("批准后企业看得到。")
    )

    def prepare(self, stage: Stage) -> None:
        """Offer the levels above the present one."""
        levels = list(Level)
        above = levels[levels.index(stage.view.course.level) + 1 :]
        self.level.choices = chosen_from({level: LEVEL_NAMES[level] for level in above})

    def inputs(self) -> dict[str, Any]:
        """Return what the use case wants."""
        return {**super().inputs(), "level": Level(self.level.data)}


class HoldForm(ActForm):
    """Ask to hold what cannot be solved now."""

    reason = LongTextField(
        _l("客观原因"),
        [Filled()],
        longest=MAX_NOTE,
        description=_l("政策、规划、资金或第三方施工等，写明依据；企业看得到。"),
    )
    plan = LongTextField(
        _l("时间节点和计划"),
        [Filled()],
        longest=MAX_NOTE,
        rows=4,
        description=_l("每行一个节点，以日期开头，例如：2026-12-01 完成方案。"),
    )
    review_on = DateField(
        _l("复核日期"), [Optional()], description=_l("到这一天自动恢复办理；不填按第一个节点的日期。")
    )
