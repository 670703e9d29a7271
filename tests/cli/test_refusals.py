"""Tests of what a user sees who asks for something that cannot be: one sentence, exit code 2."""

import socket

import pytest

COMMANDS = (
    "app", "new", "sample", "import", "detect", "draft", "tabulate", "compare", "audit-bases",
    "audit-knowledge", "gaps", "themes", "rank", "suggest", "pathway", "denominators",
    "inequality", "xmr", "funnel", "models", "episodes", "links", "stale", "coverage", "claims",
    "quotes", "matrix", "agreement", "export", "report",
    "archive",
)  # fmt: skip


def one_sentence(result):
    """Check the form of a refusal and return its sentence."""
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(".\n") or result.err[:-1].split()[-2] == "--port"
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    return result.err


@pytest.fixture
def files(tmp_path, sample_file):
    """Files that fit nothing, by the names that the tests use."""
    (tmp_path / "text.mm").write_text("no project")
    (tmp_path / "empty.mm").touch()
    (tmp_path / "folder.mm").mkdir()
    (tmp_path / "bad.csv").write_text("a,b\n1,2,3\n")
    (tmp_path / "bad.yaml").write_text("a: [\n")
    (tmp_path / "FG9.txt").write_text("P1: We waited.\n")
    return {"SAMPLE": sample_file, "TMP": tmp_path}


def filled(files, words):
    return [word.replace("TMP", str(files["TMP"])).replace("SAMPLE", str(files["SAMPLE"]))
            for word in words]  # fmt: skip


GAPS = ("gaps", "SAMPLE", "--reference")
REFUSED = [
    (("gaps", "TMP/none.mm", "--reference", "x"), "none.mm"),
    (("gaps", "TMP/text.mm", "--reference", "x"), "text.mm"),
    (("gaps", "TMP/empty.mm", "--reference", "x"), "empty.mm"),
    (("gaps", "TMP/folder.mm", "--reference", "x"), "folder.mm"),
    ((*GAPS, "White Britsh"), "Got 'White Britsh'"),
    ((*GAPS, "White British", "--measure", "speed"), "Got 'speed'"),
    ((*GAPS, "White British", "--period", "2030"), "Got '2030'"),
    (("tabulate", "SAMPLE", "--item", "CL_ORG_LENGHTS"), "for example CL_ORG_LENGTHS"),
    (("tabulate", "SAMPLE", "--item", "CL_PPG_FREE"), "free text"),
    (("tabulate", "SAMPLE", "--item", "CL_REGION", "--by", "age"), "age"),
    (("tabulate", "SAMPLE", "--item", "CL_REGION", "--hidden"), "--hide-below"),
    (("tabulate", "SAMPLE", "--item", "CL_REGION", "--hide-below", "1"), "threshold of 1"),
    (("tabulate", "SAMPLE", "--item", "CL_REGION", "--means"), "Declare `scores`"),
    (("tabulate", "SAMPLE", "--item", "CL_REGION", "--weights", "CL_REGION"), "numeric item"),
    (("tabulate", "SAMPLE", "--item", "X", "--means", "--hide-below", "5"), "--hide-below hides"),
    (("pathway", "SAMPLE", "--period", "1999-00"), "2017-18"),
    (("denominators", "SAMPLE", "--percent", "x", "--period", "2021-22"), "Got 'x'"),
    (("inequality", "SAMPLE", "--measure", "speed"), "Got 'speed'"),
    ((*GAPS, "White British", "--area", "RX1"), "Got 'RX1'"),
    (("xmr", "SAMPLE", "--measure", "recovery", "--group", "Martian"), "Got 0"),
    (("funnel", "SAMPLE", "--measure", "recovery", "--period", "2021-22", "--level", "ICB"), "ICB"),
    (("models", "TMP/none.parquet"), "Got none at"),
    (("models", "TMP/text.mm"), ".parquet or .csv"),
    (("models", "TMP/bad.csv"), "ethnic_group"),
    (("models", "TMP/bad.csv", "--outcome", "speed"), "Got 'speed'"),
    (("models", "TMP/bad.csv", "--column", "age"), "id=name"),
    (("models", "TMP/bad.csv", "--column", "age=x"), "Got age=x"),
    (("episodes", "--rows", "0", "--to", "TMP/e.csv"), "Got 0"),
    (("episodes", "--rows", "9", "--to", "TMP/e.xlsx"), "Got e.xlsx"),
    (("themes", "SAMPLE", "--by", "age"), "'age'"),
    (("themes", "SAMPLE", "--codebook", "none"), "Got 'none'"),
    (("themes", "SAMPLE", "--summary"), "no variable"),
    (("rank", "SAMPLE", "--topic", "weather"), "Got 'weather'"),
    (("rank", "SAMPLE", "--part", "all"), "Got 'all'"),
    (("suggest", "SAMPLE", "--source", "FG9"), "Got 'FG9'"),
    (("suggest", "SAMPLE", "--source", "FG1", "--codebook", "none"), "Got 'none'"),
    (("report", "SAMPLE", "--to", "TMP/report.pdf"), "Got .pdf"),
    (("report", "SAMPLE", "--to", "TMP/report"), "no ending"),
    (("report", "SAMPLE", "--to", "TMP/none/report.docx"), "no folder"),
    (("report", "SAMPLE", "--to", "TMP"), "no folder"),
    (("import", "SAMPLE", "TMP/none.csv"), "none.csv"),
    (("import", "SAMPLE", "TMP/folder.mm"), "folder.mm"),
    (("import", "SAMPLE", "TMP/bad.csv"), "bad.csv"),
    (("import", "SAMPLE", "TMP/bad.yaml"), "bad.yaml"),
    (("import", "SAMPLE", "TMP/FG9.txt", "--as", "diary"), "Got diary"),
    (("import", "SAMPLE", "TMP/FG9.txt", "--instrument", "TMP/none.yaml"), "none.yaml"),
    (("import", "SAMPLE", "TMP/FG9.txt", "--instrument", "TMP/bad.yaml"), "bad.yaml"),
    (("import", "TMP/none.mm", "TMP/FG9.txt"), "none.mm"),
    (("new", "SAMPLE"), "sample.mm, which exists"),
    (("new", "TMP/folder.mm"), "folder.mm"),
    (("new", "TMP/new.mm", "--title", "  "), "must have a title"),
    (("new", "TMP/text.mm/new.mm"), "new.mm"),
    (("sample", "SAMPLE"), "sample.mm, which exists"),
    (("sample", "TMP/text.mm/new.mm"), "new.mm"),
    (("app", "TMP/none.mm", "--port", "0"), "none.mm"),
    (("app", "--port", "70000"), "Got 70000"),
    (("app", "--port", "-1"), "Got -1"),
]


@pytest.mark.parametrize(("words", "part"), REFUSED, ids=lambda each: " ".join(each)[:60])
def test_bad_input_ends_in_one_sentence(run, files, words, part):
    assert part in one_sentence(run(*filled(files, words)))


def test_no_refused_command_leaves_a_file_behind(run, files):
    before = sorted(files["TMP"].rglob("*"))
    for words, _ in REFUSED:
        run(*filled(files, words))
    assert sorted(files["TMP"].rglob("*")) == before


def test_an_empty_project_says_what_to_import(run, tmp_path):
    run("new", tmp_path / "study.mm")
    for words, part in [
        (("gaps", "--reference", "x"), "rates"),
        (("tabulate", "--item", "x"), "needs a survey"),
        (("themes",), "needs a focus group"),
        (("suggest", "--source", "FG1"), "Import it first"),
    ]:
        assert part in one_sentence(run(words[0], tmp_path / "study.mm", *words[1:]))


def test_a_port_in_use_is_refused_with_another_to_take(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Got {port}, which is in use" in one_sentence(run("app", "--port", port))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("gaps", "SAMPLE"), "--reference"),
        (("tabulate", "SAMPLE"), "--item"),
        (("suggest", "SAMPLE"), "--source"),
        (("report", "SAMPLE"), "--to"),
        (("import", "SAMPLE"), "Missing argument"),
        (("themes", "SAMPLE", "--format", "xml"), "'table', 'csv', 'json'"),
        (("themes", "SAMPLE", "--nonsense"), "--nonsense"),
        (("app", "--port", "eight"), "--port"),
        (("nonsense",), "No such command 'nonsense'"),
    ],
)
def test_a_command_that_is_not_well_put_is_told_shortly_how_to_put_it(run, files, words, part):
    result = run(*filled(files, words))
    assert (result.code, result.out) == (2, "")
    lines = result.err.splitlines()
    assert lines[0].startswith("Usage: ")
    assert lines[-1].startswith("Error: ")
    assert part in lines[-1]
    assert len(lines) <= 5
    assert not set(result.err) & set("╭│╰─")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_shows_an_example(run, command):
    result = run(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert f"Example: mixedmethods {command}" in result.out
    assert not set(result.out) & set("╭│╰─")


def test_the_help_lists_every_command(run):
    result = run("--help")
    listed = result.out.partition("Commands:\n")[2].splitlines()
    assert tuple(line.split()[0] for line in listed) == COMMANDS


def test_without_a_command_the_help_is_shown(run):
    result = run()
    assert "Commands:" in result.out + result.err


def test_a_bug_is_not_hidden_behind_a_sentence(run, sample_file, monkeypatch):
    from mixedmethods.desk import tables

    def broken(*_, **__):
        raise KeyError("a bug")

    monkeypatch.setattr(tables, "themes", broken)
    with pytest.raises(KeyError):
        run("themes", sample_file)
