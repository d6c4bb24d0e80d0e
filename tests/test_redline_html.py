"""A redline -> HTML: tests/cases/redline/html.md, and what holds of the whole page. A case names an element by its id."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from cases import Case, check, load_cases
from gbdoc.change import Redline
from gbdoc.model import Deleted, Inserted, TermEntry, plain, walk
from gbdoc.write.contents import contents, unlinked
from gbdoc.write.html import Revision, load_templates, write_html, write_redline_html
from gbdoc.write.redline.selection import EVERYTHING, Selection
from redlines import SPAN, documents, redline, revisions, text
from test_html import Outline, element

TEMPLATES = load_templates(Path(__file__).parents[1] / "templates")


@cache
def page(selection: Selection = EVERYTHING) -> str:
    return written(redline(), selection)


def written(made: Redline, selection: Selection = EVERYTHING) -> str:
    old, new = revisions()
    return write_redline_html(made, Revision("征求意见稿-1", old), Revision("工作区", new), TEMPLATES, selection)


@pytest.mark.parametrize("case", [case for case in load_cases("redline") if case.path.stem == "html"], ids=str)
def test_markup(case: Case, request: pytest.FixtureRequest) -> None:
    anchor, _, part = case.input.strip().partition(" ")
    shown = element(page(), anchor)
    if part == "heading":
        shown = shown[shown.index("<h3") : shown.index("</h3>") + 5]
    check(case, re.sub(r"(?<=base64,)[A-Za-z0-9+/=]+", "…", shown), request)


# --- the whole page ---------------------------------------------------------------------------


def test_every_link_leads_somewhere_and_no_id_is_there_twice() -> None:
    outline = Outline(page())
    assert len(outline.ids) == len(set(outline.ids))
    assert [link for link in outline.links if link.startswith("#") and link[1:] not in outline.ids] == []


def test_nothing_is_loaded() -> None:
    assert [link for link in Outline(page()).links if not link.startswith(("#", "data:"))] == []
    assert not re.search(r"url\((?!data:)|@import|<link rel=\"stylesheet|src=\"(?!data:)", page())


def test_all_accepted_reads_as_the_new_revision_and_all_rejected_as_the_old() -> None:
    """The words of the page without what was deleted are those of the new revision, without what was inserted those of the old."""
    main = words(page())
    for sentence in ("绝缘电阻应不小于20 MΩ", "标志应清晰；", "获取并传送信息的设备。"):
        assert sentence in words(page(), without="del")
    for sentence in ("绝缘电阻宜不小于10 MΩ", "标志应清晰。", "获取信息的设备。"):
        assert sentence in words(page(), without="ins")
    assert "产品应有永久性标志。" in main
    assert "新的一段。" in main


def words(markup: str, without: str = "none") -> str:
    main = markup[markup.index("<main") : markup.index("</main>")]
    main = re.sub(r'<span class="was">.*?</span>', "", main)
    return re.sub(r"<[^>]*>", "", re.sub(rf"<{without}\b.*?</{without}>", "", main, flags=re.DOTALL))


def test_the_words_of_what_moved_away_are_printed_once() -> None:
    assert words(page()).count("包装应能防潮。") == 1


def test_a_rewritten_chapter_stands_beside_the_old_one() -> None:
    assert "大幅改写" in page()
    beside = page()[page().index('<div class="beside">') :]
    assert beside.index('id="~records"') < beside.index('class="side new"') < beside.index('id="records"')


def test_every_change_has_a_line_in_the_list_or_the_table() -> None:
    assert [change.key for change in redline().changes if f'id="{change.key}"' not in page()] == []


def test_the_image_that_was_there_comes_from_the_old_revision() -> None:
    images = re.findall(r'<img[^>]*src="([^"]*)"', element(page(), "fig-wires"))
    assert len(set(images)) == 2


def test_classes_that_are_left_out_begin_hidden() -> None:
    pressed = dict(re.findall(r'data-class="(\w+)" aria-pressed="(\w+)"', page(Selection())))
    assert pressed == {"technical": "true", "editorial": "true", "structural": "true", "reference": "true", "markup": "false"}


def test_old_numbers_can_be_left_out() -> None:
    body = page(Selection(renumbered=False))
    assert "（原4.1）" in page()
    assert "（原4.1）" not in body[body.index("<main") :]


def test_what_is_not_asked_for_is_shown_as_it_is_now() -> None:
    body = page(Selection(only=("scope",)))
    main = body[body.index("<main") : body.index("</main>")]
    assert "，其他设备可参照使用</ins>" in main
    assert main.count("<ins") == 1
    assert main.count("data-mark=") == 1
    assert "<del" not in main
    assert "绝缘电阻应不小于20 MΩ" in words(body)
    assert "永久性标志" not in words(body)
    assert "大幅改写" not in main
    assert 'class="before"' not in main


def test_a_document_without_changes_says_so() -> None:
    new = documents()[1]
    same = Redline(new, {}, {}, {}, (), type(redline().comparison)(new, new, {}, (), ()))
    assert "两个版本没有差异。" in written(same)


def test_what_is_no_running_text_stands_beside_what_it_was() -> None:
    """The old node gives what the new one has no place for; a change that is not shown takes it away again."""
    made = redline()
    entry = next(walk(made.resolved.document.chapters, TermEntry))
    shell = replace(entry, term="传感器", english="", admitted=("探测器",), domain="物联网")
    changes = tuple(replace(change, name="") if change.key == "chg-term" else change for change in made.changes)
    whole = replace(made.comparison, changes=changes)
    varied = replace(made, changes=changes, comparison=whole, shells={**made.shells, entry.anchor: shell})
    shown = element(written(varied), entry.anchor)
    assert '<dfn><del data-change="chg-term" data-class="technical">传感器</del><ins data-change="chg-term"' in shown
    assert re.search(r'<p class="admitted" data-mark="deleted" data-change="chg-term"[^>]*>探测器（许用）</p>', shown)
    assert re.search(r"<del[^>]*>〈物联网〉</del>", shown)
    assert "传感器" not in written(varied, Selection(only=("scope",)))


def test_contents_list_what_is_there_now() -> None:
    """On paper a redline has its 目次; a title in it is printed once, as it is now."""
    (group,) = contents(redline().resolved)
    chapter = next(line for line in group.lines if line.anchor == "requirements")
    assert [line.anchor for line in chapter.lines] == ["general", "insulation", "limits"]
    title = (*chapter.title, *(Deleted((text("旧"),), "", SPAN), Inserted((text("新"),), "", SPAN)))
    assert plain(unlinked(title, redline().resolved)) == "要求新"


def test_an_ordinary_document_has_nothing_of_a_redline() -> None:
    plain = write_html(documents()[1], TEMPLATES, revisions()[1])
    for word in ("data-mark", "data-change", '"was"', 'class="came"', "redline"):
        assert word not in plain
