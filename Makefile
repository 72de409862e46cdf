# Two commands matter: `make run` and `make test`. Both set up what they need in .venv.
# `make test-readers` reads our datasets with the tools of others; those weigh over a gigabyte and
# stay in .venv-readers.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
# label-studio-sdk holds numpy below what pandas needs on Python 3.14.
READERS_PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READERS := .venv-readers/bin

.PHONY: run test test-readers bench format schemas clean

run: .venv/installed
	@$(BIN)/annotator -p desk tag seeds/000_5a9ce91cccabd766.txt

test: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

test-readers: .venv-readers/installed
	$(READERS)/python -m pytest tests/readers tests/formats/test_spacy.py

bench: .venv/installed-bench
	$(BIN)/python -m tests.benchmarks

format: .venv/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: .venv/installed
	$(BIN)/annotator schema --write schemas

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "annotator needs Python 3.11 or newer on the PATH."; exit 1; }
	@echo "Setting up .venv (once; this takes a minute)…"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --upgrade pip

.venv-readers/bin/python:
	@test -n "$(READERS_PYTHON)" || { echo "The tools of others need Python 3.11, 3.12 or 3.13 on the PATH."; exit 1; }
	@echo "Setting up .venv-readers (once)…"
	@$(READERS_PYTHON) -m venv .venv-readers
	@$(READERS)/python -m pip install --quiet --upgrade pip

.venv/installed: pyproject.toml | .venv/bin/python
	@echo "Installing annotator and what it needs into .venv (once)…"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Installing what the checks need into .venv (once)…"
	@$(BIN)/python -m pip install --quiet --editable '.[documents,parquet,stats]'
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

.venv/installed-bench: .venv/installed-dev
	@echo "Installing what the measurements need into .venv (once)…"
	@$(BIN)/python -m pip install --quiet --group bench
	@touch $@

.venv-readers/installed: pyproject.toml | .venv-readers/bin/python
	@echo "Installing the tools of others into .venv-readers (once; over a gigabyte)…"
	@$(READERS)/python -m pip install --quiet --editable '.[parquet,spacy]' --group readers
	@touch $@

clean:
	rm -rf .venv .venv-readers .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
