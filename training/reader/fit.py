"""Train the turn reader and keep the best weights; thresholds are chosen on the development split only."""

import argparse
import hashlib
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from net import Encoder, TurnNet, in_eight_bits, load_net
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from talks import (
    COLUMNS,
    LABELS,
    SELLS,
    Sample,
    Talk,
    batch_of,
    noisy_talk,
    read_talks,
    samples_of,
    side_samples_of,
    taught_by,
)

SEATED_AN_EPOCH = 300
"""Talks with their sides hidden, drawn anew each epoch."""
TAUGHT_AN_EPOCH = 400
"""Talks without labels that a teacher has read, drawn anew each epoch."""
EIGHT_BIT_FROM = 0.7
"""From this part of the training the encoder computes as the exported eight-bit one will."""
LESSON_WEIGHT = 1.0
"""What a teacher's probability counts beside a label."""


def batches(samples: list[Sample], tokens: int, rng: random.Random) -> list[list[Sample]]:
    order = sorted(samples, key=lambda s: len(s.window.ids) + rng.random() * 40)
    out, now, longest = [], [], 0
    for sample in order:
        longest = max(longest, len(sample.window.ids))
        if now and longest * (len(now) + 1) > tokens:
            out.append(now)
            now, longest = [], len(sample.window.ids)
        now.append(sample)
    if now:
        out.append(now)
    rng.shuffle(out)
    return out


def predict(net: TurnNet, talks: list[Talk], tokenizer: Tokenizer) -> list[np.ndarray]:
    """Logits, one (turns, labels) array a talk."""
    net.eval()
    out = []
    flat = [(k, s) for k, talk in enumerate(talks) for s in samples_of(talk, tokenizer)]
    flat.sort(key=lambda pair: len(pair[1].window.ids))
    out = [np.zeros((len(t.turns), len(LABELS)), np.float32) for t in talks]
    with torch.inference_mode():
        for at in range(0, len(flat), 16):
            part = flat[at : at + 16]
            b = {k: torch.from_numpy(v) for k, v in batch_of([s for _, s in part]).items()}
            with torch.autocast("cpu", torch.bfloat16):
                logits, _, _ = net(b["ids"], b["turn_of"], b["turns"])
            for (k, s), row in zip(part, logits.float().numpy(), strict=True):
                out[k][list(s.window.scored)] = row[: len(s.window.scored), : len(LABELS)]
    return out


def predict_sides(net: TurnNet, talks: list[Talk], tokenizer: Tokenizer) -> list[np.ndarray]:
    """A logit a turn: does it sell?"""
    net.eval()
    out = [np.zeros(len(t.turns), np.float32) for t in talks]
    flat = [(k, s) for k, talk in enumerate(talks) for s in side_samples_of(talk, tokenizer)]
    flat.sort(key=lambda pair: len(pair[1].window.ids))
    with torch.inference_mode():
        for at in range(0, len(flat), 16):
            part = flat[at : at + 16]
            b = {k: torch.from_numpy(v) for k, v in batch_of([s for _, s in part]).items()}
            with torch.autocast("cpu", torch.bfloat16):
                logits, _, _ = net(b["ids"], b["turn_of"], b["turns"])
            for (k, s), row in zip(part, logits.float().numpy(), strict=True):
                out[k][list(s.window.scored)] = row[: len(s.window.scored), SELLS]
    return out


def f1_table(talks: list[Talk], scores: list[np.ndarray], thresholds: np.ndarray) -> dict[str, tuple]:
    y = np.concatenate([t.targets >= 0.5 for t in talks])
    c = np.concatenate([t.counted for t in talks])
    p = np.concatenate(scores) >= thresholds
    p &= c
    tp, fp, fn = (y & p & c).sum(0), (~y & p & c).sum(0), (y & ~p & c).sum(0)
    f1 = 2 * tp / np.maximum(2 * tp + fp + fn, 1)
    return {
        label.value: (
            float(f1[k]),
            int(tp[k] + fn[k]),
            float(tp[k] / max(tp[k] + fp[k], 1)),
            float(tp[k] / max(tp[k] + fn[k], 1)),
        )
        for k, label in enumerate(LABELS)
    }


def best_thresholds(talks: list[Talk], scores: list[np.ndarray]) -> np.ndarray:
    """The logit a label from which F1 on these talks is best, smoothed against few examples."""
    y = np.concatenate([t.targets >= 0.5 for t in talks])
    c = np.concatenate([t.counted for t in talks])
    s = np.concatenate(scores)
    grid = np.linspace(-4, 3, 71)
    out = np.zeros(len(LABELS))
    for k in range(len(LABELS)):
        yk, sk = y[c[:, k], k], s[c[:, k], k]
        f = np.array([2 * (yk & (sk >= g)).sum() / max((sk >= g).sum() + yk.sum(), 1) for g in grid])
        f = np.convolve(np.pad(f, 3, mode="edge"), np.ones(7) / 7, "valid")
        out[k] = grid[int(f.argmax())]
    return out


def macro(table: dict[str, tuple]) -> tuple[float, float]:
    rows = list(table.values())
    return float(np.mean([r[0] for r in rows[:7]])), float(np.mean([r[0] for r in rows[7:]]))


def train(
    args: argparse.Namespace, talks: list[Talk], dev: list[Talk], tokenizer: Tokenizer, seated: list[Talk]
) -> TurnNet:
    labelled = {t.id for t in talks}
    unlabelled = [t for t in seated if t.taught is not None and t.id not in labelled]
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    encoder = Encoder.pretrained(args.encoder, args.layers)
    if args.start:
        load_net(encoder, torch.load(args.start))
    net = TurnNet(encoder, COLUMNS)
    if args.resume:
        load_net(net, torch.load(args.resume))
    slow = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    opt = torch.optim.AdamW([{"params": slow, "lr": args.rate}, {"params": fast, "lr": 1e-3}], weight_decay=0.01)
    words = sorted({w for t in talks for turn in t.turns for w in turn.text.lower().split() if w.isalpha()})
    counted, there = sum(t.counted.sum(0) for t in talks), sum(t.targets.sum(0) for t in talks)
    rate = torch.from_numpy(counted / np.maximum(there, 1))
    up = torch.cat([(rate / 8).clamp(1, 6).sqrt().float(), torch.ones(1)])
    clean = [s for t in talks for s in samples_of(t, tokenizer)]
    per_epoch = len(batches(clean, args.tokens, rng))
    total = per_epoch * args.epochs
    step, done, began = 0, 0, time.time()
    args.out.mkdir(parents=True, exist_ok=True)
    kept = args.out / "checkpoint.pt"
    if kept.exists():
        saved = torch.load(kept, weights_only=False)
        net.load_state_dict(saved["net"])
        opt.load_state_dict(saved["opt"])
        step, done = saved["step"], saved["epochs"]
        rng.setstate(saved["rng"])
    for epoch in range(done, args.epochs):
        now = [
            s
            for t in talks
            for s in samples_of(noisy_talk(t, rng, words) if rng.random() < args.noise else t, tokenizer)
        ]
        now += [s for t in rng.sample(seated, min(SEATED_AN_EPOCH, len(seated))) for s in side_samples_of(t, tokenizer)]
        for t in rng.sample(unlabelled, min(TAUGHT_AN_EPOCH, len(unlabelled))):
            heard = noisy_talk(t, rng, words) if rng.random() < args.noise else t
            now += samples_of(heard, tokenizer, labelled=False)
        in_eight_bits(net, on=args.eight_bit and epoch >= EIGHT_BIT_FROM * args.epochs)
        net.train()
        running = 0.0
        for part in batches(now, args.tokens, rng):
            share = min(1.0, step / (0.06 * total)) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, step / total))))
            for group, base in zip(opt.param_groups, (args.rate, 1e-3), strict=True):
                group["lr"] = base * share
            b = {k: torch.from_numpy(v) for k, v in batch_of(part).items()}
            with torch.autocast("cpu", torch.bfloat16):
                logits, _, _ = net(b["ids"], b["turn_of"], b["turns"])
            weights = torch.tensor([s.weight for s in part])[:, None, None]
            loss = F.binary_cross_entropy_with_logits(logits.float(), b["targets"], pos_weight=up, reduction="none")
            loss = (loss * b["counted"] * weights).sum() / b["counted"].sum().clamp(min=1) * 10
            if (b["taught"] >= 0).any():
                lessons = F.binary_cross_entropy_with_logits(logits.float(), b["taught"].clamp(min=0), reduction="none")
                loss = loss + LESSON_WEIGHT * (lessons * (b["taught"] >= 0)).sum() / (b["taught"] >= 0).sum() * 10
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            running += float(loss.detach())
            step += 1
        line = f"epoch {epoch + 1} loss {running / per_epoch:.3f} {time.time() - began:.0f} s"
        if dev and (epoch + 1 == args.epochs or (epoch + 1) % args.look == 0):
            scores = predict(net, dev, tokenizer)
            line += " dev customer/seller {:.3f} {:.3f}".format(
                *macro(f1_table(dev, scores, best_thresholds(dev, scores)))
            )
        print(line, flush=True)
        state = {
            "net": net.state_dict(),
            "opt": opt.state_dict(),
            "step": step,
            "epochs": epoch + 1,
            "rng": rng.getstate(),
        }
        torch.save(state, kept.with_suffix(".part"))
        kept.with_suffix(".part").replace(kept)
    kept.unlink(missing_ok=True)
    return net


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--seated", type=Path, nargs="*", default=[], help="talks with sides but without labels")
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--start", type=Path, help="an encoder's weights to begin with")
    ap.add_argument("--resume", type=Path, help="a whole net's weights to go on from, as when the corpus has grown")
    ap.add_argument("--layers", type=int, help="how many of the encoder's layers to keep, from the first")
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--tokens", type=int, default=4096)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--noise", type=float, default=0.3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--look", type=int, default=2)
    ap.add_argument("--lessons", type=Path, help="a teacher's logits a talk (lessons.py)")
    ap.add_argument("--eight-bit", action="store_true", help="learn, towards the end, to bear eight-bit arithmetic")
    ap.add_argument("--leave-out", default="", help="a source to hold out whole, instead of a fifth")
    ap.add_argument("--fold", type=int, default=0, help="which fifth of the groups is held out; -1 for none")
    args = ap.parse_args()
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    every = [talk for path in args.talks for talk in read_talks(path)]
    unlabelled = [talk for path in args.seated for talk in read_talks(path)]
    if args.lessons:
        every, unlabelled = taught_by(every, args.lessons), taught_by(unlabelled, args.lessons)
    folds = fold_of(every)
    if args.leave_out:
        folds = {t.group: args.fold if t.source == args.leave_out else args.fold + 1 for t in every}
        unlabelled = [t for t in unlabelled if t.source != args.leave_out]
    dev = [t for t in every if folds[t.group] == args.fold]
    seated = [t for t in [*every, *unlabelled] if len(t.turns) > 1 and t.sells]
    sides = fold_of(seated) | folds
    known = [t for t in seated if sides[t.group] != args.fold]
    net = train(args, [t for t in every if folds[t.group] != args.fold], dev, tokenizer, known)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.out / "net.pt")
    hidden = [t for t in seated if sides[t.group] == args.fold]
    if hidden:
        sells = predict_sides(net, hidden, tokenizer)
        np.savez(
            args.out / "sides.npz", ids=[t.id for t in hidden], **{t.id: s for t, s in zip(hidden, sells, strict=True)}
        )
        right = [
            ((s > 0) == np.array([x.side.value == "seller" for x in t.turns])).mean()
            for t, s in zip(hidden, sells, strict=True)
        ]
        print(f"turns on the right side: {np.mean(right):.3f} of {len(hidden)} talks", flush=True)
    if dev:
        scores = predict(net, dev, tokenizer)
        np.savez(args.out / "dev.npz", ids=[t.id for t in dev], **{t.id: s for t, s in zip(dev, scores, strict=True)})
        limits = best_thresholds(dev, scores)
        for source in ["", *sorted({t.source for t in dev})]:
            some = [k for k, t in enumerate(dev) if source in {"", t.source}]
            table = f1_table([dev[k] for k in some], [scores[k] for k in some], limits)
            print(source or "all", len(some), "macro {:.3f} {:.3f}".format(*macro(table)))
            if not source:
                for name, (f1, n, pr, rc) in table.items():
                    print(f"  {name:20} {f1:.3f} p {pr:.2f} r {rc:.2f} n {n}")
        (args.out / "thresholds.json").write_text(
            json.dumps(dict(zip([x.value for x in LABELS], limits.tolist(), strict=True)))
        )


def fold_of(talks: list[Talk], folds: int = 5) -> dict[str, int]:
    """A fold a group, the same on every machine."""
    return {t.group: int(hashlib.sha256(t.group.encode()).hexdigest(), 16) % folds for t in talks}


if __name__ == "__main__":
    main()
