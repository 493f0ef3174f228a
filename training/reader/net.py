"""The network: MiniLM, or the larger MPNet as a teacher, with a look-back-only mask, and one attention-pooled head a label.

A head looks over the tokens of its turn with a query of its own; the weights that it gives them are kept as the span
that carried the judgement.
"""

import json
import math
from pathlib import Path
from typing import TypeVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

LEVELS, WEIGHT_LEVELS = 255, 64
"""Activations keep eight bits; weights seven, so that no sum of two products overflows where a processor adds in sixteen."""
RANGE_PACE = 0.02
"""How fast a layer's range follows what it sees."""


class Line(nn.Linear):
    """A linear layer that can learn to bear eight-bit arithmetic (quantisation-aware training, Jacob et al. 2018).

    While it trains it keeps the range of what comes in (`low`, `high`); with `eight_bit` it computes on values rounded
    as the exported layer rounds them.
    """

    low: Tensor
    high: Tensor

    def __init__(self, into: int, out: int) -> None:
        super().__init__(into, out)
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.eight_bit = False

    def scale(self) -> Tensor:
        """What one step of an eight-bit activation is worth."""
        return ((self.high - self.low) / LEVELS).clamp(min=1e-8)

    def zero(self) -> Tensor:
        """The step that stands for nought."""
        return (-self.low / self.scale()).round().clamp(0, LEVELS).to(torch.int32)

    def forward(self, x: Tensor) -> Tensor:
        if self.training:
            with torch.no_grad():
                low, high = x.amin().float().clamp(max=0), x.amax().float().clamp(min=0)
                pace = RANGE_PACE if self.high > self.low else 1.0
                self.low.lerp_(low, pace)
                self.high.lerp_(high, pace)
        if not self.eight_bit:
            return super().forward(x)
        x = torch.fake_quantize_per_tensor_affine(x.float(), self.scale(), self.zero(), 0, LEVELS)
        steps = self.weight.detach().abs().amax(1) / WEIGHT_LEVELS
        none = torch.zeros(len(steps), dtype=torch.int32)
        weight = torch.fake_quantize_per_channel_affine(self.weight, steps, none, 0, -WEIGHT_LEVELS, WEIGHT_LEVELS)
        return F.linear(x, weight, self.bias)


class Block(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: float, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = Line(width, 3 * width)
        self.out = Line(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = Line(width, inner)
        self.down = Line(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


MPNET_NAMES = {"q": "attn.q", "k": "attn.k", "v": "attn.v", "out": "attn.o", "norm1": "LayerNorm"}
BERT_NAMES = {"q": "self.query", "k": "self.key", "v": "self.value", "out": "output.dense", "norm1": "output.LayerNorm"}


def distance_buckets(n: int, buckets: int = 32, furthest: int = 128) -> Tensor:
    """(n, n) bucket of the distance between two tokens, as MPNet (and T5, Raffel et al. 2020) share them out."""
    ahead = torch.arange(n)[None, :] - torch.arange(n)[:, None]
    half, exact = buckets // 2, buckets // 4
    far = ahead.abs().clamp(min=1).float()
    grown = exact + (torch.log(far / exact) / math.log(furthest / exact) * (half - exact)).long()
    within = torch.where(ahead.abs() < exact, ahead.abs(), grown.clamp(max=half - 1))
    return within + (ahead > 0).long() * half


Net = TypeVar("Net", bound=nn.Module)


def load_net(net: Net, state: dict[str, Tensor]) -> Net:
    """Load weights; only the ranges of activations may be missing, as in a net that never trained here."""
    unseen = net.load_state_dict(state, strict=False)
    if unseen.unexpected_keys or any(not name.endswith((".low", ".high")) for name in unseen.missing_keys):
        raise ValueError(f"These weights do not fit the net: {unseen}")
    return net


class Encoder(nn.Module):
    """BERT (MiniLM) or MPNet, told apart by the configuration's `model_type`."""

    def __init__(self, config: dict, dropout: float = 0.1) -> None:
        super().__init__()
        w, eps = config["hidden_size"], config["layer_norm_eps"]
        buckets = config.get("relative_attention_num_buckets")
        self.first_place = 2 if buckets else 0
        self.words = nn.Embedding(config["vocab_size"], w)
        self.places = nn.Embedding(config["max_position_embeddings"], w)
        self.distances = nn.Embedding(buckets, config["num_attention_heads"]) if buckets else None
        self.kind = nn.Parameter(torch.zeros(w))
        self.norm = nn.LayerNorm(w, eps=eps)
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(
            Block(w, config["num_attention_heads"], config["intermediate_size"], dropout, eps)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, bias: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device) + self.first_place
        x = self.drop(self.norm(self.words(ids) + self.places(places) + self.kind))
        if self.distances is not None:
            bias = (
                bias + self.distances(distance_buckets(ids.shape[1])).permute(2, 0, 1).detach()
            )  # the fast kernel wants no slope here
        for block in self.blocks:
            x = block(x, bias)
        return x

    @classmethod
    def pretrained(cls, folder: Path, layers: int | None = None, dropout: float = 0.1) -> "Encoder":
        """The encoder of a folder, or its first layers only: leaving off the last ones costs least (Sajjad et al. 2023)."""
        config = json.loads((folder / "config.json").read_text())
        config["num_hidden_layers"] = layers or config["num_hidden_layers"]
        raw = load_file(folder / "model.safetensors")
        raw = {name.removeprefix("bert.").removeprefix("mpnet."): value.float() for name, value in raw.items()}
        net = cls(config, dropout)
        e = "embeddings."
        state = {
            "words.weight": raw[e + "word_embeddings.weight"],
            "places.weight": raw[e + "position_embeddings.weight"],
            "kind": net.kind.detach(),
            "norm.weight": raw[e + "LayerNorm.weight"],
            "norm.bias": raw[e + "LayerNorm.bias"],
        }
        if net.distances is None:
            state["kind"] = raw[e + "token_type_embeddings.weight"][0]
        else:
            state["distances.weight"] = raw["encoder.relative_attention_bias.weight"]
        names = BERT_NAMES if net.distances is None else MPNET_NAMES
        for i in range(config["num_hidden_layers"]):
            a, b = f"encoder.layer.{i}.", f"blocks.{i}."
            for part in ("weight", "bias"):
                state[f"{b}qkv.{part}"] = torch.cat([raw[f"{a}attention.{names[x]}.{part}"] for x in "qkv"])
                state[f"{b}out.{part}"] = raw[f"{a}attention.{names['out']}.{part}"]
                state[f"{b}norm1.{part}"] = raw[f"{a}attention.{names['norm1']}.{part}"]
                state[f"{b}up.{part}"] = raw[f"{a}intermediate.dense.{part}"]
                state[f"{b}down.{part}"] = raw[f"{a}output.dense.{part}"]
                state[f"{b}norm2.{part}"] = raw[f"{a}output.LayerNorm.{part}"]
        return load_net(net, state)


def in_eight_bits(net: nn.Module, *, on: bool) -> None:
    """Let every linear layer of the encoder compute as the exported one will, or no longer."""
    for part in net.modules():
        if isinstance(part, Line):
            part.eight_bit = on


class TurnNet(nn.Module):
    """ids (b, n), turn_of (b, n; -1 pads), turns (b, t; -1 pads) → logits (b, t, l), weights (b, l, t, n), states (b, t, 2w).

    States are what a team's own labels are learnt from: the mean over the turn's tokens beside its marker.
    """

    def __init__(self, encoder: Encoder, labels: int) -> None:
        super().__init__()
        self.encoder = encoder
        w = encoder.words.embedding_dim
        self.query = nn.Parameter(torch.randn(labels, w) * 0.02)
        self.weigh = nn.Parameter(torch.randn(labels, 2 * w) * 0.02)
        self.offset = nn.Parameter(torch.full((labels,), -2.0))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, turn_of: Tensor, turns: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        seen = (turn_of[:, :, None] >= turn_of[:, None, :]) & (turn_of[:, None, :] >= 0)
        bias = torch.where(seen, 0.0, -1e4)[:, None]
        h = self.encoder(ids, bias.to(torch.float32))
        own = turn_of[:, None, :] == turns[:, :, None]  # b t n
        score = torch.einsum("lw,bnw->bln", self.query, h)[:, :, None, :]
        weights = torch.where(own[:, None], score, torch.full_like(score, -1e4)).softmax(-1)  # b l t n
        pooled = torch.einsum("bltn,bnw->btlw", weights, h)
        first = torch.argmax(own.to(torch.int64), -1)  # the marker
        mark = torch.gather(h, 1, first[:, :, None].expand(-1, -1, h.shape[-1]))
        both = torch.cat([pooled, mark[:, :, None, :].expand_as(pooled)], -1)
        logits = (self.drop(both) * self.weigh).sum(-1) + self.offset
        share = own.to(h.dtype) / own.sum(-1, keepdim=True).clamp(min=1)
        states = torch.cat([torch.einsum("btn,bnw->btw", share, h), mark], -1)
        return logits, weights, states


def trained_net(encoder: Path, run: Path, labels: int) -> TurnNet:
    """The net of a training run, as many layers of the encoder as it has weights for."""
    state = torch.load(run / "net.pt")
    layers = len({name.split(".")[2] for name in state if name.startswith("encoder.blocks.")})
    return load_net(TurnNet(Encoder.pretrained(encoder, layers), labels), state)
