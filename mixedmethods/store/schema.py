"""The tables of a project. What each column means is said where the record is: `model`."""

import sqlalchemy as sa

metadata = sa.MetaData()


def _text(name: str, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, primary_key=key)


def _list(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _later(name: str) -> sa.Column[str]:
    """Return a column that came with a later form; rows in the log may lack it."""
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _later_list(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False, server_default="[]")


def _number(name: str, key: bool = False, counted: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, primary_key=key, autoincrement=counted)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


project = sa.Table(
    "project", metadata,
    _number("id", key=True),
    _text("title"), _text("label"), _text("created"),
    _text("guid"), _text("approach"), _text("lead"), _flag("blind"),
)  # fmt: skip

# Append-only. An undo is an entry too; `below` and the two heads keep the stacks (decision 3).
log = sa.Table(
    "log", metadata,
    _number("id", key=True, counted=True),
    _text("at"), _text("author"), _text("what"), _text("kind"),
    sa.Column("below", sa.Integer), sa.Column("undo_head", sa.Integer),
    sa.Column("redo_head", sa.Integer),
    _list("edits"),
    sa.Column("op", sa.Text, unique=True),  # the request that made it, so that it is served once
    sa.Index("log_author", "author", "id"),
)  # fmt: skip

files = sa.Table(
    "files", metadata,
    _text("id", key=True),
    _text("name"), _text("kind"), _text("sha256"), _text("at"), _text("author"),
    _number("kept"), _number("dropped"), _list("audit"),
)  # fmt: skip

codebooks = sa.Table(
    "codebooks", metadata,
    _text("id", key=True),
    _text("title"), _list("topics"), _list("stances"), _list("elicitations"), _list("summary"),
)  # fmt: skip

codes = sa.Table(
    "codes", metadata,
    _text("id", key=True),
    sa.Column("codebook", sa.ForeignKey("codebooks.id"), nullable=False),
    _number("position"),
    _text("name"), _text("topic"), _text("parent"), _text("definition"),
    _list("include"), _list("exclude"), _list("lexicon"),
    _text("example"), _text("colour"),
    _list("measures"), _list("items"), _list("recommendations"),
    _text("statement"), _flag("codable"),
    _number("version"),
)  # fmt: skip

sources = sa.Table(
    "sources", metadata,
    _text("id", key=True),
    _text("kind"), _text("text"), _text("sha256"), _list("variables"),
)  # fmt: skip

cases = sa.Table(
    "cases", metadata,
    _text("id", key=True),
    _text("kind"),
)  # fmt: skip

case_values = sa.Table(
    "case_values", metadata,
    sa.Column("case", sa.ForeignKey("cases.id"), primary_key=True),
    _text("variable", key=True),
    _text("value"),
)  # fmt: skip

turns = sa.Table(
    "turns", metadata,
    sa.Column("source", sa.ForeignKey("sources.id"), primary_key=True),
    _number("number", key=True),
    _number("start"), _number("end"),
    _text("speaker"), _text("time"),
    _flag("moderator"),
    sa.Column("case", sa.ForeignKey("cases.id")),
)  # fmt: skip

codings = sa.Table(
    "codings", metadata,
    _text("id", key=True),
    _text("source"), _number("turn"), _number("start"), _number("end"),
    sa.Column("code", sa.ForeignKey("codes.id"), nullable=False),
    _text("coder"), _text("origin"), _text("stance"), _text("elicitation"), _text("quote"),
    _text("created"),
    sa.ForeignKeyConstraint(["source", "turn"], ["turns.source", "turns.number"]),
    sa.CheckConstraint('0 <= start AND start < "end"', name="codings_stretch"),
    sa.UniqueConstraint("source", "start", "end", "code", "coder", name="codings_once"),
)  # fmt: skip

decisions = sa.Table(
    "decisions", metadata,
    _text("id", key=True),
    sa.Column("source", sa.ForeignKey("sources.id"), nullable=False),
    _number("start"), _number("end"),
    sa.Column("code", sa.ForeignKey("codes.id"), nullable=False),
    _text("coder"), _text("decision"), _text("words"), _text("origin"), _text("created"),
    sa.UniqueConstraint("source", "start", "end", "code", "coder", name="decisions_once"),
)  # fmt: skip

# Words that no longer lead this coder to suggestions of the code.
muted = sa.Table(
    "muted", metadata,
    sa.Column("code", sa.ForeignKey("codes.id"), primary_key=True),
    _text("word", key=True), _text("coder", key=True), _text("created"),
)  # fmt: skip

reads = sa.Table(
    "reads", metadata,
    _text("source", key=True), _number("turn", key=True), _text("coder", key=True),
    _text("created"),
    sa.ForeignKeyConstraint(["source", "turn"], ["turns.source", "turns.number"]),
)  # fmt: skip

# On anything: `kind` is project, source, case, code or coding, `target` its id.
memos = sa.Table(
    "memos", metadata,
    _text("id", key=True),
    _text("kind"), _text("target"), _text("text"), _text("author"), _text("changed"),
    _number("version"),
    sa.Index("memos_target", "kind", "target"),
)  # fmt: skip

# What was decided where two coders differ; an empty id stands for "did not code".
adjudications = sa.Table(
    "adjudications", metadata,
    _text("first", key=True), _text("second", key=True),
    _text("outcome"), _text("note"), _text("author"), _text("created"),
)  # fmt: skip

# The cells of the framework grid.
summaries = sa.Table(
    "summaries", metadata,
    sa.Column("case", sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("code", sa.ForeignKey("codes.id"), primary_key=True),
    _text("text"), _list("quotes"), _text("author"), _text("changed"), _number("version"),
)  # fmt: skip

# Named sets of codes, sources or cases; `members` are [kind, id] pairs.
sets = sa.Table(
    "sets", metadata,
    _text("id", key=True),
    _text("name"), _text("description"), _list("members"),
)  # fmt: skip

# By what ids other programs know things, so that bringing them in again changes nothing.
guids = sa.Table(
    "guids", metadata,
    _text("kind", key=True), _text("id", key=True),
    sa.Column("guid", sa.Text, nullable=False, unique=True),
)  # fmt: skip

# What came of requests that left no entry in the log.
answers = sa.Table(
    "answers", metadata,
    _text("op", key=True), _text("answer"), _text("at"),
)  # fmt: skip

instruments = sa.Table(
    "instruments", metadata,
    _text("id", key=True),
    _number("position"),
    _list("body"),
)  # fmt: skip

measures = sa.Table(
    "measures", metadata,
    _text("id", key=True),
    _number("position"),
    _text("label"), _text("stage"), _text("better"),
    _later_list("measured"), _later_list("unmeasured"),
)  # fmt: skip

rates = sa.Table(
    "rates", metadata,
    sa.Column("measure", sa.ForeignKey("measures.id"), primary_key=True),
    _text("period", key=True),
    _text("group", key=True),
    sa.Column("rate", sa.Float, nullable=False),
    _number("decimals"),
    sa.Column("base", sa.Integer),
    _text("source"),
)  # fmt: skip

counts = sa.Table(
    "counts", metadata,
    *(_text(name, key=True) for name in ("area", "characteristic", "group", "period", "step")),
    _text("level"), _number("low"), _number("high"), _text("source"),
)  # fmt: skip

documents = sa.Table(
    "documents", metadata,
    _text("id", key=True),
    _text("kind"), _number("position"), _text("title"), _list("body"),
)  # fmt: skip

readings = sa.Table(
    "readings", metadata,
    _text("reading", key=True),
    _number("position", key=True),
    _list("body"),
)  # fmt: skip

links = sa.Table(
    "links", metadata,
    _text("id", key=True),
    sa.Column("code", sa.ForeignKey("codes.id")),
    sa.Column("measure", sa.ForeignKey("measures.id")),
    _text("period"), _text("reference"), _text("relation"), _text("reason"),
    _list("quotes"), _list("items"), _list("literature"), _list("recommendations"),
    _text("author"), _text("changed"), _list("evidence"),
    _number("version"),
    _later_list("groups"), _later_list("silent"),
    *map(_later, ("scope", "construct", "mechanism", "strategy", "next_action", "counter")),
    _later("affirmed"),
    sa.Column("meaning", sa.Boolean), sa.Column("examples", sa.Boolean),
)  # fmt: skip

# How second assessors read a link.
assessments = sa.Table(
    "assessments", metadata,
    sa.Column("link", sa.ForeignKey("links.id"), primary_key=True),
    _text("assessor", key=True),
    _text("relation"), _text("reason"), _text("changed"),
)  # fmt: skip

# Prose of the report whose numbers are tokens.
findings = sa.Table(
    "findings", metadata,
    _text("id", key=True),
    _text("text"), _list("links"), _text("author"), _text("changed"), _list("evidence"),
    _number("version"),
)  # fmt: skip

# What was asked on the way from one piece of evidence to the next.
steps = sa.Table(
    "thread_steps", metadata,
    _text("id", key=True),
    _text("thread"), _text("target"), _text("question"), _text("author"), _text("at"),
)  # fmt: skip

# What a person wrote for the items of a reporting checklist.
checklist = sa.Table(
    "checklist", metadata,
    _text("form", key=True), _text("item", key=True),
    _text("text"), _text("author"), _text("changed"), _number("version"),
)  # fmt: skip
