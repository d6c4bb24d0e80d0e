# Two commands do all the set-up on a fresh machine: `make` builds the standards, `make test` runs the tests.
# Another Python: make PYTHON=python3.13

PYTHON ?= python3
HERE = .venv/bin/python
PIP_INSTALL = $(HERE) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement

.PHONY: all test lint format clean

all: .venv/installed
	@$(HERE) build.py

test: .venv/installed-dev
	@$(HERE) -m pytest -q -n auto

lint: .venv/installed-dev
	@$(HERE) -m ruff check .
	@$(HERE) -m ruff format --check .
	@$(HERE) -m mypy

format: .venv/installed-dev
	@$(HERE) -m ruff check --fix .
	@$(HERE) -m ruff format .

clean:
	rm -rf output dist .venv

.venv/installed: requirements.txt
	@$(PYTHON) -m gbdoc.doctor
	@$(system_libraries)
	@$(HERE) -m pip --version >/dev/null 2>&1 || { echo "新建 .venv"; $(PYTHON) -m venv --clear .venv; }
	@echo "安装 requirements.txt 中的 Python 库到 .venv"
	@$(PIP_INSTALL) requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "安装 requirements-dev.txt 中的测试工具到 .venv"
	@$(PIP_INSTALL) requirements-dev.txt
	@touch $@

# Debian and Ubuntu get what they lack; elsewhere README tells what to install, and HTML works meanwhile.
define system_libraries
packages=`$(PYTHON) -m gbdoc.doctor --packages`; \
if [ -z "$$packages" ]; then :; \
elif command -v apt-get >/dev/null; then \
	if [ `id -u` -eq 0 ]; then sudo=; else sudo=sudo; fi; \
	echo "用 $${sudo:+$$sudo }apt-get 安装系统库：$$packages"; \
	$$sudo apt-get update -qq || :; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $$packages >/dev/null \
	|| echo "没有装上。可以由管理员运行：apt-get install $$packages；在此之前只生成 HTML"; \
else \
	echo "缺少系统库 Pango 或 HarfBuzz，先只生成 HTML；README 写明了各系统怎样安装"; \
fi
endef
