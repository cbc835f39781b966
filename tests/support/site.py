"""The site of `wsgi.py` as the served desk runs it: templates that one desk has compiled serve the next one as well."""

from __future__ import annotations

from tests.support.compiled import COMPILED
from wsgi import app

app.jinja_env.bytecode_cache = COMPILED
