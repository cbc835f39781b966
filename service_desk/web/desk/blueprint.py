"""The blueprint of the desk, on which its modules of addresses hang their routes, and what its templates call."""

from __future__ import annotations

from flask import Blueprint

from service_desk.web.desk.callback_help import callback_help
from service_desk.web.desk.keys import single_keys
from service_desk.web.desk.phrases import phrases_on
from service_desk.web.desk.reach import REACH_SHAPES, REACH_WORDS, reach_of
from service_desk.web.desk.review_help import review_help
from service_desk.web.in_templates import put_into_templates

blueprint = Blueprint("desk", __name__)
put_into_templates(
    blueprint,
    phrases_on=phrases_on,
    callback_help=callback_help,
    review_help=review_help,
    reach_of=reach_of,
    single_keys=single_keys,
    reach_words=REACH_WORDS,
    reach_shapes=REACH_SHAPES,
)
