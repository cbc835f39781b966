"""The files a form asks for: named, and missed only where the answers call for them."""

from __future__ import annotations

import pytest

from service_desk.domain.attachments import FileGroup, FileKind, kinds_of
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.request_forms import (
    FormTextError,
    RequestForm,
    form_of,
    missing_slots,
    packaged_text,
    read_form,
    slot_names,
)


def test_every_form_takes_photographs_and_names_each_slot_once() -> None:
    for code in {kind.form for kind in load_catalogue().request_types.values()}:
        slots = [slot.code for slot in form_of(code).slots]
        assert slots[-1] == "other"
        assert len(slots) == len(set(slots))
        assert set(slots) <= set(slot_names())


def test_consents_are_missed_for_borrowed_power_alone() -> None:
    form = form_of("power")
    borrowing = {"apply_kind": "borrow"}
    assert [slot.code for slot in missing_slots(form, borrowing, ())] == ["lender_consent", "utility_consent"]
    assert [slot.code for slot in missing_slots(form, borrowing, {"lender_consent"})] == ["utility_consent"]
    assert missing_slots(form, {"apply_kind": "increase"}, ()) == []


SLOT = """
[[slot]]
code = "plan"
zh = "总平面图"
en = "Site plan"
kinds = ["drawing", "table"]
"""


def with_slot(more: str = "") -> RequestForm:
    text = packaged_text("general").replace("[[slot]]", f"{SLOT}{more}\n[[slot]]", 1)
    return read_form(text)


def test_a_slot_says_which_files_it_takes_and_whether_one_is_needed() -> None:
    slot = with_slot("required = true").slots[0]
    assert slot.groups == (FileGroup.DRAWING, FileGroup.TABLE)
    assert slot.is_needed({})
    assert slot.is_announced
    assert kinds_of(slot.groups) == {
        FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.PDF, FileKind.XLSX, FileKind.DWG, FileKind.DXF,
    }  # fmt: skip
    assert not with_slot().slots[0].is_needed({})
    assert kinds_of(()) == set(FileKind) - {FileKind.DWG, FileKind.DXF}


def test_a_slot_needed_only_sometimes_is_offered_only_then() -> None:
    question = '[[section.field]]\nname = "digging"\nkind = "choice"\nzh = "挖路"\nen = "Digging"\n'
    options = 'options = [{ code = "yes", zh = "是", en = "Yes" }, { code = "no", zh = "否", en = "No" }]\n'
    text = packaged_text("general").replace(
        "[[slot]]", f'{SLOT}require_when = {{ digging = ["yes"] }}\n[[slot]]', 1
    )
    first = '[[section.field]]\nname = "title"'
    slot = read_form(text.replace(first, f"{question}{options}\n{first}", 1)).slots[0]
    assert slot.shown_when == slot.needed_when
    assert slot.is_needed({"digging": "yes"})
    assert not slot.is_needed({"digging": "no"})
    with pytest.raises(FormTextError):
        read_form(text)  # a condition on a question that the form does not ask


def test_an_unknown_kind_of_file_is_named_with_those_there_are() -> None:
    with pytest.raises(FormTextError) as raised:
        read_form(
            packaged_text("general").replace("[[slot]]", f"{SLOT.replace('table', 'film')}\n[[slot]]", 1)
        )
    assert "film" in raised.value.problems[0].words.zh
    assert "picture、pdf、drawing、table、document" in raised.value.problems[0].words.zh
