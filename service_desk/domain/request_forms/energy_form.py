"""Form C, adjustment of the list of key energy users (domain notes §4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.applicant import (
    BODY,
    EXPECTED,
    MADE_TITLE,
    URGENCY,
    applicant_sections,
)
from service_desk.domain.request_forms.energy_table import (
    ENERGY_TABLE,
    NEEDED_SLOTS,
    OTHER,
    OTHER_NAME,
    SLOTS,
    energy_unit,
    other_energies,
    quantity_label,
    quantity_name,
)
from service_desk.domain.request_forms.fields import (
    FieldKind,
    FormField,
    RequestForm,
    Section,
    choice,
    when,
)
from service_desk.domain.request_forms.slots import ENERGY_SLOTS

ZERO = Decimal(0)
_LEAVING = when("direction", "out")


def _year_fields(slot: str) -> Iterator[FormField]:
    place = SLOTS.index(slot) + 1
    needed = place <= NEEDED_SLOTS

    def label(words: Bilingual) -> Bilingual:
        return Bilingual(f"年度 {place} {words.zh}", f"Year {place}: {words.en}")

    yield FormField(
        f"{slot}_year",
        FieldKind.SELECT,
        Bilingual(f"年度 {place} 是哪一年", f"Which year is year {place}"),
        needed=needed,
    )
    for row in ENERGY_TABLE:
        if row.code == OTHER:
            yield FormField(
                f"{slot}_{OTHER}_code",
                FieldKind.SELECT,
                label(OTHER_NAME),
                needed=False,
                choices=other_energies(),
            )
        for column in row.columns:
            yield FormField(quantity_name(slot, row.code, column), FieldKind.NUMBER, label(quantity_label(row.code, column)), needed=False,
                            unit=energy_unit(row.code), low=ZERO)  # fmt: skip
    yield FormField(f"{slot}_output_value", FieldKind.NUMBER, label(Bilingual("工业总产值", "Gross output value")),
                    needed=needed, unit=Bilingual("万元", "×10⁴ CNY"), low=ZERO)  # fmt: skip
    yield FormField(f"{slot}_product_qty", FieldKind.LINE, label(Bilingual("主要产品产量", "Main product output")),
                    needed=False, longest=60)  # fmt: skip


def _year_section(slot: str) -> Section:
    place = SLOTS.index(slot) + 1
    zh = f"能源消费：年度 {place}" + ("" if place <= NEEDED_SLOTS else "（选填）")
    en = f"Energy used: year {place}" + ("" if place <= NEEDED_SLOTS else " (optional)")
    return Section(slot, Bilingual(zh, en), tuple(_year_fields(slot)), layout="energy")


_LIST = Section(
    "list",
    Bilingual("名单", "The list"),
    (
        FormField("direction", FieldKind.CHOICE, Bilingual("调整方向", "Direction"),
                  choices=(choice("out", "调出", "Take off the list"), choice("in", "调入", "Put on the list"),
                           choice("correct", "信息更正", "Correct an entry"))),
        FormField("list_name", FieldKind.LINE, Bilingual("名单名称", "Name of the list"), longest=100,
                  default="重点用能单位名单"),
        FormField("list_year", FieldKind.WHOLE, Bilingual("名单年度", "Year of the list"), unit=Bilingual("年", ""),
                  low=Decimal(2000), high=Decimal(2100)),
        FormField("list_level", FieldKind.CHOICE, Bilingual("名单级别", "Level of the list"),
                  choices=(choice("national", "国家", "National"), choice("province", "省", "Province"),
                           choice("city", "市", "City"))),
        FormField("list_basis", FieldKind.CHOICE, Bilingual("列入依据", "Listed because"), shown_when=_LEAVING,
                  choices=(choice("threshold", "年综合能耗一万吨标准煤以上", "10,000 tce a year or more"),
                           choice("designated", "五千吨以上，由主管部门指定", "5,000 tce or more, designated"),
                           choice("unknown", "不清楚", "I do not know"))),
    ),
)  # fmt: skip

_UNIT = Section(
    "unit",
    Bilingual("用能单位", "Accounting unit"),
    (
        FormField("legal_person_unit", FieldKind.TICK,
                  Bilingual("本表按法人单位填报，包括全部厂址", "The figures are of the whole legal person, all sites"),
                  words=Bilingual("名单以法人单位为核算单位。", "The list counts legal persons.")),
        FormField("industry", FieldKind.LINE, Bilingual("行业代码", "Industry code"), longest=8,
                  words=Bilingual("国民经济行业小类，4 位数字，如 3714。", "GB/T 4754, four digits, like 3714.")),
        FormField("products", FieldKind.LINE, Bilingual("主要产品", "Main products"), longest=200),
        FormField("sites", FieldKind.TEXT, Bilingual("厂址", "Sites"), needed=False, rows=2, longest=500,
                  words=Bilingual("多个厂址的，逐一列出；不计入的请写原因。",
                                  "List each site; give the reason for any left out.")),
    ),
)  # fmt: skip

_HEATING_VALUES = Section(
    "heating_values",
    Bilingual("实测低位热值", "Measured heating values"),
    (
        FormField("gas_heating_value", FieldKind.NUMBER, Bilingual("天然气", "Natural gas"), needed=False,
                  unit="kJ/m³", low=ZERO, above=True),
        FormField("coal_heating_value", FieldKind.NUMBER, Bilingual("原煤", "Raw coal"), needed=False,
                  unit="kJ/kg", low=ZERO, above=True),
        FormField("has_meter_proof", FieldKind.TICK,
                  Bilingual("转供部分有分表计量凭证", "What is passed on is proved by meters"), needed=False),
    ),
    words=Bilingual("有供气企业或化验单的数值就填；不填按国家标准的默认系数折算。",
                    "Fill in the supplier's or the laboratory's value; otherwise the standard's factor is used."),
)  # fmt: skip

_REASON = Section(
    "reason",
    Bilingual("原因与预计", "Reason and forecast"),
    (
        FormField("reason", FieldKind.CHOICES, Bilingual("调整原因", "Reason"),
                  choices=(choice("process", "工艺改造", "Process changed"), choice("equipment", "停用设备", "Equipment shut down"),
                           choice("moved", "产能转移", "Production moved"), choice("statistics", "统计口径", "Statistical scope"),
                           choice("stopped", "停产", "Production stopped"), choice("other", "其他", "Other"))),
        FormField("equipment_change", FieldKind.TEXT, Bilingual("停用、更新的设备", "Equipment shut down or replaced"),
                  needed=False, rows=3, longest=1000,
                  words=Bilingual("一行一台：名称, 功率 kW, 日期, 凭证", "One a line: name, kW, date, proof")),
        FormField("forecast_1", FieldKind.NUMBER, Bilingual("今年预计综合能耗", "Expected this year"), needed=False, unit="tce", low=ZERO),
        FormField("forecast_2", FieldKind.NUMBER, Bilingual("明年预计综合能耗", "Expected next year"), needed=False, unit="tce", low=ZERO),
        FormField("reports", FieldKind.CHOICES, Bilingual("已有的佐证材料", "Proof at hand"), needed=False,
                  choices=(choice("state", "能源利用状况报告", "Energy use report"), choice("audit", "能源审计报告", "Energy audit"),
                           choice("monitoring", "在线监测平台截图", "Monitoring platform"), choice("bills", "电费、气费发票汇总", "Bills"),
                           choice("statistics", "统计报表", "Statistical returns")),
                  words=Bilingual("现场核查时需要提供。", "They are wanted at the on-site check.")),
        BODY, EXPECTED, MADE_TITLE, URGENCY,
    ),
)  # fmt: skip

_DECLARATION = Section(
    "declaration",
    Bilingual("真实性承诺", "Declaration"),
    (
        FormField("declaration", FieldKind.TICK,
                  Bilingual("本单位承诺以上数据真实、完整，愿按《节约能源法》承担责任",
                            "We declare the figures true and complete and answer for them under the Energy Conservation Law")),
        FormField("signatory", FieldKind.LINE, Bilingual("承诺人", "Signed by"), longest=40,
                  words=Bilingual("法定代表人或能源管理负责人的姓名。", "The legal representative or the energy manager.")),
    ),
)  # fmt: skip

ENERGY_FORM = RequestForm(
    code="energy_list",
    name=Bilingual("重点用能单位名单调整申请", "Key energy user list adjustment"),
    slots=ENERGY_SLOTS,
    prepare=(
        Bilingual("最近两至三个完整自然年的各种能源购入、外供、转供和库存",
                  "Energy bought, sold, passed on and stocked, two to three full years"),
        Bilingual("电费、气费发票汇总或能源统计报表，用来核对", "Bills or statistical returns to compare with"),
        Bilingual("工业总产值、主要产品产量", "Output value and main product output"),
        Bilingual("18 位统一社会信用代码；法定代表人或能源管理负责人承诺",
                  "The 18-character code; a declaration by the legal representative or energy manager"),
    ),
    sections=(
        _LIST, _UNIT, *(_year_section(slot) for slot in SLOTS), _HEATING_VALUES, _REASON,
        *applicant_sections(needs_uscc=True), _DECLARATION,
    ),
)  # fmt: skip
