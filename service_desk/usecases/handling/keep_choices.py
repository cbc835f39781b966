"""Keep what a person chooses for his lists: columns, density, the filters used last, the order of views, the first one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.desk_columns import USUAL, Column, Density, columns_named
from service_desk.domain.refusals import NotFound
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.desk_choices import choice_row, keep_choice
from service_desk.persistence.tables import SavedView
from service_desk.usecases.handling.keep_views import views_for

_GONE = Bilingual("没有这个视图，可能已经删除。", "There is no such view; it may have been deleted.")


@dataclass(frozen=True)
class Choices:
    """What a person's lists look like; `last_list` are a tab and conditions as they stand in an address."""

    columns: tuple[Column, ...] = USUAL
    density: Density = Density.COMFORTABLE
    last_list: Mapping[str, str] | None = None
    view_order: tuple[int, ...] = ()
    default_view: int | None = None
    single_keys: bool = True
    is_usual: bool = field(default=True, compare=False)


def choices_of(session: Session, actor: Actor) -> Choices:
    """Return what a person has chosen, the usual where he has not."""
    if actor.user_id is None:
        return Choices()
    row = choice_row(session, actor.user_id)
    return Choices(
        columns=USUAL if row.columns is None else columns_named(row.columns),
        density=Density(row.density) if row.density else Density.COMFORTABLE,
        last_list=row.last_list,
        view_order=tuple(row.view_order or ()),
        default_view=row.default_view,
        single_keys=row.single_keys is not False,
        is_usual=row.columns is None and row.density is None,
    )


def choose_columns(actor: Actor, *, columns: Iterable[str], density: Density) -> None:
    """Store which columns a person sees and how close the lines stand; unknown columns are left out."""
    _keep(actor, columns=[column.value for column in columns_named(columns)], density=density.value)


def choose_usual_columns(actor: Actor) -> None:
    """Give a person the usual columns back."""
    _keep(actor, columns=None, density=None)


def choose_single_keys(actor: Actor, *, are_on: bool) -> None:
    """Store whether single keys are shortcuts for a person, on every computer he works at."""
    _keep(actor, single_keys=are_on)


def remember_list(actor: Actor, conditions: Mapping[str, str]) -> None:
    """Store the list a person has narrowed, so that it opens when he comes back."""
    _keep(actor, last_list=dict(conditions))


def forget_list(actor: Actor) -> None:
    """Forget it again."""
    _keep(actor, last_list=None)


def ordered_views(session: Session, actor: Actor) -> Sequence[SavedView]:
    """Return the saved lists a person sees in his own order; what he has not placed comes last, his own first."""
    order = {view_id: place for place, view_id in enumerate(choices_of(session, actor).view_order)}
    return sorted(views_for(session, actor), key=lambda view: order.get(view.id, len(order)))


def move_view(actor: Actor, view_id: int, *, by: int) -> None:
    """Move a saved list up (-1) or down (1) in a person's own order; raises NotFound for what he does not see."""
    with transaction() as session:
        ids = [view.id for view in ordered_views(session, actor)]
        if view_id not in ids:
            raise NotFound(_GONE)
        place = ids.index(view_id)
        ids.insert(max(0, place + by), ids.pop(place))
        keep_choice(session, actor.user_id or 0, view_order=ids)


def choose_default_view(actor: Actor, view_id: int | None) -> None:
    """Choose the saved list that opens after signing in, or none; raises NotFound for what the person does not see."""
    with transaction() as session:
        if view_id is not None and view_id not in {view.id for view in views_for(session, actor)}:
            raise NotFound(_GONE)
        keep_choice(session, actor.user_id or 0, default_view=view_id)


def _keep(actor: Actor, **chosen: object) -> None:
    with transaction() as session:
        keep_choice(session, actor.user_id or 0, **chosen)
