# Đối Thoại: everything a newcomer types.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
PROCESSES ?= 2
VENV := .venv
BIN := $(VENV)/bin
FORMATTED_TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)

help: ## show what can be typed
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | while IFS='|' read -r n t; do printf '  make %-12s %s\n' "$$n" "$$t"; done

run: $(VENV)/.installed ## try the portal on http://localhost:8000 (PORT=… for another port)
	@exec $(BIN)/python manage.py trial --port $(PORT)

test: $(VENV)/.installed-dev ## run every test (PROCESSES=… at once; DATABASE_URL=postgres://… for PostgreSQL)
	@command -v chromium >/dev/null || echo "chromium is missing, the browser tests will be skipped: apt-get install chromium"
	@command -v espeak-ng >/dev/null || echo "espeak-ng is missing, the tests of its voice will be skipped: apt-get install espeak-ng"
	@test -n "$$ELASTICSEARCH_URL" || echo "ELASTICSEARCH_URL is not set, the tests of that engine will be skipped"
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder $(PYTEST)

screenshots: $(VENV)/.installed-dev ## write pictures of every page to var/screenshots, to be looked at
	$(BIN)/pytest tests/browser/screenshots.py

lint: $(VENV)/.installed-dev ## check style, types, templates and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/djhtml --check --tabwidth 2 $(FORMATTED_TEMPLATES)
	$(BIN)/python manage.py makemigrations --check --dry-run

format: $(VENV)/.installed-dev ## put code and templates into their form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 $(FORMATTED_TEMPLATES)

lock: $(VENV)/.installed-dev ## pin requirements.in and requirements-dev.in anew, with hashes
	$(BIN)/uv pip compile -q --no-header --generate-hashes --python-version 3.11 --upgrade requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --no-header --generate-hashes --python-version 3.11 --upgrade requirements-dev.in -o requirements-dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is missing: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.PHONY: help run test screenshots lint format lock
