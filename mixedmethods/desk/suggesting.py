"""Suggestions of an open project for one coder: what is open, what came of them, what to add."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from mixedmethods.coding import Suggestion, matches, still_open
from mixedmethods.coding.learned import learn, learned_suggest, readiness
from mixedmethods.coding.minilm import Encoder
from mixedmethods.coding.passages import overlaps, passages
from mixedmethods.coding.proposals import separating_words
from mixedmethods.coding.quality import entry_quality, lexicon_quality, precision
from mixedmethods.coding.queue import Proposal, from_lexicon, review_queue
from mixedmethods.coding.semantic import semantic_suggest
from mixedmethods.coding.sentences import sentences
from mixedmethods.desk.reading import seen_by
from mixedmethods.errors import DataError
from mixedmethods.model import Code, Lexicon, Selection, Source
from mixedmethods.store import Project
from mixedmethods.store.codes import change_code
from mixedmethods.store.codings import codings
from mixedmethods.store.decisions import decisions, settled
from mixedmethods.store.placing import turn_of
from mixedmethods.store.reads import reads

SENTENCE, TURN = "The suggested sentence", "The whole turn"
BEFORE, AFTER = "With the sentence before", "With the sentence after"


def open_proposals(
    project: Project,
    coder: str,
    codes: Sequence[Code],
    lexical: Iterable[Suggestion] = (),
    others: Iterable[Proposal] = (),
) -> list[Proposal]:
    """Return what a coder has not decided yet, in the order of review.

    Parameters
    ----------
    project : Project
        The open project.
    coder : str
        Who reviews. Only their own codings and decisions settle a suggestion, so that two coders
        do not lead each other.
    codes : sequence of Code
        What may be suggested; the rest is left out.
    lexical : iterable of Suggestion
        What the lexicons find, settled or not.
    others : iterable of Proposal
        What `learned_proposals` and `semantic_proposals` returned, now or earlier.

    Returns
    -------
    list of Proposal
        As `coding.queue.review_queue`.
    """
    frame = decisions(project)
    own = frame[frame["coder"] == coder]
    wanted = {code.id for code in codes}
    made = [*from_lexicon(lexical, precision(own, codes)), *others]
    left: list[Proposal] = []
    for source in sorted({each.source for each in made}):
        here = [each for each in made if each.source == source and each.code in wanted]
        left += still_open(here, settled(project, source, coder))
    counts = own["code"].value_counts().to_dict()
    return review_queue(left, {f"{code}": int(n) for code, n in counts.items()})


def learned_proposals(
    project: Project,
    coder: str,
    texts: Sequence[Source],
    sources: Sequence[Source],
    codes: Sequence[Code],
) -> list[Proposal]:
    """Suggest from the codings that a coder may see.

    Parameters
    ----------
    project : Project
        The open project.
    coder : str
        For whom.
    texts : sequence of Source
        All texts of the project: they teach which words are rare.
    sources : sequence of Source
        Where to look.
    codes : sequence of Code
        What may be suggested, as far as a code has enough segments (`ready_codes`).

    Returns
    -------
    list of Proposal
        Empty where there is too little to learn from.
    """
    made = seen_by(project, coder, codings(project))
    learned = learn(texts, made, codes, _read(project, coder))
    if learned is None:
        return []
    found: list[Proposal] = []
    for source in sources:
        found += learned_suggest(learned, source, _taken(project, source, coder, made))
    return found


def semantic_proposals(
    project: Project,
    coder: str,
    sources: Sequence[Source],
    codes: Sequence[Code],
    encoder: Encoder,
) -> list[Proposal]:
    """Suggest by meaning: near the definitions of codes and the codings a coder may see."""
    examples, found = seen_by(project, coder, codings(project)), list[Proposal]()
    for source in sources:
        taken = _taken(project, source, coder, examples)
        found += semantic_suggest(source, codes, encoder, examples, taken)
    return found


def ready_codes(project: Project, coder: str, codes: Sequence[Code]) -> pd.DataFrame:
    """Tell which codes have enough segments to learn from, as `coding.learned.readiness`."""
    return readiness(seen_by(project, coder, codings(project)), codes)


def quality(
    project: Project, coder: str, codes: Sequence[Code], lexical: Iterable[Suggestion]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how good the lexicons are, per code and per matched word.

    Parameters
    ----------
    project : Project
        The open project.
    coder : str
        While coders work blind, their own codings and decisions only are counted.
    codes : sequence of Code
        The rows.
    lexical : iterable of Suggestion
        All that the lexicons find in all sources, with no word muted and nothing settled.

    Returns
    -------
    DataFrame, DataFrame
        As `coding.quality.lexicon_quality` and `coding.quality.entry_quality`.
    """
    decided = seen_by(project, coder, decisions(project))
    decided = decided[decided["code"].isin([code.id for code in codes])]
    made = seen_by(project, coder, codings(project))
    return lexicon_quality(decided, made, lexical, codes), entry_quality(decided)


def words_to_add(
    project: Project, coder: str, sources: Sequence[Source], code: Code
) -> pd.DataFrame:
    """Propose words for the lexicon of a code, each with a sentence that has it.

    Parameters
    ----------
    project : Project
        The open project.
    coder : str
        Whose codings and reading count, as in `quality`.
    sources : sequence of Source
        The texts.
    code : Code
        What the words are for.

    Returns
    -------
    DataFrame
        As `coding.proposals.separating_words`, with ``example``, a coded sentence. Empty where
        the code has no codings, or where no other turn was read or coded.
    """
    made = seen_by(project, coder, codings(project))
    said = made[~made["moderator"].astype(bool)]
    lines = passages(sources, longest=1)
    coded = overlaps(lines, said[said["code"] == code.id])
    known = set(zip(said["source"], said["turn"], strict=True)) | _read(project, coder)
    seen = [place in known for place in zip(lines["source"], lines["turn"], strict=True)]
    inside, outside = lines["text"][coded], lines["text"][~coded & pd.Series(seen, dtype=bool)]
    table = separating_words(inside, outside, code)
    return table.assign(example=[_with(inside, word) for word in table["word"]])


def add_words(project: Project, code: Code, words: Iterable[str], author: str) -> None:
    """Add words to the lexicon of a code; one change, which undo takes back.

    Raises
    ------
    ProjectError
        If somebody has changed the code since it was read.
    """
    lexicon = replace(code.lexicon, any=tuple(dict.fromkeys((*code.lexicon.any, *words))))
    change_code(project, replace(code, lexicon=lexicon), author)


def spans(source: Source, proposal: Proposal) -> dict[str, Selection]:
    """Return what an accepted suggestion may be put on, by name; each stretch once.

    Returns
    -------
    dict
        The suggested sentence first; with the sentence before, with the one after, the whole
        turn, where these are more.
    """
    turn = turn_of(source, proposal.start, proposal.end)
    cut = [
        (turn.start + low, turn.start + high)
        for low, high in sentences(source.text[turn.start : turn.end])
    ] or [(turn.start, turn.end)]
    before = max((low for low, _ in cut if low < proposal.start), default=proposal.start)
    after = min((high for _, high in cut if high > proposal.end), default=proposal.end)
    offers = {
        SENTENCE: (proposal.start, proposal.end),
        BEFORE: (before, proposal.end),
        AFTER: (proposal.start, after),
        TURN: (cut[0][0], cut[-1][1]),
    }
    once: dict[tuple[int, int], str] = {}
    for name, ends in offers.items():
        once.setdefault(ends, name)
    return {name: Selection(source.id, *ends) for ends, name in once.items()}


def place_of(source: Source, proposal: Proposal, words: str) -> Selection:
    """Return where words stand that a coder typed to code instead of the suggested sentence.

    Raises
    ------
    DataError
        If the turn does not hold them, or none of them is suggested.
    """
    turn = turn_of(source, proposal.start, proposal.end)
    at = source.text.find(words, turn.start, turn.end) if words else -1
    while at >= 0:
        if at < proposal.end and proposal.start < at + len(words):
            return Selection(source.id, at, at + len(words))
        at = source.text.find(words, at + 1, turn.end)
    raise DataError(
        "The words to code must stand in the turn as they are typed, and at least one of them in "
        "the suggested sentence. Got others. Copy them from the turn."
    )


def _read(project: Project, coder: str) -> set[tuple[str, int]]:
    frame = seen_by(project, coder, reads(project))
    return set(zip(frame["source"], frame["turn"], strict=True))


def _taken(
    project: Project, source: Source, coder: str, made: pd.DataFrame
) -> set[tuple[int, int, str]]:
    """Return what a coder settled, and the examples: that one is like itself says nothing."""
    here = made[made["source"] == source.id]
    taught = set(zip(here["start"], here["end"], here["code"], strict=True))
    return taught | settled(project, source.id, coder)


def _with(lines: "pd.Series[str]", word: str) -> str:
    entry = Lexicon((word,))
    return next((line for line in lines if matches(line, entry)), "")
