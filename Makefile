# Common Ground: `make run` and look at http://127.0.0.1:8000, `make test` before you send a change.
# Every command prepares what it needs; `make help` lists them.

PORT = 8000
SCALE = 0.02
python = .venv/bin/python
pytest = $(python) -m pytest -q -n 2
# Compiled once, also where the environment says otherwise: tests start the site many times.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup run test check lint fix demo lock screenshots bench

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 20

setup: .venv/.run  ## prepare the environment (.venv)
	@echo "Ready: make run"

run: .venv/.run  ## serve on 127.0.0.1, with worker and clock; PORT=9000 for another port
	@exec $(python) manage.py start --port "$(PORT)"

test: .venv/.dev  ## the whole suite on SQLite and on PostgreSQL, and in a real browser
	@$(python) -m tests.plugins.chromium
	@status=0; \
	$(pytest) --db=sqlite || status=1; \
	$(pytest) --db=postgres -m "not browser" || status=1; \
	exit $$status

check: .venv/.dev lint  ## what is fast: linters, what needs no database, and each app's main path on both databases
	@status=0; \
	$(pytest) --db=sqlite --no-migrations -m "(pure or first) and not browser and not slow" || status=1; \
	$(pytest) --db=postgres --no-migrations -m "first and not browser" || status=1; \
	exit $$status

lint: .venv/.dev
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m djlint --quiet --lint templates
	.venv/bin/lint-imports --no-cache
	$(python) manage.py makemigrations --check --dry-run

fix: .venv/.dev  ## format, and mend what linters can mend
	$(python) -m ruff check --fix .
	$(python) -m ruff format .

demo: .venv/.run  ## add the demo to your database
	$(python) manage.py migrate
	$(python) manage.py demo

lock: .venv/.run  ## lock the newest versions that the .in files allow
	sh scripts/lock.sh

bench: .venv/.dev  ## how fast the pages are on the data of a company; SCALE=1 for 10,000 people
	@$(python) scripts/benchmark.py --scale $(SCALE)

screenshots: .venv/.dev  ## make the pictures of the README from the demo
	@$(python) -m tests.plugins.chromium
	$(python) scripts/screenshots.py

.venv/.run: requirements.txt requirements-setup.txt
	@sh scripts/setup.sh requirements.txt
	@touch $@

.venv/.dev: requirements.txt requirements-dev.txt requirements-setup.txt
	@sh scripts/setup.sh requirements.txt requirements-dev.txt
	@touch .venv/.run $@
