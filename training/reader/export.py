"""Write a trained reader as ONNX with eight-bit weights, and its card data beside it.

Every linear layer of the encoder multiplies eight-bit integers at ranges that the net learnt to bear while it trained
(net.py), the same for every input, so that a turn's result does not depend on what else is in the batch: read live or
read whole, the numbers are the same.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from net import Line, TurnNet, trained_net
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from talks import COLUMNS


def to_onnx(net: TurnNet, out: Path) -> None:
    net.eval()
    ids = torch.randint(1000, 2000, (2, 24))
    turn_of = torch.tensor([[0] * 8 + [1] * 8 + [2] * 8, [0] * 12 + [1] * 10 + [-1] * 2])
    turns = torch.tensor([[1, 2], [1, -2]])
    torch.onnx.export(
        net,
        (ids, turn_of, turns),
        str(out),
        input_names=["ids", "turn_of", "turns"],
        output_names=["logits", "weights", "states"],
        dynamic_axes={
            "ids": {0: "b", 1: "n"},
            "turn_of": {0: "b", 1: "n"},
            "turns": {0: "b", 1: "t"},
            "logits": {0: "b", 1: "t"},
            "weights": {0: "b", 2: "t", 3: "n"},
            "states": {0: "b", 1: "t"},
        },
        dynamo=False,
        opset_version=17,
    )


def quantised(source: Path, net: TurnNet, out: Path) -> None:
    """Eight-bit layers at the ranges that the net learnt to bear, and eight-bit tables."""
    model = onnx.load(source)
    fixed = {tensor.name for tensor in model.graph.initializer}
    nodes = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in fixed]
    lines = [part for part in net.modules() if isinstance(part, Line)]
    if len(nodes) != len(lines):
        raise ValueError(f"{source} has {len(nodes)} layers, the net {len(lines)}")
    ranges: dict[str, list[dict[str, object]]] = {}
    for node, line in zip(nodes, lines, strict=True):
        scale, zero = np.array(line.scale(), np.float32), np.array(line.zero(), np.uint8)
        ranges[node.input[0]] = [{"scale": scale, "zero_point": zero, "quant_type": QuantType.QUInt8}]
    quantize_static(
        source,
        out,
        _OneWindow(),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["MatMul"],
        nodes_to_quantize=[node.name for node in nodes],
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        extra_options={
            "OpTypesToExcludeOutputQuantization": ["MatMul"],
            "DedicatedQDQPair": True,
            "WeightSymmetric": True,
            "TensorQuantOverrides": ranges,
        },
    )
    made = onnx.load(out)
    for tensor in list(made.graph.initializer):
        if len(tensor.dims) == 2 and tensor.dims[0] > 10000:
            _eight_bit_rows(made, tensor)
    onnx.save(made, out)


class _OneWindow(CalibrationDataReader):
    """The library asks for an example; the ranges above take the place of what it would learn from it."""

    def __init__(self) -> None:
        ids = np.arange(1000, 1024)[None]
        self.left = [{"ids": ids, "turn_of": np.repeat(np.arange(3), 8)[None], "turns": np.array([[1, 2]])}]

    def get_next(self) -> dict[str, np.ndarray] | None:
        return self.left.pop() if self.left else None


def _eight_bit_rows(model: onnx.ModelProto, tensor: onnx.TensorProto) -> None:
    """Keep an embedding table as int8 rows with a scale a row."""
    table = onnx.numpy_helper.to_array(tensor)
    scale = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float32)
    scale[scale == 0] = 1
    rows = np.round(table / scale).astype(np.int8)
    name = tensor.name
    model.graph.initializer.remove(tensor)
    model.graph.initializer.extend(
        [onnx.numpy_helper.from_array(rows, name + "_rows"), onnx.numpy_helper.from_array(scale, name + "_scale")],
    )
    for node in list(model.graph.node):
        if node.op_type == "Gather" and node.input[0] == name:
            at = list(model.graph.node).index(node)
            target = node.output[0]
            make = onnx.helper.make_node
            parts = [
                make("Gather", [name + "_rows", node.input[1]], [target + "_i"], axis=0),
                make("Cast", [target + "_i"], [target + "_f"], to=onnx.TensorProto.FLOAT),
                make("Gather", [name + "_scale", node.input[1]], [target + "_s"], axis=0),
                make("Mul", [target + "_f", target + "_s"], [target]),
            ]
            model.graph.node.remove(node)
            for k, part in enumerate(parts):
                model.graph.node.insert(at + k, part)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--net", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    net = trained_net(args.encoder, args.net, COLUMNS)
    args.out.mkdir(parents=True, exist_ok=True)
    full = args.out / "full.onnx"
    to_onnx(net, full)
    quantised(full, net, args.out / "reader.onnx")
    print({p.name: p.stat().st_size for p in args.out.iterdir()})


if __name__ == "__main__":
    sys.exit(main())
