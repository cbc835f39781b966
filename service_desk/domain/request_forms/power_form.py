"""Form A, the power capacity request (domain notes §3.5)."""

from __future__ import annotations

from decimal import Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.power import APPLY_KIND_NAMES, SOURCE_COUNT_NAMES
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
from service_desk.domain.request_forms.slots import POWER_SLOTS

UNKNOWN = "unknown"
_GROWING = when("apply_kind", "new", "increase", "temporary")
_LOADED = when("apply_kind", "new", "increase", "temporary", "borrow", "dual_source")
_KNOWN_CUSTOMER = when("apply_kind", "increase", "dual_source", "decrease", "quality")
_BORROWING = when("apply_kind", "borrow")
_PASSING = when("apply_kind", "temporary", "borrow")
_DATED = when("apply_kind", "new", "increase", "temporary", "borrow", "dual_source", "decrease")
ZERO = Decimal(0)

VOLTAGES = (
    choice("0.22", "0.22 kV（220 V）", "0.22 kV (220 V)"),
    choice("0.38", "0.38 kV（380 V）", "0.38 kV (380 V)"),
    *(choice(kv, f"{kv} kV", f"{kv} kV") for kv in ("10", "20", "35", "110")),
    choice(UNKNOWN, "不清楚", "I do not know"),
)

_KIND = Section(
    "kind",
    Bilingual("办什么", "What you apply for"),
    (FormField("apply_kind", FieldKind.CHOICE, Bilingual("业务类型", "Type of application"),
               choices=named(APPLY_KIND_NAMES)),),
)  # fmt: skip

_SITE = Section(
    "site",
    Bilingual("用电地点", "Place of supply"),
    (
        FormField("site_address", FieldKind.LINE, Bilingual("用电地址", "Address")),
        FormField("building", FieldKind.LINE, Bilingual("楼栋、车间", "Building or workshop"), needed=False, longest=60),
        FormField("account_no", FieldKind.LINE, Bilingual("用电户号", "Account number"), needed=False, longest=30,
                  needed_when=when("apply_kind", "increase", "quality"), shown_when=_KNOWN_CUSTOMER,
                  words=Bilingual("见电费账单，10 位或 13 位数字。", "On the electricity bill, 10 or 13 digits.")),
    ),
)  # fmt: skip

_CAPACITY = Section(
    "capacity",
    Bilingual("容量与负荷", "Capacity and load"),
    (
        FormField("existing_kva", FieldKind.NUMBER, Bilingual("现有容量", "Existing capacity"), needed=False, unit="kVA",
                  low=ZERO, needed_when=when("apply_kind", "increase"), shown_when=_KNOWN_CUSTOMER),
        FormField("add_kva", FieldKind.NUMBER, Bilingual("新增容量", "Additional capacity"), unit="kVA",
                  low=ZERO, above=True, shown_when=_GROWING),
        FormField("est_load_kw", FieldKind.NUMBER, Bilingual("最大负荷", "Peak load"), unit="kW",
                  low=ZERO, above=True, shown_when=_LOADED),
        FormField("power_factor", FieldKind.NUMBER, Bilingual("功率因数（不清楚用 0.9）", "Power factor (0.9 if unknown)"), unit="cosφ",
                  default="0.9", shown_when=_LOADED),
        FormField("voltage", FieldKind.SELECT, Bilingual("电压等级", "Voltage"), choices=VOLTAGES),
        FormField("source_count", FieldKind.CHOICE, Bilingual("电源数", "Sources"), choices=named(SOURCE_COUNT_NAMES),
                  default="single"),
        FormField("load_class", FieldKind.CHOICE, Bilingual("负荷等级", "Class of load"), shown_when=_LOADED,
                  default="third",
                  choices=(choice("first", "一级", "First"), choice("second", "二级", "Second"),
                           choice("third", "三级", "Third")),
                  words=Bilingual("断电会伤人或造成重大损失的为一级，会造成较大损失的为二级，其余为三级。",
                                  "First: an outage endangers people or causes grave loss; second: considerable loss; "
                                  "third: everything else.")),
        FormField("load_nature", FieldKind.CHOICES, Bilingual("负荷特性", "Nature of load"), shown_when=_LOADED,
                  choices=(choice("normal", "普通", "Ordinary"), choice("impact", "冲击（电炉、轧机）", "Impact (furnaces, mills)"),
                           choice("nonlinear", "非线性（变频、整流）", "Non-linear (drives, rectifiers)"),
                           choice("asymmetric", "不对称（单相大负荷）", "Asymmetric (large single-phase)"))),
        FormField("transformer_list", FieldKind.LINE, Bilingual("变压器", "Transformers"), needed=False, shown_when=_LOADED,
                  words=Bilingual("台数×容量，用逗号分开，如 1×630, 2×800。",
                                  "Number × kVA with commas between, like 1×630, 2×800.")),
        FormField("equipment_list", FieldKind.TEXT, Bilingual("用电设备清单", "Equipment"), needed=False, longest=4000,
                  shown_when=_LOADED,
                  words=Bilingual("负荷超过 100 kW 时必填。一行一种：名称, 额定 kW, 台数, 需用系数（可不写），如 注塑机, 55, 4, 0.7",
                                  "Required above 100 kW. One kind a line: name, rated kW, quantity, demand factor "
                                  "(may be left out), like Press, 55, 4, 0.7")),
    ),
)  # fmt: skip

_BORROW = Section(
    "borrow",
    Bilingual("向谁借用", "Whose transformer"),
    (
        FormField("lender_name", FieldKind.LINE, Bilingual("出借方", "Lender"), longest=100),
        FormField("lender_rated_kva", FieldKind.NUMBER, Bilingual("出借变压器额定容量", "Rated capacity of the transformer"),
                  unit="kVA", low=ZERO, above=True),
        FormField("lender_keep_kva", FieldKind.NUMBER, Bilingual("出借方自留容量", "Capacity the lender keeps"), unit="kVA",
                  low=ZERO),
        FormField("borrow_kva", FieldKind.NUMBER, Bilingual("借用容量", "Capacity borrowed"), unit="kVA", low=ZERO, above=True,
                  words=Bilingual("借用与自留之和不能超过额定容量。",
                                  "What is borrowed and kept must not exceed the rated capacity.")),
        FormField("metering_plan", FieldKind.LINE, Bilingual("计量与电费分摊", "Metering and sharing of cost")),
        FormField("lender_consent", FieldKind.TICK, Bilingual("出借方已书面同意", "The lender has consented in writing"),
                  needed=False),
        FormField("utility_consent", FieldKind.TICK,
                  Bilingual("供电企业已书面同意或签了委托协议", "The supply enterprise has consented in writing"),
                  needed=False),
        FormField("safety_agreement", FieldKind.TICK, Bilingual("已签用电安全协议", "A safety agreement is signed"),
                  needed=False),
    ),
    words=Bilingual(
        "转供电须经供电企业同意。同意书可以稍后补交，没有同意书不能登记“已送电”。",
        "Passing power on needs the supply enterprise's consent. It may follow later; without it the supply cannot be "
        "recorded as energised.",
    ),
    shown_when=_BORROWING,
)  # fmt: skip

_TERM = Section(
    "term",
    Bilingual("临时用电起止", "Duration of temporary supply"),
    (
        FormField("temp_from", FieldKind.DAY, Bilingual("开始日期", "First day")),
        FormField("temp_to", FieldKind.DAY, Bilingual("结束日期", "Last day")),
    ),
    shown_when=_PASSING,
)

_QUALITY = Section(
    "quality",
    Bilingual("停电、闪断记录", "Interruptions"),
    (FormField("quality_log", FieldKind.TEXT, Bilingual("记录", "Record"), longest=4000, rows=5,
               words=Bilingual("一行一次：日期, 时间, 持续多久, 损失，如 3月2日, 14:20, 3 分钟, 停机两小时",
                               "One a line: date, time, how long, loss, like 2 March, 14:20, 3 min, two hours' stop")),),
    shown_when=when("apply_kind", "quality"),
)  # fmt: skip

_PLAN = Section(
    "plan",
    Bilingual("时间与用电计划", "Dates and use"),
    (
        FormField("needed_by", FieldKind.DAY, Bilingual("希望送电日期", "Wished date of supply"), not_past=True),
        FormField("construction_stage", FieldKind.SELECT, Bilingual("项目阶段", "Stage of the project"), shown_when=_LOADED,
                  choices=(choice("design", "设计", "Design"), choice("construction", "施工", "Construction"),
                           choice("equipment", "设备进场", "Equipment arriving"),
                           choice("commissioning", "调试", "Commissioning"), choice("production", "投产", "In production"))),
        FormField("shifts", FieldKind.WHOLE, Bilingual("班次", "Shifts"), needed=False, shown_when=_LOADED,
                  unit=Bilingual("班", "a day"), low=ZERO, high=Decimal(4)),
        FormField("daily_hours", FieldKind.NUMBER, Bilingual("日用电时间", "Hours of use a day"), needed=False, shown_when=_LOADED,
                  unit=Bilingual("小时", "hours"), low=ZERO, high=Decimal(24)),
        FormField("monthly_kwh", FieldKind.NUMBER, Bilingual("预计月用电量", "Expected use a month"), needed=False,
                  shown_when=_LOADED, unit=Bilingual("万kWh", "×10⁴ kWh"), low=ZERO),
        FormField("phases", FieldKind.TEXT, Bilingual("分期负荷", "Load by phases"), needed=False, rows=2, longest=500,
                  shown_when=when("apply_kind", "new", "increase", "dual_source"),
                  words=Bilingual("分期建设时填写，一行一期，如 2026-09, 800 kVA",
                                  "If built in phases, one a line, like 2026-09, 800 kVA")),
    ),
    shown_when=_DATED,
)  # fmt: skip

_REQUEST = Section(
    "request",
    Bilingual("影响与说明", "Effect and explanation"),
    (
        FormField("impact", FieldKind.CHOICES, Bilingual("不解决会有什么影响", "What happens if it is not solved"),
                  choices=(choice("stop", "停产", "Production stops"), choice("delay", "投产推迟", "Start is delayed"),
                           choice("investment", "招商受阻", "Investment is held up"),
                           choice("safety", "安全", "Safety"), choice("cost", "成本", "Cost"))),
        BODY, EXPECTED, MADE_TITLE, URGENCY,
    ),
)  # fmt: skip

_ELECTRICIAN = Section(
    "electrician",
    Bilingual("电气负责人", "Person in charge of electricity"),
    (
        FormField("electrician_name", FieldKind.LINE, Bilingual("姓名", "Name"), longest=40),
        FormField("electrician_mobile", FieldKind.PHONE, Bilingual("电话", "Telephone"), longest=30),
    ),
)

POWER_FORM = RequestForm(
    code="power",
    name=Bilingual("用电容量申请", "Power capacity request"),
    slots=POWER_SLOTS,
    prepare=(
        Bilingual("增容和供电质量：电费账单上的用电户号、现有容量", "Increase or quality: account number and present capacity"),
        Bilingual("最大负荷和主要用电设备（名称、功率、台数）", "Peak load and main equipment (name, power, number)"),
        Bilingual("借用变压器：出借方、额定容量、自留容量，供电企业的书面同意（可后补）",
                  "Borrowing: lender, rated and kept capacity, the utility's written consent (may follow)"),
        Bilingual("电气负责人的姓名和电话", "Name and telephone of the person in charge of electricity"),
    ),
    sections=(
        _KIND, _SITE, _CAPACITY, _BORROW, _TERM, _QUALITY, _PLAN, _REQUEST, _ELECTRICIAN,
        *applicant_sections(needs_uscc=False),
    ),
)  # fmt: skip
