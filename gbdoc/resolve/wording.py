"""References in words: 第6章, 6.3列项的第二项, GB/T 36333—2018中5.2 (9.5.3, 9.5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gbdoc.atoms import dated, parse_standard_number
from gbdoc.model import Citation, Document, Reference, ReferenceEntry, SiblingCitation, TermSource, Xref, plain
from gbdoc.number import Label, Labels, chinese
from gbdoc.resolve.lines import edition
from gbdoc.resolve.shelf import Shelf

# --- places in a document --------------------------------------------------------------------


def place(anchor: str, labels: Labels) -> str:
    """A place of a document in words, by the kind of thing that stands there."""
    label = labels.get(anchor)
    if label is None:
        return dangling(anchor)
    match label.kind:
        case "chapter":
            return f"第{label.number}章"
        case "element" | "index-group":
            return label.title
        case "clause" | "annex" | "table" | "figure" | "term":
            return label.number
        case "subfigure":
            return f"{place(label.parent, labels)} {label.number}"
        case "formula":
            return f"公式{label.number}" if label.number else _inside(label, "的公式", labels)
        case "note" | "example":
            return _inside(label, f"的{label.number}", labels)
        case "paragraph":
            return _inside(label, f"第{chinese(label.ordinal)}段", labels)
        case "list":
            return _inside(label, f"的{label.number}", labels)
        case "item":
            return _item(label, labels)
        case "row":
            return _inside(label, f"中{label.number}" if label.number else f"第{chinese(label.ordinal)}行", labels)
        case "footnote":
            return _inside(label, f"的脚注{label.number}", labels) if label.parent else f"脚注{label.number}"
        case "reference":
            return f"{place(label.parent, labels)}{label.number}"
        case "symbols" | "symbol" | "references":
            return place(label.parent, labels)


def join(words: Sequence[str]) -> str:
    """甲、乙和丙"""
    return "和".join(part for part in ("、".join(words[:-1]), *words[-1:]) if part)


def dangling(target: str) -> str:
    """What is printed for a reference to what is not there."""
    return f"【?{target}】"


def _inside(label: Label, words: str, labels: Labels) -> str:
    return (place(label.parent, labels) if label.parent else "重要提示") + words  # only the notice stands in no division


def _item(label: Label, labels: Labels) -> str:
    """An item by its mark where it has one, else by counting; a list inside an item is not named itself."""
    whole = labels[label.parent]
    nested = bool(whole.parent) and labels[whole.parent].kind == "item"
    if not label.number.endswith(")"):
        return _inside(whole, f"{'' if nested else whole.number}的第{chinese(label.ordinal)}项", labels)
    if nested or whole.number == "列项":
        return _inside(whole, f" {label.number}", labels)
    return _inside(whole, f"{whole.number}的{label.number}", labels)


# --- references ------------------------------------------------------------------------------


def xref_words(xref: Xref, labels: Labels) -> str:
    """A reference inside the document; a term named in a definition is followed by its entry number (8.7.3.3)."""
    words = plain(xref.inlines)
    label = labels.get(xref.target)
    if not words or label is None:
        return words + place(xref.target, labels)
    return f"{words}（{label.number}）" if xref.in_definition and label.kind == "term" else words


def sibling_words(citation: SiblingCitation, document: Document, labels: Labels, shelf: Shelf) -> str:
    """A citation of one of our documents; dated where it names places in it (9.5.4.1.1)."""
    own = citation.document == document.name
    entry = shelf.get(citation.document)
    words = plain(citation.inlines)
    if not own and entry is None:
        return words + dangling(citation.document)
    known = labels if own or entry is None else entry.labels
    if words:
        return words + "".join(dangling(target) for target in citation.targets if target not in known)
    places = join([place(target, known) for target in citation.targets])
    if own or entry is None:
        return places or "本文件"
    return with_place(entry.metadata.dated_number if citation.dated else entry.metadata.undated_number, places)


def sibling_parts(words: str, citation: SiblingCitation, known: Labels) -> Iterator[tuple[str, str | None]]:
    """The words of a citation cut by where they lead: to a target, to the document (""), nowhere (None: the words between targets)."""
    places = [place(target, known) for target in citation.targets]
    yield words.removesuffix(join(places)), ""
    for number, (target, part) in enumerate(zip(citation.targets, places, strict=True)):
        if number:
            yield "和" if number == len(places) - 1 else "、", None
        yield part, target


def citation_words(citation: Citation, document: Document) -> str:
    """A citation of somebody else's document."""
    reference = document.registry.get(citation.key)
    words = plain(citation.inlines)
    if reference is None:
        return words + dangling(citation.key)
    if words:
        return words
    cited = edition(citation, document.registry)
    return with_place(number_words(reference, cited.year, cited.all_parts), citation.place)


def with_place(number: str, words: str) -> str:
    """A document's number and a place in it, 中 between them where the place begins with a figure or a letter."""
    if not words:
        return number
    return f"{number}中{words}" if words[0].isascii() and words[0].isalnum() else number + words


def number_words(reference: Reference, year: str | None, all_parts: bool) -> str:
    """A document by its number, or by its title where it has none."""
    if reference.kind != "standard" or not reference.number:
        return f"《{reference.full_title}》"
    number = dated(reference.number, year) if year else reference.number
    return f"{number}（所有部分）" if all_parts else number


def source_words(source: TermSource, document: Document, shelf: Shelf) -> str:
    """[来源：GB/T 37043—2018，2.1，有修改] (8.7.3.4)."""
    citation = source.citation
    places: list[str] = []
    if isinstance(citation, Citation):
        cited = citation_words(replace(citation, year=edition(citation, document.registry).year, place=""), document)
        places = [citation.place]
    elif citation.document in shelf:
        entry = shelf[citation.document]
        cited = entry.metadata.dated_number if citation.dated else entry.metadata.undated_number
        places = [place(target, entry.labels) for target in citation.targets]
    else:
        cited = dangling(citation.document)
    return f"[来源：{'，'.join(part for part in (cited, *places, source.modified) if part)}]"


# --- lines of chapter 2 and of 参考文献 --------------------------------------------------------


def entry_words(entry: ReferenceEntry, document: Document, shelf: Shelf, in_bibliography: bool) -> str:
    """The line of a document in chapter 2, or in 参考文献, where foreign titles need no translation (8.6.3, 8.13)."""
    if entry.key in shelf:
        metadata = shelf[entry.key].metadata
        return f"{metadata.dated_number if entry.year else metadata.undated_number}　{metadata.full_title}"
    reference = document.registry.get(entry.key)
    if reference is None:
        return dangling(entry.key)
    if reference.kind != "standard" or not reference.number:
        return _literature(reference)
    return f"{number_words(reference, entry.year, entry.all_parts)}　{_standard_title(reference, in_bibliography)}"


def _standard_title(reference: Reference, in_bibliography: bool) -> str:
    title = reference.full_title
    number = parse_standard_number(reference.number)
    foreign = number is None or number.origin in ("international", "other")
    if not foreign or not reference.english or reference.english == reference.title:
        return title
    return reference.english if in_bibliography else f"{title}（{reference.english}）"


def _literature(reference: Reference) -> str:
    """A document that is no standard, as GB/T 7714 has it, without the full stop (10.3.6)."""
    title = reference.full_title
    if reference.document:
        title += f"：{reference.document}"
    match reference.kind:
        case "book":
            imprint = "：".join(part for part in (reference.place, reference.publisher) if part)
            parts = [reference.author, f"{title}[M]", "，".join(part for part in (imprint, reference.year) if part)]
        case "article":
            issue = "，".join(part for part in (reference.journal, reference.year) if part)
            parts = [reference.author, f"{title}[J]", f"{issue}：{reference.pages}" if reference.pages else issue]
        case "web":
            accessed = f"[{reference.accessed}]" if reference.accessed else ""
            parts = [reference.author, f"{title}[EB/OL]", f"{f'（{reference.year}）' if reference.year else ''}{accessed}", reference.url]
        case _:
            parts = [reference.author, f"{title}[Z]", reference.issued or reference.year]
    return ". ".join(part for part in parts if part)
