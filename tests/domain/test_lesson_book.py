"""The book of lessons: which hold at each version, nothing is lost by going back, and versions are sealed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service_desk.domain.lesson_book import (
    GIVING_WAY,
    IN_FORCE,
    BookAct,
    BookChange,
    in_force,
    sealed,
    taught_from,
)


def learned(version: int, lesson: int) -> BookChange:
    return BookChange(version, BookAct.LEARNED, lesson)


BOOK = (
    learned(1, 10),
    learned(2, 11),
    BookChange(3, BookAct.EXCLUDED, 10),
    learned(4, 12),
    BookChange(5, BookAct.RETURNED, to_version=2),
    learned(6, 13),
    BookChange(7, BookAct.RETURNED, to_version=4),
    BookChange(8, BookAct.READMITTED, 10),
    BookChange(9, BookAct.RETURNED, to_version=0),
)


def test_each_version_has_its_lessons() -> None:
    assert [in_force(BOOK, version) for version in range(10)] == [
        (), (10,), (10, 11), (11,), (11, 12), (10, 11), (10, 11, 13), (11, 12), (10, 11, 12), (),
    ]  # fmt: skip


def test_the_last_version_is_meant_where_none_is_named() -> None:
    assert in_force(BOOK[:8]) == (10, 11, 12)
    assert in_force(()) == ()


@st.composite
def books(draw: st.DrawFn) -> list[BookChange]:
    """Yield books of any acts; lessons are excluded and readmitted only after they were learnt."""
    changes: list[BookChange] = []
    for version in range(1, draw(st.integers(1, 25)) + 1):
        act = draw(st.sampled_from(list(BookAct)))
        known = [each.lesson for each in changes if each.act is BookAct.LEARNED]
        if act is BookAct.RETURNED:
            changes.append(BookChange(version, act, to_version=draw(st.integers(0, version - 1))))
        elif act is BookAct.LEARNED or not known:
            changes.append(learned(version, version))
        else:
            changes.append(BookChange(version, act, draw(st.sampled_from(known))))
    return changes


@given(books(), st.data())
def test_whoever_returns_to_a_version_has_exactly_its_lessons(
    book: list[BookChange], data: st.DataObject
) -> None:
    version = data.draw(st.integers(0, len(book)))
    back = [*book, BookChange(len(book) + 1, BookAct.RETURNED, to_version=version)]
    forward = [*back, BookChange(len(book) + 2, BookAct.RETURNED, to_version=len(book))]
    assert in_force(back) == in_force(book, version)
    assert in_force(forward) == in_force(book)


@given(books())
def test_equal_books_have_equal_seals_and_a_change_anywhere_breaks_them(book: list[BookChange]) -> None:
    def seal(changes: list[BookChange]) -> str:
        digest = ""
        for change in changes:
            digest = sealed(digest, change, ("text",))
        return digest

    assert seal(book) == seal(list(book))
    assert seal(book) != seal([learned(1, 99), *book[1:]])


def test_of_too_many_lessons_the_oldest_give_way_in_blocks() -> None:
    assert taught_from(range(IN_FORCE)) == range(IN_FORCE)
    assert next(iter(taught_from(range(IN_FORCE + 1)))) == GIVING_WAY
    assert next(iter(taught_from(range(IN_FORCE + GIVING_WAY)))) == GIVING_WAY
    assert next(iter(taught_from(range(IN_FORCE + GIVING_WAY + 1)))) == 2 * GIVING_WAY
