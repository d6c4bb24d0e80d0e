"""The way in: locks, Makefile, wheel, and what `doctor` finds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from gbdoc import doctor

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pinned(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=]", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_pins_by_hash_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text.strip())
    assert len(entries) == len(pinned(lock))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_locks_hold_what_the_project_asks_for() -> None:
    assert named(PROJECT["dependencies"]) <= pinned("requirements.txt").keys()
    assert named(PROJECT["optional-dependencies"]["dev"]) <= pinned("requirements-dev.txt").keys()


def test_tests_run_with_the_versions_that_builds_use() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()


def test_the_wheel_holds_templates_fonts_and_skeleton(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(ZipFile(wheel).namelist())
    held = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "gbdoc").rglob("*.py"), *(ROOT / "gbdoc/skeleton").iterdir()]
    held += [*(ROOT / "gbdoc/fonts").glob("*.otf"), *(ROOT / "gbdoc/fonts").glob("*.txt")]
    wanted = {path.relative_to(ROOT).as_posix() for path in held}
    assert {name if name.startswith("gbdoc/") else f"gbdoc/{name}" for name in wanted} <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"gbdoc"}


def test_doctor_needs_nothing_installed() -> None:
    """It runs before there is a .venv, so nothing but the standard library may be imported."""
    outcome = subprocess.run(
        [sys.executable, "-S", "-m", "gbdoc.doctor", "--packages"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr


def test_doctor_turns_an_old_python_away(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "new_enough", lambda: False)
    assert doctor.main(["--packages"]) == 1
    assert "gbdoc 需要 Python 3.11 以上" in capsys.readouterr().err


def test_missing_libraries_are_named_by_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_load", lambda _library: None)
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda module: None if module == "ensurepip" else module)
    assert doctor.missing_packages() == ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "python3-venv"]
    assert not doctor.pdf_possible()
    assert doctor.pango_version() == ""


@pytest.mark.parametrize(
    ("system", "remedy"),
    [("Linux", "apt-get install libpango"), ("Darwin", "brew install pango"), ("Windows", "pacman -S"), ("BSD", "apt")],
)
def test_the_remedy_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, system: str, remedy: str) -> None:
    monkeypatch.setattr(doctor, "_load", lambda _library: None)
    monkeypatch.setattr(doctor.platform, "system", lambda: system)
    (pango,) = [finding for finding in doctor.examine() if finding.name == "Pango"]
    assert not pango.present
    assert remedy in pango.remedy


STAND_INS = {  # programs that only tell what they were asked
    "python": """case "$*" in
  "-m gbdoc.doctor --packages") echo "$LACKING" ;;
  "-m venv --clear .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
  "-m pip --version") case "$0" in .venv/*) ;; *) exit 1 ;; esac ;;
  *) echo "python $*" ;;
esac""",
    "sudo": """echo "sudo asked" >&2; "$@" """,
    "apt-get": """echo "apt-get $*" >&2; exit "$APT_STATUS" """,
    "id": """echo "$USER_ID" """,
}


def make(folder: Path, *, lacking: str = "", user: str = "0", apt_status: str = "0", without: str = "") -> str:
    """What `make` prints in a fresh clone on a machine that lacks some packages, for some user."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy2(ROOT / name, folder)
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    for name, body in STAND_INS.items():
        if name != without:
            (programs / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            (programs / name).chmod(0o755)
    for name in ("sh", "make", "mkdir", "cp", "touch", "env"):
        if not (programs / name).exists():
            (programs / name).symlink_to(shutil.which(name) or name)
    settings = {"PATH": str(programs), "LACKING": lacking, "USER_ID": user, "APT_STATUS": apt_status}
    command = [programs / "make", "PYTHON=python"]
    outcome = subprocess.run(
        command, cwd=folder, env=settings, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return outcome.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
class TestMake:
    """The Makefile's set-up, with stand-ins for the programs it calls."""

    def test_a_machine_that_has_all_gets_a_venv_and_a_build(self, tmp_path: Path) -> None:
        told = make(tmp_path)
        assert "apt-get" not in told
        assert "--require-hashes --requirement requirements.txt" in told
        assert told.endswith("python build.py\n")

    def test_the_second_time_only_the_build_is_called(self, tmp_path: Path) -> None:
        make(tmp_path)
        assert make(tmp_path) == "python build.py\n"

    def test_missing_packages_are_named_and_installed(self, tmp_path: Path) -> None:
        told = make(tmp_path, lacking="libpango-1.0-0 python3-venv")
        assert "安装系统库：libpango-1.0-0 python3-venv" in told
        assert "apt-get install -qq --yes --no-install-recommends libpango-1.0-0 python3-venv" in told
        assert "sudo asked" not in told

    def test_sudo_only_for_who_is_not_root(self, tmp_path: Path) -> None:
        told = make(tmp_path, lacking="libpango-1.0-0", user="1000")
        assert "用 sudo apt-get 安装系统库：libpango-1.0-0" in told
        assert "sudo asked" in told

    def test_a_failed_installation_goes_on_with_html(self, tmp_path: Path) -> None:
        told = make(tmp_path, lacking="libpango-1.0-0", apt_status="100")
        assert "没有装上" in told
        assert told.endswith("python build.py\n")

    def test_another_system_is_told_and_goes_on_with_html(self, tmp_path: Path) -> None:
        told = make(tmp_path, lacking="libpango-1.0-0", without="apt-get")
        assert "README 写明了各系统怎样安装" in told
        assert told.endswith("python build.py\n")


def test_readmes_and_makefile_agree() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE)) <= targets, page
