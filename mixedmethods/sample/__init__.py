"""The sample study: synthetic, loaded by the importers that a user's own files go through."""

import os
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from mixedmethods.desk.intake import File, Options, import_files
from mixedmethods.store import Project, new_project, open_project

TITLE = "Ethnic inequalities in talking therapies"
LABEL = "Synthetic sample study: invented people and words, published totals"
CODER, SECOND_CODER = "sample coder", "second coder"
CODEBOOKS = ("focus_groups.yaml", "ppg_free_text.yaml", "vcse_cases.yaml")


def make_sample(
    path: Path,
    progress: Callable[[float, str], None] | None = None,
    *,
    second_coder: bool = False,
) -> Project:
    """Make the sample project at `path` and open it.

    Parameters
    ----------
    path : Path
        A file that does not exist yet.
    progress : callable, optional
        Told the share that is done (0 to 1) and what comes next.
    second_coder : bool, default False
        Whether a second coder has coded two of the groups too, to try agreement on.

    Raises
    ------
    ProjectError
        If the file exists already.
    """
    tell = progress or (lambda share, what: None)
    tell(0.0, "Making the project")
    if path.exists():
        return new_project(path, TITLE)  # refuses, in its own words
    part = path.with_name(f"{path.name}.{os.getpid()}.part")  # another may be at it too
    try:
        with new_project(part, TITLE, LABEL) as project:
            tell(0.4, "Reading surveys, transcripts, outcomes and documents")
            import_files(project, sample_files(), CODER, Options(coder=CODER))
            if second_coder:
                coded = _files(files(__package__) / "data" / "second_coder")
                import_files(project, coded, SECOND_CODER, Options(coder=SECOND_CODER))
        if not path.exists():
            part.rename(path)  # a sample that was interrupted never looks finished
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)
    tell(1.0, "Done")
    return open_project(path)


def sample_files() -> list[File]:
    """Return the files of the sample study, as a user would choose them."""
    found = [_file(codebook(name)) for name in CODEBOOKS]
    data = files(__package__) / "data"
    for folder in (data, data / "focus_groups", data / "instruments"):
        found += _files(folder)
    return found


def sample_claims() -> tuple[str, bytes]:
    """Return the claims file that goes with the sample: slips of a real report, and controls."""
    each = files(__package__) / "claims.csv"
    return each.name, each.read_bytes()


def codebook(name: str) -> Traversable:
    """Return a shipped codebook: inside the wheel, or beside the package in a checkout."""
    inside = files("mixedmethods") / "codebooks" / name
    return inside if inside.is_file() else Path(__file__).parents[2] / "codebooks" / name


def _files(folder: Traversable) -> list[File]:
    return [
        _file(each)
        for each in sorted(folder.iterdir(), key=lambda each: each.name)
        if each.name.endswith((".csv", ".txt", ".yaml"))
    ]


def _file(each: Traversable) -> File:
    return File(each.name, each.read_bytes())
