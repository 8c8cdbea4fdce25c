"""Scenario 6 of negotiations: files are imported, and no package suits both; the page says what comes nearest and what would help."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import team_with
from tests.negotiations.cases import new_recruit
from tests.negotiations.reading_pages import url, words_in, words_of
from tests.negotiations.sheets import sheet_of, with_problem

pytestmark = pytest.mark.django_db
DOMAIN = "name: Nice or not\nissues:\n- name: Share\n  values: [all ours, half each, all theirs]\n"
OURS = "reserved_value: 0.5\nvalues: {Share: [1.0, 0.299, 0.16]}\nweights: {Share: 1}\n"
THEIRS = "reserved_value: 0.5\nvalues: {Share: [0.16, 0.299, 1.0]}\nweights: {Share: 1}\n"


def file(name, words):
    return SimpleUploadedFile(f"{name}.yml", words.encode())


def test_no_zone_in_files_of_others(new_client):
    team = team_with()
    sheet = sheet_of(team, team.bo, "Nice or not")
    bo = new_client(team.bo)
    files = {"domain": file("domain", DOMAIN), "ours": file("ours", OURS), "theirs": file("theirs", THEIRS)}
    bo.post(url("numbers_import", sheet), files)
    shown = bo.get(url("explore", sheet))
    words, study = words_in(shown), shown.context["study"]
    assert "There is no agreement zone on these numbers." in words
    assert "Nash point" not in words
    assert [one.told.choices[0].option for one in study.nearest] == ["half each"]
    scale = study.problem.own_reservation / 0.5
    (near,) = study.nearest
    assert (near.told.worth.own / scale, near.told.worth.other / scale) == pytest.approx((0.299, 0.299))
    assert (near.own_short / scale, near.other_short / scale) == pytest.approx((0.201, 0.201))
    assert (study.analysis.no_zone.own_change / scale) == pytest.approx(0.34)
    assert "The smallest change that opens a zone" in words

    # Without limits there are three efficient packages.
    sheet.refresh_from_db()
    sheet.reservation_score = sheet.other_reservation = None
    sheet.save()
    assert "3 packages, 3 efficient points" in words_of(bo, url("explore", sheet))


def test_no_zone_with_several_issues_keeps_the_map(new_client):
    team = team_with()
    sheet = with_problem(sheet_of(team, team.bo), new_recruit(own_reservation=9000, other_reservation=9000), by=team.bo)
    words = words_of(new_client(team.bo), url("explore", sheet))
    for said in (
        "There is no agreement zone on these numbers.",
        "We miss our limit by 1,600. They miss theirs, as guessed, by 1,600.",
        "We go down to 5,400, that is by 3,600, and theirs stays.",
        "Or theirs turns out to be 5,400, lower by 3,600, and ours stays.",
        "Or both give way: we by 1,600, they by 1,600.",
        "All 45 efficient points.",
    ):
        assert said in words
    assert "Nash point" not in words
