# Everything a newcomer needs: `make run` to see the portal, `make test` to trust it.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
export PORT
export PYTHONWARNINGS ?= ignore:XDG_RUNTIME_DIR is not set

# The checker of types reads the settings but meets no server.
TYPES := SECRET_KEY=types SEALING_KEYS=types DATABASE_URL=postgres://localhost/none REDIS_URL=redis://localhost

.PHONY: run dev test test-fast coverage check fix bench messages python clean
.DEFAULT_GOAL := run

run: $(VENV)/.installed
	@exec $(RUN) -m devserver.run

dev: $(VENV)/.installed-dev
	@exec $(RUN) -m devserver.run dev

# Side by side, each file in one process.
BESIDE := -n 2 --dist loadfile

test: $(VENV)/.installed-dev
	@exec $(RUN) -m devserver.run exec $(RUN) -m pytest $(BESIDE) $(ARGS)

# What a change is tried with while it is written; `make test` before it goes out.
test-fast: $(VENV)/.installed-dev
	@exec $(RUN) -m devserver.run exec $(RUN) -m pytest $(BESIDE) -m "not slow and not browser" $(ARGS)

# To the terminal, and line by line to .data/htmlcov/index.html.
coverage: $(VENV)/.installed-dev
	@exec $(RUN) -m devserver.run exec $(RUN) -m pytest $(BESIDE) --cov --cov-report=term:skip-covered --cov-report=html $(ARGS)

check: $(VENV)/.installed-dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m tests.floors
	@$(TYPES) $(VENV)/bin/mypy
	@$(RUN) -m devserver.run exec $(RUN) manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(64))') HTTPS=on DEBUG=off \
	  ALLOWED_HOSTS=cong.example.vn $(RUN) -m devserver.run exec $(RUN) manage.py check --deploy --fail-level WARNING
	@$(RUN) -m devserver.run exec $(RUN) -m pytest -q tests/test_architecture.py

fix: $(VENV)/.installed-dev
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

bench: $(VENV)/.installed-dev
	@exec $(RUN) -m devserver.run exec $(RUN) benchmarks/bench.py

messages: $(VENV)/.installed-dev
	@$(RUN) -m devserver.messages

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên; hãy cài rồi chạy lại, ví dụ: make run PYTHON=python3.11" >&2; exit 1; }

$(VENV)/bin/python: | python
	@echo "Đang tạo môi trường Python trong $(VENV)…"
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

# Some systems ship venv without pip; the system's own pip then installs into it.
PIP_INSTALL = $$($(RUN) -m pip --version >/dev/null 2>&1 && echo $(RUN) -m pip \
  || echo $(PYTHON) -m pip --python $(RUN)) install --disable-pip-version-check

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "Đang cài thư viện (lần đầu mất khoảng một phút)…"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
