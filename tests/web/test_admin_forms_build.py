"""A request form changed part by part by somebody who does not write TOML: each step a draft, published with the usual diff."""

from __future__ import annotations

from service_desk.domain.request_forms import packaged_text
from service_desk.domain.request_forms.editing import find_field, parse
from service_desk.domain.roles import Role
from service_desk.persistence.database import db
from service_desk.persistence.forms import form_draft
from tests.support.desk import Desk
from tests.support.visitor import Page, Visitor

BUILD = "/admin/forms/power/build"


def draft(desk: Desk) -> str:
    with desk.app.app_context():
        row = form_draft(db.session(), "power")
        return row.text if row else packaged_text("power")


def admin(desk: Desk) -> Visitor:
    return desk.officer(Role.ADMINISTRATOR)


def pressed(desk: Desk, act: str, page: Page | None = None, status: int = 200) -> Page:
    return admin(desk).submit(
        page or admin(desk).get(BUILD), {}, action=BUILD, button=f"act={act}", status=status
    )


def question(desk: Desk, query: str) -> Page:
    return admin(desk).get(f"{BUILD}/question?{query}")


def saved(desk: Desk, query: str, said: dict[str, str]) -> Page:
    return admin(desk).submit(question(desk, query), said, action=f"question?{query}")


def test_questions_are_moved_and_taken_out_and_nothing_counts_before_it_is_published(
    desk: Desk, visitor: Visitor
) -> None:
    done = pressed(desk, "up:field:building")
    assert "已存为草稿，发布后才生效。" in done
    pressed(desk, "remove:field:shifts")
    names = [field["name"] for section in parse(draft(desk))["section"] for field in section["field"]]
    assert names.index("building") < names.index("site_address")
    assert "shifts" not in names
    assert 'name="shifts"' in visitor.get("/requests/power-capacity").html
    publish = admin(desk).get("/admin/forms/publish")
    assert "删除 问题 班次 shifts" in publish
    admin(desk).submit(publish, {"note": "不再问班次"})
    assert 'name="shifts"' not in visitor.get("/requests/power-capacity").html


def test_a_question_with_options_is_added_and_another_depends_on_it(desk: Desk) -> None:
    page = question(desk, "section=site")
    said = {
        "zh": "有没有门卫", "en": "Is there a gate", "kind": "choice", "required": "no",
        "options-0-zh": "有，白天", "options-0-en": "Yes, by day", "options-1-zh": "没有", "options-1-en": "No",
    }  # fmt: skip
    done = admin(desk).submit(page, said)
    assert done.path.endswith("/build")
    assert "有没有门卫" in done
    added = find_field(parse(draft(desk)), "is_there_a_gate")
    assert added is not None
    assert added[1]["options"] == [
        {"code": "yes_by_day", "zh": "有，白天", "en": "Yes, by day"}, {"code": "no", "zh": "没有", "en": "No"},
    ]  # fmt: skip
    gate = {"zh": "门卫电话", "en": "Telephone of the gate", "kind": "phone", "required": "when"}
    which = admin(desk).submit(question(desk, "section=capacity"), gate)
    assert which.path.endswith("/build/condition")
    value = admin(desk).submit(which, {"on": "is_there_a_gate"}, action="/build/condition")
    done = admin(desk).submit(value, {"codes": ["yes_by_day"]})
    assert "“有没有门卫”选了有，白天" in done
    asked = find_field(parse(draft(desk)), "telephone_of_the_gate")
    assert asked is not None
    assert asked[1]["require_when"] == {"is_there_a_gate": ["yes_by_day"]}


CONDITION = f"{BUILD}/condition?of=field:electrician_name&when=show_when"


def test_conditions_of_every_kind_are_set_without_toml(desk: Desk) -> None:
    admin(desk).submit(admin(desk).get(f"{CONDITION}&on=add_kva"), {"relation": ">=", "amount": "1,000"})
    admin(desk).submit(
        admin(desk).get(f"{CONDITION}&on=apply_kind"), {"relation": "not", "codes": ["quality"]}
    )
    page = admin(desk).submit(
        admin(desk).get(f"{CONDITION}&on=load_class"), {"relation": "in", "codes": ["first"]}
    )
    for words in (
        "“新增容量”不小于 1,000 kVA",
        "选的不是供电质量",
        "“负荷等级”选了一级",
        "下面几条全都满足",
    ):
        assert words in page
    joined = admin(desk).submit(page, {}, action="when=show_when", button="act=any")
    assert "满足下面任意一条" in joined
    changed = admin(desk).get(f"{CONDITION}&at=0&on=add_kva")
    assert (changed.value("relation"), changed.value("amount")) == (">=", "1000")
    admin(desk).submit(changed, {"relation": "<"})
    page = admin(desk).submit(
        question(desk, "name=electrician_name"), {}, action="when=show_when", button="act=drop:2"
    )
    found = find_field(parse(draft(desk)), "electrician_name")
    assert found is not None
    assert found[1]["show_when"] == {"any": [{"add_kva": {"<": 1000}}, {"apply_kind": {"not": ["quality"]}}]}


def test_a_clause_that_says_nothing_and_a_part_that_is_not_there_are_refused(desk: Desk) -> None:
    refused = admin(desk).submit(admin(desk).get(f"{CONDITION}&on=apply_kind"), {}, status=422)
    assert "请至少勾一个选项。" in refused
    refused = admin(desk).submit(admin(desk).get(f"{CONDITION}&on=add_kva"), {"amount": "很多"}, status=422)
    assert "请填数字" in refused
    for query in (
        "of=field:nobody&when=show_when",
        "of=thing:shifts&when=show_when",
        "of=field:electrician_name&when=code",
    ):
        admin(desk).get(f"{BUILD}/condition?{query}", status=404)
    desk.officer(Role.HEAD, "PW").get(CONDITION, status=403)
    assert "没有东西可以看" in admin(desk).get(CONDITION.replace("electrician_name", "apply_kind"))
    page = admin(desk).get(f"{CONDITION}&on=apply_kind")
    admin(desk).submit(page, {"codes": ["new"]})
    stale = admin(desk).submit(page, {"codes": ["increase"]}, status=409)
    assert "在最新的草稿上再做一次" in stale


def test_what_the_page_does_not_offer_stays_and_saving_unchanged_makes_no_draft(desk: Desk) -> None:
    for name in (
        "equipment_list",
        "daily_hours",
        "apply_kind",
        "power_factor",
        "needed_by",
        "park",
        "transformer_list",
    ):
        saved(desk, f"name={name}", {})
        before, after = find_field(parse(packaged_text("power")), name), find_field(parse(draft(desk)), name)
        assert before is not None
        assert after is not None
        assert after[1] == before[1], name
    saved(desk, "name=daily_hours", {"high": "20", "zh": "每天用电"})
    changed = find_field(parse(draft(desk)), "daily_hours")
    assert changed is not None
    assert (changed[1]["high"], changed[1]["zh"], changed[1]["unit"]["en"]) == (20, "每天用电", "hours")


def test_sections_are_added_for_the_enterprise_and_for_the_department(desk: Desk) -> None:
    for place in ("section", "office"):
        page = admin(desk).get(f"{BUILD}/section?place={place}")
        admin(desk).submit(page, {"zh": f"新的{place}", "en": f"New {place}"})
    keys = parse(draft(desk))
    assert keys["office"][0]["code"] == "new_office"
    assert "new_section" in [section["code"] for section in keys["section"]]
    page = admin(desk).get(f"{BUILD}/section?section=site")
    assert page.value("zh") == "用电地点"
    admin(desk).submit(page, {"zh": "在哪里用电"})
    assert "在哪里用电" in admin(desk).get(BUILD)


def test_what_would_break_a_rule_is_kept_and_told_with_the_preview_waiting(desk: Desk) -> None:
    page = pressed(desk, "remove:field:est_load_kw")
    assert "已存为草稿，还有" in page
    assert "需要字段 est_load_kw" in page
    assert "改好上面列出的问题就能看到。" in page


def test_a_colleagues_change_is_shown_and_the_step_can_be_done_on_top_of_it(desk: Desk) -> None:
    stale = admin(desk).get(BUILD)
    pressed(desk, "up:field:building")
    shown = pressed(desk, "remove:field:shifts", stale, status=409)
    assert "在最新的草稿上再做一次" in shown
    admin(desk).submit(shown, {})
    assert find_field(parse(draft(desk)), "shifts") is None
    assert next(field["name"] for field in parse(draft(desk))["section"][1]["field"]) == "building"


def test_a_text_that_is_no_toml_leads_to_the_text(desk: Desk) -> None:
    text = admin(desk).get("/admin/forms/power")
    admin(desk).submit(text, {"text": "x ="}, action="/admin/forms/power", button="act=save")
    assert "先在文字里改好" in admin(desk).get(BUILD)
    desk.officer(Role.HEAD, "PW").get(BUILD, status=403)
    admin(desk).get("/admin/forms/general/build/question?name=nobody", status=404)


def test_slots_for_files_are_added_changed_moved_and_taken_out(desk: Desk, visitor: Visitor) -> None:
    said = {"zh": "厂区平面图", "en": "Yard plan", "kinds": ["drawing", "pdf"], "required": "yes"}
    page = admin(desk).submit(admin(desk).get(f"{BUILD}/slot"), said)
    assert page.path.endswith("/build")
    assert "必须上传 · 图纸" in page
    slots = parse(draft(desk))["slot"]
    assert [slot["code"] for slot in slots][-2:] == ["yard_plan", "other"]
    assert slots[-2] == {
        "code": "yard_plan", "zh": "厂区平面图", "en": "Yard plan", "kinds": ["drawing", "pdf"], "required": True,
    }  # fmt: skip
    assert admin(desk).get(f"{BUILD}/slot?slot=yard_plan").value("required") == "yes"
    pressed(desk, "up:slot:yard_plan")
    change = admin(desk).get(f"{BUILD}/slot?slot=yard_plan")
    which = admin(desk).submit(change, {"required": "when", "help_zh": "盖章的", "help_en": "Stamped"})
    value = admin(desk).submit(which, {"on": "add_kva"}, action="/build/condition")
    done = admin(desk).submit(value, {"relation": ">", "amount": "800"})
    assert "“新增容量”大于 800 kVA" in done
    plan = next(slot for slot in parse(draft(desk))["slot"] if slot["code"] == "yard_plan")
    assert (plan["require_when"], plan["help_zh"], "required" in plan) == (
        {"add_kva": {">": 800}},
        "盖章的",
        False,
    )
    shown = admin(desk).get(f"{BUILD}/shown")
    assert shown.tree.all("input", name="files_yard_plan")
    publish = admin(desk).get("/admin/forms/publish")
    assert "新增 附件位 厂区平面图 yard_plan" in publish
    admin(desk).submit(publish, {"note": "要厂区平面图"})
    assert "files_yard_plan" in visitor.get("/requests/power-capacity").html
    pressed(desk, "remove:slot:yard_plan")
    assert "删除 附件位 厂区平面图 yard_plan" in admin(desk).get("/admin/forms/publish")


def test_a_computed_figure_is_taken_out_and_added_again_from_what_can_be_reckoned(desk: Desk) -> None:
    pressed(desk, "remove:computed:total_kva")
    page = admin(desk).get(f"{BUILD}/figure?section=capacity")
    offered = {option.get("value") for option in page.tree.all("select", name="rule")[0].all("option")}
    assert "total_kva" in offered
    said = {"rule": "total_kva", "zh": "总容量", "en": "Capacity in all", "unit": "kVA"}
    assert "总容量" in admin(desk).submit(page, said)
    keys = parse(draft(desk))
    figures = [figure for section in keys["section"] for figure in section.get("computed", [])]
    assert {
        "name": "capacity_in_all",
        "rule": "total_kva",
        "zh": "总容量",
        "en": "Capacity in all",
        "unit": "kVA",
    } in figures
    pressed(desk, "up:computed:utility_days")
    changed = admin(desk).get(f"{BUILD}/figure?name=utility_days")
    admin(desk).submit(changed, {"zh": "参考工作日"})
    figure = next(
        figure for section in parse(draft(desk))["section"] for figure in section.get("computed", [])
        if figure["name"] == "utility_days"
    )  # fmt: skip
    assert (figure["zh"], figure["unit"]["en"]) == ("参考工作日", "working days")
    publish = admin(desk).get("/admin/forms/publish")
    assert "新增 推算项 总容量 capacity_in_all" in publish
    assert "推算项的顺序" in publish
    general = admin(desk).get("/admin/forms/general/build/figure?section=request")
    assert "这张表单没有问到" in general


def test_a_column_to_choose_from_gets_its_options_and_keeps_their_codes(desk: Desk) -> None:
    said = {
        "zh": "车辆", "en": "Vehicles", "kind": "rows", "required": "no", "columns-0-zh": "燃料", "columns-0-en": "Fuel",
        "columns-0-kind": "choice",
    }  # fmt: skip
    page = question(desk, "section=site")
    refused = admin(desk).submit(page, said, status=422)
    assert "请写出可选的内容" in refused
    refused = admin(desk).submit(page, said | {"columns-0-options": "柴油 = Diesel\n电"}, status=422)
    assert "第 2 行请写成“中文 = English”。" in refused
    admin(desk).submit(page, said | {"columns-0-options": "柴油 = Diesel\n电＝Electricity"})
    saved(desk, "name=vehicles", {"columns-0-options": "电 = Electric\n柴油 = Diesel\n氢 = Hydrogen"})
    found = find_field(parse(draft(desk)), "vehicles")
    assert found is not None
    assert found[1]["columns"][0]["options"] == [
        {"code": "electricity", "zh": "电", "en": "Electric"}, {"code": "diesel", "zh": "柴油", "en": "Diesel"},
        {"code": "hydrogen", "zh": "氢", "en": "Hydrogen"},
    ]  # fmt: skip
    assert "氢 / Hydrogen" in admin(desk).get("/admin/forms/publish")


def test_the_frame_beside_the_parts_may_be_shown_by_this_site_alone_and_not_without_a_sound_draft(
    desk: Desk,
) -> None:
    answer = admin(desk).fetch(f"{BUILD}/shown")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    pressed(desk, "remove:field:est_load_kw")
    admin(desk).get(f"{BUILD}/shown", status=404)
    for page in ("slot?slot=nothing", "figure?name=nothing"):
        admin(desk).get(f"{BUILD}/{page}", status=404)
