"""The forms of the report screens: which file an export becomes, and the Word template of the weekly report."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information

from service_desk.web.forms import DeskForm


class ExportForm(DeskForm):
    """Which file a list becomes."""

    ending = RadioField(
        _l("格式"),
        choices=[
            SelectChoice("xlsx", _l("Excel（.xlsx）")),
            SelectChoice("csv", _l("CSV，适合特别长的清单")),
        ],
        default="xlsx",
    )


class TemplateForm(DeskForm):
    """An edited template."""

    file = FileField(
        _l("改好的模板"),
        [FileRequired(_l("请选择文件。"))],
        description=_l("Word 文件（.docx），不超过 2 MB。上传后先用样例试填，填不出来的不会采用。"),
    )
