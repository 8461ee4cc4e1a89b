# `make` builds the pack, `make test` checks everything. `make help` lists the rest.
# Where there is no make (Windows), see "Without make" in README.md.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV   := .venv
BIN    := $(VENV)/bin
OUT    := build

.DEFAULT_GOAL := all
.PHONY: all site zip handouts readings check lint test linkcheck clean help

all: $(VENV)/.installed  ## build everything into build/ (what has not changed is left alone)
	@$(BIN)/teachkit build . --out $(OUT)

site: $(VENV)/.installed  ## build only the pages: both editions
	@$(BIN)/teachkit build . --out $(OUT) --only site --only teacher

zip: $(VENV)/.installed  ## the students' pages as one file, for a USB stick: build/zip/site.zip
	@$(BIN)/teachkit build . --out $(OUT) --only zip

handouts: $(VENV)/.installed  ## build only the PDFs: worksheets and keys
	@$(BIN)/teachkit build . --out $(OUT) --only handouts --only teacher-handouts

readings: $(VENV)/.installed  ## build only the PDFs of lessons and guide
	@$(BIN)/teachkit build . --out $(OUT) --only readings --only teacher-readings

check: $(VENV)/.installed  ## look for problems in the exercises, facts and sources
	@$(BIN)/teachkit check . --strict

lint: $(VENV)/.installed  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint  ## lint, then all tests with branch coverage, on up to four cores
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal --cov --cov-report=term-missing

linkcheck: $(VENV)/.installed  ## ask every address that the pages name whether it still answers
	$(BIN)/python -m sphinx -b linkcheck -q -t teacher -d $(OUT)/.work/linkcheck docs $(OUT)/linkcheck

clean:  ## remove what was built, not the environment
	rm -rf $(OUT) .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment is made once, and brought up to date when pyproject.toml changes.
$(VENV)/.installed: pyproject.toml
	@echo "Installing into $(VENV) (once, about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "teachkit needs Python 3.11 or newer: rm -r $(VENV); make PYTHON=python3.12"; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@
