"""The few CSS selectors that the page tests speak, over lxml: `tag#id.class[name=value]`, descendants, commas."""

import re

from lxml.html import HtmlElement

_PART = re.compile(r"([#.]?)([\w-]+)|\[([\w-]+)(~?=)([^\]]+)\]")


def select(page: HtmlElement, selector: str) -> list[HtmlElement]:
    """Elements that fit, in order of the page."""
    ways = ["." + "".join(f"//{_step(step)}" for step in way.split()) for way in selector.split(",")]
    return page.xpath(" | ".join(ways))


def _step(step: str) -> str:
    tag, tests = "*", []
    for sign, name, attribute, how, value in _PART.findall(step):
        if attribute:
            tests.append(_word(attribute, value) if how == "~=" else f"@{attribute}='{value}'")
        elif sign:
            tests.append(f"@id='{name}'" if sign == "#" else _word("class", name))
        else:
            tag = f"*[local-name()='{name}']"
    return tag + "".join(f"[{test}]" for test in tests)


def _word(attribute: str, value: str) -> str:
    return f"contains(concat(' ', normalize-space(@{attribute}), ' '), ' {value} ')"
