"""Form B, joint connection of water, sewer, power, gas, heat and telecom (domain notes §3.6)."""

from __future__ import annotations

from decimal import Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.power import SOURCE_COUNT_NAMES
from service_desk.domain.request_forms.applicant import (
    BODY,
    EXPECTED,
    MADE_TITLE,
    URGENCY,
    applicant_sections,
)
from service_desk.domain.request_forms.fields import (
    FieldKind,
    FormField,
    RequestForm,
    Section,
    choice,
    named,
    when,
)
from service_desk.domain.request_forms.power_form import VOLTAGES
from service_desk.domain.request_forms.slots import UTILITIES_SLOTS

UTILITIES = (
    choice("power", "供电", "Power"),
    choice("water", "供水", "Water"),
    choice("sewer", "排水", "Sewer"),
    choice("gas", "燃气", "Gas"),
    choice("heat", "供热、蒸汽", "Heat or steam"),
    choice("telecom", "通信", "Telecom"),
)
ZERO = Decimal(0)
_METERS = ("15", "20", "25", "40", "50", "80", "100", "150", "200", "250", "300")
_UNKNOWN = choice("unknown", "不清楚", "I do not know")
_YES_NO = (choice("yes", "是", "Yes"), choice("no", "否", "No"))


def _amount(
    name: str, zh: str, en: str, unit: Bilingual | str, *, needed: bool = False, above: bool = True
) -> FormField:
    return FormField(name, FieldKind.NUMBER, Bilingual(zh, en), needed=needed, unit=unit, low=ZERO, above=above)  # fmt: skip


def _tick(name: str, zh: str, en: str) -> FormField:
    return FormField(name, FieldKind.TICK, Bilingual(zh, en), needed=False)


_PROJECT = Section(
    "project",
    Bilingual("项目", "Project"),
    (
        FormField("project_name", FieldKind.LINE, Bilingual("项目名称", "Project name"), longest=100),
        FormField("project_code", FieldKind.LINE, Bilingual("项目代码", "Project code"), longest=40,
                  words=Bilingual("投资项目在线审批监管平台的代码，如 2105-421200-04-01-123456。",
                                  "The code of the investment approval platform, like 2105-421200-04-01-123456.")),
        FormField("site_address", FieldKind.LINE, Bilingual("项目地址", "Address")),
        _amount("floor_area", "建筑面积", "Floor area", "㎡", needed=True),
        FormField("building_use", FieldKind.LINE, Bilingual("建筑用途", "Use"), longest=60),
        FormField("needed_by", FieldKind.DAY, Bilingual("计划投用日期", "Planned date of use"), not_past=True),
        FormField("digging", FieldKind.CHOICE, Bilingual("是否要挖掘道路、占用绿地", "Will roads or green areas be dug up"),
                  choices=(*_YES_NO, _UNKNOWN),
                  words=Bilingual("需要的话，与报装一并办理许可。", "If so, the permit is handled together.")),
        FormField("utilities", FieldKind.CHOICES, Bilingual("要办哪几项", "Which utilities"), choices=UTILITIES,
                  words=Bilingual("选了哪项就填下面哪一节。", "Fill in the section of each one chosen.")),
    ),
)  # fmt: skip

_POWER = Section(
    "power", Bilingual("供电", "Power"),
    (
        _amount("power_kva", "用电容量", "Capacity", "kVA", needed=True),
        FormField("power_voltage", FieldKind.SELECT, Bilingual("电压等级", "Voltage"), choices=VOLTAGES),
        FormField("power_sources", FieldKind.CHOICE, Bilingual("电源数", "Sources"), choices=named(SOURCE_COUNT_NAMES),
                  default="single"),
        _tick("power_temporary", "还需要施工临时用电", "Temporary supply for the works is wanted too"),
    ),
    shown_when=when("utilities", "power"),
)  # fmt: skip

_WATER = Section(
    "water", Bilingual("供水", "Water"),
    (
        _amount("water_daily", "日用水量", "Water a day", Bilingual("m³/d", "m³/d"), needed=True),
        _amount("water_peak", "高峰小时用水量", "Peak water", "m³/h", needed=True),
        FormField("water_meter", FieldKind.SELECT, Bilingual("水表口径", "Meter size"),
                  choices=(*(choice(size, f"DN{size}", f"DN{size}") for size in _METERS), _UNKNOWN)),
        _amount("water_pressure", "最高用水点压力", "Pressure at the highest point", "MPa"),
        _amount("water_fire", "消防用水", "Water for fire fighting", "L/s"),
        _tick("water_well", "有自备井", "There is a well of our own"),
        _tick("water_reclaimed", "希望使用再生水", "Reclaimed water is welcome"),
    ),
    shown_when=when("utilities", "water"),
)  # fmt: skip

_SEWER = Section(
    "sewer", Bilingual("排水", "Sewer"),
    (
        _amount("sewer_daily", "日排水量", "Discharge a day", "m³/d", needed=True),
        FormField("sewer_kind", FieldKind.CHOICES, Bilingual("排水种类", "Kind of water"),
                  choices=(choice("domestic", "生活污水", "Domestic"), choice("industrial", "生产废水", "Industrial"),
                           choice("rain", "雨水", "Rain"))),
        FormField("sewer_split", FieldKind.CHOICE, Bilingual("雨污分流", "Rain and sewage separated"),
                  choices=(*_YES_NO, _UNKNOWN)),
        FormField("sewer_quality", FieldKind.LINE, Bilingual("水质", "Quality"), needed=False,
                  needed_when=when("sewer_kind", "industrial"),
                  words=Bilingual("生产废水必填：COD、氨氮、pH 和特征污染物。",
                                  "For industrial water: COD, NH₃-N, pH and special pollutants.")),
        FormField("sewer_treatment", FieldKind.LINE, Bilingual("预处理", "Pre-treatment"), needed=False),
        FormField("sewer_elevation", FieldKind.NUMBER, Bilingual("出水口高程", "Outlet elevation"), needed=False, unit="m"),
        FormField("sewer_permit", FieldKind.LINE, Bilingual("排水许可证号", "Discharge permit no."), needed=False, longest=60),
    ),
    shown_when=when("utilities", "sewer"),
)  # fmt: skip

_GAS = Section(
    "gas", Bilingual("燃气", "Gas"),
    (
        FormField("gas_kind", FieldKind.SELECT, Bilingual("气源", "Kind of gas"),
                  choices=(choice("natural", "管道天然气", "Piped natural gas"), choice("lng", "液化天然气", "LNG"),
                           choice("lpg", "液化石油气", "LPG"))),
        _amount("gas_peak", "高峰小时用气量", "Peak", "Nm³/h", needed=True),
        _amount("gas_year", "年用气量", "A year", Bilingual("万Nm³", "×10⁴ Nm³"), needed=True),
        _amount("gas_pressure", "用气压力", "Pressure", "kPa"),
        FormField("gas_equipment", FieldKind.LINE, Bilingual("用气设备", "Equipment"), needed=False),
        FormField("gas_interruptible", FieldKind.CHOICE, Bilingual("可否中断供气", "May supply be interrupted"), needed=False,
                  choices=(choice("yes", "可以", "Yes"), choice("no", "不可以", "No"))),
        FormField("gas_regulator", FieldKind.LINE, Bilingual("调压箱位置", "Place of the regulator"), needed=False),
    ),
    shown_when=when("utilities", "gas"),
)  # fmt: skip

_STEAM, _HEATING = when("heat_kind", "steam"), when("heat_kind", "heating")
_HEAT = Section(
    "heat", Bilingual("供热、蒸汽", "Heat or steam"),
    (
        FormField("heat_kind", FieldKind.CHOICES, Bilingual("用途", "For"),
                  choices=(choice("steam", "生产用蒸汽", "Process steam"), choice("heating", "采暖", "Heating"))),
        FormField("steam_peak", FieldKind.NUMBER, Bilingual("最大用汽量", "Peak steam"), unit="t/h", low=ZERO, above=True,
                  shown_when=_STEAM),
        FormField("steam_mean", FieldKind.NUMBER, Bilingual("平均用汽量", "Mean steam"), needed=False, unit="t/h", low=ZERO,
                  shown_when=_STEAM),
        FormField("steam_pressure", FieldKind.NUMBER, Bilingual("蒸汽压力", "Steam pressure"), unit="MPa", low=ZERO, above=True,
                  shown_when=_STEAM),
        FormField("steam_temperature", FieldKind.NUMBER, Bilingual("蒸汽温度", "Steam temperature"), needed=False, unit="℃",
                  low=ZERO, shown_when=_STEAM),
        FormField("steam_day_night", FieldKind.TICK, Bilingual("24 小时用汽", "Steam around the clock"), needed=False,
                  shown_when=_STEAM),
        FormField("steam_condensate", FieldKind.NUMBER, Bilingual("冷凝水回收率", "Condensate returned"), needed=False, unit="%",
                  low=ZERO, high=Decimal(100), shown_when=_STEAM),
        FormField("heating_area", FieldKind.NUMBER, Bilingual("采暖面积", "Area to be heated"), unit="㎡", low=ZERO, above=True,
                  shown_when=_HEATING),
    ),
    shown_when=when("utilities", "heat"),
)  # fmt: skip

_TELECOM = Section(
    "telecom", Bilingual("通信", "Telecom"),
    (
        FormField("telecom_operators", FieldKind.CHOICES, Bilingual("希望接入的运营商", "Operators wanted"),
                  choices=(choice("mobile", "移动", "China Mobile"), choice("unicom", "联通", "China Unicom"),
                           choice("telecom", "电信", "China Telecom"), choice("broadcast", "广电", "China Broadnet"))),
        FormField("telecom_line", FieldKind.NUMBER, Bilingual("专线带宽", "Dedicated line"), unit="Mbps", low=ZERO,
                  words=Bilingual("不要专线就填 0。", "0 if no dedicated line is wanted.")),
        FormField("telecom_sla", FieldKind.LINE, Bilingual("服务等级要求", "Service level"), needed=False),
        _tick("telecom_indoor", "需要室内覆盖", "Indoor coverage is wanted"),
        _tick("telecom_private_5g", "需要 5G 专网", "A private 5G network is wanted"),
        FormField("telecom_box", FieldKind.CHOICE, Bilingual("附近有无光交箱", "Is there a fibre cabinet nearby"), needed=False,
                  choices=(choice("yes", "有", "Yes"), choice("no", "没有", "No"), _UNKNOWN)),
    ),
    shown_when=when("utilities", "telecom"),
)  # fmt: skip

UTILITIES_FORM = RequestForm(
    code="joint_utilities",
    name=Bilingual("水电气热通信联合报装", "Joint utilities connection"),
    slots=UTILITIES_SLOTS,
    prepare=(
        Bilingual("项目名称、项目代码、地址、建筑面积", "Project name and code, address, floor area"),
        Bilingual("各项用量：容量 kVA、用水 m³/d、用气 Nm³/h、用汽 t/h、带宽 Mbps", "Amounts: kVA, m³/d, Nm³/h, t/h, Mbps"),
        Bilingual("规划红线图、总平面图：联合踏勘时提供", "Site plan and red-line map: wanted at the joint survey"),
    ),
    sections=(
        _PROJECT, _POWER, _WATER, _SEWER, _GAS, _HEAT, _TELECOM,
        Section("request", Bilingual("说明", "Explanation"), (BODY, EXPECTED, MADE_TITLE, URGENCY)),
        *applicant_sections(needs_uscc=False),
    ),
)  # fmt: skip
