"""What is wrong with references: dangling ones, sides that the wording contradicts, documents that cannot be cited so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from gbdoc import diagnostic
from gbdoc.diagnostic import Diagnostic, nearest
from gbdoc.model import Citation, Document, IndexMark, SiblingCitation, Xref
from gbdoc.model import Reference as Registered
from gbdoc.number import Labels
from gbdoc.read.context import RESERVED
from gbdoc.resolve.citations import Cited, entries
from gbdoc.resolve.lines import UNKNOWN_YEAR
from gbdoc.resolve.runs import Reference
from gbdoc.resolve.shelf import Shelf
from gbdoc.resolve.wording import number_words

# --- references to what is not there ---------------------------------------------------------


def dangling(
    references: Iterable[Reference], document: Document, labels: Labels, shelf: Shelf, unread: Collection[str]
) -> Iterator[Diagnostic]:
    """References whose target, document or key nobody knows, and citations of the document by itself."""
    for reference in references:
        match reference:
            case Xref() if reference.target not in labels:
                message = unknown_target(reference.target, labels, "", _elsewhere(reference.target, shelf))
                yield diagnostic.error(reference.span, "unknown-target", message)
            case SiblingCitation():
                yield from _sibling(reference, document, shelf, unread)
            case Citation():
                yield from _citation(reference, document, shelf)
            case Xref() | IndexMark():
                pass


def unknown_target(target: str, labels: Labels, where: str, elsewhere: str = "") -> str:
    """What to say of an id that is not there, unless `elsewhere` says where it is; of a row, which keys its table has."""
    table, dot, key = target.partition(".")
    if dot and table in labels and labels[table].kind == "table":
        keys = [row.anchor.removeprefix(f"{table}.") for row in labels.values() if row.parent == table and row.kind == "row" and row.number]
        return f"{where}{labels[table].number}（{table}）没有键为 {key} 的行{nearest(key, keys)}"
    ids = [anchor for anchor in labels if "." not in anchor]
    if target in RESERVED:
        return f"{where}没有 {target} 这一部分；去掉这个引用"
    return f"{where}没有 id 为 {target} 的内容{nearest(target, ids) + elsewhere or '；检查拼写，或给要引的内容写上这个 id'}"


def _elsewhere(target: str, shelf: Shelf) -> str:
    """Where else an id is: the way to write a reference into that document."""
    holders = [name for name, entry in shelf.items() if "." not in target and target in entry.labels]
    return f"；{holders[0]} 中有，写成 []({holders[0]}#{target})" if holders else ""


def _sibling(citation: SiblingCitation, document: Document, shelf: Shelf, unread: Collection[str]) -> Iterator[Diagnostic]:
    name = citation.document
    if name == document.name:
        remedy = "写 [](#id)" if citation.targets else "直接写“本文件”"
        yield diagnostic.error(citation.span, "self-citation", f"{name} 就是本文件；{remedy}")
    elif name in shelf:
        labels = shelf[name].labels
        for target in citation.targets:
            if target not in labels:
                yield diagnostic.error(citation.span, "unknown-target", unknown_target(target, labels, f"{name} 中"))
    elif name in document.registry:
        yield diagnostic.error(citation.span, "unknown-document", f"{name} 是他人的文件，写成 [@{name}]")
    elif name not in unread:
        yield diagnostic.error(citation.span, "unknown-document", f"没有名为 {name} 的文稿{nearest(name, shelf)}")


def _citation(citation: Citation, document: Document, shelf: Shelf) -> Iterator[Diagnostic]:
    reference = document.registry.get(citation.key)
    if reference is None:
        message = f"references.yaml 中没有 {citation.key}{nearest(citation.key, [*document.registry, *shelf]) or '；在其中补上这一条'}"
        yield diagnostic.error(citation.span, "unknown-reference", message)
    elif reference.number and reference.number == document.metadata.undated_number:
        yield diagnostic.error(citation.span, "self-citation", f"{citation.key} 就是本文件；直接写“本文件”，或写 [](#id)")
    elif citation.year == "" and not reference.year and reference.kind == "standard":
        message = f"{reference.number} 的年份未知，印作 {UNKNOWN_YEAR}；在 references.yaml 写 year，或写 [@{citation.key}:年份]"
        yield diagnostic.warning(citation.span, "unknown-year", message)


def unlisted(document: Document, shelf: Shelf) -> Iterator[Diagnostic]:
    """Keys in standard.yaml's bibliography that name nothing, or nothing that 参考文献 lists; the lists are compiled."""
    lines = entries(document)
    listed = {line.key for line in lines if line.anchor.startswith("bibliography.")}
    normative = {line.key for line in lines} - listed
    options = document.bibliography_options
    for key in dict.fromkeys((*options.also, *(key for group in options.groups for key in group.keys))):
        span = document.bibliography_spans.get(key, document.span)
        if key not in document.registry and key not in shelf:
            message = f"bibliography 中的 {key} 不在 references.yaml 中{nearest(key, document.registry)}"
            yield diagnostic.error(span, "unknown-reference", message)
        elif key in normative:
            yield diagnostic.warning(span, "unlisted-reference", f"bibliography 中的 {key} 已列入第2章，不再列入参考文献；去掉它")
        elif key not in listed:
            message = f"bibliography 中的 {key} 没有被引用，未列入参考文献；确需列入时写进 also"
            yield diagnostic.warning(span, "unlisted-reference", message)


# --- what may not be cited so ----------------------------------------------------------------

_EARLY = ("工作组讨论稿", "征求意见稿")


def unfit(citations: Sequence[Cited], document: Document) -> Iterator[Diagnostic]:
    """Forced sides that the wording contradicts, documents that may not be cited normatively (9.5.4.4), and replaced ones."""
    told: set[tuple[str, str]] = set()
    for each in citations:
        citation = each.citation
        if citation.forced_side and each.worded and each.worded != citation.forced_side:
            yield diagnostic.warning(citation.span, "forced-side", _contradiction(each))
        if isinstance(citation, Citation) and (each.side, each.edition.key) not in told:
            told.add((each.side, each.edition.key))
            yield from _unfit(citation, each, document) if each.side == "normative" else _outdated(citation, each, document)


def _contradiction(each: Cited) -> str:
    if each.worded == "informative":
        return "这里的措辞是资料性的，与强制的规范性引用（!）不符；改用“应”等措辞，或去掉 !"
    return "这里的措辞是规范性的，与强制的资料性引用（?）不符；改用“见”等措辞，或去掉 ?"


def _unfit(citation: Citation, each: Cited, document: Document) -> Iterator[Diagnostic]:
    reference = document.registry[citation.key]
    words = number_words(reference, None, False)
    report = diagnostic.warning if document.metadata.stage in _EARLY else diagnostic.error
    if reference.kind in ("law", "policy"):
        what = "法律法规" if reference.kind == "law" else "政策文件"
        message = f"{words}是{what}，不能规范性引用；删去，或改为资料性提及 [@?{citation.key}]"
        yield diagnostic.error(citation.span, "law-reference", message)
    elif fault := _superseded(reference, each, document):
        message = f"{words} {fault}，不能规范性引用；改引现行文件，或改为资料性提及 [@?{citation.key}]"
        yield report(citation.span, "superseded-reference", message)
    elif not reference.verified:
        message = f"{words} 的状态未经核对；核对后在 references.yaml 写 checked 和 verified: true"
        yield report(citation.span, "unverified-reference", message)


def _outdated(citation: Citation, each: Cited, document: Document) -> Iterator[Diagnostic]:
    """An informative citation of a document that is no longer in force, unless it names an old edition on purpose."""
    reference = document.registry[citation.key]
    if reference.status in ("superseded", "withdrawn") and not citation.forced_side:
        fault = _superseded(reference, each, document)
        message = f"{number_words(reference, None, False)} {fault}；改引现行文件，确需提及旧文件时写 [@?{citation.key}]"
        yield diagnostic.warning(citation.span, "superseded-reference", message)


def _superseded(reference: Registered, each: Cited, document: Document) -> str:
    """Why a document is no longer, or not yet, in force; empty where it is."""
    match reference.status:
        case "superseded":
            heir = document.registry.get(reference.replaced_by)
            name = number_words(heir, None, False) if heir else reference.replaced_by
            return f"已被 {name} 代替" if name else "已被代替"
        case "withdrawn":
            return "已经废止"
        case "draft":
            return "还没有发布"
        case _:
            year = each.edition.year or ""
            old = year.isdecimal() and reference.year.isdecimal() and int(year) < int(reference.year)
            return f"的{year}年版已被{reference.year}年版代替" if old else ""
