"""Passages as TF-IDF vectors, and the direction in which those of a code lie."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

COMMON = 0.3  # parts of words in more than this share of the passages tell codes apart badly
FEW = 8  # passages with a part of a word, of which it is never too common
FOLDS = 5  # parts of the passages that are scored by the others; sources, where there are several


def fit_words(texts: list[str]) -> Any:
    """Return the TF-IDF of parts of words that are not too common; None without any."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import

    options: dict[str, Any] = {
        "analyzer": "char_wb", "ngram_range": (3, 5), "sublinear_tf": True,
    }  # fmt: skip
    analyse = TfidfVectorizer(**options).build_analyzer()
    count = Counter(part for text in texts for part in set(analyse(text)))
    limit = max(FEW, COMMON * len(texts))
    chosen = sorted(part for part, n in count.items() if n <= limit and part.strip())
    return TfidfVectorizer(**options, vocabulary=chosen).fit(texts) if chosen else None


def weights_of(taught: Any, described: Any, labels: NDArray[np.bool_]) -> Floats:
    """Return the mean of the examples of each code minus that of the other passages."""
    yes, no = labels.astype(float), (~labels).astype(float)
    for_it = (yes @ taught + described) / (yes.sum(axis=1, keepdims=True) + 1)
    against = (no @ taught) / np.maximum(no.sum(axis=1, keepdims=True), 1)
    apart: Floats = np.asarray(for_it - against)
    length = np.linalg.norm(apart, axis=1, keepdims=True)
    return apart / np.where(length == 0, 1, length)


def parts_of(pieces: pd.DataFrame) -> NDArray[np.int64]:
    """Give passages the number of their part: a source, or a stretch of the only source."""
    part = pd.factorize(pieces["source"])[0]
    if len(pieces) and part.max() == 0:
        part = np.arange(len(pieces)) * FOLDS // len(pieces)
    return np.asarray(part, dtype=np.int64)


def curve_of(
    taught: Any, described: Any, labels: NDArray[np.bool_], part: NDArray[np.int64]
) -> tuple[float, float] | None:
    """Fit how the chance of a code grows with the score that the other parts give a passage."""
    from sklearn.linear_model import LogisticRegression  # slow to import

    scores = np.zeros(labels.shape)
    for held in np.unique(part):
        out = part == held
        scores[:, out] = weights_of(taught[~out], described, labels[:, ~out]) @ taught[out].T
    # Unpenalised in effect: scores are small, and a penalty would press every chance to the base.
    fitted = LogisticRegression(C=1e4).fit(scores.reshape(-1, 1), labels.ravel())
    slope, intercept = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    return (slope, intercept) if slope > 0 else None


def chances(scores: Floats, curve: tuple[float, float]) -> Floats:
    """Return the chances, 0 to 1, that the curve gives scores of any shape."""
    slope, intercept = curve
    return np.asarray(1 / (1 + np.exp(-(slope * np.asarray(scores) + intercept))))
