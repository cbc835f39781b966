"""Pictures drawn for the requests and visits of the demo zone: what one photographs at a plant, without people and words."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import cache

from flask import current_app
from PIL import Image, ImageDraw

from service_desk.demo.firms import Firm
from service_desk.domain.actors import Actor
from service_desk.usecases.files.receive_file import receive_for_form
from service_desk.usecases.visits.photographs import receive_photograph
from service_desk.web.files import EXTENSION, store

SIZE = (640, 480)
Pen = ImageDraw.ImageDraw

_SKY, _GROUND, _ROAD = "#cfe3f2", "#b9b6a3", "#8d8f92"
_WALL, _ROOF, _DARK, _STEEL = "#d9d3c4", "#7b8794", "#3c4650", "#a9b3bb"
_GREEN, _YELLOW, _RED = "#5f7d5a", "#e0b13c", "#b5483a"


def _scene(pen: Pen, horizon: int = 300) -> None:
    pen.rectangle((0, 0, *SIZE), fill=_SKY)
    pen.ellipse((470, 40, 540, 110), fill="#f4e3a8")
    pen.rectangle((0, horizon, *SIZE), fill=_GROUND)


def _gate(pen: Pen) -> None:
    """Draw a plant's gate: halls behind a sliding fence between two pillars."""
    _scene(pen)
    for left in (60, 240, 420):
        pen.rectangle((left, 170, left + 160, 310), fill=_WALL)
        pen.polygon([(left, 170), (left + 80, 120), (left + 160, 170)], fill=_ROOF)
        for window in range(3):
            pen.rectangle((left + 18 + window * 46, 205, left + 46 + window * 46, 235), fill="#86a7bd")
    pen.polygon([(180, 480), (290, 300), (350, 300), (480, 480)], fill=_ROAD)
    for pillar in (110, 500):
        pen.rectangle((pillar, 230, pillar + 34, 390), fill="#b26a4c")
        pen.rectangle((pillar - 6, 220, pillar + 40, 234), fill=_DARK)
    for bar in range(150, 500, 22):
        pen.line((bar, 300, bar, 385), fill=_DARK, width=5)
    for rail in (305, 380):
        pen.line((144, rail, 500, rail), fill=_DARK, width=6)


def _transformer(pen: Pen) -> None:
    """Draw a transformer in its yard, three bushings and the radiator's ribs."""
    _scene(pen, 330)
    pen.rectangle((90, 370, 550, 410), fill="#9a9a96")
    pen.rectangle((180, 200, 460, 370), fill=_GREEN)
    for rib in range(196, 450, 26):
        pen.rectangle((rib, 220, rib + 12, 355), fill="#486345")
    pen.rectangle((210, 165, 430, 202), fill="#6d8c67")
    for bushing in (240, 315, 390):
        for disc in range(5):
            pen.ellipse((bushing - 14, 96 + disc * 14, bushing + 22, 108 + disc * 14), fill="#c98f63")
        pen.line((bushing + 4, 96, bushing + 4, 30), fill=_DARK, width=4)
    pen.line((0, 30, 640, 30), fill=_DARK, width=3)
    pen.rectangle((506, 300, 514, 372), fill=_DARK)
    pen.polygon([(480, 300), (510, 250), (540, 300)], fill=_YELLOW, outline=_DARK)
    pen.line((510, 266, 510, 286), fill=_DARK, width=5)


def _meter(pen: Pen) -> None:
    """Draw a meter on its board: a dial with a hand, a row of rollers, two conduits."""
    pen.rectangle((0, 0, *SIZE), fill="#c9c4b6")
    pen.rectangle((150, 40, 490, 440), fill=_STEEL, outline=_DARK, width=6)
    pen.ellipse((210, 80, 430, 300), fill="#f5f4ee", outline=_DARK, width=6)
    for mark in range(8):
        pen.arc((226, 96, 414, 284), 135 + mark * 38, 139 + mark * 38, fill=_DARK, width=16)
    pen.line((320, 190, 384, 138), fill=_RED, width=7)
    pen.ellipse((308, 178, 332, 202), fill=_DARK)
    for roller in range(5):
        pen.rectangle((226 + roller * 38, 326, 258 + roller * 38, 372), fill=_DARK)
        pen.rectangle((232 + roller * 38, 344, 252 + roller * 38, 350), fill="#f5f4ee")
    for conduit in (230, 390):
        pen.rectangle((conduit, 440, conduit + 22, 480), fill=_DARK)


def _machine(pen: Pen) -> None:
    """Draw a new machine in a workshop: a press between columns, a crane rail above, crates in front."""
    pen.rectangle((0, 0, *SIZE), fill="#dfe2df")
    pen.rectangle((0, 350, *SIZE), fill="#a7aaa6")
    for column in (40, 300, 560):
        pen.rectangle((column, 60, column + 26, 350), fill="#8f999f")
    pen.rectangle((0, 60, 640, 84), fill=_YELLOW)
    pen.rectangle((270, 84, 350, 112), fill=_DARK)
    pen.rectangle((150, 200, 250, 390), fill="#4f7aa3")
    pen.rectangle((400, 200, 500, 390), fill="#4f7aa3")
    pen.rectangle((150, 170, 500, 220), fill="#3f6386")
    pen.rectangle((295, 220, 355, 300), fill=_STEEL)
    pen.rectangle((240, 340, 410, 390), fill=_DARK)
    for crate in (520, 70):
        pen.rectangle((crate, 390, crate + 80, 450), fill="#b58b58", outline="#7d5d36", width=4)
        pen.line((crate, 390, crate + 80, 450), fill="#7d5d36", width=4)


def _crane(pen: Pen) -> None:
    """Draw a hall under construction with a tower crane beside it."""
    _scene(pen, 360)
    pen.rectangle((250, 200, 560, 360), fill="#e3ded2")
    for column in range(250, 570, 62):
        pen.rectangle((column, 150, column + 12, 360), fill=_ROOF)
    for beam in (200, 270):
        pen.rectangle((250, beam, 572, beam + 10), fill=_ROOF)
    pen.line((140, 360, 140, 60), fill=_YELLOW, width=14)
    pen.line((60, 70, 430, 70), fill=_YELLOW, width=10)
    pen.line((140, 30, 60, 70), fill=_DARK, width=3)
    pen.line((140, 30, 430, 70), fill=_DARK, width=3)
    pen.line((380, 75, 380, 160), fill=_DARK, width=3)
    pen.rectangle((350, 160, 412, 176), fill=_RED)


def _drain(pen: Pen) -> None:
    """Draw a rainwater drain before a hall's door, the water standing over it."""
    pen.rectangle((0, 0, *SIZE), fill="#9b9c98")
    pen.rectangle((0, 0, 640, 150), fill=_WALL)
    pen.rectangle((200, 20, 440, 150), fill=_ROOF)
    for slat in range(30, 150, 18):
        pen.line((200, slat, 440, slat), fill=_DARK, width=2)
    pen.ellipse((110, 210, 540, 430), fill="#7f98a6")
    pen.ellipse((190, 250, 470, 400), fill="#8fa9b7")
    pen.rectangle((260, 280, 400, 360), fill="#55606a", outline=_DARK, width=5)
    for slot in range(276, 396, 20):
        pen.line((slot, 290, slot, 350), fill=_DARK, width=6)


_DRAWN: dict[str, Callable[[Pen], None]] = {
    "厂区大门.jpg": _gate,
    "变压器.jpg": _transformer,
    "电表.jpg": _meter,
    "二号车间.jpg": _machine,
    "二期厂房.jpg": _crane,
    "雨水井.jpg": _drain,
}

AT_VISIT: dict[int, tuple[str, ...]] = {
    1: ("厂区大门.jpg", "二号车间.jpg", "变压器.jpg"),
    4: ("电表.jpg",),
    6: ("二期厂房.jpg", "雨水井.jpg"),
}
"""Which pictures each visit of the campaign brought back, by its place among the visits."""


WITH_REQUEST: dict[str, tuple[str, ...]] = {
    "power_capacity": ("变压器.jpg", "电表.jpg"),
    "joint_utilities": ("二期厂房.jpg",),
    "construction_permit": ("二期厂房.jpg",),
    "technology_upgrade": ("二号车间.jpg",),
    "drainage_sewer": ("雨水井.jpg",),
    "freight_access": ("厂区大门.jpg",),
}
"""Which pictures come with a web form of this request type, where the firm is one of those that take some."""
_ONE_IN = 2


def photographs_with(request_type: str, firm: Firm, at: datetime) -> tuple[str, tuple[str, ...]]:
    """Leave the pictures of a request as its form does and return their parcel and tokens; for every other firm, none."""
    parcel = secrets.token_hex(16)
    if EXTENSION not in current_app.extensions or firm.number % _ONE_IN:
        return parcel, ()
    return parcel, tuple(
        receive_for_form(parcel, "other", name, drawn(name), at, store()).token
        for name in WITH_REQUEST.get(request_type, ())
    )


def photographs_at(place: int, key: str, visitor: Actor, at: datetime) -> tuple[str, ...]:
    """Hand in the pictures of one visit under its key and return their tokens.

    A database that is filled outside of the desk's own application has no store beside it: its visits come without.
    """
    if EXTENSION not in current_app.extensions:
        return ()
    return tuple(
        receive_photograph(key, name, drawn(name), visitor, at, store()).token
        for name in AT_VISIT.get(place, ())
    )


@cache
def drawn(name: str) -> bytes:
    """Return a picture as a camera would hand it over (JPEG)."""
    picture = Image.new("RGB", SIZE)
    _DRAWN[name](ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
