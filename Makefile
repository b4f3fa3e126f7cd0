# The two commands of the README are `make run` and `make test`; `make help` lists the rest.
# A Python built with optimisations reads notices a fifth faster: python3 if it was, else the distribution's own.
IS_OPTIMISED := import ensurepip, sys, sysconfig; sys.exit(sys.version_info < (3, 11) or not (sys.base_prefix == "/usr" or "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")))
PYTHON ?= $(or $(firstword $(foreach python,python3 /usr/bin/python3,$(shell $(python) -c '$(IS_OPTIMISED)' 2>/dev/null && echo $(python)))),python3)
VENV := .venv
BIN := $(VENV)/bin
HOME_DIR ?= data
SERVE ?= 1
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run test lint bench lock docs clean

help:
	@echo "make run          install, crawl the bundled sample site, extract, build, open the dashboard (SERVE=0 stops before it)"
	@echo "make test         all tests        make lint   ruff and strict typing"
	@echo "make bench        benchmarks       make docs   write the generated pages again"
	@echo "make lock         resolve the dependencies of pyproject.toml into requirements*.lock (needs uv)"

run: $(VENV)/run.stamp
	$(BIN)/zhifa run --replica --home $(HOME_DIR) $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n auto --dist loadgroup

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/bench.stamp
	$(BIN)/python -m bench

docs: $(VENV)/run.stamp
	$(BIN)/python -m warehouse.dictionary

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra queue --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra queue --extra dev --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

$(BIN)/python:
	@echo "Making $(VENV) with $(PYTHON); make PYTHON=... takes another"
ifdef UV
	uv venv -q --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif

# $(1): a lock file. Every wheel is checked against its hash; the project itself is installed editable on top.
ifdef UV
define install
	@echo "Installing $(1) with uv"
	@uv pip install -q --python $(BIN)/python --require-hashes -r $(1)
	@uv pip install -q --python $(BIN)/python --no-build-isolation --no-deps -e .
endef
else
define install
	@echo "Installing $(1) with pip (a minute or two)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
endef
endif

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: requirements-bench.lock pyproject.toml | $(BIN)/python
	$(call install,requirements-bench.lock)
	@touch $@

clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
