# `make run` sets everything up and shows the program; the other words are for those who build it. See README.md.

VENV := .venv
PY := $(VENV)/bin/python
LOCK := --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --quiet
# What Qt needs without a screen, with one, and for printing; then what this Makefile and the tests use.
SYSTEM := libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libfreetype6 libatomic1 \
	libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 \
	libxcb-util1 libxkbcommon-x11-0 libcups2 python3-venv xvfb xauth poppler-utils
OFFICE := out/示范办公室.office
MONTH := 2016-12
# pytest's own arguments, e.g. make test T="tests/people -x"
T := -n 2

.PHONY: run test bench look check build lock clean system
.DEFAULT_GOAL := run

run: $(VENV)/run.done out/demo.done
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(PY) main.py --office $(OFFICE); \
	else \
		$(PY) main.py summary $(MONTH) --office $(OFFICE) --pdf out/$(MONTH)月度汇总.pdf --excel out/$(MONTH)月度汇总.xlsx >/dev/null && \
		printf 'No display: the demo office'"'"'s monthly summary is in\n  %s\n  %s\n' \
			"$$PWD/out/$(MONTH)月度汇总.pdf" "$$PWD/out/$(MONTH)月度汇总.xlsx"; \
	fi

# Made once; a demo that was cut short leaves no mark and is made anew.
out/demo.done: | $(VENV)/run.done
	@mkdir -p out && rm -rf $(OFFICE)
	$(PY) main.py demo --office $(OFFICE)
	@touch $@

# A private home and runtime folder, no screen, one scale, one language: a test sees the same world everywhere.
define quietly
home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && mkdir -m 700 "$$home/run" && \
	env -u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_CACHE_HOME \
	LC_ALL=C.UTF-8 HOME="$$home" XDG_RUNTIME_DIR="$$home/run" QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=1 $(PY) -m
endef

test: $(VENV)/dev.done
	@$(quietly) pytest $(T)

bench: $(VENV)/bench.done
	@$(quietly) tests.bench

look: $(VENV)/dev.done
	@$(quietly) tests.look out/look

# All four are asked, so that one run shows everything.
check: $(VENV)/dev.done
	@failed=0; \
	for question in 'ruff check' 'ruff format --check' 'pyright --pythonpath $(PY)' 'lint-imports --no-cache'; do \
		echo "$$question"; $(VENV)/bin/$$question || failed=1; \
	done; exit $$failed

build: $(VENV)/dev.done
	@$(MAKE) --no-print-directory system SYSTEM="$(SYSTEM) binutils libpython3-dev"
	$(VENV)/bin/pyinstaller --noconfirm --log-level WARN build.spec

lock: $(VENV)/dev.done
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile $(LOCK) pyproject.toml --output-file requirements.lock
	$(PY) -m uv pip compile $(LOCK) pyproject.toml --constraints requirements.lock \
		--extra test --extra check --extra build --extra tables --output-file requirements-dev.lock
	$(PY) -m uv pip compile $(LOCK) pyproject.toml --constraints requirements-dev.lock \
		--extra bench --output-file requirements-bench.lock

clean:
	rm -rf $(VENV) out build dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find desktop_app tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run.done: requirements.lock | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(VENV)/dev.done: requirements-dev.lock | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@ $(VENV)/run.done

$(VENV)/bench.done: requirements-bench.lock $(VENV)/dev.done
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

# Several pythons may be about, and Debian's can lack what a venv is made with: the first that gives a whole one is taken.
$(PY): | system
	@for python in python3.11 python3.12 python3.13 python3 python /usr/bin/python3; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -m venv --clear $(VENV) >/dev/null 2>&1 && $(PY) -m pip --version >/dev/null 2>&1 && exit 0; \
	done; echo 'Python 3.11 or newer, with venv, is needed.' >&2; rm -rf $(VENV); exit 1

# Debian and its kin only. The names ending in t64 are what newer releases call the same libraries.
system:
	@command -v dpkg-query >/dev/null || exit 0; \
	have=$$(dpkg-query -W -f='$${db:Status-Status} $${Package}\n' | sed -n 's/^installed //p' | sed 's/t64$$//'); \
	lack=$$(printf '%s\n' $(SYSTEM) | grep -vxF "$$have" | tr '\n' ' '); \
	[ -n "$$lack" ] || exit 0; \
	if [ "$$(id -u)" = 0 ]; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update --quiet && apt-get install --yes --quiet --no-install-recommends $$lack; \
	else \
		printf 'Some system packages are missing. Install them, then run make again:\n  sudo apt-get install --yes %s\n' "$$lack" >&2; \
		exit 1; \
	fi
