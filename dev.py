#!/usr/bin/env python3
"""Set up a checkout and run it, with nothing but Python 3.11 and a network.

python3 dev.py demo        review a shipped real negotiation
python3 dev.py test        the whole check that CI runs
python3 dev.py run ARGS    `standfast ARGS` from this checkout
python3 dev.py check       lint, types, walls, tests (one word of: lint types walls tests)
python3 dev.py lock        resolve requirements again (after pyproject.toml changed)
python3 dev.py exec CMD    any command inside the environment
"""

import hashlib
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOOLS, VENV, LOCK = HERE / ".tools", HERE / ".venv", HERE / "requirements.lock"
UV_VERSION = "0.13.9"
CHECKS = {
    "lint": [["ruff", "check", "."], ["ruff", "format", "--check", "."]],
    "types": [["mypy"]],
    "walls": [["lint-imports"]],
    "tests": [["pytest", "--cov", "--cov-report=term:skip-covered"]],
}


def run(*command: object, check: bool = True) -> int:
    env = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env['PATH']}"
    code = subprocess.run([str(part) for part in command], env=env, cwd=HERE if check else None).returncode
    if check and code:
        sys.exit(code)
    return code


def make_venv(place: pathlib.Path) -> None:
    """`python3 -m venv`, or the one apt line where Debian left it out."""
    if subprocess.run([sys.executable, "-m", "venv", str(place)], capture_output=True).returncode == 0:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if os.geteuid() != 0:
        sys.exit(f"Python's venv module is missing here. Run: sudo apt-get install -y {package}")
    run("apt-get", "update", "-q")
    run("apt-get", "install", "-y", "-q", package)
    run(sys.executable, "-m", "venv", place)


def uv() -> pathlib.Path:
    tool = TOOLS / f"uv-{UV_VERSION}" / "bin" / "uv"
    if not tool.exists():
        make_venv(tool.parent.parent)
        run(tool.parent / "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}")
    return tool


def ready() -> None:
    """Bring the environment to what the lock says; nothing to do is done in no time."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / ".standfast-lock"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not (VENV / "bin").exists():
        run(uv(), "venv", "--quiet", "--python", sys.executable, VENV)
    run(uv(), "pip", "sync", "--quiet", "--require-hashes", LOCK)
    run(uv(), "pip", "install", "--quiet", "--no-deps", "--editable", HERE)
    stamp.write_text(wanted)


def lock() -> None:
    # No index or download address goes into the file: versions and hashes are enough to be exact anywhere.
    run(
        uv(),
        "pip",
        "compile",
        "pyproject.toml",
        "--group",
        "dev",
        "--generate-hashes",
        "--no-header",
        "--quiet",
        "--no-emit-index-url",
        "--no-annotate",
        "--python-version",
        "3.11",
        "--output-file",
        LOCK,
    )


def main() -> int:
    verb, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("help", [])
    if verb == "lock":
        lock()
        return 0
    if verb not in {"demo", "test", "run", "check", "exec"}:
        print(__doc__)
        return 0 if verb in {"help", "-h", "--help"} else 2
    ready()
    if verb == "run":
        return run(VENV / "bin" / "standfast", *rest, check=False)
    if verb == "demo":
        return run(VENV / "bin" / "standfast", "demo", *rest, check=False)
    if verb == "exec":
        return run(*rest, check=False)
    wanted = rest if verb == "check" and rest else list(CHECKS)
    for name in wanted:
        for command in CHECKS[name]:
            run(*command)
    return 0


if __name__ == "__main__":
    sys.exit(main())
