"""Folders on the disk -> Sources."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from gbdoc import load as module
from gbdoc.diagnostic import Severity
from gbdoc.load import find_library, load, survey


def library(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def messages(folder: Path) -> list[str]:
    return [f"{found.span.path} {found.message}" for found in survey(folder)[1]]


def test_all_files_below_content_in_order(tmp_path: Path) -> None:
    library(tmp_path, {"b/standard.yaml": "b", "a/scope.md": "a", "references.yaml": "r", "a/figures/x.svg": "x"})
    (tmp_path / "README.md").write_text("not ours")
    sources = load(tmp_path)
    assert list(sources.files) == ["a/figures/x.svg", "a/scope.md", "b/standard.yaml", "references.yaml"]
    assert sources.files["a/scope.md"] == b"a"
    assert sources.names == ("b",)


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    library(tmp_path, {"a/standard.yaml": "a"})
    (tmp_path / "content/.git").mkdir()
    (tmp_path / "content/.git/config").write_text("")
    (tmp_path / "content/a/.scope.md.swp").write_text("")
    assert list(load(tmp_path).files) == ["a/standard.yaml"]
    assert messages(tmp_path) == []


def test_names_are_composed(tmp_path: Path) -> None:
    library(tmp_path, {"a/e\u0301.svg": "x"})  # as some file systems spell é
    assert list(load(tmp_path).files) == ["a/\u00e9.svg"]


def test_a_link_inside_is_followed(tmp_path: Path) -> None:
    library(tmp_path, {"a/scope.md": "text"})
    (tmp_path / "content/a/copy.md").symlink_to("scope.md")
    assert load(tmp_path).files["a/copy.md"] == b"text"


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    library(tmp_path / "inner", {"a/scope.md": "text"})
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "inner/content/a/secret.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "inner/content/etc").symlink_to(tmp_path)
    assert list(load(tmp_path / "inner").files) == ["a/scope.md"]
    outside = "链接指到 content/ 之外，请把文件放进 content/"
    assert messages(tmp_path / "inner") == [f"content/a/secret.md {outside}", f"content/etc {outside}"]


def test_links_to_nothing_and_to_folders_are_told(tmp_path: Path) -> None:
    library(tmp_path, {"a/scope.md": "text"})
    (tmp_path / "content/b").symlink_to("a")
    (tmp_path / "content/gone.md").symlink_to("nowhere.md")
    (tmp_path / "content/round.md").symlink_to("round.md")
    assert messages(tmp_path) == [
        "content/b 不支持指向文件夹的链接，请把文件夹放进来",
        "content/gone.md 链接指向的文件不存在",
        "content/round.md 链接指向的文件不存在",
    ]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    library(tmp_path, {"a/scope.md": "text"})
    os.mkfifo(tmp_path / "content/a/pipe")
    assert messages(tmp_path) == ["content/a/pipe 不是普通文件，请移走"]


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2**20)
    library(tmp_path, {"a/film.mp4": "x" * (2**20 + 1)})
    assert messages(tmp_path) == ["content/a/film.mp4 文件超过 1 MB，请缩小或移走"]
    assert load(tmp_path).files == {}


def test_a_folder_whose_name_is_unfit_makes_no_standard(tmp_path: Path) -> None:
    library(
        tmp_path,
        {"Demo/standard.yaml": "", "index/standard.yaml": "", "标准/standard.yaml": "", "a-1/standard.yaml": "", "shared/X.md": ""},
    )
    assert load(tmp_path).names == ("a-1",)
    advice = "改用小写字母、数字和连字符，如 urban-lighting（index 另有用处）"
    assert messages(tmp_path) == [
        f"content/{name}/standard.yaml 文稿的文件夹不能叫“{name}”，{advice}" for name in ("Demo", "index", "标准")
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library(tmp_path, {"a/scope.md": "text"})

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert messages(tmp_path) == ["content/a/scope.md 读不出这个文件（Permission denied），请检查权限"]
    assert survey(tmp_path)[1][0].severity is Severity.ERROR


def test_the_nearest_library_upward(tmp_path: Path) -> None:
    inner = tmp_path / "outer/content/a/figures"
    inner.mkdir(parents=True)
    assert find_library(inner) == (tmp_path / "outer").resolve()
    assert find_library(tmp_path / "outer") == (tmp_path / "outer").resolve()
    (inner / "content").write_text("a file is no library")
    assert find_library(inner) == (tmp_path / "outer").resolve()


def test_no_library(tmp_path: Path) -> None:
    assert find_library(tmp_path) is None
