"""Image files: found, inside content/, and of a kind that prints."""

from __future__ import annotations

import posixpath

from gbdoc.diagnostic import nearest
from gbdoc.read.context import Context
from gbdoc.source import Span

_KINDS = (".svg", ".png", ".jpg", ".jpeg")


def locate_image(context: Context, base: str, file: str, span: Span) -> str:
    """The path below content/ of an image that the file `base` names; "", told, where it cannot be used."""
    path = context.sources.locate(base, file)
    if path is None:
        context.error(span, "image", f"图片 {file} 在 content/ 之外；请放进 content/")
    elif not path.lower().endswith(_KINDS):
        context.error(span, "image", f"图片 {file} 的格式不能用；请用 SVG、PNG 或 JPEG")
    elif path not in context.sources.files:
        images = [name for name in context.sources.files if name.lower().endswith(_KINDS)]
        known = [posixpath.relpath(name, posixpath.dirname(base)) for name in images]
        context.error(span, "image", f"找不到图片 {file}{nearest(file, known) or '；检查路径，它相对于这个文件'}")
    elif not context.sources.files[path].strip():
        context.error(span, "image", f"图片 {file} 是空文件；重新放一份")
    else:
        return path
    return ""
