"""Codings made at random, for the tests that compare a quick way with a plain one."""

import pandas as pd
from hypothesis import strategies as st

COLUMNS = [
    "id", "source", "turn", "start", "end", "code", "coder", "stance", "elicitation", "quote",
    "speaker", "case", "moderator", "role",
]  # fmt: skip
TURN = 12  # code points that a turn has


@st.composite
def frames(draw, most=14):
    """Codings by two coders in two sources of four turns; the first turn is the moderator's."""
    rows = []
    for k in range(draw(st.integers(0, most))):
        source, turn = draw(st.sampled_from(["FG2", "FG10"])), draw(st.integers(1, 4))
        start = draw(st.integers(0, TURN - 1))
        end = draw(st.integers(start + 1, TURN))
        speaker = "M" if turn == 1 else f"P{turn % 2 + 1}"
        rows.append((
            f"c{k}", source, turn, turn * TURN + start, turn * TURN + end,
            draw(st.sampled_from("ABC")), draw(st.sampled_from(["Ann", "Ben"])), "", "",
            f"words of {k}", speaker, None if turn == 1 else f"{source}/{speaker}", turn == 1,
            "user" if source == "FG2" else "therapist",
        ))  # fmt: skip
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.drop_duplicates(["source", "start", "end", "code", "coder"], ignore_index=True)


def turns():
    """Every turn of the two sources."""
    rows = []
    for source, role in (("FG2", "user"), ("FG10", "therapist")):
        for turn in range(1, 5):
            speaker = "M" if turn == 1 else f"P{turn % 2 + 1}"
            case = None if turn == 1 else f"{source}/{speaker}"
            at = turn * TURN
            rows.append((source, turn, at, at + TURN, speaker, case, turn == 1, role))
    names = ["source", "turn", "start", "end", "speaker", "case", "moderator", "role"]
    return pd.DataFrame(rows, columns=names)


def segments(frame, codes="ABC"):
    """The stretches that participants' codings make, as a set of tuples."""
    said = frame[~frame["moderator"].astype(bool) & frame["code"].isin(list(codes))]
    names = ["source", "turn", "start", "end", "code", "case"]
    return set(said[names].itertuples(index=False, name=None))


def share(one, other):
    """Whether two segments share a character."""
    return one[0] == other[0] and one[2] < other[3] and other[2] < one[3]


def same_turn(one, other):
    return one[:2] == other[:2]
