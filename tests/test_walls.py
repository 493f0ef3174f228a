"""The walls between the rooms hold, and each of them bites."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BREACHES = {
    "layers": ("app/review_call.py", "from standfast.surfaces.cli import output"),
    "nouns-alone": ("domain/call.py", "import numpy"),
    "pure-engines": ("engines/control/moments.py", "import rich"),
    "surfaces-through-the-verbs": ("surfaces/cli/people.py", "from standfast.store import address_book"),
    "one-fitter": ("app/label_talk.py", "from standfast.language import cues"),
    "one-way-out": ("language/sides/traits.py", "import httpx2"),
    "surfaces-apart": ("engines/control/moments.py", "from standfast.transcripts import clock"),
}
"""A file of ours, and the line that breaks the contract in it."""


def kept(root: Path, contract: str) -> bool:
    code = (
        "import sys; from importlinter.cli import lint_imports;"
        f"sys.exit(lint_imports(no_cache=True, limit_to_contracts=({contract!r},)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return done.returncode == 0


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "model"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))
    return tmp_path


def test_every_contract_has_its_breach():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == set(BREACHES)


@pytest.mark.parametrize("contract", sorted(BREACHES))
def test_a_broken_wall_is_noticed(copy: Path, contract: str):
    assert kept(copy, contract)
    name, line = BREACHES[contract]
    path = copy / "src/standfast" / name
    path.write_text(path.read_text("utf-8") + f"\n{line}\n", encoding="utf-8")
    if contract == "surfaces-apart":  # a circle needs its other half
        other = copy / "src/standfast/transcripts/clock.py"
        other.write_text(
            other.read_text("utf-8") + "\nfrom standfast.engines.control import moments\n", encoding="utf-8"
        )
    assert not kept(copy, contract)
