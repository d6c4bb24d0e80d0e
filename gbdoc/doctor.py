"""What this machine has and lacks, and how to get it.

Runs before anything is installed (`python3 -m gbdoc.doctor --packages`), so it needs nothing but Python, even an old one.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST_PYTHON = (3, 11)
FONTS = Path(__file__).parent / "fonts"


class Library(NamedTuple):
    """A shared library that WeasyPrint loads, and the Debian package that holds it."""

    names: tuple[str, ...]  # as Linux, macOS and Windows call it
    package: str


PDF_LIBRARIES = (
    Library(("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "libpango-1.0-0"),
    Library(("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"), "libpangoft2-1.0-0"),
)
SUBSET_LIBRARY = Library(("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"), "libharfbuzz-subset0")
PANGO_REMEDY = {
    "Linux": "apt-get install libpango-1.0-0 libpangoft2-1.0-0（Debian、Ubuntu；其他发行版装 pango）",
    "Darwin": "brew install pango，并用 Homebrew 的 Python",
    "Windows": "装 MSYS2（装在 C:\\msys64），在其 UCRT64 窗口运行 pacman -S mingw-w64-ucrt-x86_64-pango",
}
SUBSET_REMEDY = {
    "Linux": "apt-get install libharfbuzz-subset0（Debian、Ubuntu；其他发行版装 harfbuzz）",
    "Darwin": "brew install harfbuzz",
    "Windows": "在 MSYS2 的 UCRT64 窗口运行 pacman -S mingw-w64-ucrt-x86_64-harfbuzz",
}
GIT_REMEDY = {"Linux": "apt-get install git", "Darwin": "xcode-select --install", "Windows": "winget install Git.Git"}
PYTHON_REMEDY = {
    "Linux": "装 Python 3.11 或更新的版本，再运行 make PYTHON=python3.11",
    "Darwin": "brew install python",
    "Windows": "winget install Python.Python.3.13",
}


class Finding(NamedTuple):
    """One thing looked for: whether it is here, whether we need it, what it is for, and how to get it on this system."""

    name: str
    present: bool
    needed: bool
    purpose: str
    remedy: str


def examine() -> tuple[Finding, ...]:
    """All that gbdoc asks of a machine."""
    return (
        Finding(f"Python {platform.python_version()}", new_enough(), True, "运行 gbdoc（3.11 以上）", _here(PYTHON_REMEDY)),
        Finding("Python 库", not missing_modules(), True, "运行 gbdoc", f"缺 {'、'.join(missing_modules())}，运行 make"),
        Finding(f"Pango {pango_version()}".strip(), pdf_possible(), True, "生成 PDF", _here(PANGO_REMEDY)),
        Finding("HarfBuzz 子集库", _loads(SUBSET_LIBRARY), False, "让 PDF 生成得更快（没有也能生成）", _here(SUBSET_REMEDY)),
        Finding("字体", fonts_present(), True, "PDF 中的宋体和黑体", "gbdoc/fonts/ 中没有字体文件，请重新取得 gbdoc"),
        Finding("git", shutil.which("git") is not None, False, "比较版本（生成 HTML、PDF 不需要）", _here(GIT_REMEDY)),
    )


def new_enough() -> bool:
    return sys.version_info >= OLDEST_PYTHON


def missing_modules() -> list[str]:
    """The Python libraries that cannot be found."""
    modules = ("click", "jinja2", "markdown_it", "math_core", "pydantic", "pypinyin", "weasyprint", "yaml", "ziamath")
    return [module for module in modules if importlib.util.find_spec(module) is None]


def pdf_possible() -> bool:
    """Whether the libraries without which there is no PDF can be loaded."""
    return all(_loads(library) for library in PDF_LIBRARIES)


def pango_version() -> str:
    """The version of Pango, or nothing where there is none."""
    pango = _load(PDF_LIBRARIES[0])
    if pango is None:
        return ""
    pango.pango_version_string.restype = ctypes.c_char_p
    return str(pango.pango_version_string().decode())


def subset_possible() -> bool:
    """Whether HarfBuzz can make the font subsets; Python does it else, slowly."""
    return _loads(SUBSET_LIBRARY)


def fonts_present() -> bool:
    return any(FONTS.glob("*.otf"))


def missing_packages() -> list[str]:
    """The Debian packages that a set-up lacks."""
    packages = [library.package for library in (*PDF_LIBRARIES, SUBSET_LIBRARY) if not _loads(library)]
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        packages.append("python3-venv")
    return packages


def _here(remedies: dict[str, str]) -> str:
    return remedies.get(platform.system(), remedies["Linux"])


def _loads(library: Library) -> bool:
    return _load(library) is not None


def _load(library: Library) -> ctypes.CDLL | None:
    for name in library.names:
        for candidate in (name, *(os.path.join(folder, name) for folder in _folders())):  # noqa: PTH118 - names, no files yet
            try:
                return ctypes.CDLL(candidate)
            except OSError:
                continue
    return None


def _folders() -> tuple[str, ...]:
    """Where WeasyPrint looks besides the system's own places."""
    if platform.system() == "Windows":
        return tuple(os.getenv("WEASYPRINT_DLL_DIRECTORIES", r"C:\msys64\ucrt64\bin").split(";"))
    return ("/opt/homebrew/lib", "/usr/local/lib") if platform.system() == "Darwin" else ()


def main(arguments: list[str]) -> int:
    """Print the missing Debian packages (--packages) or all findings, as the Makefile asks."""
    if not new_enough():
        print(f"gbdoc 需要 Python 3.11 以上，这里是 {platform.python_version()}。{_here(PYTHON_REMEDY)}", file=sys.stderr)
        return 1
    if arguments == ["--packages"]:
        print(" ".join(missing_packages()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
