"""The turn reader beside its peers, on the same held-out turns: macro-F1 of either side, and turns read a second.

    python bench/peers.py --talks TALKS.jsonl … --run RUN [--only NAME …]

Every peer is trained on the talks of the other folds and cut at thresholds picked on the other half of the held-out fold,
as in evals/reader.py. Speed is reading alone, one process, features included. A peer whose library is missing is left out
and named.

- `convokit`: what of ConvoKit 5 works without a download: its bag of words, with a logistic regression a label (its own
  classifier on vectors does not start in 5.0.0: an argument that it hands on is not known)
- `tfidf`: TF-IDF of the turn and the turn before it, a logistic regression a label (the floor of the model card)
- `encoder`: all-MiniLM-L6-v2 as it comes, turn and turn before it side by side, a logistic regression a label
- `standfast`: judged by the run's own logits, with words learnt from the other folds alone (the shipped words have met
  every talk); timed as it ships
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training/reader"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evals"))
from reader import CUSTOMER, decided, f1_of, floor_scores, full_scores
from words import fit_word_line

from talks import LABELS, Talk, read_talks

Scores = list[np.ndarray]


def split(flat: np.ndarray, talks: list[Talk]) -> Scores:
    return np.split(flat, np.cumsum([len(t.turns) for t in talks])[:-1])


def lines_over(x: np.ndarray, train: list[Talk], z: np.ndarray) -> np.ndarray:
    """A logistic regression a label on ready features."""
    y = np.concatenate([t.targets >= 0.5 for t in train])
    c = np.concatenate([t.counted for t in train])
    out = np.full((z.shape[0], len(LABELS)), -9.0)
    for k in range(len(LABELS)):
        if y[c[:, k], k].sum() >= 2:
            fitted = LogisticRegression(C=1.0, class_weight="balanced", max_iter=500).fit(x[c[:, k]], y[c[:, k], k])
            out[:, k] = fitted.decision_function(z)
    return out


def tfidf(train: list[Talk], held: list[Talk]) -> tuple[Scores, float]:
    began = time.perf_counter()
    floor_scores(train, held[:1])
    fitting = time.perf_counter() - began
    began = time.perf_counter()
    scores = floor_scores(train, held)
    return scores, max(time.perf_counter() - began - fitting, 1e-3)


def encoder(train: list[Talk], held: list[Talk]) -> tuple[Scores, float]:
    import torch  # noqa: PLC0415 - a peer's own library
    from encoders import minilm_folder  # noqa: PLC0415
    from net import Encoder  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    folder = minilm_folder()
    net, tokenizer = Encoder.pretrained(folder).eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(128)
    tokenizer.no_padding()

    def vectors(talks: list[Talk]) -> np.ndarray:
        ids = [tokenizer.encode(turn.text).ids for t in talks for turn in t.turns]
        out = np.zeros((len(ids), net.words.embedding_dim), np.float32)
        order = np.argsort([len(i) for i in ids])
        for at in range(0, len(order), 64):
            some = order[at : at + 64]
            longest = max(len(ids[k]) for k in some)
            batch = torch.tensor([ids[k] + [0] * (longest - len(ids[k])) for k in some])
            there = torch.tensor([[1.0] * len(ids[k]) + [0.0] * (longest - len(ids[k])) for k in some])
            with torch.inference_mode():
                hidden = net(batch, ((there - 1) * 1e4)[:, None, None, :])
            out[some] = ((hidden * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)).numpy()
        out /= np.linalg.norm(out, axis=1, keepdims=True) + 1e-9
        before = np.concatenate([np.concatenate([np.zeros((1, out.shape[1])), p[:-1]]) for p in split(out, talks)])
        side = np.array([[turn.side.value == "seller"] for t in talks for turn in t.turns], np.float32)
        return np.concatenate([out, before, side], 1).astype(np.float32)

    x = vectors(train)
    began = time.perf_counter()
    z = vectors(held)
    spent = time.perf_counter() - began
    return split(lines_over(x, train, z), held), spent


def convokit(train: list[Talk], held: list[Talk]) -> tuple[Scores, float]:
    from convokit import BoWTransformer, Corpus, Speaker, Utterance  # noqa: PLC0415 - a peer's own library

    speakers = {name: Speaker(id=name) for name in ("seller", "customer", "unknown")}

    def corpus_of(talks: list[Talk]) -> Corpus:
        return Corpus(
            utterances=[
                Utterance(
                    id=f"{t.id} {n}", speaker=speakers[turn.side.value], conversation_id=f"{t.id} 0", text=turn.text
                )
                for t in talks
                for n, turn in enumerate(t.turns)
            ]
        )

    known, asked = corpus_of(train), corpus_of(held)
    bag = BoWTransformer(obj_type="utterance").fit(known)
    bag.transform(known)
    began = time.perf_counter()
    bag.transform(asked)
    spent = time.perf_counter() - began
    x, z = (
        corpus.get_vectors("bow_vector", [f"{t.id} {n}" for t in talks for n in range(len(t.turns))]).tocsr()
        for corpus, talks in ((known, train), (asked, held))
    )
    return split(lines_over(x, train, z), held), spent


def standfast(train: list[Talk], held: list[Talk], run: Path) -> tuple[Scores, float]:
    from standfast.app.label_talk import call_from  # noqa: PLC0415
    from standfast.language.reader.turn_reader import shipped_turn_reader  # noqa: PLC0415

    stored = np.load(run / "dev.npz")
    reader = shipped_turn_reader()
    calls = [
        call_from(
            {
                "id": t.id,
                "turns": [{"who": turn.side.value, "text": turn.text} for turn in t.turns],
                "list_price": None if t.list_price is None else t.list_price / 100,
            },
            where=t.id,
        )
        for t in held
    ]
    began = time.perf_counter()
    for call in calls:
        reader.chances(call)
    spent = time.perf_counter() - began
    return full_scores(held, [stored[t.id] for t in held], fit_word_line(train)), spent


PEERS: dict[str, Callable[[list[Talk], list[Talk]], tuple[Scores, float]]] = {
    "convokit": convokit,
    "tfidf": tfidf,
    "encoder": encoder,
}


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--talks", type=Path, nargs="+", required=True)
    ap.add_argument("--run", type=Path, required=True, help="a training run; the talks that it held out are read")
    ap.add_argument("--only", nargs="*", choices=[*PEERS, "standfast"], default=[*PEERS, "standfast"])
    args = ap.parse_args()
    every = {t.id: t for path in args.talks for t in read_talks(path)}
    held = [every[str(i)] for i in np.load(args.run / "dev.npz")["ids"]]
    groups = {t.group for t in held}
    train = [t for t in every.values() if t.group not in groups]
    y = np.concatenate([t.targets >= 0.5 for t in held])
    print(f"{len(train)} talks to train on, {len(held)} held out with {len(y)} turns\n")
    print("| reader | customer | seller | turns/s |\n|---|---:|---:|---:|")
    for name in args.only:
        try:
            scores, spent = standfast(train, held, args.run) if name == "standfast" else PEERS[name](train, held)
        except ModuleNotFoundError as missing:
            print(f"| {name} | not installed: {missing.name} | | |")
            continue
        p = np.concatenate(decided(held, scores)).astype(bool)
        f1 = [f1_of(y[:, k], p[:, k])[2] for k in range(len(LABELS))]
        print(
            f"| {name} | {np.mean(f1[:CUSTOMER]):.2f} | {np.mean(f1[CUSTOMER:]):.2f} | {len(y) / spent:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
