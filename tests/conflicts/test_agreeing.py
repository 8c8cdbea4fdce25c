"""Writing an agreement together, signing it, reading it: through the pages."""

import re

import pytest
from django.urls import reverse

from common.ids import uuid7
from conflicts.actions import agreeing, ending, signing, stepping
from conflicts.models import AgreementTerm, ResolutionAgreement
from tests.conflicts import agreements
from tests.conflicts.agreements import OPENING, PROMISE, SECOND, UNREAD, case_of, fresh, reword, words
from tests.conflicts.disagreements import exchanging, find, party, with_options
from tests.factories import team_with
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db
Text = ResolutionAgreement.State


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def as_(new_client):
    return new_client


def page_of(thing, name="agreement", *parts):
    case = getattr(thing, "case_id", None) or thing.pk
    return reverse(f"conflicts:{name}", args=[case, *parts])


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_before_there_are_options_the_page_says_what_an_agreement_is(team, as_):
    assert "No agreement yet" in text_of(as_(team.bo), page_of(exchanging(team.bo, team.cy)))


def test_begin_to_signed_through_the_pages(team, as_):
    case = with_options(team.bo, team.cy)
    bo, cy = as_(team.bo), as_(team.cy)
    fill(bo, page_of(case, "begin_agreement"))
    agreement = ResolutionAgreement.objects.get()
    fill(cy, page_of(case), opening=OPENING)
    key = uuid7()
    sent = words(PROMISE, str(party(case, team.cy).pk), "2030-05-01", "") | {"revision": UNREAD}
    bo.post(page_of(case, "term", key), sent)
    assert [term.fields() for term in agreement.terms.all()] == [{name: sent[name] for name in words()}]
    bo.post(page_of(agreement, "offer", agreement.pk))
    for client, person in ((bo, team.bo), (cy, team.cy)):
        fill(client, page_of(case), typed_name=str(person))
    shown = text_of(bo, page_of(case))
    assert [
        word in shown for word in (OPENING, PROMISE, "1 May 2030", "Signed by", "These are the words that were signed")
    ] == [True] * 5
    assert (fresh(agreement).state, find(case).state) == (Text.SIGNED, "signed")


def test_a_wrong_name_is_asked_for_again_and_signs_nothing(team, as_):
    agreement = agreements.offered(team.bo, team.cy)
    form = form_of(as_(team.cy), page_of(agreement), "typed_name")
    answer = as_(team.cy).post(form.action, form.values | {"typed_name": ["Ann"]})
    assert (answer.status_code, agreement.signatures.count()) == (422, 0)
    assert "Type your own name" in answer.content.decode()


def test_a_text_that_changed_is_not_signed(team, as_):
    """Cy has the page open while bo takes the text back, changes a word and offers it again."""
    agreement = agreements.offered(team.bo, team.cy)
    form = form_of(as_(team.cy), page_of(agreement), "typed_name")
    signing.change_text(agreement, by=team.bo)
    agreeing.write_opening(fresh(agreement), "Other words", fresh(agreement).revision, by=team.bo)
    answers = [as_(team.cy).post(form.action, form.values | {"typed_name": ["Cy"]})]
    signing.offer(fresh(agreement), by=team.bo)
    answers.append(as_(team.cy).post(form.action, form.values | {"typed_name": ["Cy"]}))
    assert [answer.status_code for answer in answers] == [409, 409]
    assert "The text changed since you read it" in answers[1].content.decode()
    assert agreement.signatures.count() == 0


def test_two_write_the_same_term_and_see_both_texts(team, as_):
    agreement = agreements.written(team.bo, team.cy)
    term = agreement.terms.first()
    form = form_of(as_(team.cy), page_of(agreement, "term", term.pk), "text")
    fill(as_(team.bo), page_of(agreement, "term", term.pk), text="Bo’s words")
    answer = as_(team.cy).post(form.action, form.values | {"text": ["Cy’s words"]})
    told = answer.content.decode()
    assert (answer.status_code, told.count("Bo’s words") > 0, told.count("Cy’s words") > 0) == (409, True, True)
    assert AgreementTerm.objects.get(pk=term.pk).text == "Bo’s words"


def test_two_write_different_fields_of_a_term_and_both_are_kept(team, as_):
    agreement = agreements.written(team.bo, team.cy)
    term = agreement.terms.first()
    form = form_of(as_(team.cy), page_of(agreement, "term", term.pk), "text")
    fill(as_(team.bo), page_of(agreement, "term", term.pk), due_words="each Friday")
    as_(team.cy).post(form.action, form.values | {"text": ["Cy’s words"]})
    kept = AgreementTerm.objects.get(pk=term.pk)
    assert (kept.text, kept.due_words) == ("Cy’s words", "each Friday")


def test_a_term_removed_while_another_writes_keeps_their_words(team, as_):
    agreement = agreements.written(team.bo, team.cy)
    term = agreement.terms.first()
    form = form_of(as_(team.cy), page_of(agreement, "term", term.pk), "text")
    agreeing.remove_term(agreement, term.pk, by=team.bo)
    answer = as_(team.cy).post(form.action, form.values | {"text": ["Cy’s words"]})
    assert (answer.status_code, "Cy’s words" in answer.content.decode()) == (409, True)
    as_(team.cy).post(form.action, form.values | {"text": ["Cy’s words"], "keep": ["mine"]})
    assert [one.text for one in fresh(agreement).terms.present()] == ["Cy’s words", SECOND]


def test_the_opening_of_two_shows_both_texts(team, as_):
    agreement = agreements.written(team.bo, team.cy)
    form = form_of(as_(team.cy), page_of(agreement), "opening")
    fill(as_(team.bo), page_of(agreement), opening="Bo begins")
    answer = as_(team.cy).post(form.action, form.values | {"opening": ["Cy begins"]})
    told = answer.content.decode()
    assert (answer.status_code, "Bo begins" in told, "Cy begins" in told, fresh(agreement).opening) == (
        409,
        True,
        True,
        "Bo begins",
    )


def test_what_is_missing_is_said_and_nothing_is_offered_without_it(team, as_):
    agreement = agreements.written(team.bo, team.cy)
    agreeing.write_term(agreement, uuid7(), words("Half a thought", owner="", due_words=""), UNREAD, by=team.cy)
    shown = text_of(as_(team.bo), page_of(agreement))
    assert [words in shown for words in ("Number 3: say who does it.", "Number 3: say until when, or how often.")] == [
        True,
        True,
    ]
    assert as_(team.bo).post(page_of(agreement, "offer", agreement.pk)).status_code == 403
    assert fresh(agreement).state == Text.DRAFT


def test_terms_are_put_in_order(team, as_):
    agreement = agreements.written(team.bo, team.cy, texts=["a", "b", "c"])
    a, b, c = agreement.terms.all()
    as_(team.cy).post(page_of(agreement, "move_term"), {"item": c.pk, "direction": "up"})
    assert [term.text for term in agreement.terms.all()] == ["a", "c", "b"]
    as_(team.cy).post(page_of(agreement, "move_term"), {"order": [b.pk, a.pk]})
    assert [term.text for term in agreement.terms.all()] == ["b", "a", "c"]


def test_going_back_to_options_and_on_again_loses_nothing(team):
    agreement = agreements.offered(team.bo, team.cy)
    agreements.sign(agreement, team.bo)
    agreeing.go_back_to_options(case_of(agreement), by=team.cy)
    assert (case_of(agreement).state, fresh(agreement).state) == ("options", Text.DRAFT)
    again = agreeing.begin_agreement(case_of(agreement), by=team.bo)
    assert (again.pk, again.opening, [term.text for term in again.terms.all()]) == (
        agreement.pk,
        OPENING,
        [PROMISE, SECOND],
    )
    assert [one.voided_at is None for one in agreement.signatures.all()] == [False]


def test_what_was_written_before_it_was_closed_is_there_when_it_goes_on(team):
    agreement = agreements.offered(team.bo, team.cy)
    ending.close_case(case_of(agreement), by=team.cy)
    ending.reopen(case_of(agreement), by=team.bo)
    stepping.look_for_options(case_of(agreement), by=team.bo)
    again = agreeing.begin_agreement(case_of(agreement), by=team.bo)
    words = (again.opening, [term.text for term in again.terms.all()], again.state, again.signatures.count())
    assert words == (OPENING, [PROMISE, SECOND], Text.DRAFT, 0)


def test_somebody_leaves_while_words_wait_and_the_others_sign_new_ones(team, as_):
    agreement = agreements.offered(team.bo, team.cy, team.ann)
    for person in (team.bo, team.ann):
        agreements.sign(agreement, person)
    ending.leave_case(case_of(agreement), by=team.cy)
    assert fresh(agreement).state != Text.SIGNED
    signing.change_text(agreement, by=team.bo)
    reword(fresh(agreement), team.bo, owner="all")
    agreeing.remove_term(fresh(agreement), agreement.terms.last().pk, by=team.bo)
    signing.offer(fresh(agreement), by=team.ann)
    for person in (team.bo, team.ann):
        agreements.sign(fresh(agreement), person)
    shown = text_of(as_(team.bo), page_of(agreement))
    assert (fresh(agreement).state, agreements.names_in(shown, "Ann", "Bo", "Cy")) == (Text.SIGNED, ["Ann", "Bo"])


def test_voided_signatures_stay_to_be_seen(team, as_):
    agreement = agreements.offered(team.bo, team.cy)
    agreements.sign(agreement, team.bo)
    as_(team.cy).post(page_of(agreement, "change_text", agreement.pk))
    assert "Signatures on earlier words no longer count" in text_of(as_(team.bo), page_of(agreement))


def test_the_old_agreement_holds_until_the_new_one_is_signed(team, as_):
    old = agreements.signed(team.bo, team.cy)
    new = agreeing.amend_agreement(case_of(old), by=team.cy)
    assert [term.key for term in new.terms.all()] == [term.key for term in old.terms.all()]
    reword(new, team.cy, text="Handed over by three")
    assert "holds until all have signed the new words" in text_of(as_(team.bo), page_of(old))
    signing.offer(new, by=team.cy)
    agreements.sign(new, team.bo)
    assert (fresh(old).state, fresh(new).state) == (Text.SIGNED, Text.OFFERED)
    agreements.sign(new, team.cy)
    assert (fresh(old).state, fresh(new).state, case_of(old).state) == (Text.AMENDED, Text.SIGNED, "signed")
    assert [(one.agreement_id, one.state) for one in old.case.followups.order_by("id")] == [
        (old.pk, "lapsed"), (old.pk, "lapsed"), (new.pk, "planned"), (new.pk, "planned")
    ]  # fmt: skip
    assert PROMISE in text_of(as_(team.bo), page_of(old, "signed_agreement", old.pk))


def test_what_was_signed_can_be_kept_after_all(team, as_):
    old = agreements.signed(team.bo, team.cy)
    new = agreeing.amend_agreement(case_of(old), by=team.cy)
    as_(team.bo).post(page_of(old, "keep_agreement"))
    assert (fresh(old).state, fresh(new).state, case_of(old).state) == (Text.SIGNED, Text.DROPPED, "signed")
    assert as_(team.bo).get(page_of(old, "signed_agreement", new.pk)).status_code == 404


def test_files_tell_the_same_and_their_name_tells_nothing(team, as_):
    agreement = agreements.signed(team.bo, team.cy)
    answers = [as_(team.bo).get(page_of(agreement, "export_agreement", agreement.pk, kind)) for kind in ("md", "pdf")]
    plain, printed = answers
    assert [answer["Content-Disposition"] for answer in answers] == [
        'attachment; filename="agreement.md"', 'attachment; filename="agreement.pdf"'
    ]  # fmt: skip
    assert [answer["Cache-Control"] for answer in answers] == ["private, no-store"] * 2
    assert (PROMISE in plain.content.decode(), printed.content[:5]) == (True, b"%PDF-")
    assert as_(team.bo).get(page_of(agreement, "export_agreement", agreement.pk, "doc")).status_code == 404


def test_mails_and_notices_say_only_that_something_waits(team, mailbox, run_tasks):
    agreements.signed(team.bo, team.cy)
    run_tasks()
    told = [f"{mail['Subject']} {mail.get_body().get_content()}" for mail in mailbox]
    assert len(told) >= 4
    assert [one for one in told for secret in (PROMISE, SECOND, OPENING, "Late builds", "agree") if secret in one] == []


@pytest.mark.parametrize("number", [1, 60])
def test_pages_ask_little_whatever_the_size(team, as_, number, django_assert_max_num_queries):
    agreement = agreements.written(team.bo, team.cy, texts=[f"Promise {place}" for place in range(number)])
    bo = as_(team.bo)
    with django_assert_max_num_queries(12):
        bo.get(page_of(agreement))
    signing.offer(agreement, by=team.bo)
    with django_assert_max_num_queries(12):
        bo.get(page_of(agreement))
    for person in (team.bo, team.cy):
        agreements.sign(agreement, person)
    with django_assert_max_num_queries(12):
        bo.get(page_of(agreement))


class TestPersonWords:
    """Advice about the words of a promise, which stops nothing and is kept nowhere."""

    def sent(self, client, agreement, text, **headers):
        url = page_of(agreement, "term", agreement.terms.first().pk)
        return client.post(url, form_of(client, url, "text").values | {"text": [text]}, headers=headers)

    def test_they_are_pointed_out_while_it_is_written(self, team, as_):
        agreement, client = agreements.written(team.bo, team.cy), as_(team.bo)
        answer = self.sent(client, agreement, "Cy is never late", **{"HX-Request": "true"})
        term = agreement.terms.first()
        assert hints_in(answer) == ["never"]
        assert f'id="hints-{term.pk}"' in answer.content.decode()
        assert term.text == "Cy is never late"
        assert hints_in(client.get(page_of(agreement, "term", term.pk))) == ["never"]

    def test_they_stand_beside_what_could_not_be_saved(self, team, as_):
        answer = self.sent(as_(team.bo), agreements.written(team.bo, team.cy), f"Never {'x' * 6_000}")
        assert (answer.status_code, hints_in(answer)) == (422, ["Never"])

    def test_other_words_bring_none(self, team, as_):
        agreement = agreements.written(team.bo, team.cy)
        assert hints_in(self.sent(as_(team.bo), agreement, "By four", **{"HX-Request": "true"})) == []


def hints_in(answer) -> list[str]:
    return re.findall(r'data-hint="([^"]*)"', answer.content.decode())
