"""The base form and the macros that draw it: labels, errors in words beside the field, and no text lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectChoice, SelectField
from wtforms.validators import Optional

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotPossible
from service_desk.web.access import public
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.fields import (
    CheckboxesField,
    Filled,
    LineField,
    LocalMomentField,
    LongTextField,
    QuantityField,
    WholeNumberField,
)
from tests.support.visitor import Page, Visitor

PAGE = """{% extends "base.html" %}{% from "macros/forms.html" import form_tag, field, buttons %}
{% block title %}t{% endblock %}
{% block content %}<h1>h</h1>{% call form_tag(form, keep=true) %}
{% for one in form if one.type != 'CSRFTokenField' %}{{ field(one) }}{% endfor %}
{{ buttons(_('提交')) }}{% endcall %}{% endblock %}"""


class Sample(DeskForm):
    """One field of every kind."""

    name = LineField("名称", [Filled()], longest=20, description="与营业执照一致")
    load = QuantityField("容量", [Optional()], unit=Bilingual("千伏安", "kVA"))
    people = WholeNumberField("人数", [Optional()], unit="人")
    begun = LocalMomentField("开始", [Optional()])
    text = LongTextField("内容", [Filled()], longest=50)
    park = SelectField(
        "园区", choices=[SelectChoice("", "请选择"), SelectChoice("a", "东区")], validators=[Filled()]
    )
    urgent = RadioField("急不急", [Filled()], choices=[SelectChoice("1", "急"), SelectChoice("2", "不急")])
    parts = CheckboxesField("涉及", [Optional()], choices=[SelectChoice("w", "水"), SelectChoice("e", "电")])
    agreed = BooleanField("没有涉密信息", [Filled("请确认没有涉密信息。")])


GOOD = {"name": "演示企业", "text": "车间停电", "park": "a", "urgent": "1", "agreed": "y"}


@pytest.fixture
def asking(app: Flask, visitor: Visitor) -> Visitor:
    """A visitor of an application that has the sample form at /sample."""
    loader = app.jinja_env.loader
    assert loader is not None
    app.jinja_env.loader = ChoiceLoader([DictLoader({"sample.html": PAGE}), loader])

    @app.route("/sample", methods=["GET", "POST"])
    @public
    @keeps_text
    def sample() -> Any:
        form = Sample()
        if not form.validate_on_submit():
            return render_form("sample.html", form)
        if form.name.data == "拒绝":
            form.refuse(InvalidInput({"name": Bilingual("没有这家企业。", "No such firm.")}))
            return render_form("sample.html", form)
        if form.name.data == "不行":
            form.refuse(NotPossible(Bilingual("现在不能提交。", "Not now.")))
            return render_form("sample.html", form)
        return render_form("sample.html", form)

    return visitor


def summary(page: Page) -> str:
    boxes = page.tree.all("div", class_="errors")
    return boxes[0].text if boxes else ""


def test_what_is_missing_is_said_on_top_and_beside_each_field(asking: Visitor) -> None:
    page = asking.submit(asking.get("/sample"), {"agreed": None}, status=422)
    assert "这一项必须填写" in page.errors()["name"]
    for label in ("名称", "内容", "园区", "急不急", "请确认没有涉密信息"):
        assert label in summary(page)
    assert "容量" not in summary(page)
    assert {"#name", "#text", "#park", "#urgent-0", "#agreed"} <= set(page.links)


def test_nothing_typed_is_lost(asking: Visitor) -> None:
    typed = {
        **GOOD,
        "name": "",
        "load": "不知道",
        "people": "12",
        "begun": "2021-05-26T16:20",
        "parts": ["w", "e"],
    }
    page = asking.submit(asking.get("/sample"), typed, status=422)
    for name, value in typed.items():
        if name not in ("name", "urgent", "parts", "agreed"):
            assert page.value(name) == value
    checked = {e.get("value") for e in page.tree.all("input") if "checked" in e.attributes}
    assert checked == {"1", "w", "e", "y"}


def test_a_stale_page_costs_one_more_click_and_no_text(asking: Visitor) -> None:
    asking.get("/sample")
    page = asking.send("/sample", {**GOOD, "csrf_token": "of yesterday"}, status=400)
    assert "页面停留过久，请再点一次提交" in summary(page)
    assert page.value("text") == "车间停电"
    again = asking.submit(page, status=422)
    assert summary(again) == ""


def test_a_refusal_stands_beside_its_field_or_on_top(asking: Visitor) -> None:
    page = asking.submit(asking.get("/sample"), {**GOOD, "name": "拒绝"}, status=422)
    assert "没有这家企业" in page.errors()["name"]
    page = asking.submit(asking.get("/sample"), {**GOOD, "name": "不行"}, status=422)
    assert "现在不能提交" in summary(page)
    assert page.errors() == {}


def test_help_unit_and_count_are_read_with_the_field(asking: Visitor) -> None:
    page = asking.get("/sample")
    described = {e.get("name"): e.get("aria-describedby") for e in page.form().walk() if e.get("name")}
    assert described["name"] == "name-help"
    assert described["text"] == "text-count"
    unit = page.tree.all("span", id="load-unit")[0]
    assert unit.text == "千伏安"
    assert described["load"] == "load-unit"
    assert "最多 50 字" in page


def test_a_form_reads_the_same_in_english(asking: Visitor) -> None:
    asking.client.set_cookie("language", "en")
    page = asking.get("/sample")
    assert page.tree.all("span", id="load-unit")[0].text == "kVA"


@pytest.fixture
def form_of(app: Flask) -> Iterator[Any]:
    """Fill the sample form without a page: `form_of(name=…)`."""
    with app.test_request_context():

        def fill(**typed: str) -> Sample:
            form = Sample(formdata=MultiDict({**GOOD, **typed}), meta={"csrf": False})
            form.validate()
            return form

        yield fill


@pytest.mark.parametrize("typed", ["a\r\nBcc: x@y.cn", "a\u2028b", "a\x85b", "a\x00b", "a\x1bb"])
def test_one_line_holds_no_line_break_of_any_kind(typed: str, form_of: Any) -> None:
    assert form_of(name=typed).name.errors


def test_blanks_are_not_an_entry(form_of: Any) -> None:
    assert form_of(name="  \u3000 ").name.errors
    assert form_of(name="  演示企业 ").name.data == "演示企业"


def test_a_line_break_counts_as_one_character(form_of: Any) -> None:
    form = form_of(text="\r\n".join("字" * 25) + "\r\n")
    assert not form.text.errors
    assert len(form.text.data) == 49
    assert form_of(text="字" * 51).text.errors
    assert form_of(text="a\x07b").text.errors


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1,250", "1250"), ("１２．５", "12.5"), (" 630 ", "630"), ("0.80", "0.80"), ("", None)],
)
def test_quantities_are_understood_as_people_key_them_in(
    typed: str, number: str | None, form_of: Any
) -> None:
    form = form_of(load=typed)
    assert form.load.data == (Decimal(number) if number else None)
    assert not form.load.errors


@pytest.mark.parametrize("typed", ["很多", "12kVA", "NaN", "Infinity", "1e999999999", "9" * 13, "1..5"])
def test_what_is_no_number_is_refused_in_words(typed: str, form_of: Any) -> None:
    assert "请填数字" in str(form_of(load=typed).load.errors)


def test_whole_numbers_are_whole(form_of: Any) -> None:
    assert form_of(people="１２").people.data == 12
    assert form_of(people="").people.data is None
    assert "请填整数" in str(form_of(people="1.5").people.errors)


def test_a_moment_is_understood_as_shanghai_time(form_of: Any) -> None:
    form = form_of(begun="2021-05-26T16:20")
    assert form.begun.data == datetime(2021, 5, 26, 8, 20, tzinfo=UTC)
    assert "请按" in str(form_of(begun="昨天").begun.errors)


def test_a_stored_moment_is_shown_as_shanghai_time(app: Flask) -> None:
    with app.test_request_context():
        form = Sample(formdata=None, begun=datetime(2021, 5, 26, 8, 20, tzinfo=UTC), meta={"csrf": False})
        assert 'value="2021-05-26T16:20"' in form.begun()


def test_no_template_builds_its_own_form_without_the_macro() -> None:
    """A hand-made POST form is allowed where it has no fields to fill in; it still needs its token."""
    for path in Path("templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        if 'method="post"' in source and path.as_posix() != "templates/macros/forms.html":
            tokens = source.count("csrf_token") + source.count("hidden_tag()") + source.count("{{ sent() }}")
            assert source.count('method="post"') <= tokens, path
