"""The command `analyse`: the same answers from files of every program, in words and as JSON, and clear refusals."""

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from django.core.management import CommandError

from tests.negotiations.exchange.small import FILES, GENIUS_A, NEGMAS_B, WITH, WITHOUT, answers, run


@pytest.fixture
def saved(tmp_path):
    """The domain and both profiles in these formats, as files whose names say nothing."""

    def save(*contents):
        files = [tmp_path / name for name in ("domain", "a", "b")]
        for file, content in zip(files, contents, strict=True):
            file.write_text(content, encoding="utf-8")
        return files

    return save


@pytest.mark.parametrize("formats", list(product(FILES, repeat=3)), ids=" ".join)
def test_the_formats_may_be_mixed_and_answer_alike(saved, formats):
    files = saved(*(FILES[name][index] for index, name in enumerate(formats)))
    assert answers(files) == WITH
    assert answers(files, "--no-reservation") == WITHOUT


def test_json_says_how_it_was_found(saved):
    found = json.loads(run(saved(*FILES["negmas"]), "--json"))
    assert list(found) == [
        "outcomes",
        "frontier",
        "nash",
        "egalitarian",
        "utilitarian",
        "kalai_smorodinsky",
        "zone",
        "method",
        "exact",
        "seconds",
    ]
    assert isinstance(found["seconds"], float)
    assert found["method"].startswith("Exact")


def test_people_read_words(saved):
    lines = run(saved(*FILES["genius"])).splitlines()
    assert lines[0] == "6 packages, 3 of them in the agreement zone."
    assert lines[3:11] == [
        "2 efficient points (utility of A, utility of B, packages):",
        "  0.800000  0.625000  1",
        "  0.500000  0.875000  1",
        "",
        "Nash: 0.800000  0.625000 (value 0.045000)",
        "Egalitarian: 0.800000  0.625000 (value 0.150000)",
        "Utilitarian: 0.800000  0.625000 (value 1.425000)",
        "Kalai-Smorodinsky: 0.800000  0.625000 (value 0.375000)",
    ]


def test_without_a_zone_there_is_no_fair_point(saved):
    domain, mine, theirs = FILES["negmas"]
    files = saved(domain, mine.replace("reserved_value: 0.5", "reserved_value: 0.9"), theirs)
    nothing = dict.fromkeys(("nash", "egalitarian", "utilitarian", "kalai_smorodinsky"))
    assert answers(files) == WITH | nothing | {"frontier": [], "zone": {"packages": 0, "points": 0}}
    assert run(files).splitlines()[3:5] == [
        "There is no agreement zone on these numbers: no package reaches both reservations.",
        "Nearest: 0.800000  0.625000 (A lacks 0.100000, B lacks 0.000000)",
    ]
    assert answers(files, "--no-reservation") == WITHOUT


def test_a_side_that_can_gain_nothing_has_no_kalai_smorodinsky_point(saved):
    domain, mine, theirs = FILES["negmas"]
    files = saved(domain, mine.replace("reserved_value: 0.5", "reserved_value: 1.0"), theirs.replace(".475", "-.inf"))
    assert answers(files)["kalai_smorodinsky"] is None
    assert "Kalai-Smorodinsky: none, since a side can gain nothing" in run(files)


def test_it_is_said_which_file_is_bad_where_and_why(saved):
    domain, _, theirs = FILES["negmas"]
    with pytest.raises(CommandError) as refused:
        run(saved(domain, GENIUS_A.replace('value="20"', 'value="25"'), theirs))
    assert str(refused.value) == "a, issue “Price”, option “20”: This option is in the domain, but missing here."


def test_a_file_that_is_not_there_is_said(saved):
    files = saved(*FILES["negmas"])
    files[1].unlink()
    with pytest.raises(CommandError, match=r"a: No such file or directory\.$"):
        run(files)


def test_a_refusal_is_exit_code_1_and_needs_no_database(saved, tmp_path):
    """In a process of its own, with a database that does not answer."""
    root = Path(__file__).parents[3]
    domain, mine, _ = saved(FILES["negmas"][0], FILES["negmas"][1], NEGMAS_B.replace("weights", "wights"))
    environment = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "VAR_DIR": str(tmp_path / "var")}
    command = [sys.executable, "manage.py", "analyse", domain, mine]
    bad, good = (
        subprocess.run([*command, last], cwd=root, env=environment, capture_output=True, text=True, check=False)
        for last in (domain.with_name("b"), mine)
    )
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr == "CommandError: b, weights: This is missing.\n"
    assert (good.returncode, good.stderr) == (0, "")
