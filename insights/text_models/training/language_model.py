"""The language model of the package in PyTorch, with the values of its file: so that its upper layers can be taught.

MiniLM is a BERT with 6 layers of 384 values. Its matrices are kept as whole numbers with a scale for each column.
"""

import math
from importlib.resources import files

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor, nn

from insights.text_models.sentence_model import PACKAGE

LAYERS, WIDTH, HEADS = 6, 384, 12
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")


class Stored:
    """The values of the ONNX file, by the names that they have there."""

    def __init__(self) -> None:
        self.file = (files(PACKAGE) / "model.onnx").read_bytes()
        graph = onnx.load_from_string(self.file).graph
        self.values = {one.name: torch.tensor(numpy_helper.to_array(one).copy()) for one in graph.initializer}
        made_by = {output: node for node in graph.node for output in node.output}
        # A matrix has a number for a name: it is the one that is multiplied where the bias is added.
        self.matrix: dict[str, str] = {}
        for node in graph.node:
            if node.op_type == "Add":
                for product, bias in (node.input, reversed(node.input)):
                    if bias.endswith(".bias") and product in made_by and made_by[product].op_type == "MatMul":
                        self.matrix[bias.removesuffix(".bias")] = made_by[product].input[1]

    def place(self, name: str) -> int:
        """Where in the file a value begins, byte for byte as NumPy has it. Raises ValueError if that is not sure."""
        content = self.values[name].numpy().tobytes()
        if self.file.count(content) != 1:
            raise ValueError(f"{name} stands in the file more than once, or otherwise than in plain bytes.")
        return self.file.index(content)

    def whole(self, name: str) -> Tensor:
        """A matrix in floating point, from its whole numbers and their scale."""
        return self.values[f"{name}_q"].float() * self.values[f"{name}_scale"]


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, stored: Stored, number: int, drop: float) -> None:
        super().__init__()
        self.prefix = f"inner.encoder.layer.{number}."
        self.names = {part: stored.matrix[self.prefix + part] for part in MATRICES}
        self.matrix = nn.ParameterDict({_key(part): stored.whole(name) for part, name in self.names.items()})
        plain = [f"{part}.bias" for part in (*MATRICES, *NORMS)] + [f"{part}.weight" for part in NORMS]
        self.plain = nn.ParameterDict({_key(part): stored.values[self.prefix + part].clone() for part in plain})
        self.drop = nn.Dropout(drop)

    def _linear(self, part: str, x: Tensor) -> Tensor:
        return x @ self.matrix[_key(part)] + self.plain[_key(part + ".bias")]

    def _norm(self, part: str, x: Tensor) -> Tensor:
        return F.layer_norm(x, (WIDTH,), self.plain[_key(part + ".weight")], self.plain[_key(part + ".bias")], 1e-12)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        rows, length, width = x.shape
        query, key, value = (
            self._linear(f"attention.self.{part}", x).view(rows, length, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = (query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + hidden).softmax(-1)
        mixed = (self.drop(seen) @ value).transpose(1, 2).reshape(rows, length, width)
        x = self._norm(NORMS[0], self.drop(self._linear("attention.output.dense", mixed)) + x)
        raised = F.gelu(self._linear("intermediate.dense", x))
        return self._norm(NORMS[1], self.drop(self._linear("output.dense", raised)) + x)

    def trained(self) -> dict[str, Tensor]:
        """The layer's values as the ONNX file has them: matrices in whole numbers of -127 to 127, a scale a column."""
        found = {self.prefix + part.replace("|", "."): value.detach() for part, value in self.plain.items()}
        for part, name in self.names.items():
            matrix = self.matrix[_key(part)].detach()
            scale = matrix.abs().amax(0, keepdim=True) / 127
            found[f"{name}_q"] = (matrix / scale).round().to(torch.int8)
            found[f"{name}_scale"] = scale
        return found


class Embedding(nn.Module):
    """The first states of a text, below all layers."""

    def __init__(self, stored: Stored) -> None:
        super().__init__()
        table = "inner.embeddings."
        self.word = stored.whole(f"{table}word_embeddings.weight")
        self.place = stored.whole(f"{table}position_embeddings.weight")
        self.place = self.place + stored.values[f"{table}token_type_embeddings.weight"][0]
        self.norm = stored.values[f"{table}LayerNorm.weight"], stored.values[f"{table}LayerNorm.bias"]

    def forward(self, ids: Tensor) -> Tensor:
        return F.layer_norm(self.word[ids] + self.place[: ids.shape[1]], (WIDTH,), *self.norm, 1e-12)


def _key(part: str) -> str:
    """A name that PyTorch takes for a parameter: it allows no dots."""
    return part.replace(".", "|")
