# make demo shows what svcqa does, make test that it does it; both make their own environment in .venv.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
# most of what is installed is never imported, and need not be compiled before the demonstration
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable

.PHONY: test demo test-long fuzz mutants lint docs evidence bench clean

test: $(INSTALLED)
	$(BIN)/python -m pytest -m "not long" -n auto --dist loadfile --no-loadscope-reorder

demo: .venv/.installed-all
	$(BIN)/svcqa demo demo --force

test-long: $(INSTALLED)
	$(BIN)/python -m pytest -m long

fuzz: $(INSTALLED)
	$(BIN)/python -m pytest -m long tests/test_fuzz.py

mutants: .venv/.installed-mutants
	$(BIN)/python -m mutation.run

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(INSTALLED)
	$(BIN)/python -m svcqa.pages docs/checks

evidence: $(INSTALLED)
	$(BIN)/python -m tests.evidence

bench: .venv/.installed-bench
	$(BIN)/python -m benchmarks.run

.venv/.installed-all: pyproject.toml
	$(PYTHON) -m venv .venv
	$(INSTALL) ".[all]"
	touch $@

# in tests warnings are errors, and those of compiling what others wrote are none of ours
$(INSTALLED): .venv/.installed-all
	$(INSTALL) ".[dev]"
	-$(BIN)/python -m compileall -qq -j 0 .venv src plugins rulesets
	touch $@

.venv/.installed-bench: $(INSTALLED)
	$(INSTALL) ".[dev,bench]"
	touch $@

.venv/.installed-mutants: $(INSTALLED)
	$(INSTALL) ".[dev,mutants]"
	touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache benchmarks/work
