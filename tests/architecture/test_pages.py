"""The page inspection that every web test passes through finds each fault it is there for."""

from __future__ import annotations

import pytest

from tests.support import trees
from tests.support.pages import problems
from tests.support.styled import unstyled
from tests.support.trees import Element, parse
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


def tree(page: Element) -> list[object]:
    return [
        page.tag,
        page.attributes,
        [each if isinstance(each, str) else tree(each) for each in page.children],
    ]


@pytest.mark.parametrize(
    "html", [PAGE, PAGE.replace("</form>", "</p>"), PAGE.replace("<p ", "a<!-- > -->b<p title='&lt;' ")]
)
def test_what_is_written_as_ours_is_read_as_any_page_is(html: str) -> None:
    plainly, reader = trees._read_plainly(html), trees._Reader()
    reader.feed(html)
    reader.close()
    assert plainly is not None
    (quick, found), (thorough, found_so) = plainly.done(), reader.builder.done()
    assert (tree(quick), found) == (tree(thorough), found_so)
    assert [each.tag for each in quick.walk()] == [each.tag for each in thorough.walk()]


def test_what_is_written_otherwise_is_read_all_the_same() -> None:
    assert trees._read_plainly(PAGE.replace('id="title"', "id=title")) is None
    assert problems(PAGE.replace('id="title"', "id=title")) == []


def test_an_element_has_all_that_stands_in_it_and_nothing_else() -> None:
    page, _ = parse(PAGE)
    [form] = page.all("form")
    assert [each.tag for each in form.all("select")[0].walk()] == ["select", "option", "option"]
    assert "a" not in {each.tag for each in form.walk()}
    assert [each.get("value") for each in form.all("input", name="csrf_token")] == ["token"]


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
