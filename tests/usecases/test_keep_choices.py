"""What a person chooses for his lists is his own and outlives every browser."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.desk_columns import USUAL, Column, Density
from service_desk.domain.refusals import NotFound
from service_desk.persistence.database import db
from service_desk.persistence.tables import SavedView
from service_desk.usecases.handling.keep_choices import (
    choices_of,
    choose_columns,
    choose_default_view,
    choose_usual_columns,
    forget_list,
    move_view,
    ordered_views,
    remember_list,
)
from service_desk.usecases.handling.keep_views import save_view
from service_desk.usecases.handling.ownership import drop_owned
from tests.usecases.deeds import HANDLER, HEAD, OUTSIDER
from tests.usecases.office import Office


@pytest.mark.every_database
def test_columns_are_shown_in_their_order_whatever_order_they_were_ticked_in(database: SQLAlchemy) -> None:
    Office()
    assert choices_of(db.session(), HANDLER).columns == USUAL
    choose_columns(HANDLER, columns=["tags", "state", "nonsense", "category"], density=Density.COMPACT)
    chosen = choices_of(db.session(), HANDLER)
    assert chosen.columns == (Column.CATEGORY, Column.STATE, Column.TAGS)
    assert chosen.density is Density.COMPACT
    assert choices_of(db.session(), HEAD).columns == USUAL
    choose_columns(HANDLER, columns=[], density=Density.COMFORTABLE)
    assert choices_of(db.session(), HANDLER).columns == ()
    choose_usual_columns(HANDLER)
    assert choices_of(db.session(), HANDLER).is_usual


@pytest.mark.every_database
def test_the_list_narrowed_last_is_remembered_until_it_is_forgotten(database: SQLAlchemy) -> None:
    Office()
    remember_list(HANDLER, {"tab": "our-due", "park": "东区"})
    remember_list(HANDLER, {"tab": "our-due", "lamp": "red"})
    choose_columns(HANDLER, columns=["due"], density=Density.COMPACT)
    assert choices_of(db.session(), HANDLER).last_list == {"tab": "our-due", "lamp": "red"}
    forget_list(HANDLER)
    assert choices_of(db.session(), HANDLER).last_list is None
    assert choices_of(db.session(), HANDLER).columns == (Column.DUE,)


@pytest.mark.every_database
def test_views_stand_in_ones_own_order_and_new_ones_come_last(database: SQLAlchemy) -> None:
    office = Office()

    def names() -> list[str]:
        return [view.name for view in ordered_views(db.session(), HANDLER)]

    ids = {
        name: save_view(HANDLER, office.now, name=name, conditions={"tab": "our-due"}).id
        for name in ("甲", "乙", "丙")
    }
    ours = save_view(HEAD, office.now, name="部门的", conditions={"tab": "our-due"}, for_department=True)
    assert names() == ["甲", "乙", "丙", "部门的"]
    move_view(HANDLER, ids["丙"], by=-1)
    move_view(HANDLER, ours.id, by=-1)
    assert names() == ["甲", "丙", "部门的", "乙"]
    move_view(HANDLER, ids["甲"], by=-1)
    move_view(HANDLER, ids["乙"], by=1)
    assert names() == ["甲", "丙", "部门的", "乙"]
    save_view(HANDLER, office.now, name="新的", conditions={"tab": "our-due"})
    assert names()[-1] == "新的"
    assert [view.name for view in ordered_views(db.session(), HEAD)] == ["部门的"]


def test_only_a_view_one_sees_is_moved_or_opens_first(office: Office) -> None:
    view = save_view(HANDLER, office.now, name="甲", conditions={"tab": "our-due"})
    for deed in (lambda: move_view(OUTSIDER, view.id, by=1), lambda: choose_default_view(OUTSIDER, view.id)):
        with pytest.raises(NotFound):
            deed()
    choose_default_view(HANDLER, view.id)
    assert choices_of(db.session(), HANDLER).default_view == view.id
    choose_default_view(HANDLER, None)
    assert choices_of(db.session(), HANDLER).default_view is None
    drop_owned(SavedView, view.id, HANDLER, office.now)
    with pytest.raises(NotFound):
        choose_default_view(HANDLER, view.id)
