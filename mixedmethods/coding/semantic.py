"""Semantic suggestions: passages whose meaning is near the description and examples of a code."""

import hashlib
from collections.abc import Collection, Iterable, MutableMapping, Sequence
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mixedmethods.coding.minilm import Encoder, Floats, load_encoder
from mixedmethods.coding.passages import passages
from mixedmethods.coding.queue import Proposal
from mixedmethods.model import Code, Source

__all__ = ["LEAST", "load_encoder", "remembering", "semantic_suggest"]

LEAST = 0.5  # cosine below which nothing is proposed
# How the chance of a code grows with the cosine, fitted to the sample with its own codings held
# out by group. Another study will differ: the order holds better than the chance.
SLOPE, INTERCEPT = 18.3, -10.2


def remembering(encoder: Encoder, known: MutableMapping[str, Floats]) -> Encoder:
    """Return an encoder that looks texts up before it computes.

    Parameters
    ----------
    encoder : callable
        As `load_encoder` returns.
    known : mutable mapping
        SHA-256 of a text's UTF-8 to its vector; new ones are added.
    """
    return partial(_remembered, encoder, known)


def semantic_suggest(
    source: Source,
    codes: Iterable[Code],
    encoder: Encoder,
    examples: pd.DataFrame | None = None,
    settled: Collection[tuple[int, int, str]] = (),
    least: float = LEAST,
) -> list[Proposal]:
    """Propose the sentences of a source whose meaning is nearest to a code.

    Parameters
    ----------
    source : Source
        What to look through; the moderator's turns are left out.
    codes : iterable of Code
        Codes that are codable and have a definition or an example.
    encoder : callable
        Texts to vectors of unit length, as `load_encoder` returns; wrapped in `remembering`, no
        text is computed twice.
    examples : DataFrame, optional
        ``code moderator quote``: segments, which count as examples of their codes; prompts are left
        out.
    settled : collection of (start, end, code id)
        As in `suggest`: passages that overlap one of them are left out for that code.
    least : float
        The cosine below which nothing is proposed.

    Returns
    -------
    list of Proposal
        By place, then code; for a passage and code one sentence, the nearest. `why` names the
        cosine of the passage with the mean of the code's definition, example, name and `include`,
        and segments; `score` is the chance that the sample gives such a cosine.
    """
    codes = [code for code in codes if code.codable and (code.definition or code.example)]
    pieces, lines = passages([source]), passages([source], longest=1)
    if not codes or pieces.empty:
        return []
    means = np.stack([_mean(encoder(_described(code, examples))) for code in codes])
    near = encoder(list(pieces["text"])) @ means.T
    found = []
    for row, k in np.argwhere(near >= least):
        piece, code = pieces.iloc[row], codes[k]
        low, high = int(piece["start"]), int(piece["end"])
        if any(c == code.id and s < high and low < e for s, e, c in settled):
            continue
        inside = lines[(lines["start"] >= low) & (lines["end"] <= high)]
        best = inside.iloc[int(np.argmax(encoder(list(inside["text"])) @ means[k]))]
        found.append(
            Proposal(
                source.id, int(best["turn"]), int(best["start"]), int(best["end"]), code.id,
                "semantic", (f"near the description and examples: {near[row, k]:.2f}",),
                float(1 / (1 + np.exp(-(SLOPE * near[row, k] + INTERCEPT)))),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.start, each.end, each.code))


def _described(code: Code, examples: pd.DataFrame | None) -> list[str]:
    """Return the texts that stand for a code; its codebook's and its segments'."""
    texts = [code.definition, code.example, " ".join((code.name, *code.include))]
    if examples is not None:
        own = (examples["code"] == code.id) & ~examples["moderator"].astype(bool)
        texts += list(dict.fromkeys(examples.loc[own, "quote"]))
    return [text for text in texts if text.strip()]


def _mean(vectors: Floats) -> NDArray[np.float32]:
    mean = vectors.mean(axis=0)
    out: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return out


def _remembered(
    encoder: Encoder, known: MutableMapping[str, Floats], texts: Sequence[str]
) -> Floats:
    keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        known.update(zip(new, encoder(list(new.values())), strict=True))
    return np.stack([known[key] for key in keys])
