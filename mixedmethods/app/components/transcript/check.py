"""Which of the things that a browser sends are complete operations."""

from collections.abc import Callable


def is_op(op: object) -> bool:
    """Return whether this is an operation as `transcript` describes them."""
    if not isinstance(op, dict) or not _is_name(op.get("id")):
        return False
    test = _TESTS.get(op["type"]) if isinstance(op.get("type"), str) else None
    return test is not None and test(op)


def is_held(value: object) -> bool:
    """Return whether this is a pair of a text and a revision."""
    return isinstance(value, list) and len(value) == 2 and all(map(_is_text, value))


def _is_apply(op: dict[str, object]) -> bool:
    return _all(op.get("selections"), _is_selection) and _all(op.get("codes"), _is_name)


def _is_in_vivo(op: dict[str, object]) -> bool:
    return _all(op.get("selections"), _is_selection) and _is_name(op.get("name"))


def _is_on_span(op: dict[str, object]) -> bool:
    return _is_name(op.get("span"))


def _is_accept(op: dict[str, object]) -> bool:
    return _is_on_span(op) and ("start" not in op or _is_selection(op))


def _is_resize(op: dict[str, object]) -> bool:
    return _is_on_span(op) and _is_selection(op)


def _is_label(op: dict[str, object]) -> bool:
    return _is_on_span(op) and _is_text(op.get("stance")) and _is_text(op.get("elicitation"))


def _is_mute(op: dict[str, object]) -> bool:
    return _is_on_span(op) and ("word" not in op or _is_name(op["word"]))


def _is_read(op: dict[str, object]) -> bool:
    return isinstance(op.get("read"), bool) and _all(op.get("turns"), _is_number)


def _is_memo(op: dict[str, object]) -> bool:
    texts = (op.get("target"), op.get("text"), op.get("memo"))
    return op.get("kind") in ("source", "coding") and all(map(_is_text, texts)) and (
        _is_number(op.get("version"))
    )  # fmt: skip


def _is_selection(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("quote"), str):
        return False
    start, end = value.get("start"), value.get("end")
    return type(start) is int and type(end) is int and 0 <= start < end


def _is_number(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _all(values: object, test: Callable[[object], bool]) -> bool:
    return isinstance(values, list) and bool(values) and all(map(test, values))


_TESTS: dict[str, Callable[[dict[str, object]], bool]] = {
    "apply": _is_apply,
    "invivo": _is_in_vivo,
    "remove": _is_on_span,
    "reject": _is_on_span,
    "accept": _is_accept,
    "resize": _is_resize,
    "label": _is_label,
    "mute": _is_mute,
    "read": _is_read,
    "memo": _is_memo,
    "undo": lambda op: True,
    "redo": lambda op: True,
}
