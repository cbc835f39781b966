"""Chinese first, English beside it, large type: chosen once, remembered, and never a way out of the site."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service_desk.domain.bilingual import Bilingual
from service_desk.web.language import say
from tests.support.visitor import Visitor


def language_of(client: FlaskClient, path: str = "/sign-in", wish: str = "") -> str:
    html = client.get(path, headers={"Accept-Language": wish}).get_data(as_text=True)
    return html.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "zh-CN"),
        ("fr", "zh-CN"),
        ("zh-TW,zh;q=0.9,en;q=0.5", "zh-CN"),
        ("en-US,en;q=0.9", "en"),
        ("en-US,en;q=0.9,zh-CN;q=0.1", "en"),
    ],
)
def test_the_browser_decides_until_somebody_chooses(wish: str, language: str, client: FlaskClient) -> None:
    assert language_of(client, wish=wish) == language


def test_a_choice_is_remembered_against_the_browsers_wish(client: FlaskClient) -> None:
    assert client.get("/sign-in?lang=en").status_code == 303
    assert language_of(client, wish="zh-CN") == "en"
    client.get("/sign-in?lang=zh")
    assert language_of(client, wish="en") == "zh-CN"


def test_switching_comes_back_to_the_same_page(client: FlaskClient) -> None:
    answer = client.get("/sign-in?next=/account&lang=en&letters=large&x=1&x=%E8%AF%89")
    assert answer.location == "/sign-in?next=%2Faccount&x=1&x=%E8%AF%89"


@pytest.mark.parametrize("value", ["fr", "", "<script>", "zh;evil"])
def test_an_unknown_language_changes_nothing(value: str, client: FlaskClient) -> None:
    answer = client.get("/sign-in", query_string={"lang": value})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path", ["//example.com", "///example.com", "/\\example.com", "//example.com/%2e%2e"]
)
def test_the_switch_leads_nowhere_else(path: str, client: FlaskClient) -> None:
    answer = client.get(path + "?lang=en", base_url="http://localhost")
    location = answer.location or "/"
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_a_form_is_never_switched_away(client: FlaskClient) -> None:
    assert client.post("/sign-in?lang=en", data={"login": "x"}).status_code == 400


def test_large_type_is_remembered(visitor: Visitor) -> None:
    page = visitor.get("/sign-in?letters=large")
    assert page.tree.all("html")[0].get("class") == "large"
    assert "标准字号" in page
    assert visitor.get("/sign-in?letters=normal").tree.all("html")[0].get("class") == ""


def test_the_switch_names_the_other_language_in_that_language(visitor: Visitor) -> None:
    link = next(a for a in visitor.get("/sign-in").tree.all("a") if a.text == "English")
    assert link.get("lang") == "en"
    assert link.get("href") == "/sign-in?lang=en"


def test_every_answer_says_that_it_depends_on_language_and_cookie(client: FlaskClient) -> None:
    assert {"Cookie", "Accept-Language"} <= set(client.get("/sign-in").vary)


def test_bilingual_words_are_said_in_the_readers_language(app: Flask) -> None:
    words = Bilingual("已销号", "Struck off")
    for language, expected in (("zh", "已销号"), ("en", "Struck off")):
        with app.test_request_context(headers={"Cookie": f"language={language}"}):
            assert say(words) == expected
            assert say("as typed") == "as typed"
            assert say(None) == ""


def test_texts_of_templates_follow_the_reader_and_escape_what_is_put_into_them(app: Flask) -> None:
    page = app.jinja_env.from_string("{{ _('退出登录') }}|{{ _('第 %(n)s 步', n=n) }}")
    said = []
    for language in ("zh", "en", "zh"):
        with app.test_request_context(headers={"Cookie": f"language={language}"}):
            app.preprocess_request()
            said.append(page.render(n="<1%>"))
            app.do_teardown_request()
    assert said[0] == said[2] == "退出登录|第 &lt;1%&gt; 步"
    assert said[1] == "Sign out|Step &lt;1%&gt;"
