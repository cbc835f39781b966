"""The site of `wsgi.py` as the served desk runs it: templates that one desk has compiled serve the next one as well."""

from __future__ import annotations

import os

from jinja2 import FileSystemBytecodeCache

from wsgi import app

app.jinja_env.bytecode_cache = FileSystemBytecodeCache(os.environ["TEMPLATES_COMPILED_IN"])
