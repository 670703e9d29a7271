# All that a new machine needs is Python 3.11 or newer and make.
# Another Python: make app PYTHON=python3.12

PYTHON ?= python3
ARGS ?=
LOCK_FLAGS ?=

VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
PIP := $(PY) -m pip --disable-pip-version-check
COMPILE := pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-header --no-emit-index-url --no-emit-find-links $(LOCK_FLAGS)

# The stamps hold the folder they were made for: an environment that was copied or moved
# along with its folder still runs the package of the old place, so it is installed again.
ifneq ($(shell cat $(RUNTIME) 2>/dev/null),$(CURDIR))
MOVED := moved
endif

.PHONY: help app test test-warehouse check bench pictures lock clean browser moved
.NOTPARALLEL:

help:  ## show these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

app: $(RUNTIME)  ## start the app on http://127.0.0.1:8501, with the sample project
	@$(VENV)/bin/mixedmethods app $(ARGS)

test: browser check  ## run the checks, then every test (one folder: make test ARGS=tests/survey)
	@MIXEDMETHODS_BROWSER="$$($(PY) tools/browser.py)" $(PY) -m pytest $(ARGS)

# pyspark comes as source alone, and is not made for this Python only: it needs no compiler.
test-warehouse: $(DEV)  ## count episodes in PostgreSQL and Spark too (installs the extra; Java 17)
	@$(PY) tools/postgres.py
	@$(PIP) install --quiet --require-hashes -r requirements-warehouse.lock
	@$(PY) -m pytest tests/warehouse -rs

check: $(DEV)  ## ruff (lint and format) and mypy
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: $(DEV)  ## measure start-up and the main work
	@$(PY) -m benchmarks $(ARGS)

pictures: browser $(DEV)  ## make the README's pictures again, by walking its three jobs
	@MIXEDMETHODS_PICTURES=docs/images MIXEDMETHODS_BROWSER="$$($(PY) tools/browser.py)" \
		$(PY) -m pytest tests/e2e/test_jobs.py

lock: $(PY)  ## write the lock files again (newer releases: make lock LOCK_FLAGS=--upgrade)
	@uv=$$(command -v uv) || { $(PIP) install --quiet uv && uv=$(VENV)/bin/uv; } || exit 1; \
	"$$uv" $(COMPILE) --group build --output-file requirements.lock && \
	"$$uv" $(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock && \
	"$$uv" $(COMPILE) --no-binary pyspark --extra warehouse --constraints requirements-dev.lock \
		--output-file requirements-warehouse.lock

clean:  ## remove the environment and the caches; projects are left alone
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

browser: $(PY)
	@$(PY) tools/browser.py

$(PY):
	@command -v "$(PYTHON)" >/dev/null || { echo "mixedmethods needs Python 3.11 or newer, and $(PYTHON) was not found: install it, or name another with make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mixedmethods needs Python 3.11 or newer, and $(PYTHON) is older: install a newer one, or name another with make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV)

# $(call install,LOCK,STAMPS): no stamp stands while an installation is under way.
define install
	@rm -f $(RUNTIME) $(DEV)
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	$(PIP) install --only-binary :all: --require-hashes -r $(1)
	$(PIP) install --no-build-isolation --no-deps -e .
	@for stamp in $(2); do pwd -P > $$stamp; done
endef

$(RUNTIME): requirements.lock pyproject.toml $(PY) $(MOVED)
	$(call install,requirements.lock,$(RUNTIME))

# The packages of requirements-dev.lock include those of requirements.lock, at the same versions.
$(DEV): requirements-dev.lock pyproject.toml $(PY) $(MOVED)
	$(call install,requirements-dev.lock,$(RUNTIME) $(DEV))
