"""The forms of the working calendar: importing a year, setting a single day."""

from __future__ import annotations

import hashlib

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type information
from wtforms.validators import NumberRange, Optional

from service_desk.usecases.zone.edit_calendar_day import LONGEST_NAME
from service_desk.web.forms import DeskForm
from service_desk.web.forms.fields import LineField, LongTextField, WholeNumberField

LONGEST_FILE = 200_000
"""Bytes of one year's file; the longest published ones have some ten thousand."""

WORKS, OFF = "works", "off"


class CalendarImportForm(DeskForm):
    """A year's arrangement, pasted or as a file.

    `seen` is the version the preview was compared with, `previewed` stands for the content that was previewed.
    """

    seen = HiddenField()
    previewed = HiddenField()
    year = WholeNumberField(
        _l("年份"),
        [Optional(), NumberRange(2000, 2100, _l("年份应在 2000 到 2100 之间。"))],
        description=_l("可以不填，按文件里的日期判断；填了就只收这一年的。"),
    )
    file = FileField(
        _l("从文件读入"),
        [Optional()],
        description=_l("JSON 或 CSV。选了文件就以文件为准，内容会显示在下面。"),
    )
    text = LongTextField(
        _l("或者粘贴内容"),
        [Optional()],
        longest=60_000,
        rows=12,
        description=_l("CSV 每行：日期,off 或 on,节日名。也可以是常见的 JSON（year 和 days）。"),
        render_kw={"spellcheck": "false"},
    )

    @property
    def digest(self) -> str:
        """What stands for the content as it is now."""
        return hashlib.sha256(f"{self.year.data}\n{self.text.data}".encode()).hexdigest()

    def take_file(self) -> list[str]:
        """Put the text of an uploaded file into the box, so that it can be read, corrected and sent again.

        Returns what is wrong with the file, in words; nothing where it could be read or none was sent.
        """
        upload = self.file.data
        if not upload or not getattr(upload, "filename", ""):
            return []
        content = upload.read(LONGEST_FILE + 1)
        if len(content) > LONGEST_FILE:
            return [str(_l("文件太大，不像是一年的放假安排。"))]
        for encoding in ("utf-8-sig", "gb18030"):  # the second is what a Chinese spreadsheet saves by itself
            try:
                self.text.data = content.decode(encoding).replace("\r\n", "\n")
            except UnicodeDecodeError:
                continue
            return []
        return [str(_l("读不出文字，请另存为 UTF-8 编码的 CSV 或 JSON。"))]


class CalendarDayForm(DeskForm):
    """Whether one day works; `seen` is the version the administrator looked at."""

    seen = HiddenField()
    kind = RadioField(_l("这一天"), choices=[SelectChoice(WORKS, _l("上班")), SelectChoice(OFF, _l("放假"))])
    name = LineField(
        _l("节日名称"),
        [Optional()],
        longest=LONGEST_NAME,
        description=_l("例如 国庆节；调休上班的日子写它是为哪个节日调的。"),
    )
