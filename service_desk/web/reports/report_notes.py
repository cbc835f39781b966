"""口径说明: how the figures of the weekly report are counted, said on the page and in the workbook alike."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import full_date_words
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.zone_time import SHANGHAI

NOTES: tuple[Bilingual, ...] = (
    Bilingual(
        "期初在办＋新增＋重开（＋转入）－销号－撤回－并案－不予受理（－转出）＝期末在办。",
        "Open at the start + new + reopened (+ moved in) − struck off − withdrawn − merged − declined "
        "(− moved out) = open at the end.",
    ),
    Bilingual(
        "响应率＝时限内首次联系企业的件数÷本周派出、联系时限已过的件数。",
        "Response = contacted within the limit, out of those dispatched this week whose limit has passed.",
    ),
    Bilingual(
        "解决率＝回访“已解决”件数÷回访有效件数；部分解决不算已解决；无法接通、拒访、咨询建议表扬、挂账的不计。",
        "Solved = called solved by the enterprise, out of valid callbacks; partly solved is not solved; "
        "nobody reached, refusals, enquiries, suggestions, praise and holds are not counted.",
    ),
    Bilingual(
        "满意率＝（非常满意＋满意＋基本满意）÷有效评价；未评价的不计入，另列参评率。",
        "Satisfied = the upper three of five levels, out of the ratings received; "
        "without a rating nothing is counted, see the participation.",
    ),
    Bilingual(
        "按时办结率＝按时办结÷本周办结；分母为零时记“—”。",
        "Finished in time = in time, out of those finished this week; a dash where there is nothing to count.",
    ),
    Bilingual(
        "超期按 13710 各环节时限计算，遇法定节假日顺延；停表期间不计。",
        "Overdue follows the 13710 limits, moved on by public holidays; stopped clocks do not count.",
    ),
)
"""What never changes from week to week (domain notes §2.3, §7.5)."""


def notes_of(report: WeeklyReport) -> tuple[Bilingual, ...]:
    """Return everything a reader of the figures should know, the cut-off first."""
    local = report.cut_off.astimezone(SHANGHAI)
    day, time = full_date_words(local.date()), f"{local:%H:%M}"
    frozen = Bilingual(
        f"数据截至 {day.zh} {time}，定稿后不再改动。",
        f"As of {day.en} {time}; frozen, and not changed afterwards.",
    )
    return (frozen, *NOTES)
