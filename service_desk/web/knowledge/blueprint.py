"""The blueprint of the knowledge base, on which its modules hang their routes, and what its templates all need."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from service_desk.domain.catalogue import CATEGORY_NAMES
from service_desk.domain.knowledge.answers import ANSWER_ACT_NAMES, ANSWER_STATE_NAMES
from service_desk.domain.knowledge.area_notices import NOTICE_STATE_NAMES

blueprint = Blueprint("knowledge", __name__)
Page = str | tuple[str, int] | Response

NAMES = {
    "category_names": CATEGORY_NAMES,
    "answer_states": ANSWER_STATE_NAMES,
    "answer_acts": ANSWER_ACT_NAMES,
    "notice_states": NOTICE_STATE_NAMES,
}
"""Names of codes, as the templates of this folder use them."""
