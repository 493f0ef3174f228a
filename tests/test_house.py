"""The house rules that a machine can see: sizes, names, documents."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "service", "base", "misc"}


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_holds_one_idea(path: Path):
    assert path.read_text("utf-8").count("\n") <= 400
    assert not BANNED & set(path.stem.split("_"))


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_fits_on_a_screen(path: Path):
    for node in functions(path):
        documented = ast.get_docstring(node) is not None
        body = node.body[1:] if documented else node.body
        length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        assert length <= 40, f"{node.name} has {length} lines"


def test_the_glossary_and_the_code_know_each_other():
    rows = re.findall(
        r"^\| ([^|]+) \| [^|]+ \| `(\w+)` \|$", (ROOT / "docs/reference/glossary.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) > 20
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    for word, name in rows:
        assert re.search(rf"\b(?:class {name}\b|{name}\b.*[=:])", code), f"{word}: {name} is not in the code"
    nouns = {
        node.name
        for name in ("call", "moment", "review", "money", "evidence")
        for node in ast.parse((ROOT / f"src/standfast/domain/{name}.py").read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    missing = nouns - {name for _, name in rows}
    assert missing <= {"TimeQuality", "Channel", "Money", "MentionKind", "Mention", "PriceStep", "CueKind", "Evidence"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_format_that_is_read_is_documented():
    from standfast.app.wiring import known_formats

    text = (ROOT / "docs/reference/formats.md").read_text("utf-8")
    assert [key for key, _ in known_formats() if f"`{key}`" not in text] == []


def test_the_codebook_names_exactly_the_labels_of_the_code():
    from standfast.domain.moment import Label

    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/reference/codebook.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(label.value for label in Label)
