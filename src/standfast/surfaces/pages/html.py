"""A review as one HTML file: nothing is fetched, nothing is sent, and every word of the talk is escaped."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from standfast.domain.review import Review
from standfast.surfaces.pages.page_model import page_of

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of a line: a browser's title bar has no walls to hold them in."""
_UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")
"""What no HTML file can hold: NUL and half surrogates."""


def review_page(review: Review) -> str:
    """Write one review as a page that is complete in itself, without a network and without scripts.

    Turn `index` has the id `t{index}`, as counted in the review's JSON; moment n of the list has `m{n}`, from 1.
    """
    style, script = _own("style.css"), _own("page.js")
    page = page_of(review)
    text = (
        _templates()
        .get_template("page.html")
        .render(
            page=page,
            tab_title=_BIDI.sub("", page.head.title),
            style=style,
            script=script,
            policy=_policy(style, script),
        )
    )
    return _UNSPEAKABLE.sub("\ufffd", text)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("standfast.surfaces.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _own(name: str) -> str:
    """One of our own files, to be set into the page as it stands."""
    return files(__package__).joinpath("templates", name).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """What a browser may do with the page: apply this one style, run this one script, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ),
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
