"""The page inspection that every web test passes through finds each fault it is there for."""

from __future__ import annotations

import pytest

from tests.support.pages import parse, problems
from tests.support.styled import unstyled
from tests.support.visitor import form_values

PAGE = """<!doctype html>
<html lang="zh-CN"><head><title>诉求</title><link rel="stylesheet" href="/static/desk.css"></head><body><main id="main">
<h1>提交诉求</h1>
<form method="post" action="/submit">
  <input type="hidden" name="csrf_token" value="token">
  <label for="title">标题</label><input id="title" name="title" aria-describedby="hint"><p id="hint">一句话</p>
  <label><input type="checkbox" name="declared" value="y" checked> 情况属实</label>
  <label for="kind">类别</label><select id="kind" name="kind">
    <option value="a">甲</option><option value="b" selected>乙</option></select>
  <label for="text">内容</label><textarea id="text" name="text">
你好</textarea>
  <button>提交</button>
</form>
<a href="https://www.gov.cn/">政策</a> <img src="/qr.png" alt=""> <svg aria-hidden="true"><path d=""/></svg>
</main></body></html>"""

FAULTS = [
    ("title", "<title>诉求</title>", "<title></title>", "the page has no title"),
    ("language", ' lang="zh-CN"', "", "does not say its language"),
    ("heading", "</main>", "<h1>又一</h1></main>", "2 <h1>"),
    ("no heading", "<h1>提交诉求</h1>", "", "0 <h1>"),
    ("main", '<main id="main">', '<div id="main">', "not exactly one <main>"),
    ("identity", 'id="hint"', 'id="title"', "the id 'title' is there 2 times"),
    ("reference", 'id="hint"', 'id="other"', "points at nothing"),
    ("anchor", "</main>", '<a href="#nowhere">去</a></main>', "leads nowhere"),
    ("label", '<label for="title">标题</label>', "", "has no label"),
    ("button", "<button>提交</button>", "<button></button>", "a button without words"),
    ("link", ">政策<", "><", "a link without words"),
    ("picture", ' alt=""', "", "has no alt"),
    ("drawing", ' aria-hidden="true"', "", "neither named nor hidden"),
    ("outside style", "/static/desk.css", "https://example.com/desk.css", "loads something from outside"),
    ("outside picture", "/qr.png", "//example.com/qr.png", "loads something from outside"),
    ("outside form", '"/submit"', '"https://example.com/"', "loads something from outside"),
    ("script address", "https://www.gov.cn/", "javascript:go()", "carries a script"),
    ("action", ' action="/submit"', "", "does not say where it goes"),
    ("token", 'name="csrf_token"', 'name="token"', "carries no csrf_token"),
    ("empty token", 'value="token"', 'value=""', "carries no csrf_token"),
    ("inline script", "</main>", "<script>go()</script></main>", "a script stands in the page"),
    ("inline style", "</main>", "<style>p{}</style></main>", "a <style> stands in the page"),
    ("style attribute", "<h1>", '<h1 style="color:red">', "refused by the content security policy"),
    ("handler", "<h1>", '<h1 onclick="go()">', "refused by the content security policy"),
    ("nesting", "</form>", "", "closes"),
    ("attribute twice", "<h1>", '<h1 class="a" class="b">', "2 times"),
]


def test_a_good_page_has_no_problems() -> None:
    assert problems(PAGE) == []


@pytest.mark.parametrize(
    ("before", "after", "complaint"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_each_fault_is_found(before: str, after: str, complaint: str) -> None:
    assert before in PAGE
    found = problems(PAGE.replace(before, after, 1))
    assert any(complaint in problem for problem in found), found


def test_a_class_that_only_another_pages_sheet_styles_is_found() -> None:
    page = PAGE.replace("/static/desk.css", "/static/public-0123456789ab.css").replace(
        "<form ", '<form class="bars" '
    )
    assert list(unstyled(parse(page)[0])) == []
    elsewhere = page.replace('class="bars"', 'class="card queue unheard-of"')
    assert list(unstyled(parse(elsewhere)[0])) == [
        "the class queue has no rule in the look public of this page"
    ]


def test_an_untouched_form_sends_what_a_browser_would_send() -> None:
    form = parse(PAGE)[0].all("form")[0]
    expected = {"csrf_token": "token", "title": "", "declared": "y", "kind": "b", "text": "你好"}
    assert form_values(form) == expected
