"""The Word template: packaged, edited, tried out with sample figures before it counts, versions, and back again."""

from __future__ import annotations

import io

import docx
import pytest
from flask import Flask

from service_desk.domain.roles import Role
from tests.support.people import SignInAs
from tests.support.reports import WEEK, a_frozen_week
from tests.support.samples import paper
from tests.support.visitor import Page, Visitor

ADDRESS = "/admin/rules/word"


@pytest.fixture
def administrator(sign_in_as: SignInAs) -> Visitor:
    """An administrator at his desk."""
    return sign_in_as(Role.ADMINISTRATOR)


def word(*paragraphs: str) -> bytes:
    paper = docx.Document()
    for text in paragraphs:
        paper.add_paragraph(text)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def read(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def send(
    visitor: Visitor,
    content: bytes,
    *,
    name: str = "改过的.docx",
    status: int = 200,
    page: Page | None = None,
) -> Page:
    return visitor.submit(
        page or visitor.get(ADDRESS), {"file": (io.BytesIO(content), name)}, action=ADDRESS, status=status,

    )  # fmt: skip


def test_the_packaged_template_is_handed_out_and_filled_in_with_sample_figures(
    administrator: Visitor,
) -> None:
    template = read(administrator.fetch(f"{ADDRESS}/template.docx").data)
    assert "{{ 标题 }}" in template
    sample = read(administrator.fetch(f"{ADDRESS}/sample.docx").data)
    assert "企业诉求办理情况周报" in sample
    assert "{{" not in sample


def test_an_edited_template_is_adopted_and_the_next_report_is_made_from_it(
    app: Flask, administrator: Visitor, sign_in_as: SignInAs
) -> None:
    with app.app_context():
        a_frozen_week()
    page = send(
        administrator,
        word(
            "{{ 标题 }}",
            "本区{{ 期 }}共收{{ 新增 }}件",
            "{%p for 行 in 超期清单 %}",
            "{{ 行.企业 }}",
            "{%p endfor %}",
        ),
    )
    assert "新模板已启用" in page
    assert "改过的.docx" in page
    leader = sign_in_as(Role.LEADER)
    report = read(leader.fetch(f"/reports/weekly/{WEEK}/zone/word").data)
    assert "共收3件" in report


def test_unknown_fields_are_named_and_the_template_is_not_adopted(administrator: Visitor) -> None:
    page = send(administrator, word("{{ 标提 }} {{ 乱写 }}"), status=422)
    assert "模板里有不认识的字段：乱写、标提" in page
    nested = send(
        administrator, word("{%p for 行 in 部门 %}", "{{ 行.好评率 }}", "{%p endfor %}"), status=422
    )
    assert "模板里有不认识的字段：好评率" in nested
    assert "还没有改过" in administrator.get(ADDRESS)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (paper(), "请上传 Word 文件"),
        (b"PK\x03\x04 not a zip", "文件打不开"),
        (b"PK\x03\x04" + bytes(2 * 1024 * 1024), "请上传 Word 文件"),
        (word("{% for 行 in 部门 %}"), "模板填不出来"),
        (word("{{ 标题.__class__.__mro__ }}"), "模板填不出来"),
    ],
    ids=["a PDF", "broken", "too large", "an unfinished loop", "a way out of the sandbox"],
)
def test_what_cannot_be_filled_in_is_refused_in_words(
    administrator: Visitor, content: bytes, words: str
) -> None:
    assert words in send(administrator, content, status=422)


def test_versions_are_kept_and_the_packaged_template_comes_back(administrator: Visitor) -> None:
    send(administrator, word("第一版 {{ 标题 }}"))
    send(administrator, word("第二版 {{ 标题 }}"))
    first = read(administrator.fetch(f"{ADDRESS}/template.docx?version=1").data)
    assert first.startswith("第一版")
    page = administrator.submit(administrator.get(ADDRESS), {}, action=f"{ADDRESS}/packaged")
    assert "已恢复自带模板" in page
    assert "一、总体情况" in read(administrator.fetch(f"{ADDRESS}/template.docx").data)
    administrator.fetch(f"{ADDRESS}/template.docx?version=9", status=404)


def test_a_template_changed_meanwhile_is_not_overwritten(administrator: Visitor) -> None:
    stale = administrator.get(ADDRESS)
    send(administrator, word("别人的 {{ 标题 }}"))
    page = send(administrator, word("我的 {{ 标题 }}"), page=stale, status=409)
    assert "模板已被别人更换" in page
    assert read(administrator.fetch(f"{ADDRESS}/template.docx").data).startswith("别人的")


def test_a_stranger_and_a_leader_do_not_change_it(sign_in_as: SignInAs) -> None:
    leader = sign_in_as(Role.LEADER)
    for address in (ADDRESS, f"{ADDRESS}/template.docx", f"{ADDRESS}/sample.docx"):
        leader.fetch(address, status=403)


@pytest.mark.usefixtures("numbers")
def test_what_people_typed_is_text_in_the_report(sign_in_as: SignInAs) -> None:
    leader = sign_in_as(Role.LEADER)
    report = read(leader.fetch(f"/reports/weekly/{WEEK}/zone/word").data)
    assert "2026年第10期" in report
    assert "上月的老问题" in report
    handler = sign_in_as(Role.HANDLER, department="CB")
    handler.fetch(f"/reports/weekly/{WEEK}/zone/word", status=404)
    handler.fetch(f"/reports/weekly/{WEEK}/CB/word")
