"""The forms in which an administrator changes a request form part by part: a section, a question, one click on a part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.validators import Optional, ValidationError

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.fields import ColumnKind, FieldKind
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import Filled, LineField, LongTextField, QuantityField
from service_desk.web.forms.option_lines import options_read
from service_desk.web.language import say

SPARE_ROWS = 3
"""Empty rows below the options there are; who needs more saves and gets more."""

KIND_NAMES: Mapping[FieldKind, Bilingual] = {
    FieldKind.LINE: Bilingual("一行文字", "One line"),
    FieldKind.TEXT: Bilingual("多行文字", "Several lines"),
    FieldKind.NUMBER: Bilingual("数字", "Number"),
    FieldKind.WHOLE: Bilingual("整数", "Whole number"),
    FieldKind.DAY: Bilingual("日期", "Day"),
    FieldKind.CHOICE: Bilingual("单选（圆点）", "One of several (radio buttons)"),
    FieldKind.SELECT: Bilingual("单选（下拉）", "One of several (drop-down)"),
    FieldKind.CHOICES: Bilingual("多选", "Several of several"),
    FieldKind.TICK: Bilingual("勾选确认", "A box to tick"),
    FieldKind.PHONE: Bilingual("电话", "Telephone"),
    FieldKind.EMAIL: Bilingual("电子邮箱", "E-mail"),
    FieldKind.USCC: Bilingual("统一社会信用代码", "Unified social credit code"),
    FieldKind.ROWS: Bilingual("多行表格", "Rows of cells"),
}
CELL_NAMES: Mapping[ColumnKind, Bilingual] = {
    ColumnKind.TEXT: Bilingual("文字", "Text"),
    ColumnKind.NUMBER: Bilingual("数字", "Number"),
    ColumnKind.WHOLE: Bilingual("整数", "Whole number"),
    ColumnKind.DAY: Bilingual("日期", "Day"),
    ColumnKind.MONTH: Bilingual("年月", "Month"),
    ColumnKind.TIME: Bilingual("时间", "Time"),
    ColumnKind.CHOICE: Bilingual("选择", "Choice"),
}


class PartForm(DeskForm):
    """One click on a part of the form; `seen` is the change the administrator looked at last."""

    seen = HiddenField()


class SectionForm(DeskForm):
    """A section: its heading and its help."""

    seen = HiddenField()
    zh = LineField(_l("标题"), [Filled()], longest=60)
    en = LineField(_l("英文标题"), [Filled()], longest=80)
    help_zh = LineField(_l("填写说明"), [Optional()], longest=300)
    help_en = LineField(_l("英文说明"), [Optional()], longest=300)


class OptionRow(Form):
    """One answer to choose."""

    code = HiddenField()
    zh = LineField(_l("选项"), [Optional()], longest=80)
    en = LineField(_l("英文"), [Optional()], longest=120)


class ColumnRow(Form):
    """One column of a list."""

    name = HiddenField()
    zh = LineField(_l("列名"), [Optional()], longest=40)
    en = LineField(_l("英文"), [Optional()], longest=60)
    kind = SelectField(_l("填什么"), [Optional()])
    unit = LineField(_l("计量单位"), [Optional()], longest=20)
    required = SelectField(_l("是否必填"), [Optional()])
    options = LongTextField(_l("可选的内容"), longest=4000, rows=3)

    def validate_options(self, field: LongTextField) -> None:
        """Refuse a column to choose from without options, and a line that does not say one in both languages."""
        if self.kind.data != "choice" or not (self.zh.data or self.en.data):
            return
        read = options_read(field.data or "")
        if not read:
            raise ValidationError(_l("要选择的列，请写出可选的内容，一行一个：中文 = English。"))
        if None in read:
            raise ValidationError(_l("第 %(n)s 行请写成“中文 = English”。", n=read.index(None) + 1))


class QuestionForm(DeskForm):
    """A question with everything that a person who does not write TOML sets."""

    seen = HiddenField()
    section = SelectField(_l("在哪一节"), [Filled()])
    zh = LineField(_l("问题"), [Filled()], longest=80)
    en = LineField(_l("英文问题"), [Filled()], longest=120)
    kind = SelectField(_l("怎么答"), [Filled()])
    unit = LineField(_l("计量单位"), [Optional()], longest=20, description=_l("数字的单位，如 kVA。"))
    low = QuantityField(_l("最小"), [Optional()], unit="", places=None)
    high = QuantityField(_l("最大"), [Optional()], unit="", places=None)
    help_zh = LongTextField(_l("填写说明"), [Optional()], longest=500, rows=2)
    help_en = LongTextField(_l("英文说明"), [Optional()], longest=500, rows=2)
    required = RadioField(
        _l("是否必填"), [Filled()], description=_l("“按情况必填”存好后接着问在什么情况下。")
    )
    options = FieldList(FormField(OptionRow), _l("选项"))
    columns = FieldList(FormField(ColumnRow), _l("列"))

    def offer(self, sections: Mapping[str, Bilingual]) -> None:
        """Offer sections and kinds in the visitor's language."""
        self.section.choices = _said(sections)
        self.kind.choices = _said({kind.value: name for kind, name in KIND_NAMES.items()})
        self.required.choices = _said({
            "yes": Bilingual("必填", "Required"), "no": Bilingual("选填", "Optional"),
            "when": Bilingual("按情况必填", "Required sometimes"),
        })  # fmt: skip
        for row in self.columns:
            row.form.kind.choices = _said({kind.value: name for kind, name in CELL_NAMES.items()})
            row.form.required.choices = _said(
                {"yes": Bilingual("必填", "Required"), "no": Bilingual("选填", "Optional")}
            )


def _said(names: Mapping[str, Bilingual]) -> list[Any]:
    return [SelectChoice(code, say(name)) for code, name in names.items()]


class NewFormForm(DeskForm):
    """A form of the zone's own."""

    zh = LineField(_l("表单名称"), [Filled()], longest=60)
    en = LineField(_l("英文名称"), [Filled()], longest=80)


class BindForm(DeskForm):
    """One more request type that is filed with a form; `seen` is the change of bindings the administrator looked at last."""

    seen = HiddenField()
    request_type = SelectField(_l("改用这张表单的事项"), [Filled()])

    def offer(self, types: Mapping[str, Bilingual]) -> None:
        """Offer the request types that are filed with another form."""
        self.request_type.choices = [SelectChoice("", _l("请选择")), *_said(types)]
