"""口径说明: how the figures of a period are counted, said on the page and in the files alike."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual
from service_desk.web.reports.report_notes import NOTES as WEEKLY_NOTES

NOTES: tuple[Bilingual, ...] = (
    *(
        Bilingual(words.zh.replace("本周", "本期"), words.en.replace("this week", "in the period"))
        for words in WEEKLY_NOTES
    ),
    Bilingual(
        "办结率＝本期办结÷（本期办结＋期末部门在办）；退单率＝退单÷接单；重办率＝重办÷办结。",
        "Completion = finished, out of those finished and those departments hold at the end; returned out of received; "
        "redone out of finished.",
    ),
    Bilingual(
        "办理用时按工作日计，从受理次日起算到结果审核通过，停表的日子不扣除；中位数、九成分位均为件数的分位。",
        "Handling time is in working days, from the day after acceptance to the approved result, stopped clocks included.",
    ),
    Bilingual(
        "环比是与上一期相比，同比是与上年同期相比；本期未结束时，都只比到同样的天数。",
        "Compared with the period before and with the same one a year ago; under way, with as much of them as has passed.",
    ),
    Bilingual(
        "热点：截止日前四周内，同一园区或全区三家以上企业提出同一事项。",
        "Hot spots: three or more enterprises of a park, or of the zone, with the same request within the last four weeks.",
    ),
    Bilingual(
        "给部门看的“新增”是派给它的（接单）；部门之间的转入转出计入部门的账，不计入全区的账。",
        "For a department, new is what it was given; transfers between departments count for them and not for the zone.",
    ),
)
