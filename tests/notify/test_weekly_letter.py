"""The weekly letter: subject, first screen, figures that link to their lists, pictures with twins, and below 100 KB."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import cast

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.reporting.ledger import Figure
from service_desk.notify.report_words import LONGEST_LIST, balance
from tests.support.histories import History, at
from tests.support.letters import composer, weekly_letter
from tests.support.weekly import a_busy_zone, report_of

SITE = "https://desk.example.cn/reports/weekly/2021-W21"


class Links(HTMLParser):
    """Collects the words of every link by its address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self._at: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._at = dict(attrs)["href"]

    def handle_endtag(self, tag: str) -> None:
        self._at = None if tag == "a" else self._at

    def handle_data(self, data: str) -> None:
        if self._at is not None:
            self.words.setdefault(self._at, []).append(data)


def parsed(letter: object = None, *, draws: bool = False) -> EmailMessage:
    made = composer(draws=draws)(weekly_letter() if letter is None else letter)  # type: ignore[arg-type]
    return cast("EmailMessage", message_from_bytes(bytes(made), policy=policy.default))


def test_the_subject_says_what_matters() -> None:
    assert str(parsed()["Subject"]) == "企业诉求办理周报 2021年第21期（5月24日—5月30日）｜在办 6 · 超期 2"
    english = composer().words(weekly_letter(language="en")).subject
    assert (
        english
        == "Weekly report on enterprise requests No. 21 of 2021 (24 May – 30 May) | open 6 · overdue 2"
    )
    department = composer().words(weekly_letter("PW")).subject
    assert department == "供电局诉求办理周报 2021年第21期（5月24日—5月30日）｜在办 2 · 超期 2"


def test_the_first_screen_has_five_figures_the_sentence_and_the_red_list_in_this_order() -> None:
    text = composer().words(weekly_letter()).text
    assert text.startswith(
        "企业诉求办理周报\n\n2021年第21期（5月24日—5月30日）\n\n新增 5（环比 +4）\n办结 1（环比 +1）\n"
        "销号 1（环比 +1）\n期末在办 6（环比 +4）\n超期 2（环比 持平）\n\n超期2件；最久的是供电局的"
    )
    order = (
        "超期清单",
        "最紧迫的几件",
        "总体情况",
        "三率",
        "四类诉求",
        "诉求较多的事项",
        "各部门（问题多的在前）",
    )
    order += ("来源与走访", "热点诉求", "下周到期", "口径说明")
    places = [text.index(f"【{heading}】") for heading in order]
    assert places == sorted(places)


def test_every_figure_of_the_first_screen_and_of_the_sum_links_to_its_list() -> None:
    report = report_of(a_busy_zone())
    letter = weekly_letter(histories=a_busy_zone())
    assert letter.report is not None
    links = Links(composer().words(letter).html).words
    wanted = [Figure.NEW, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE, Figure.HELD, Figure.REDONE,
              Figure.RETURNED, Figure.DUE_NEXT, Figure.ON_SITE]  # fmt: skip
    wanted += [figure for _, figure in balance(report)]
    for figure in wanted:
        assert str(report.count(figure)) in links[f"{SITE}/zone/{figure.value}"], figure


def test_a_department_links_to_its_own_report() -> None:
    links = Links(composer().words(weekly_letter("PW")).html).words
    assert links[f"{SITE}/PW/overdue"] == ["2"]
    assert not any(link.startswith(f"{SITE}#") for link in links)


def test_the_leaders_letter_links_each_department_to_its_report() -> None:
    links = Links(composer().words(weekly_letter()).html).words
    assert links[f"{SITE}/PW"] == ["供电局"]


def test_every_number_of_a_department_links_to_the_list_in_that_departments_report() -> None:
    letter = weekly_letter(histories=a_busy_zone())
    assert letter.report is not None
    links = Links(composer().words(letter).html).words
    for line in letter.report.departments:
        shown = {
            Figure.RECEIVED: line.received,
            Figure.FINISHED: line.finished,
            Figure.CLOSING: line.open,
            Figure.OVERDUE: line.overdue,
        }
        for figure, number in shown.items():
            wanted = [str(number)] if number else []
            assert links.get(f"{SITE}/{line.code}/{figure.value}", []) == wanted, (line.code, figure)


def test_the_balance_is_printed_as_a_sum_that_comes_out() -> None:
    text = composer().words(weekly_letter(histories=a_busy_zone())).text
    line = next(line for line in text.splitlines() if line.startswith("期初在办"))
    left, right = line.split(" = ")
    terms = re.findall(r"(?:(\+|−) )?\S+ (\d+)", left)
    total = sum(-int(number) if sign == "−" else int(number) for sign, number in terms)
    assert total == int(right.split()[-1])
    assert "转入" not in line


def test_a_departments_balance_shows_what_moved_in_and_out() -> None:
    text = composer().words(weekly_letter("PW")).text
    assert "期初在办 2 + 转入 1 − 销号 1 − 转出 0 = 期末在办 2" in text


def test_pictures_are_inline_with_alternative_text_and_a_twin_in_words() -> None:
    message = parsed(draws=True)
    html = message.get_body(("html",))
    assert html is not None
    source = html.get_content()
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    named = re.findall(r'src="cid:([^"]+)"', source)
    assert sorted(f"<{name}>" for name in named) == sorted(str(part["Content-ID"]) for part in pictures)
    assert len(named) == 4
    assert all(part.get_content_disposition() == "inline" for part in pictures)
    assert all(picture.get_content().startswith(b"\x89PNG") for picture in pictures)
    for image in re.findall(r"<img[^>]*>", source):
        assert re.search(r'alt="[^"]{8,}"', image)
        assert 'width="560"' in image
    assert "三天反馈：超期13天（5月17日（周一）24:00）" in source


def test_without_a_font_the_letter_says_the_same_without_pictures() -> None:
    with_font, without = composer(draws=True).words(weekly_letter()), composer().words(weekly_letter())
    assert without.pictures == {}
    assert "<img" not in without.html
    assert "三天反馈：超期13天" in without.html
    assert re.sub(r"QY\d+-\d+", "", without.text) == re.sub(r"QY\d+-\d+", "", with_font.text)


def test_an_empty_week_is_a_short_letter() -> None:
    text = composer().words(weekly_letter(histories=[])).text
    assert "没有超期。" in text
    assert "下周没有到期的诉求。" in text
    assert "本周各部门没有经办诉求。" in text
    assert "响应率 —（0/0）" in text
    assert "0%" not in text.replace("30%", "")
    assert "热点诉求" not in text


def test_a_department_is_told_whom_to_ring_first() -> None:
    text = composer().words(weekly_letter("PW")).text
    assert "【请先联系这两家企业】\n\n1. 演示新材料公司：已超期11天" in text
    html = composer().words(weekly_letter("PW")).html
    assert "请先联系这两家企业" in html
    assert "各部门（问题多的在前）" not in html


def test_long_lists_are_cut_and_say_where_the_rest_is() -> None:
    late = [History().at_work(at(12)) for _ in range(LONGEST_LIST + 3)]
    wording = composer().words(weekly_letter(histories=late))
    assert wording.text.count("超期 11 天") == LONGEST_LIST
    assert f"另有 3 件，见完整清单：{SITE}/zone/overdue" in wording.text
    assert Links(wording.html).words[f"{SITE}/zone/overdue"] == ["13", "另有 3 件，见完整清单"]


def test_no_contact_person_or_telephone_of_an_enterprise_stands_in_it() -> None:
    text = composer(contact_phone="").words(weekly_letter()).text
    assert not re.search(r"1[3-9]\d{9}", text)
    assert "联系人" not in text


def test_what_an_enterprise_typed_is_no_markup() -> None:
    bad = "<img src=x onerror=alert(1)>\"'&"
    letter = weekly_letter(
        histories=[History(title=bad, enterprise=bad, park=bad, firm=n).at_work(at(12)) for n in range(3)]
    )
    html = composer().words(letter).html
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_fullest_letter_stays_below_a_hundred_kilobytes(language: str) -> None:
    letter = weekly_letter(language=language, histories=a_busy_zone())
    assert letter.report is not None
    assert len(letter.report.departments) == 21
    assert len(letter.report.strips) == 3
    assert len(bytes(composer(draws=True)(letter))) < 100_000


def test_a_ticket_that_waits_for_review_is_listed_with_its_day() -> None:
    ticket = History().at_work(at(20)).act(Action.HOLD, at(26), reason="x", plan="x", review_on="2021-06-02")
    text = composer().words(weekly_letter(histories=[ticket])).text
    held = next(line for line in text.splitlines() if "挂账复核" in line)
    assert held.startswith("6月2日（周三） ")
