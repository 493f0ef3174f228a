"""The whole training in one command; what is already there is not done again, and an epoch that was kept is gone on from.

What ships are the weights of the run that held a fifth out, so that the figures in the model card are figures of what ships.

python training/reader/train.py [--work FOLDER] [--epochs 4]
"""

import argparse
import subprocess
import sys
from pathlib import Path

from encoders import mpnet_folder

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
LAYERS = 6
"""Of the encoder's twelve: half the time, and nearly all of the judgement (docs/decisions/0008)."""


def step(done: Path, *command: object) -> None:
    if done.exists():
        print(f"{done} is there already")
        return
    print(" ".join(map(str, command)), flush=True)
    subprocess.run([sys.executable, *map(str, command)], check=True, cwd=HERE)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--work", type=Path, default=HERE.parents[1] / "build/training")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--version", default="2026.11.2")
    args = ap.parse_args()
    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    encoder = mpnet_folder(work)
    authored, real = work / "authored.jsonl", work / "real.jsonl"
    step(authored, CORPUS / "compile.py", "authored", CORPUS / "authored", authored)
    step(real, CORPUS / "compile.py", "real", CORPUS / "real_turns.jsonl", CORPUS / "real", real)
    seated = CORPUS / "seated.jsonl"
    settled = CORPUS / "settled.jsonl"
    common = ["--talks", real, authored, settled, "--seated", seated, "--encoder", encoder, "--layers", LAYERS]
    how = ["--epochs", args.epochs, "--tokens", 2560, "--rate", 6e-5, "--eight-bit"]
    step(work / "fold/dev.npz", HERE / "fit.py", *common, *how, "--fold", 0, "--out", work / "fold")
    subprocess.run(
        [sys.executable, "finish.py", "--talks", real, authored, settled, "--scores", work / "fold", "--net", work / "fold",
         "--encoder", encoder, "--version", args.version],
        check=True,
        cwd=HERE,
    )  # fmt: skip
    subprocess.run(
        [sys.executable, "setting.py", "--talks", real, authored, settled, "--scores", work / "fold"],
        check=True,
        cwd=HERE,
    )
    subprocess.run(
        [sys.executable, HERE.parent / "sides.py", seated, real, authored, settled, "--run", work / "fold"], check=True
    )


if __name__ == "__main__":
    main()
