"""What each room offers: its `__all__` is sorted, complete and can be imported."""

import importlib
import pkgutil

import pytest

import mixedmethods

ROOMS = sorted(
    f"mixedmethods.{room.name}"
    for room in pkgutil.iter_modules(mixedmethods.__path__)
    if room.ispkg
)


def by_kind(name):
    """Constants, then classes, then functions, as ruff sorts them."""
    return (not name.isupper(), not name[0].isupper(), name)


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_are_sorted_and_there(room):
    module = importlib.import_module(room)
    names = getattr(module, "__all__", [])
    assert names == sorted(names, key=by_kind)
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(module, name)] == []


@pytest.mark.parametrize("room", ["model", "store", "survey", "coding", "outcomes", "integration"])
def test_a_room_that_others_use_says_what_it_offers(room):
    assert importlib.import_module(f"mixedmethods.{room}").__all__
