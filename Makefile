# Every command of the project. `make` alone lists them.
.POSIX:
PYTHON = .venv/bin/python
TRAIN_PYTHON = python3

help:
	@sed -n 's/^\([a-z-]*\):.*## */make \1	/p' Makefile

run: ## serve it on this machine (HOST= PORT= VAR=)
	@sh pmcareer/venv.sh run
	@$(PYTHON) -m pmcareer.serve

dev: ## the same with reload and DEBUG
	@sh pmcareer/venv.sh run
	@DEBUG=on $(PYTHON) -m pmcareer.serve

test: ## every test, on SQLite, on PostgreSQL and in a browser (SKIP_BROWSER=1)
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.run

check: ## lint, format, types, migrations, deployment, pins
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.check

format: ## put Python and templates into shape
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.check --fix

pins: ## renew the pinned versions
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.pins

bench: ## how fast the pages are (COMPARE=earlier result, POSTGRES=1)
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.bench $${COMPARE:+--compare "$$COMPARE"} $${POSTGRES:+--postgres}

slow: ## 500 slow visitors beside a normal one (COUNT=)
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.slow $${COUNT:-500}

hostile: ## 10,000 requests that no browser would send, on both databases (COUNT=)
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.hostile $${COUNT:-10000}

faults: ## plants faults in evidence/, and tells which of them no test notices (COUNT= ONLY=)
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.faults $${COUNT:-400} --only "$${ONLY:-}"

kills: ## 60 kills of a server while people write: nothing is lost (COUNT=)
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.kills $${COUNT:-60}

train: ## teach the models that suggest skills (TRAIN_PYTHON= one that PyTorch has a build for)
	@$(TRAIN_PYTHON) -m venv var/training
	@var/training/bin/pip install --quiet -r insights/text_models/training/requirements.txt
	@var/training/bin/python -m insights.text_models.training

screenshots: ## draw the README's pictures
	@sh pmcareer/venv.sh test
	@$(PYTHON) -m tests.screenshots

.PHONY: help run dev test check format pins bench slow hostile kills faults train screenshots
