"""YAML to plain values: no object is built, no alias followed, no date guessed."""

from typing import Any

import yaml

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import decode


class _Loader(yaml.SafeLoader):
    """The safe loader, less two things that a hand-written file does not need."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        # A few nested aliases can stand for gigabytes.
        if self.check_event(yaml.AliasEvent):
            raise FileError("The file must not use YAML aliases (*name). Write the value out.")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(name: str, content: bytes) -> Any:
    """Return what a YAML file holds: mappings, lists, texts, numbers, true and false.

    Raises
    ------
    FileError
        If the file is not text or not YAML; the message names the line.
    """
    text = decode(name, content)
    try:
        return yaml.load(text, _Loader)  # noqa: S506  # the loader above is the safe one
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        raise FileError(
            f"The file must be YAML. Got something else in {name}{where}. "
            "Check indents, quotes and colons there."
        ) from error
