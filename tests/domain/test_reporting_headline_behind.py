"""The numbers of the sentence on top lead to what is behind them, in both languages, and no other words do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.reporting.behind import by_firm, numbers_behind
from service_desk.domain.reporting.headline_behind import Told, stretches, told_numbers
from service_desk.domain.reporting.report import WeeklyReport
from service_desk.domain.reporting.week import Week
from tests.domain.test_reporting_headline import answered, answered_at_once, three_weeks_up
from tests.support.histories import History, at
from tests.support.weekly import report_of


def linked(report: WeeklyReport, language: str) -> list[tuple[str, Told]]:
    sentence: str = getattr(report.headline, language)
    told = [(getattr(each.words, language), each) for each in told_numbers(report)]
    pieces = stretches(sentence, told)
    assert "".join(piece.words for piece in pieces) == sentence
    return [(piece.words, piece.told) for piece in pieces if piece.told]


def words_of(report: WeeklyReport) -> tuple[list[str], list[str]]:
    return [words for words, _ in linked(report, "zh")], [words for words, _ in linked(report, "en")]


def is_as_long_as_it_says(report: WeeklyReport, words: str, told: Told) -> bool:
    behind = numbers_behind(report, told.list, told.part)
    length = len(by_firm(report, behind)) if told.is_by_firm else len(behind)
    return re.findall(r"\d+", words) == [str(length)]


def hot() -> list[History]:
    return [answered_at_once(History(request_type="tax", firm=n, park=None), 25) for n in (1, 2, 3, 3)]


def unsolved() -> list[History]:
    return [answered("solved", 5) for _ in range(4)] + [answered("unsolved", 5)]


def dissatisfied() -> list[History]:
    return [answered("solved", 5) for _ in range(4)] + [answered("solved", 2)]


@pytest.mark.parametrize(
    ("histories", "zh", "en"),
    [
        (hot(), ["3家企业", "共4件"], ["3 enterprises", "4 tickets"]),
        (unsolved(), ["5件答复", "1件没有做到"], ["1 of", "5 answers"]),
        (dissatisfied(), ["5件答复", "1件没有做到"], ["1 of", "5 answers"]),
        ([History().at_work(at(28))], ["期末在办1件"], ["1 open"]),
    ],
)
def test_every_number_is_as_long_as_its_list(
    histories: Sequence[History], zh: list[str], en: list[str]
) -> None:
    report = report_of(histories)
    assert words_of(report) == (zh, en)
    for language in ("zh", "en"):
        assert all(is_as_long_as_it_says(report, *each) for each in linked(report, language))


def test_what_is_overdue_leads_to_its_list_and_to_the_ticket_that_is_longest() -> None:
    report = report_of([History().at_work(at(day)) for day in (12, 20, 20, 20)])
    number = report.late[0].ticket_no
    assert words_of(report) == (["超期4件", "比上周多3件", number], ["4 overdue", "3 more", number])
    [late, more, ticket] = [told for _, told in linked(report, "zh")]
    assert is_as_long_as_it_says(report, "4", late)
    assert (more.list, more.is_before) == ("overdue", True)
    assert ticket.ticket == number
    first = report_of([History().at_work(at(20)) for _ in range(3)])  # the list of the week before is empty
    assert words_of(first)[0] == ["超期3件", first.late[0].ticket_no]


def test_a_calm_week_is_compared_with_the_list_of_the_week_before() -> None:
    ended = [History().at_work(at(17)).finished(at(18)).called(at(24)).struck_off(at(25)) for _ in range(2)]
    report = report_of([History().at_work(at(28)), *ended])
    [_, (words, before)] = linked(report, "zh")
    assert (words, before.list, before.is_before) == ("比上周少1件", "closing", True)


def test_a_rise_leads_to_its_weeks_and_to_the_enterprises_of_the_last_three() -> None:
    report = report_of(three_weeks_up(None))
    [(series, weeks), (firms, three)] = linked(report, "zh")
    assert (series, firms) == ("1→2→3→4", "6家企业")
    assert (weeks.since, three.since) == (Week(2021, 18), Week(2021, 19))
    assert three.is_by_firm
    assert three.part.request_type == "tax"
    [_, (firms, inside)] = linked(report_of(three_weeks_up()), "en")
    assert (firms, inside.part.park) == ("6 of the", "百嘉园")


def test_a_rise_of_a_department_is_behind_no_list() -> None:
    report = report_of(three_weeks_up(), "PW")
    assert "连续三周上升" in report.headline.zh
    assert told_numbers(report) == ()


def test_a_sentence_whose_list_has_another_length_stays_plain() -> None:
    report = report_of(hot())
    assert told_numbers(replace(report, hot_spots=())) == ()
    spot = replace(report.hot_spots[0], firms=9, tickets=())
    assert told_numbers(replace(report, hot_spots=(spot,))) == ()


def test_a_number_is_never_cut_and_nothing_is_linked_twice() -> None:
    told = Told(Bilingual("3件", "3"), "new")
    whole = [piece.words for piece in stretches("13件", [("3件", told)])]
    assert whole == ["13件"]
    pieces = stretches("超期3件", [("超期3件", told), ("3件", told)])
    assert [piece.words for piece in pieces] == ["超期3件"]
