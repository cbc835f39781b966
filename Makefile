# The commands of this project. `make` alone lists them.
# Needed: Python 3.11 or newer, and make. Everything else is installed into .venv/ from the hashed locks.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# The first interpreter on the path that is new enough; PYTHON= names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard service_desk/web/translations/*/LC_MESSAGES/messages.po))
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url \
	--no-header $(UPGRADE)

.PHONY: help
help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | while IFS=: read -r name rest; do \
		printf '  make %-13s %s\n' "$$name" "$${rest##*## }"; done

# ---- running ---------------------------------------------------------------------------------------------------------

.PHONY: run
run: $(RUN_READY) $(CATALOGUES) ## Start the desk with its demo zone on http://127.0.0.1:8000 (PORT= for another port)
	@exec $(BIN)/service-desk serve --demo --port $(PORT)

.PHONY: install
install: $(RUN_READY) $(CATALOGUES) ## Install what running needs, and stop there

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed; none was found. Name one: make PYTHON=/path/to/python3' >&2; exit 1; }
	@echo 'Making $(VENV) with $(PYTHON) …'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo 'Python could not make a virtual environment; on Debian and Ubuntu the package python3-venv is missing.' >&2; exit 1; }

$(RUN_READY): requirements.txt requirements-build.txt pyproject.toml hatch_build.py | $(BIN)/python
	@echo 'Installing what the desk needs …'
	@$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

%.mo: %.po $(RUN_READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

# ---- testing ---------------------------------------------------------------------------------------------------------

# What one process of the tests has compiled the others need not; a machine may have that switched off.
unexport PYTHONDONTWRITEBYTECODE

$(TEST_READY): requirements-dev.txt $(RUN_READY)
	@echo 'Installing what the tests need …'
	@$(PIP) --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

# Whose tests alone have to reach the coverage floors: a rule is proved by its own test, not by a page that passes it.
COUNTED := tests/domain tests/usecases

.PHONY: test
test: $(TEST_READY) $(CATALOGUES) ## Run every test: SQLite and PostgreSQL, a mail server, a real browser; coverage is a floor
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not browser' -p tests.support.counting $(COUNTED)
	$(BIN)/python -m tests.support.coverage_floor .coverage.json
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not browser' $(COUNTED:%=--ignore=%)
	$(BIN)/pytest -n 2 --dist worksteal -m browser || { echo 'What failed above once more, alone: a journey that passes now has a race in it, mend it.'; \
		$(BIN)/pytest -m browser --last-failed --last-failed-no-failures none; }

CHECKS := style types floors templates dependencies house-rules

.PHONY: check
check: $(TEST_READY) $(CATALOGUES) ## Check style, types, import floors, templates, dependencies, house rules, translations
	@$(MAKE) --keep-going $(CHECKS)

.PHONY: $(CHECKS)
style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
types:
	$(BIN)/mypy --strict service_desk tests/support
floors:
	$(BIN)/lint-imports
templates:
	$(BIN)/djlint --lint --quiet templates
dependencies:
	$(BIN)/deptry .
house-rules:
	$(BIN)/pytest --quiet tests/architecture

.PHONY: format
format: $(TEST_READY) ## Put the code into its one shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: $(TEST_READY) $(CATALOGUES) ## Measure the desk (see bench/)
	$(BIN)/python -m bench

# ---- making ----------------------------------------------------------------------------------------------------------

.PHONY: translations
translations: $(TEST_READY) ## Collect the Chinese texts, merge them into the English catalogue and compile it
	$(BIN)/python -m tests.support.catalogues

.PHONY: migration
migration: $(TEST_READY) ## Draft the migration from the last one to today's tables (TITLE='a word is kept')
	$(BIN)/python -m tests.support.new_migration '$(TITLE)'

.PHONY: screenshots
screenshots: $(TEST_READY) $(CATALOGUES) ## Photograph a fresh demo zone for docs/screenshots
	$(BIN)/python -m tests.support.screenshots

.PHONY: wheel
wheel: $(RUN_READY) $(CATALOGUES) ## Build dist/*.whl, which runs anywhere without this checkout
	$(BIN)/python -m pip --disable-pip-version-check wheel --no-deps --no-build-isolation --wheel-dir dist .

.PHONY: lock
lock: $(TEST_READY) ## Write the hashed locks anew (UPGRADE=--upgrade to take newer releases)
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --group build -c requirements.txt -o requirements-build.txt
	$(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt

.PHONY: clean
clean: ## Remove what was built or installed; instance/ stays
	rm -rf $(VENV) dist build .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find service_desk -name '*.mo' -delete
