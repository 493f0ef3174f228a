"""Write a trained reader as ONNX with eight-bit weights, and its card data beside it.

Weights are kept as blocks of eight-bit integers (MatMulNBits); activations are quantised row by row inside the kernel,
so that a turn's result does not depend on what else is in the batch: read live or read whole, the numbers are the same.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from net import Encoder, TurnNet
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

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


def quantised(source: Path, out: Path) -> None:
    model = onnx.load(source)
    config = DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=True, accuracy_level=4, bits=8)
    work = MatMulNBitsQuantizer(model, algo_config=config)
    work.process()
    made = work.model.model
    for tensor in list(made.graph.initializer):
        if len(tensor.dims) == 2 and tensor.dims[0] > 10000:
            _eight_bit_rows(made, tensor)
    onnx.save(made, out)


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
    net = TurnNet(Encoder.pretrained(args.encoder), COLUMNS)
    net.load_state_dict(torch.load(args.net / "net.pt"))
    args.out.mkdir(parents=True, exist_ok=True)
    full = args.out / "full.onnx"
    to_onnx(net, full)
    quantised(full, args.out / "reader.onnx")
    print({p.name: p.stat().st_size for p in args.out.iterdir()})


if __name__ == "__main__":
    sys.exit(main())
