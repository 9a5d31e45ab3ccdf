# Everything one does with Greffier in a checkout. `make` alone lists it. A machine needs Python 3.11 and make, nothing else.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(VENV)/bin/pip install -qq --disable-pip-version-check
LOCKED := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help demo test faults lint format accuracy bench pictures wheel lock clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.installed ## see three invented operators join, in under two minutes: no root, no mail server
	@$(VENV)/bin/greffier demo

test: $(VENV)/.installed-dev ## run every test, against real Dovecot, Postfix and clamd
	@.ci/neighbours
	@echo "→ the tests"
	@$(PY) -m pytest -n 2

faults: $(VENV)/.installed-dev ## kill the service a thousand times (TIMES=1000) and show that nothing is lost or comes twice
	@.ci/neighbours
	@$(PY) tests/faults/campaign.py $(TIMES)

lint: $(VENV)/.installed-dev ## check form, style, types and floors
	@echo "→ style and form (ruff)"
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@echo "→ types (mypy, pyright)"
	@$(VENV)/bin/mypy
	@$(VENV)/bin/pyright
	@echo "→ floors (import-linter)"
	@$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/.installed-dev ## put the code into form
	@$(VENV)/bin/ruff format
	@$(VENV)/bin/ruff check --fix

accuracy: $(VENV)/.installed-dev ## how well mails and documents are understood, measured on samples
	@$(PY) tests/bench/accuracy.py

bench: $(VENV)/.installed-dev ## how long things take on this machine
	@.ci/neighbours
	@for program in $(wildcard tests/bench/latency.py tests/bench/mail.py tests/bench/reading.py tests/bench/documents.py); do \
	  echo "→ $$program"; $(PY) $$program || exit 1; done

pictures: $(VENV)/.installed-dev ## take pictures of the digest and the letters, into dist/pictures
	@.ci/neighbours
	@$(PY) tests/pictures.py dist/pictures

wheel: $(VENV)/.installed-dev ## build the package, into dist
	@$(VENV)/bin/hatchling build -t wheel -d dist

lock: $(VENV)/.installed-dev ## choose the newest versions that fit together, and write their hashes
	@$(INSTALL) uv
	@echo "→ requirements.lock, requirements-dev.lock"
	@echo hatchling | $(VENV)/bin/uv pip compile pyproject.toml - --extra demo --extra esign --extra ocr $(LOCKED) --output-file requirements.lock
	@$(VENV)/bin/uv pip compile pyproject.toml --extra dev $(LOCKED) --output-file requirements-dev.lock

clean: ## remove what was installed and built here
	@rm -rf $(VENV) dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Greffier needs Python 3.11: make PYTHON=/path/to/python3.11")'
	@echo "→ a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python lacks its venv module; on Debian: apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "→ the packages of requirements.lock, and Greffier itself"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "→ the packages of requirements-dev.lock, and Greffier itself"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.installed
