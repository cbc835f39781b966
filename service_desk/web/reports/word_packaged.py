"""The packaged Word template of reports, made here paragraph by paragraph; a zone edits a copy of it in Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.web.workbook import Say

_FONT = "宋体"
_Column = tuple[Bilingual, str]

_RATES: tuple[_Column, ...] = (
    (Bilingual("指标", "Rate"), "名称"), (Bilingual("{{ 本期 }}", "{{ 本期 }}"), "本周"),
    (Bilingual("件数", "Out of"), "件数"), (Bilingual("较{{ 上期 }}（百分点）", "Points"), "较上周"),
)  # fmt: skip
_CATEGORIES: tuple[_Column, ...] = (
    (Bilingual("类别", "Category"), "名称"), (Bilingual("新增", "New"), "新增"), (Bilingual("占比", "Share"), "占比"),
    (Bilingual("较{{ 上期 }}", "Change"), "较上周"), (Bilingual("期末在办", "Open"), "期末在办"),
)  # fmt: skip
_DEPARTMENTS: tuple[_Column, ...] = (
    (Bilingual("部门", "Department"), "名称"), (Bilingual("接单", "Received"), "接单"),
    (Bilingual("办结", "Finished"), "办结"), (Bilingual("按时", "In time"), "按时"), (Bilingual("在办", "Open"), "在办"),
    (Bilingual("超期", "Overdue"), "超期"), (Bilingual("退单", "Returned"), "退单"), (Bilingual("重办", "Redone"), "重办"),
    (Bilingual("满意率", "Satisfied"), "满意率"),
)  # fmt: skip
_LATE: tuple[_Column, ...] = (
    (Bilingual("编号", "Ticket"), "编号"), (Bilingual("企业", "Enterprise"), "企业"), (Bilingual("诉求", "Request"), "诉求"),
    (Bilingual("主办", "Lead"), "主办"), (Bilingual("环节", "Step"), "环节"), (Bilingual("超期天数", "Days"), "天数"),
)  # fmt: skip
_DUE: tuple[_Column, ...] = (
    (Bilingual("编号", "Ticket"), "编号"), (Bilingual("企业", "Enterprise"), "企业"), (Bilingual("诉求", "Request"), "诉求"),
    (Bilingual("主办", "Lead"), "主办"), (Bilingual("时限", "Due"), "时限"),
)  # fmt: skip

_SPOT = Bilingual(
    "{{ 行.名称 }}：{{ 行.企业 }} 家企业，{{ 行.件数 }} 件",
    "{{ 行.名称 }}: {{ 行.企业 }} enterprises, {{ 行.件数 }} tickets",
)


def packaged_template(say: Say) -> bytes:
    """Return the template, its headings in a language; its fields are those of `word_fields`."""
    import docx  # noqa: PLC0415 - a large library that only Word files need
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    title = paper.add_heading("{{ 标题 }}", level=0)
    subtitle = paper.add_paragraph("{{ 期 }}　{{ 范围 }}")
    for line in (title, subtitle):
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paper.add_paragraph("{{ 要点 }}").runs[0].bold = True

    def heading(words: Bilingual) -> None:
        paper.add_heading(say(words), level=1)

    heading(Bilingual("一、总体情况", "1. Summary"))
    firsts = (Figure.NEW, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE, Figure.HELD)
    for figure in firsts:
        name = FIGURE_NAMES[figure]
        paper.add_paragraph(
            say(name) + " {{ " + name.zh + " }}" + say(Bilingual("（较{{ 上期 }} ", " ({{ 上期 }}: ")) + "{{ 较上周['" + name.zh
            + "'] }}" + say(Bilingual("）", ")")),
            style="List Bullet",
        )  # fmt: skip
    paper.add_paragraph("{{ 平衡 }}")
    paper.add_paragraph(
        say(Bilingual("按时办结率 ", "Finished in time ")) + "{{ 按时办结率 }}" + say(Bilingual("；办结率 ", "; completion "))
        + "{{ 办结率 }}" + say(Bilingual("；综合得分 ", "; score ")) + "{{ 综合得分 }}"
    )  # fmt: skip
    _table(paper, "三率", _RATES, say)
    heading(Bilingual("二、四类诉求", "2. Categories"))
    _table(paper, "四类", _CATEGORIES, say)
    heading(Bilingual("三、各部门办理情况", "3. Departments"))
    _table(paper, "部门", _DEPARTMENTS, say)
    heading(Bilingual("四、热点诉求", "4. Hot spots"))
    paper.add_paragraph("{%p for 行 in 热点 %}")
    paper.add_paragraph(say(_SPOT), style="List Bullet")
    paper.add_paragraph("{%p endfor %}")
    heading(Bilingual("五、超期清单", "5. Overdue"))
    _table(paper, "超期清单", _LATE, say)
    paper.add_paragraph("{%p if 下周到期清单 %}")
    heading(Bilingual("六、下周到期", "6. Due next week"))
    _table(paper, "下周到期清单", _DUE, say)
    paper.add_paragraph("{%p endif %}")
    heading(Bilingual("口径说明", "Notes"))
    paper.add_paragraph("{%p for 行 in 口径 %}")
    paper.add_paragraph("{{ 行 }}", style="List Bullet")
    paper.add_paragraph("{%p endfor %}")
    paper.add_paragraph("{{ 主办单位 }}　{{ 截至 }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _table(paper: Any, name: str, columns: Sequence[_Column], say: Say) -> None:
    """Add a table that has one row for each line of a field."""
    table = paper.add_table(rows=4, cols=len(columns), style="Light Grid Accent 1")
    table.rows[1].cells[0].text = "{%tr for 行 in " + name + " %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for place, (heading, field) in enumerate(columns):
        table.rows[0].cells[place].text = say(heading)
        table.rows[2].cells[place].text = "{{ 行." + field + " }}"
