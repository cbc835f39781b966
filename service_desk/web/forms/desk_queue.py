"""The forms of the queue's own pages: columns, tags on many tickets, the zone's tags, an absence with a substitute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import Optional

from service_desk.domain.absences import MAX_REASON
from service_desk.domain.desk_columns import COLUMN_NAMES, DENSITY_NAMES
from service_desk.domain.tags import MAX_NAME
from service_desk.persistence.tables import Tag
from service_desk.web.forms import DeskForm
from service_desk.web.forms.desk import chosen_from
from service_desk.web.forms.fields import CheckboxesField, Filled, LineField, choices

LONGEST_TYPED = 200


class ColumnsForm(DeskForm):
    """Which columns, and how close the lines stand."""

    columns = CheckboxesField(_l("显示哪些列"), [Optional()])
    density = RadioField(_l("行距"), [Filled()])

    def offer(self) -> None:
        """Offer every column and density."""
        self.columns.choices = chosen_from(COLUMN_NAMES)
        self.density.choices = chosen_from(DENSITY_NAMES)


class TagManyForm(DeskForm):
    """Which tags to put on, which to take off."""

    add = LineField(
        _l("加上标签"),
        [Optional()],
        longest=LONGEST_TYPED,
        description=_l("多个用逗号或顿号隔开，每个最多20字。"),
    )
    remove = LineField(_l("去掉标签"), [Optional()], longest=LONGEST_TYPED)


class RenameTagForm(DeskForm):
    """A tag's new name."""

    name = LineField(_l("改名为"), [Filled()], longest=MAX_NAME, description=_l("诉求上的标签跟着改名。"))


class MergeTagForm(DeskForm):
    """Into which other tag."""

    into = SelectField(
        _l("合并到"), [Filled()], description=_l("诉求上的这个标签都换成选中的；以后写旧的名称也当作新的。")
    )

    def offer(self, tags: Iterable[Tag], but: int) -> None:
        """Offer the tags in use, without the one that is merged."""
        self.into.choices = choices(
            [("", _l("请选择")), *((str(tag.id), tag.name) for tag in tags if tag.id != but)]
        )


class AbsenceForm(DeskForm):
    """Who is away from when to when, and who stands in."""

    user_id = SelectField(_l("谁不在岗"), [Filled()])
    from_on = DateField(_l("从哪天起"), [Filled()])
    until_on = DateField(_l("到哪天止"), [Filled()], description=_l("当天仍算不在岗，第二天自动结束。"))
    substitute_id = SelectField(_l("由谁代班"), [Filled()], description=_l("同部门在岗的同事。"))
    reason = LineField(_l("事由"), [Optional()], longest=MAX_REASON, description=_l("例如：休假、外出学习。"))

    def offer(self, people: Sequence[tuple[int, str]], substitutes: Sequence[tuple[int, str]]) -> None:
        """Offer whose absence the person may arrange, and the colleagues who can stand in."""
        self.user_id.choices = choices([(str(number), name) for number, name in people])
        self.substitute_id.choices = choices(
            [("", _l("请选择")), *((str(number), name) for number, name in substitutes)]
        )
