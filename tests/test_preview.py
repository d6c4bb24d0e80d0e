"""The preview over real sockets: what it serves and tells, and whom it turns away."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from gbdoc.preview.dress import dressed, policy
from gbdoc.preview.pieces import difference, pieces
from gbdoc.preview.site import Page, Site
from gbdoc.previewing import Session
from served import PATIENCE, Preview, library


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("library")
    library(folder)
    writer = f"{sys.executable} -c \"import sys; open('opened', 'a').write(' '.join(sys.argv[1:]) + chr(10))\" {{file}} {{line}}"
    started = Preview(folder, "--editor", writer)
    yield started
    started.process.send_signal(signal.SIGINT)
    out, errors = started.process.communicate(timeout=PATIENCE)
    assert (started.process.returncode, out, errors) == (0, "预览结束。\n", "")


@pytest.fixture
def text(preview: Preview) -> Iterator[str]:
    """The text of first/scope.md, which is put back afterwards."""
    before = preview.read("first/scope.md")
    yield before
    preview.write("first/scope.md", before)
    preview.first_event("first", "findings", lambda told: told.get("errors") == 0)


# --- pages ---


def test_pages_hold_what_they_hold_elsewhere_and_our_script(preview: Preview) -> None:
    page = preview.get("/first.html")
    assert "首个文件" in page
    assert page.count("<script data-live>") == 1
    assert page.index("</main>") < page.index("<script data-live>")
    assert "second.html" in preview.get("/")
    assert 'href="first.html#requirements"' in preview.get("/second.html")


def test_ordinary_output_has_nothing_of_it() -> None:
    site = Site(script="s", style="t")
    page = Page("<html><head></head><body><main></main>\n<script>own</script></body></html>")
    assert dressed(page, site, "gp").startswith(f'<html><head><meta name="live" content="gp {page.version}">')
    assert "<main></main>\n<script data-live>s</script>\n<script>own</script>" in dressed(page, site, "gp")


def test_a_policy_lets_the_page_run_its_own_scripts_and_no_other(preview: Preview) -> None:
    answer = preview.ask("GET", "/first.html")
    held = answer.headers["content-security-policy"]
    page = answer.read().decode()
    scripts = re.findall(r"<script(?: data-live)?>(.*?)</script>", page, re.DOTALL)
    digests = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert digests == set(re.findall(r"script-src ([^;]*)", held)[0].split())
    assert held.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in held
    assert "script-src 'none'" in policy("<p>no script</p>")


def test_answers_are_not_kept_nor_guessed_at(preview: Preview) -> None:
    for path in ("/", "/first.html", "/nothing", "/places/first.json"):
        headers = preview.ask("GET", path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_places_lead_from_anchors_to_lines(preview: Preview) -> None:
    map_ = preview.json("/places/first.json")
    file, line, _ = map_["places"]["scope.p-2"]
    assert (map_["files"][file], line) == ("content/first/scope.md", 5)
    assert "content/" not in preview.get("/first.html").partition("<main")[2].partition("</main>")[0]


# --- what readers are told ---


def test_a_save_is_told_with_what_changed_and_then_what_is_found(preview: Preview, text: str) -> None:
    preview.first_event("first", "findings", lambda told: "items" in told)
    events = preview.events("first")
    seen = next(value for topic, value in events if topic == "page")
    next(value for topic, value in events if topic == "pdf")  # the last of what is told at first
    preview.write("first/scope.md", text + "\n本文件应修改。\n")
    topics = []
    for topic, value in events:
        topics.append(topic)
        if topic == "page":
            page = value
        if topic == "findings":
            break
    assert topics.index("page") < topics.index("findings")
    assert page["base"] == seen["version"]
    assert ["本文件应修改" in piece for _, piece in page["changed"] if piece.startswith("<section")] == [True]
    assert next((item["file"], item["line"], item["rule"]) for item in value["items"]) == ("content/first/scope.md", 7, "scope-provision")
    assert value["errors"] == 1


def test_a_broken_source_keeps_the_last_good_page(preview: Preview) -> None:
    good = preview.version("first")
    standard = preview.read("first/standard.yaml")
    preview.write("first/standard.yaml", standard.replace("syntax: 1", "syntax: 1\n  x: ["))
    told = preview.first_event("first", "findings", lambda told: told["broken"])
    assert told["errors"] >= 1
    assert told["items"][0]["file"] == "content/first/standard.yaml"
    assert preview.version("first") == good
    preview.write("first/standard.yaml", standard)
    assert not preview.first_event("first", "findings", lambda told: not told["broken"])["errors"]


def test_documents_come_go_and_are_renamed(preview: Preview) -> None:
    content = preview.folder / "content"
    shutil.copytree(content / "second", content / "third")
    assert preview.first_event("index", "library", lambda told: len(told) == 3)
    assert preview.ask("GET", "/third.html").status == 200
    (content / "third").rename(content / "fourth")
    assert preview.first_event("third", "library", lambda told: [each["name"] for each in told] == ["first", "fourth", "second"])
    assert preview.ask("GET", "/third.html").status == 404
    assert "fourth.html" in preview.get("/")
    shutil.rmtree(content / "fourth")
    assert preview.first_event("index", "library", lambda told: len(told) == 2)
    assert preview.ask("GET", "/places/fourth.json").status == 404


def test_the_whole_folder_may_go_and_come_back(preview: Preview) -> None:
    content = preview.folder / "content"
    content.rename(preview.folder / "away")
    assert preview.first_event("index", "library", lambda told: not told) == []
    (preview.folder / "away").rename(content)
    assert preview.first_event("index", "library", lambda told: len(told) == 2)
    scope = preview.read("first/scope.md")
    preview.write("first/scope.md", scope.replace("总体原则", "回来的原则"))
    assert preview.first_event("first", "page", lambda _: "回来的原则" in preview.get("/first.html"))
    preview.write("first/scope.md", scope)


def test_many_quick_saves_leave_no_stale_page_and_little_memory(preview: Preview, text: str) -> None:
    preview.first_event("first", "findings", lambda told: "items" in told)
    before = resident(preview.process.pid)
    for number in range(200):
        preview.write("first/scope.md", text.replace("本文件适用于", f"本文件（{number}）适用于"))
    preview.first_event("first", "page", lambda _: "（199）" in preview.get("/first.html"))
    preview.first_event("first", "findings", lambda told: "items" in told)
    assert "（199）" in preview.get("/first.html")
    assert resident(preview.process.pid) - before < 40_000
    assert len(list(Path(f"/proc/{preview.process.pid}/task").iterdir())) < 16


def resident(process: int) -> int:
    """Kilobytes of memory that a process holds."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[0])


def test_templates_of_the_library_count(preview: Preview, tmp_path: Path) -> None:
    session = Session(preview.folder)
    assert list(session.rebuild())[-1].state == "checked"
    assert list(session.rebuild()) == []  # nothing has changed
    assert session.watched[0] == preview.folder / "content"
    assert tmp_path not in session.watched


# --- deeds ---


def test_a_place_is_opened_in_the_editor(preview: Preview) -> None:
    assert preview.post("/open", json.dumps({"file": "content/first/scope.md", "line": 3})).status == 204
    opened = preview.folder / "opened"
    while not opened.is_file() or not opened.read_text():
        pass
    assert opened.read_text() == f"{preview.folder}/content/first/scope.md 3\n"


@pytest.mark.parametrize("file", ["content/../opened", "/etc/passwd", "first/scope.md", "content/none.md", "content/first/scope.md\0"])
def test_only_sources_are_opened(preview: Preview, file: str) -> None:
    assert preview.post("/open", json.dumps({"file": file, "line": 1})).status == 409


@pytest.mark.parametrize("body", ["", "[", "[]", "{}", '{"file": "content/first/scope.md"}', "x" * 5000, "[" * 4000])
def test_nonsense_is_refused(preview: Preview, body: str) -> None:
    assert preview.post("/open", body).status == 400


def test_a_pdf_is_made_aside_and_grows_old(preview: Preview, text: str) -> None:
    assert preview.ask("GET", "/first.pdf").status == 404
    assert preview.post("/first.pdf").status == 202
    told = preview.first_event("first", "pdf", lambda told: "pages" in told)
    assert told["pages"] > 3
    assert not told["stale"]
    assert preview.ask("GET", "/first.pdf").read().startswith(b"%PDF")
    preview.write("first/scope.md", text + "\n本文件不适用于别的对象。\n")
    assert preview.first_event("first", "pdf", lambda told: told.get("stale"))


def test_a_redline_is_made_since_a_tag(preview: Preview, text: str) -> None:
    offered = preview.json("/revisions.json")["revisions"]
    assert [each["name"] for each in offered if each["kind"] == "标签"] == ["征求意见稿-1"]
    assert len(offered) == 2
    preview.write("first/scope.md", text.replace("总体原则", "基本原则"))
    preview.first_event("first", "page", lambda _: "基本原则" in preview.get("/first.html"))
    answer = preview.ask("GET", f"/redline/first.html?since={offered[1]['id']}")
    page = answer.read().decode()
    assert answer.status == 200
    assert "<del" in page
    assert "sha256-" in answer.headers["content-security-policy"]


def test_a_redline_is_made_since_nothing_else(preview: Preview) -> None:
    for since in ("HEAD", "--output=x", "", "..%2F..", "refs/tags/none"):
        assert preview.ask("GET", f"/redline/first.html?since={since}").status == 404


# --- who is turned away ---


@pytest.mark.parametrize("host", ["", "example.org", "127.0.0.1", "127.0.0.1:1", "localhost.example.org:{port}", "[::1]:{port}"])
def test_another_host_is_turned_away(preview: Preview, host: str) -> None:
    for path in ("/", "/first.html", "/events/first", "/revisions.json"):
        assert preview.ask("GET", path, host=host.format(port=preview.port)).status in (400, 403)


def test_localhost_is_welcome(preview: Preview) -> None:
    assert preview.ask("GET", "/", host=f"localhost:{preview.port}").status == 200


@pytest.mark.parametrize("origin", ["", "null", "http://example.org", "https://127.0.0.1:{port}", "http://127.0.0.1:1"])
def test_another_origin_is_turned_away(preview: Preview, origin: str) -> None:
    for path in ("/open", "/first.pdf"):
        assert preview.post(path, "{}", origin=origin.format(port=preview.port)).status == 403


@pytest.mark.parametrize("token", ["", "x", "口令"])
def test_another_token_is_turned_away(preview: Preview, token: str) -> None:
    assert preview.post("/first.pdf", "{}", x_live_token=token.encode().decode("latin-1")).status == 403


def test_pages_of_others_read_nothing(preview: Preview) -> None:
    foreign = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "script"}
    for path in ("/first.html", "/events/first", "/places/first.json", "/redline/first.html"):
        assert preview.ask("GET", path, **foreign).status == 403
    followed = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert preview.ask("GET", "/first.html", **followed).status == 200
    assert preview.ask("GET", "/redline/first.html?since=HEAD", **followed).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(preview: Preview, method: str) -> None:
    assert preview.ask(method, "/first.html").status in (403, 405)


OUTSIDE = (
    "/../build.py",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/opened",
    "//etc/passwd",
    "/content/first/scope.md",
    "/first/../../opened",
    "/first.html/..",
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_outside(preview: Preview, path: str) -> None:
    assert preview.ask("GET", path).status == 404


def test_nobody_else_can_reach_it(preview: Preview) -> None:
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    ours = [
        line.split()[1]
        for line in listening.splitlines()
        if f":{preview.port:04X} " in line.split(" 0", 1)[0] + line[:40] and " 0A " in line
    ]
    assert [address for address in ours if address.endswith(f":{preview.port:04X}")] == [f"0100007F:{preview.port:04X}"]


# --- pieces ---

PAGE = (
    "<body><header>h</header><main><section id=a><section>x</section></section>\n<!-- <section> --><section id=b>y</section>"
    "<script>'<section>'</script></main>"
)


def test_a_page_falls_into_its_outermost_elements() -> None:
    assert "".join(pieces(PAGE)) == PAGE
    assert pieces(PAGE)[1::2] == ("<header>h</header>", "<section id=a><section>x</section></section>", "<section id=b>y</section>")


def test_only_changed_elements_are_told() -> None:
    assert difference(pieces(PAGE), pieces(PAGE)) == []
    assert difference(pieces(PAGE), pieces(PAGE.replace(">y<", ">z<"))) == [(2, "<section id=b>z</section>")]
    assert difference(pieces(PAGE), pieces(PAGE.replace("\n", " "))) is None
    assert difference(pieces(PAGE), pieces(PAGE.replace("<section id=b>y</section>", ""))) is None
