"""Small files as a user would bring them, and an empty project to bring them to."""

from types import SimpleNamespace

import pytest

from mixedmethods.desk.intake import File
from mixedmethods.store import new_project

LEADS = """\
schema: instrument/1
id: lead
title: Leads
scales:
  agree: {kind: ordinal, options: [no, rather no, rather yes, yes]}
  region: {kind: nominal, options: [north, south]}
items:
  - {id: L_HOURS, wording: Evening hours, type: likert, scale: agree}
  - {id: L_REGION, wording: Region, type: single, scale: region}
"""
FUNDERS = """\
schema: instrument/1
id: funder
title: Funders
scales:
  agree: {kind: ordinal, options: [no, rather no, rather yes, yes]}
items:
  - {id: F_HOURS, wording: Hours, type: likert, scale: agree, comparable_with: {item: L_HOURS}}
"""
BOOK = """\
schema: codebook/1
id: book
title: Book
codes:
  - {id: WAIT, label: Waiting, lexicon: {any: [wait*]}}
  - {id: HOURS, label: Hours, lexicon: {any: [evening*]}}
summary:
  rows:
    - {n: 1, codes: [WAIT, HOURS], user: tick}
"""
GROUP = """\
# role: user
M [00:00]: Did you wait?
P1 [00:10]: 🙂 We waited. Evenings are good.
P2 [00:20]: No waiting here.
"""
RATES = "group,measure,year,rate_pct,n\nRef,recovery,2022,50.0,\nLow,recovery,2022,40.0,\n"
CODINGS = "segment_id,source,turn,start,end,code\ns1,FG,2,2,12,WAIT\n"


def file(name, text, kind=""):
    return File(name, text.encode(), kind)


FILES = {
    "leads.yaml": LEADS,
    "funders.yaml": FUNDERS,
    "book.yaml": BOOK,
    "FG.txt": GROUP,
    "leads.csv": "id,L_HOURS,L_REGION\na,yes,north\nb,no,south\n",
    "funders.csv": "id,F_HOURS\na,rather yes\n",
    "rates.csv": RATES,
    "codings.csv": CODINGS,
}


@pytest.fixture(scope="session")
def small():
    """The files by name, `all` of them, and `file(name, text, kind)` to make one."""
    files = {name: file(name, text) for name, text in FILES.items()}
    return SimpleNamespace(file=file, all=list(files.values()), texts=FILES, **{"by": files})


@pytest.fixture
def empty(tmp_path):
    """An empty project, open."""
    with new_project(tmp_path / "empty.mm", "Empty") as project:
        yield project
