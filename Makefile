# The portal's commands; `make help` lists them. What they promise stands in README.md.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet
# An interpreter to use; empty means: find one.
PYTHON ?=
# How many records `make bench` builds with.
RECORDS ?= 100 1000
# How many sequences of edits `make fuzz` makes, and how many hostile inputs.
SEQUENCES ?= 500
INPUTS ?= 120000
# How many publications `make soak` kills.
KILLS ?= 300

# No banner of Material's about MkDocs 2, and pip without advice about itself.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# An environment knows where it was made. In a moved folder, or when its interpreter is gone, it is made again.
ifneq ("$(shell { $(BIN)/python -c '' && cat $(VENV)/made-in; } 2>/dev/null)","$(CURDIR)")
MOVED := moved
endif

.DEFAULT_GOAL := help
.PHONY: help setup site test serve admin bench load fuzz soak lint lock pictures clean browser readers generators moved
.DELETE_ON_ERROR:

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/portal.stamp ## set up, check the content, build the portal into site/
	$(BIN)/portal check
	$(BIN)/portal build

setup: $(VENV)/portal.stamp ## set up the portal command only

test: $(VENV)/test.stamp browser readers lint ## set up with everything the tests need, then lint and run all tests
	@# A browser keeps both processors busy by itself, and its tests look at times.
	$(BIN)/python -m pytest tests/browser
	$(BIN)/python -m pytest --ignore tests/browser --numprocesses auto --dist loadfile

serve: $(VENV)/portal.stamp ## preview on 127.0.0.1:8000, rebuilt when something changes
	$(BIN)/portal serve

admin: $(VENV)/portal.stamp ## fetch the web editor that `portal serve` shows at /admin/
	$(BIN)/portal admin

bench: browser generators ## benchmarks, beside other generators; RECORDS="100 1000 10000" for the largest too
	@# Everything is measured before a limit that is not met ends this with failure.
	@PYTHONPATH=.:hooks $(BIN)/python -m tests.bench.compare $(RECORDS); status=$$?; \
	$(BIN)/python -m pytest -m bench -s tests/bench && exit $$status

load: $(VENV)/test.stamp readers ## nginx with our configuration under load: 500 questions a second, and the most
	PYTHONPATH=.:hooks $(BIN)/python -m tests.bench.load

fuzz: $(VENV)/test.stamp $(VENV)/fuzz.stamp ## INPUTS=120000 hostile files; SEQUENCES=500 of edits, each build against a clean one
	PYTHONPATH=.:hooks $(BIN)/python -m tests.fuzz.run --inputs $(INPUTS)
	PORTAL_TEST_SEQUENCES=$(SEQUENCES) $(BIN)/python -m pytest -s tests/site/test_store_property.py

soak: $(VENV)/test.stamp ## publications killed at any moment, each followed by a whole one; KILLS=300 of them
	PORTAL_TEST_KILLS=$(KILLS) $(BIN)/python -m pytest -s tests/site/test_publishing_killed.py

lint: $(VENV)/test.stamp ## ruff and mypy
	$(BIN)/python -m ruff check
	$(BIN)/python -m mypy

lock: ## write the lock files again from requirements*.in (UPGRADE=1: to the newest versions)
	@PYTHON="$(PYTHON)" .ci/lock $(if $(UPGRADE),--upgrade)

pictures: $(VENV)/test.stamp browser ## take the pictures of the editors' handbook anew
	PYTHONPATH=.:hooks $(BIN)/python -m tests.browser.pictures

clean: ## remove everything that was made, but not the environment in .venv/
	rm -rf site .cache build hooks/*.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

browser: $(VENV)/test.stamp
	@$(BIN)/python tests/browser/chromium.py

readers: $(VENV)/test.stamp
	@$(BIN)/python tests/readers/programs.py

generators: $(VENV)/test.stamp $(VENV)/bench.stamp
	@PYTHONPATH=.:hooks $(BIN)/python -m tests.bench.programs

$(VENV)/made-in: $(MOVED)
	@PYTHON="$(PYTHON)" .ci/environment $(VENV)

$(VENV)/portal.stamp: $(VENV)/made-in requirements-build.txt requirements.txt pyproject.toml
	@echo "Installing the locked dependencies and the portal command into $(VENV)/ ..."
	@$(PIP) --require-hashes -r requirements-build.txt
	@$(PIP) --require-hashes --no-build-isolation -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/portal.stamp requirements-test.txt
	@echo "Installing what the tests need into $(VENV)/ ..."
	@$(PIP) --require-hashes --no-build-isolation -r requirements-test.txt
	@touch $@

$(VENV)/fuzz.stamp: $(VENV)/test.stamp requirements-fuzz.txt
	@echo "Installing what leads the fuzzing, where there is a build of it ..."
	@$(PIP) --require-hashes --only-binary :all: -r requirements-fuzz.txt || echo "None here: chance makes all inputs."
	@touch $@

$(VENV)/bench.stamp: $(VENV)/made-in requirements-bench.txt
	@echo "Installing other generators for the benchmarks into $(VENV)/bench/ ..."
	@PYTHON="$(PYTHON)" .ci/environment $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip install --quiet --require-hashes -r requirements-bench.txt
	@touch $@
