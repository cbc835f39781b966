"""The shared pieces of pages: a state is a word and a shape besides its colour, and typed text stays text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.milestones import Lamp, Milestone, MilestoneKey
from service_desk.domain.states import STATE_NAMES, State
from tests.support.application import StandingClock
from tests.support.trees import Element, parse

NOW = datetime(2021, 5, 10, 8, 0, tzinfo=UTC)
Draw = Callable[..., Element]
EVIL = "<script>alert(1)</script>"


def day(number: int) -> datetime:
    """Return 24:00 of a day in May 2021."""
    return datetime(2021, 5, number, 16, tzinfo=UTC)


WHY = (Bilingual("当日不计", "The day itself does not count"),)
MILESTONES = (
    Milestone(MilestoneKey.DISPATCH, due=day(7), met_at=day(7) - timedelta(hours=7), why=WHY),
    Milestone(MilestoneKey.PROGRESS, due=day(10), why=WHY),
    Milestone(MilestoneKey.CLOSING, due=day(14), why=WHY, is_provisional=True),
    Milestone(MilestoneKey.CLOSING_COMPLEX, applies=False),
    Milestone(MilestoneKey.STRIKE_OFF),
)
LATE = (
    Milestone(MilestoneKey.DISPATCH, due=day(7), met_at=day(8)),
    Milestone(MilestoneKey.PROGRESS, due=day(9)),
    Milestone(MilestoneKey.CLOSING, due=day(14), stopped_since=day(8)),
)


@pytest.fixture
def draw(app: Flask, clock: StandingClock) -> Draw:
    """Render a piece of template in a language and return its tree."""
    clock.moment = NOW

    def render(source: str, language: str = "zh", **context: object) -> Element:
        imports = (
            "{% from 'macros/strip.html' import strip, mini %}{% from 'macros/lamp.html' import lamp %}"
            "{% from 'macros/state.html' import state %}{% from 'macros/category.html' import category %}"
            "{% from 'macros/timeline.html' import timeline %}{% from 'macros/paging.html' import paging %}"
            "{% from 'macros/empty.html' import empty %}{% from 'macros/table.html' import table %}"
            "{% from 'macros/stale.html' import stale_notice %}{% from 'macros/page.html' import page_head %}"
            "{% from 'macros/flash.html' import flashes %}"
        )
        with app.test_request_context(headers={"Cookie": f"language={language}"}):
            html = render_template_string(imports + "<div>" + source + "</div>", now=NOW, **context)
        return parse(html)[0]

    return render


def test_the_strip_tells_each_milestone_in_words(draw: Draw) -> None:
    items = draw("{{ strip(m, now) }}", m=MILESTONES).all("ol", class_="strip")[0].all("li")
    assert [item.get("class") for item in items] == ["done", "running", "ahead", "na", "waiting"]
    assert "5月7日 17:00" in items[0].text
    assert "还剩8小时" in items[1].text
    assert "5月10日（周一）24:00" in items[1].text
    assert "暂定" in items[2].text
    assert "不适用" in items[3].text


def test_only_the_reasons_of_the_next_deadline_are_open(draw: Draw) -> None:
    boxes = draw("{{ strip(m, now) }}", m=MILESTONES).all("details")
    assert ["open" in box.attributes for box in boxes] == [True, False, False]
    assert "三天反馈" in boxes[0].text
    assert "当日不计" in boxes[0].text


def test_late_and_stopped_are_said_and_not_only_coloured(draw: Draw) -> None:
    items = draw("{{ strip(m, now) }}", m=LATE).all("ol", class_="strip")[0].all("li")
    assert "已完成，超期1天" in items[0].text
    assert "超期16小时" in items[1].text
    assert "已停表" in items[2].text


def test_the_small_strip_is_one_sentence_for_the_ear(draw: Draw) -> None:
    mini = draw("{{ mini(m, now) }}", "en", m=LATE).all("span", class_="mini")[0]
    assert mini.get("role") == "img"
    assert "16 h late" in mini.get("aria-label")
    assert [sign.text for sign in mini.all("i")] == ["✓", "!", "‖"]


@pytest.mark.parametrize("colour", list(Lamp))
def test_every_lamp_has_a_shape_and_a_word(colour: Lamp, draw: Draw) -> None:
    plain = draw("{{ lamp(c) }}", c=colour).all("span")[0]
    assert plain.text
    assert plain.all("path")[0].get("d")
    told = draw("{{ lamp(c, w) }}", c=colour, w=Bilingual("还剩 1 天", "1 d left"))
    assert plain.text in told.text
    assert "还剩 1 天" in told.text


def test_no_two_lamps_have_the_same_shape(draw: Draw) -> None:
    shapes = [draw("{{ lamp(c) }}", c=colour).all("path")[0].get("d") for colour in Lamp]
    assert len(set(shapes)) == len(Lamp)


@pytest.mark.parametrize("code", list(State))
def test_every_state_is_named(code: State, draw: Draw) -> None:
    assert draw("{{ state(s, n) }}", s=code, n=STATE_NAMES[code]).text == STATE_NAMES[code].zh


def test_internal_entries_say_so_and_typed_text_stays_text(draw: Draw) -> None:
    entries = [
        SimpleNamespace(at=NOW, who=EVIL, words="公开", note=EVIL, internal=False),
        SimpleNamespace(at=NOW, who="承办人", words=Bilingual("内部备注", "Note"), note=None, internal=True),
    ]
    tree = draw("{% call(e) timeline(entries, true) %}<i>{{ e.who }}</i>{% endcall %}", entries=entries)
    open_entry, internal = tree.all("li")
    assert not tree.all("script")
    assert open_entry.text.count(EVIL) == 3
    assert "企业可见" in open_entry.text
    assert internal.get("class") == "internal"
    assert internal.all("span", class_="tag")[0].text == "内部"


def test_paging_shows_only_the_ways_there_are(draw: Draw) -> None:
    assert [a.get("rel") for a in draw("{{ paging(none, '/o') }}").all("a")] == ["next"]
    assert [a.get("rel") for a in draw("{{ paging('/n', '/o', '共 3 件') }}").all("a")] == ["prev", "next"]
    assert not draw("{{ paging() }}").all("nav")


def test_a_table_keeps_its_headings(draw: Draw) -> None:
    source = "{% call table(['诉求', ('件数', 'n')], '本周') %}<tr><td>a</td></tr>{% endcall %}"
    tree = draw(source)
    assert [th.get("scope") for th in tree.all("th")] == ["col", "col"]
    assert tree.all("caption")[0].text == "本周"
    wide = draw(source.replace("'本周'", "'本周', plain=true")).all("div", role="region")[0]
    assert (wide.get("tabindex"), wide.get("aria-label")) == ("0", "本周")


def test_nothing_there_says_what_to_do(draw: Draw) -> None:
    tree = draw("{% call empty('没有件', '新件会出现在这里。') %}<a href='/'>去</a>{% endcall %}")
    assert tree.text == "没有件 新件会出现在这里。 去"


def test_the_stale_notice_is_heard_at_once(draw: Draw) -> None:
    change = SimpleNamespace(at=NOW, who="承办人乙", words=Bilingual("反馈进展", "Progress"))
    notice = draw("{{ stale_notice([c]) }}", c=change).all("div", role="alert")[0]
    assert "承办人乙" in notice.text
    assert "反馈进展" in notice.text


def test_flashes_escape_what_they_repeat(draw: Draw) -> None:
    tree = draw("{{ flashes([('message', e), ('warn', '小心')]) }}", e=EVIL)
    assert not tree.all("script")
    assert [p.get("class") for p in tree.all("p")] == ["note ok", "note warn"]
