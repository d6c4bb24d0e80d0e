"""What the server adds to a page, and the policy that lets a page run its own scripts and nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape

from gbdoc.preview.site import Page, Site

_SCRIPT = re.compile(r"<script(?![^>]*\btype=)[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
NO_POLICY = "default-src 'none'; frame-ancestors 'none'"


def dressed(page: Page, site: Site, name: str) -> str:
    """A page with its name and version, our style, and our script before those behind its text, so that ours sees it as it was sent."""
    head, _, body = page.html.partition("</head>")
    meta = f'<meta name="live" content="{escape(name)} {page.version}">\n<style>{site.style}</style>\n</head>'
    text = body.rfind("</main>")
    own = body.find("<script", text)
    place = own if own >= 0 else body.rfind("</body>")
    return f"{head}{meta}{body[:place]}<script data-live>{site.script}</script>\n{body[place:]}"


def policy(html: str) -> str:
    """The Content-Security-Policy of a page: its own scripts (data is none) and style sheets by digest, its images, and us."""
    scripts, styles = (" ".join(sorted({_digest(text) for text in found.findall(html)})) or "'none'" for found in (_SCRIPT, _STYLE))
    return (
        f"default-src 'none'; script-src {scripts}; style-src-elem {styles}; style-src-attr 'unsafe-inline'; img-src data: blob:; "
        "font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def notice(title: str, words: str) -> str:
    """A page that says one thing."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        "<style>:root{color-scheme:light dark}body{font:1.0625rem/1.8 sans-serif;max-width:36em;margin:20vh auto;padding:0 1em}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(words)}</p>\n</main>\n</body>\n</html>\n"
    )
