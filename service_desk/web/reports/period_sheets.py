"""The tables of a period's report as the sheets of its workbook: each rate with what stands above and below the line, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, Catalogue, Category
from service_desk.domain.parks import park_name
from service_desk.domain.rates import Rate
from service_desk.domain.reporting.ledger import FIGURE_NAMES, Figure
from service_desk.domain.reporting.period_report import Counts, PeriodReport, rates_of, share_of
from service_desk.domain.reporting.scope import AGES, LISTED, name_of_list
from service_desk.domain.reporting.span import Span
from service_desk.usecases.reporting.read_parts import Part
from service_desk.web.reports.period_notes import NOTES
from service_desk.web.reports.period_view import balance_of, rate_lines
from service_desk.web.workbook import Cell, Say, Sheet

PartsBy = Callable[[str], Sequence[Part]]

_NOW, _BEFORE, _YEAR_AGO = (
    Bilingual("本期", "Period"),
    Bilingual("上期", "Period before"),
    Bilingual("上年同期", "A year ago"),
)
_COUNT, _SHARE = Bilingual("件数", "Tickets"), Bilingual("占比", "Share")
_ANYWHERE = Bilingual("园区外或未填", "In none, or not given")
_COUNTED = (
    Figure.NEW, Figure.RECEIVED, Figure.FINISHED, Figure.STRUCK_OFF, Figure.CLOSING, Figure.OVERDUE, Figure.HELD,
    Figure.RETURNED, Figure.REDONE,
)  # fmt: skip
_OF_PARTS = (
    *(FIGURE_NAMES[figure] for figure in _COUNTED), Bilingual("按时办结率", "Finished in time"),
    Bilingual("响应率", "Response"), Bilingual("解决率", "Solved"), Bilingual("满意率", "Satisfied"),
)  # fmt: skip


@dataclass(frozen=True)
class PeriodTables:
    """A report, the parts it is broken down into, and the names of both."""

    report: PeriodReport
    parts: PartsBy
    catalogue: Catalogue
    say: Say

    def sheets(self) -> Iterator[Sheet]:
        """Yield every table."""
        yield self._summary()
        yield self._flows()
        yield self._ages()
        yield self._days()
        yield self._rates()
        yield from self._broken_down()
        yield self._hot_spots()
        yield self._trend()
        yield Sheet(
            Bilingual("口径", "Notes"), (Bilingual("说明", "Note"),), ((self.say(one),) for one in NOTES)
        )

    def _summary(self) -> Sheet:
        report = self.report
        columns = (Bilingual("指标", "Figure"), _NOW, _BEFORE, _YEAR_AGO)
        rows: list[Sequence[Cell]] = [
            (self.say(FIGURE_NAMES[figure]), report.count(figure), *(_then(figure, each) for each in (report.before, report.year_ago)))
            for figure in LISTED
        ]  # fmt: skip
        return Sheet(Bilingual("总体", "Summary"), columns, rows)

    def _flows(self) -> Sheet:
        rows = [
            (self.say(FIGURE_NAMES[figure]), sign, self.report.count(figure))
            for sign, figure in balance_of(self.report)
        ]
        columns = (Bilingual("指标", "Figure"), Bilingual("加减", "Sign"), _COUNT)
        return Sheet(Bilingual("收支平衡", "Flows"), columns, rows)

    def _ages(self) -> Sheet:
        whole = self.report.count(Figure.CLOSING)
        rows = [
            (self.say(age.words), count, Rate(count, whole))
            for age, count in zip(AGES, self.report.ages, strict=False)
        ]
        return Sheet(
            Bilingual("存续天数", "Ages"), (Bilingual("提交以来", "Since submitted"), _COUNT, _SHARE), rows
        )

    def _days(self) -> Sheet:
        report = self.report
        names = (
            Bilingual("中位数（天）", "Median, days"),
            Bilingual("九成以内（天）", "90th percentile, days"),
        )
        found: list[Sequence[Cell]] = [
            (self.say(name), days, None)
            for name, days in zip(names, (report.median_days, report.p90_days), strict=True)
        ]
        found += [(self.say(_days_words(each.days)), each.days, each.count) for each in report.days]
        columns = (Bilingual("办结用时", "Handling time"), Bilingual("工作日", "Working days"), _COUNT)
        return Sheet(Bilingual("办结用时", "Handling time"), columns, found)

    def _rates(self) -> Sheet:
        columns = (
            Bilingual("指标", "Rate"), _NOW, Bilingual("分子", "Part"), Bilingual("分母", "Out of"),
            Bilingual("怎么算", "Formula"), _BEFORE, _YEAR_AGO,
        )  # fmt: skip
        rows = [
            (
                self.say(line.name), line.now, line.now.part, line.now.whole,
                f"{self.say(name_of_list(line.part))} ÷ {self.say(name_of_list(line.whole))}", line.before, line.year_ago,
            )
            for line in rate_lines(self.report)
        ]  # fmt: skip
        score = (
            self.say(Bilingual("综合得分", "Score")), self.report.rates.score(), None, None,
            self.say(Bilingual("响应率×30%＋解决率×35%＋满意率×35%", "Response × 30% + solved × 35% + satisfied × 35%")),
            None, None,
        )  # fmt: skip
        return Sheet(Bilingual("三率", "Rates"), columns, [*rows, score])

    def _broken_down(self) -> Iterator[Sheet]:
        catalogue = self.catalogue
        departments = {code: each.name for code, each in catalogue.departments.items()}
        types = {code: each.name for code, each in catalogue.request_types.items()}
        for name, by, called in (
            (Bilingual("部门", "Departments"), "department", departments.get),
            (Bilingual("四类", "Categories"), "category", lambda code: CATEGORY_NAMES[Category(code)]),
            (Bilingual("事项", "Request types"), "request_type", types.get),
            (Bilingual("园区", "Parks"), "park", lambda code: park_name(code) if code else _ANYWHERE),
        ):
            rows = (self._part(called(one.code) or one.code, one.counts) for one in self.parts(by))
            yield Sheet(name, (name, *_OF_PARTS), rows)

    def _part(self, name: Bilingual | str, counts: Counts) -> Sequence[Cell]:
        rates = rates_of(counts)
        shares = (
            share_of(Figure.ON_TIME, Figure.FINISHED, counts),
            rates.response,
            rates.solved,
            rates.satisfied,
        )
        return self.say(name), *(counts[figure] for figure in _COUNTED), *shares

    def _hot_spots(self) -> Sheet:
        columns = (
            Bilingual("事项", "Request type"), Bilingual("园区", "Park"), Bilingual("企业数", "Enterprises"),
            Bilingual("四周内件数", "Tickets in four weeks"), Bilingual("前四周件数", "Four weeks before"),
            Bilingual("走势", "Trend"),
        )  # fmt: skip
        types, zone = self.catalogue.request_types, Bilingual("全区", "Whole zone")
        rising = {
            True: Bilingual("上升", "rising"),
            False: Bilingual("未上升", "not rising"),
        }
        rows = [
            (
                self.say(types[spot.request_type].name if spot.request_type in types else spot.request_type),
                self.say(park_name(spot.park) if spot.park else zone), spot.firms, spot.count, spot.before,
                self.say(rising[spot.is_rising]),
            )
            for spot in self.report.hot_spots
        ]  # fmt: skip
        return Sheet(Bilingual("热点", "Hot spots"), columns, rows)

    def _trend(self) -> Sheet:
        figures = (self.report.scope.fresh, Figure.STRUCK_OFF, Figure.CLOSING)
        columns = (Bilingual("周", "Week"), *(FIGURE_NAMES[figure] for figure in figures))
        rows = [
            (self.say(Span.parse(point.week).title), point.new, point.struck_off, point.open)
            for point in self.report.trend
        ]
        return Sheet(Bilingual("按周走势", "Weeks"), columns, rows)


def long_table(sheets: Iterator[Sheet], say: Say) -> Iterator[Sequence[Cell]]:
    """Yield all tables as one: of each cell the table, the line, the column and what stands there."""
    for sheet in sheets:
        for line in sheet.rows:
            for column, cell in zip(sheet.columns[1:], line[1:], strict=True):
                yield say(sheet.name), line[0], say(column), cell.text() if isinstance(cell, Rate) else cell


LONG_COLUMNS = (
    Bilingual("表", "Table"),
    Bilingual("项目", "Line"),
    Bilingual("指标", "Figure"),
    Bilingual("数值", "Value"),
)


def _then(figure: Figure, counts: Counts | None) -> int | None:
    return None if counts is None else counts.get(figure, 0)


def _days_words(days: int) -> Bilingual:
    return Bilingual(f"{days} 个工作日", f"{days} working days")
