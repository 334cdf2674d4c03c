# Pulih. `make` lists what can be done; README.md says the same for Windows.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Quiet on purpose: a line is printed when something takes time or goes wrong.
MAKEFLAGS += --no-print-directory
BENCHES := kiosk call race decide scale centre footprint register inbox anomaly forecast printer duplicates

.DEFAULT_GOAL := help
.PHONY: help run test check format lock regions voice bench clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: $(VENV)/run.stamp ## Open the demo office on http://localhost:8000
	@$(BIN)/python -m cli demo

test: $(VENV)/dev.stamp ## Run every test, in a real browser too
	@$(BIN)/python -m tests.browser.install
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: $(VENV)/dev.stamp ## Check style, types and the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_architecture.py tests/test_vendored.py tests/test_lock.py

format: $(VENV)/dev.stamp ## Lay the code out as `make check` wants it
	@$(BIN)/ruff check --fix --select I .
	@$(BIN)/ruff format .

bench: $(VENV)/dev.stamp ## Measure: all, or one with NAME=kiosk
	@$(BIN)/python -m tests.browser.install
	@for name in $(or $(NAME),$(BENCHES)); do $(BIN)/python -m bench $$name || exit 1; done

lock: ## Choose the newest allowed versions and write their hashes
	@rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install -q uv
	@$(VENV)-lock/bin/uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	@$(VENV)-lock/bin/uv pip compile $(LOCK) -c requirements.txt \
		pyproject.toml --group dev -o requirements-dev.txt
	@$(VENV)-lock/bin/uv pip compile $(LOCK) -c requirements.txt \
		pyproject.toml --extra linkage -o requirements-linkage.txt
	@$(VENV)-lock/bin/uv pip compile $(LOCK) --group voice -o requirements-voice.txt
	@rm -rf $(VENV)-lock
LOCK := -q --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

regions: ## Read the names of the regions again (needs npm)
	@set -e; at=$$(mktemp -d); trap 'rm -rf "$$at"' EXIT; cp office/register/regions.tsv "$$at/now"; \
	npm pack --silent --pack-destination "$$at" $(REGIONS) > /dev/null; \
	tar -xzf "$$at"/*.tgz -C "$$at" package/data/provinces.csv package/data/regencies.csv; \
	awk -F, '/^[0-9]/ {gsub(/\./, "", $$1); print $$1 "\t" $$NF}' "$$at"/package/data/*.csv > "$$at/new"; \
	{ grep '^#' "$$at/now"; LC_ALL=C sort "$$at/new"; } > office/register/regions.tsv
REGIONS := idn-area-data@4.0.1

voice: ## Speak the hall's words again into static/voice
	@rm -rf $(VENV)-voice && $(PYTHON) -m venv $(VENV)-voice
	@$(VENV)-voice/bin/pip install -q --require-hashes -r requirements-voice.txt
	@$(VENV)-voice/bin/python -m render_voice
	@rm -rf $(VENV)-voice

clean: ## Remove the environment and what tools left behind
	@rm -rf $(VENV) $(VENV)-lock $(VENV)-voice .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is built again only when the lock has changed.
$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@echo "Memasang yang diperlukan (sekali saja) …"
	@$(BIN)/python -m pip install -q --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(BIN)/python
	@echo "Memasang yang diperlukan untuk uji (sekali saja) …"
	@$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Pulih memerlukan Python 3.11 atau lebih baru (make run PYTHON=python3.12)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python ini tidak punya venv. Di Debian: apt-get install python3-venv"; exit 1; }
