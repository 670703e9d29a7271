"""What the exchange standard has no place for, beside it in the same file."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from mixedmethods.model.exchange import Exchange

SUPPLEMENT = "mixedmethods/exchange.json"
SCHEMA = "mixedmethods-exchange/1"


def supplement(exchange: Exchange, guids: dict[tuple[str, str], str], project: bytes) -> bytes:
    """Return the whole exchange as JSON, less the texts, which stand in files of their own.

    Parameters
    ----------
    exchange : Exchange
        What is written.
    guids : dict
        (kind, id) to the guid under which the standard's part of the file knows it.
    project : bytes
        The standard's part. Its fingerprint is kept: once another program has changed that part,
        this one no longer tells the truth and a reader passes over it.
    """
    body: dict[str, Any] = asdict(exchange)
    body["guids"] = sorted([kind, id, guid] for (kind, id), guid in guids.items())
    for source in body["sources"]:
        source["text"] = hashlib.sha256(source["text"].encode()).hexdigest()
    held = {
        "schema": SCHEMA,
        "project": hashlib.sha256(project).hexdigest(),
        "exchange": body,
    }
    return json.dumps(held, ensure_ascii=True, separators=(",", ":")).encode()
