# Everything a person or a machine does with the project. `make help` lists it.

.DEFAULT_GOAL := help
PYTHON3 ?= python3
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
# Words for the program or the tests: make run ARGS="--profile ../trial", make test ARGS=tests/core
ARGS ?=
GROUP ?=
SEEDS ?=
CLIENTS ?=
MINUTES ?= 30

# Modules compiled to bytecode load four times faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run demo test check fast bench shots server goldens soak lock environment development

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: environment ## Open the program; ARGS="--help" lists its options
	$(PYTHON) -m desktop $(ARGS)

demo: environment ## Open the program with the demo company
	$(PYTHON) -m desktop --demo $(ARGS)

test: development ## Run all tests; ARGS="tests/core -x" runs some
	$(PYTEST) -n 2 --dist worksteal $(ARGS)

check: development ## Format, lint, types, layers, dependencies, translations
	$(PYTHON) -m tools.check

fast: development ## Run the tests of what changed since the last commit
	$(PYTHON) -m tools.changed_tests $(ARGS)

bench: development ## Measure; GROUP=L one group, ARGS=--write into docs/benchmarks.md
	$(PYTHON) -m bench $(GROUP) $(ARGS)

shots: development ## Take pictures of every screen into build/shots/; ARGS="list card" some
	$(PYTHON) -m tools.shots $(ARGS)

server: development ## Start a central PostgreSQL for trial on this machine
	$(PYTHON) -m desktop.server trial $(ARGS)

goldens: development ## Paint the main screens anew with which tests compare
	$(PYTHON) -m tools.goldens --write

soak: development ## Tests of endurance (hours); SEEDS=n bad days of sync; CLIENTS=n MINUTES=m people at once
	@if [ -n "$(SEEDS)" ]; then $(PYTHON) -m tests.sync.faults.soak --seeds $(SEEDS) $(ARGS); \
	elif [ -n "$(CLIENTS)" ]; then \
	  $(PYTHON) -m tests.sync.faults.crowd --clients $(CLIENTS) --minutes $(MINUTES) $(ARGS); \
	else LIENHE_SOAK=1 $(PYTEST) -p no:xdist -m soak --timeout 0 $(ARGS); fi

lock: development ## Pin the newest allowed dependencies into requirements*.lock
	$(PYTHON) -m tools.lock

# A second run takes no time: the mark of the first one is compared with the lock file.
environment:
	@$(PYTHON3) tools/bootstrap.py

development:
	@$(PYTHON3) tools/bootstrap.py --dev
