"""The network: MiniLM with a look-back-only mask, and one attention-pooled head a label.

A head looks over the tokens of its turn with a query of its own; the weights that it gives them are kept as the span
that carried the judgement.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention


class Block(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, config: dict, dropout: float = 0.1) -> None:
        super().__init__()
        w = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], w)
        self.places = nn.Embedding(config["max_position_embeddings"], w)
        self.kind = nn.Parameter(torch.zeros(w))
        self.norm = nn.LayerNorm(w, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(
            Block(w, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, bias: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.places(places) + self.kind))
        for block in self.blocks:
            x = block(x, bias)
        return x

    @classmethod
    def pretrained(cls, folder: Path, dropout: float = 0.1) -> "Encoder":
        config = json.loads((folder / "config.json").read_text())
        raw = load_file(folder / "model.safetensors")
        raw = {name.removeprefix("bert."): value.float() for name, value in raw.items()}
        net = cls(config, dropout)
        e = "embeddings."
        state = {
            "words.weight": raw[e + "word_embeddings.weight"],
            "places.weight": raw[e + "position_embeddings.weight"],
            "kind": raw[e + "token_type_embeddings.weight"][0],
            "norm.weight": raw[e + "LayerNorm.weight"],
            "norm.bias": raw[e + "LayerNorm.bias"],
        }
        for i in range(config["num_hidden_layers"]):
            a, b = f"encoder.layer.{i}.", f"blocks.{i}."
            for part in ("weight", "bias"):
                qkv = [raw[f"{a}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                state[f"{b}qkv.{part}"] = torch.cat(qkv)
                state[f"{b}out.{part}"] = raw[f"{a}attention.output.dense.{part}"]
                state[f"{b}norm1.{part}"] = raw[f"{a}attention.output.LayerNorm.{part}"]
                state[f"{b}up.{part}"] = raw[f"{a}intermediate.dense.{part}"]
                state[f"{b}down.{part}"] = raw[f"{a}output.dense.{part}"]
                state[f"{b}norm2.{part}"] = raw[f"{a}output.LayerNorm.{part}"]
        net.load_state_dict(state)
        return net


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
