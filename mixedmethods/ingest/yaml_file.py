"""YAML to plain values: no object is built, no alias followed, no date or number guessed."""

import re
from typing import Any

import yaml

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import decode

# Elsewhere in YAML 1.1, `on` is true, 10:30 is 630 and 010 is 8: an option must stay as written.
GUESSED = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "float", "int", "merge", "timestamp")}
WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\Z")
BARRED = re.compile("[\0\ud800-\udfff]")  # no database takes them, and no text needs them


class _Loader(yaml.SafeLoader):
    """The safe loader, less what a hand-written file does not need or would be misread by."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        # A few nested aliases can stand for gigabytes; a tag asks for something else than text.
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            raise FileError(
                f"The file must not use YAML aliases (*name) or tags (!name). Got one near line "
                f"{event.start_mark.line + 1}. Write the value out, or put it in quotes."
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in found:
                raise FileError(
                    f"Each name of a YAML mapping must be a text and stand once. Got another near "
                    f"line {key.start_mark.line + 1}. Rename or remove it."
                )
            found[key.value] = self.construct_object(value, deep=deep)
        return found

    def construct_scalar(self, node: Any) -> Any:
        if BARRED.search(node.value):
            raise FileError(
                f"The file must hold text. Got a character that is none near line "
                f"{node.start_mark.line + 1}. Remove it."
            )
        return super().construct_scalar(node)


_Loader.yaml_implicit_resolvers = {
    first: [each for each in resolvers if each[0] not in GUESSED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", WHOLE, list("-0123456789"))


def read_yaml(name: str, content: bytes) -> Any:
    """Return what a YAML file holds: mappings, lists, texts, whole numbers and nothing.

    Anything else (yes, true, 0.5, 010, 2022-05-25, 10:30) is the text that stands there.

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
