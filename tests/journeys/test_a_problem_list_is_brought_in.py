"""An officer fills in the template, looks at every row, watches the import move on, and finds the list known the next time."""

from __future__ import annotations

import re
from pathlib import Path

import python_calamine
import xlsxwriter
from playwright.sync_api import Page, Route, expect

from service_desk.domain.roles import Role
from service_desk.usecases.intake.import_list import AT_ONCE
from tests.support.browser import fits_its_width
from tests.support.walking import sign_in
from tests.support.zone import Zone

FIRM, TELEPHONE, TITLE, BODY, DAY = 0, 4, 5, 6, 9


def filled(template: Path, into: Path, rows: list[dict[int, str]]) -> Path:
    """Write a list under the headings of the template, as Excel keeps it."""
    cells = python_calamine.CalamineWorkbook.from_path(template).get_sheet_by_index(0).to_python()
    headings = next(row for row in cells if any(row))
    with xlsxwriter.Workbook(into) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headings)
        for line, row in enumerate(rows, 1):
            for column, text in row.items():
                sheet.write(line, column, text)
    return into


def row(n: int) -> dict[int, str]:
    return {
        FIRM: f"清单企业{n % 9}有限公司",
        TITLE: f"申请增容第{n}件",
        BODY: "变压器容量不够，想增容到1250kVA",
        DAY: "2026-03-02",
    }


def template_of(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name="下载模板").click()
    download.value.save_as(folder / "模板.xlsx")
    return folder / "模板.xlsx"


def upload(page: Page, file: Path) -> None:
    page.get_by_label("问题清单").set_input_files(file)
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(file.name)


def test_from_the_template_to_the_tickets_and_known_the_next_time(
    shared_zone: Zone, page: Page, tmp_path: Path
) -> None:
    sign_in(page, shared_zone, Role.COMMISSIONER)
    page.get_by_role("link", name="导入清单").click()
    rows = [row(n) for n in range(2 * AT_ONCE + 1)]
    wrong = {FIRM: "清单企业有限公司", TELEPHONE: "12", BODY: "停水"}
    unsure = {FIRM: "清单企业有限公司", BODY: "二号线停电了"}
    upload(page, filled(template_of(page, tmp_path), tmp_path / "三月走访.xlsx", [*rows, wrong, unsure]))
    expect(page.get_by_role("cell", name="联系电话：")).to_be_visible()  # what is wrong stands first
    page.get_by_role("link", name="要看 1 行").click()
    expect(page.get_by_role("cell", name="把握不大，由派单员定")).to_be_visible()
    page.get_by_role("link", name="可导入").click()
    expect(page.get_by_role("row")).to_have_count(51)
    expect(page.get_by_role("row").nth(1).locator("mark")).to_contain_text(["增容"])
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("cell", name="申请增容第50件")).to_be_visible()

    seen: list[str] = []

    def look(route: Route) -> None:
        """See how far each page says it is, on its way to the browser."""
        answer = route.fetch(max_redirects=0)
        seen.extend(re.findall(r'<progress [^>]*value="(\d+)"', answer.text()))
        route.fulfill(response=answer)

    page.route("**/import", look)
    page.get_by_role("button", name=f"导入 {2 * AT_ONCE + 2} 行").click()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible(timeout=60_000)
    assert seen == [str(AT_ONCE), str(2 * AT_ONCE)]
    page.get_by_role("link", name=f"已导入 {2 * AT_ONCE + 2} 行").click()
    page.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.get_by_text("变压器容量不够，想增容到1250kVA").first).to_be_visible()

    page.goto(shared_zone.desk.url + "/lists")
    upload(page, tmp_path / "三月走访.xlsx")
    expect(page.get_by_text(f"已录过 {2 * AT_ONCE + 2} 行").first).to_be_visible()
    expect(page.get_by_role("button", name="导入")).to_have_count(0)


def test_on_a_telephone(shared_zone: Zone, page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 375, "height": 760})
    sign_in(page, shared_zone, Role.DISPATCHER)
    page.goto(shared_zone.desk.url + "/lists")
    rows = [{**row(n), FIRM: "路上的企业有限公司"} for n in range(3)]
    upload(page, filled(template_of(page, tmp_path), tmp_path / "路上.xlsx", [*rows, {FIRM: "只有名字"}]))
    assert fits_its_width(page)
    expect(page.get_by_text("诉求内容：没有填写")).to_be_visible()
    page.get_by_role("button", name="导入 3 行").click()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
    assert fits_its_width(page)
