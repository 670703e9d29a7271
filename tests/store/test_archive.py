"""Tests of archives: a project comes back as it was, or is refused."""

import io
import json
import zipfile

import pytest

from mixedmethods.errors import FileError
from mixedmethods.store.archive import MANIFEST, fingerprints, pack, unpack
from mixedmethods.store.links import links, save_link
from mixedmethods.store.project import Project
from tests.store.test_links import LINK


def changed(content, **parts):
    """Return the archive with other contents under these names (`_` for `/` and `.`)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            given = parts.get(entry.replace("/", "_").replace(".", "_"))
            if given is not None or entry.replace("/", "_").replace(".", "_") not in parts:
                new.writestr(entry, old.read(entry) if given is None else given)
    return out.getvalue()


def test_a_project_comes_back_with_every_fingerprint_its_log_and_its_undo(project, tmp_path):
    save_link(project, LINK, "Ann")
    content = pack(project)
    with unpack("a.zip", content, tmp_path / "back.mm") as back:
        assert isinstance(back, Project)
        assert fingerprints(back) == fingerprints(project)
        assert links(back) == links(project)
        assert [entry.what for entry in back.history()] == [e.what for e in project.history()]
        back.undo("Ann")
        assert links(back) == ()
        assert fingerprints(back)["links"] != fingerprints(project)["links"]


def test_the_archive_holds_each_table_as_lines_that_outlive_the_program(project):
    with zipfile.ZipFile(io.BytesIO(pack(project))) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        lines = archive.read("tables/codes.jsonl").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["A", "B", "C"]
    assert set(manifest["fingerprints"]) == set(fingerprints(project))


def test_what_was_changed_in_the_archive_is_refused_and_leaves_nothing(project, tmp_path):
    content = pack(project)
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(content)).read(MANIFEST))
    manifest["fingerprints"]["codes"] = "0" * 64
    forged = changed(content, manifest_json=json.dumps(manifest))
    with pytest.raises(FileError, match="Got other content in codes"):
        unpack("a.zip", forged, tmp_path / "back.mm")
    assert not list(tmp_path.glob("back*"))


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", b"PK\x03\x04 half"],
)
def test_other_files_are_no_archives(content, tmp_path):
    with pytest.raises(FileError, match="must be an archive that mixedmethods made"):
        unpack("a.zip", content, tmp_path / "back.mm")


KIND = '{"kind": "mixedmethods archive/1", "form": "0004", "project": "x", "fingerprints": {}}'


@pytest.mark.parametrize("manifest", ["[]", "{}", "no json", '{"kind": "else"}', KIND])
def test_a_zip_with_another_manifest_is_refused(project, tmp_path, manifest):
    forged = changed(pack(project), manifest_json=manifest)
    with pytest.raises(FileError, match="must be an archive that mixedmethods made"):
        unpack("a.zip", forged, tmp_path / "back.mm")


def test_an_archive_that_unpacks_to_far_more_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, "{}")
        archive.writestr("project.mm", b"\0" * 50_000_000)
    with pytest.raises(FileError, match="must unpack to"):
        unpack("bomb.zip", out.getvalue(), tmp_path / "back.mm")


@pytest.mark.parametrize("form", ['"0003"', "null"])
def test_a_manifest_cannot_switch_the_check_off(project, tmp_path, form):
    content = pack(project)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = archive.read(MANIFEST).decode().replace('"0004"', form)
        held = bytearray(archive.read("project.mm"))
    at = held.index(b"mm") if b"mm" in held else 200
    held[at] ^= 1
    forged = changed(content, manifest_json=manifest, project_mm=bytes(held))
    with pytest.raises(FileError, match=r"Got other content|must be an archive"):
        unpack("a.zip", forged, tmp_path / "back.mm")


def test_a_table_that_the_manifest_leaves_out_is_missed(project, tmp_path):
    content = pack(project)
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(content)).read(MANIFEST))
    del manifest["fingerprints"]["codes"]
    with pytest.raises(FileError, match="Got other content in codes"):
        unpack("a.zip", changed(content, manifest_json=json.dumps(manifest)), tmp_path / "back.mm")


def test_bytes_that_were_damaged_on_the_way_are_refused(project, tmp_path):
    content = bytearray(pack(project))
    middle = len(content) - len(content) // 3
    content[middle : middle + 60] = b"\0" * 60
    with pytest.raises(FileError, match="must be an archive"):
        unpack("a.zip", bytes(content), tmp_path / "back.mm")


def test_a_name_that_is_taken_is_refused(project, tmp_path):
    (tmp_path / "there.mm").touch()
    with pytest.raises(FileError, match=r"Got there\.mm, which exists"):
        unpack("a.zip", pack(project), tmp_path / "there.mm")
