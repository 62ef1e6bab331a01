# make demo shows what svcqa does, make test that it does it; both make their own environment in .venv.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

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
	$(BIN)/python -m pip install --quiet --editable ".[all]"
	touch $@

$(INSTALLED): .venv/.installed-all
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

.venv/.installed-bench: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --editable ".[dev,bench]"
	touch $@

.venv/.installed-mutants: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --editable ".[dev,mutants]"
	touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache benchmarks/work
