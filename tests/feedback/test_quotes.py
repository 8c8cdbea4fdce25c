"""Quotes: exact words of an answer given with a name, which stand only while their author agrees."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused, Stale
from feedback import profiles
from feedback.actions import profile, quotes
from feedback.digests import digest_of
from feedback.models import DoNotContact, FeedbackResponse, PersonalLink, QuoteConsent
from notices.models import Mail, Notice
from tests.factories import person, team_with
from tests.feedback.profiles import PRAISE
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, invitation_of, send
from tests.feedback.results import close
from tests.filling import fill
from tests.plugins.mailbox import text_of

State, Attribution = QuoteConsent.State, QuoteConsent.Attribution
JON = CLIENT[1]
MINE = reverse("feedback:quotes")
CONFIDENTIAL = "Only among us: keep the calm voice."


@pytest.fixture
def ask(db):
    """Of bo, released: the client Jon and ann answered with their names; cy, mo and ob in confidence."""
    team = team_with()
    request = draft_by(team.bo, team)
    add(group_of(request), team.cy, team.mo, team.ob)
    add(group_of(request, "client", "named"), CLIENT)
    add(group_of(request, "lead", "named"), team.ann)
    request = send(request)
    answer(request, JON, useful_moment={"cards": [PRAISE]})
    answer(request, team.ann, keep_doing={"cards": ["The lists on Monday"]})
    for one in (team.cy, team.mo, team.ob):
        answer(request, one, keep_doing={"cards": [CONFIDENTIAL]})
    request = close(request)
    request.team = team
    return request


@pytest.fixture
def consent(ask):
    return quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", "That saved our opening.", by=ask.team.bo)


@pytest.fixture
def link(consent, run_tasks, mailbox):
    run_tasks()
    [mail] = [mail for mail in mailbox.to(JON) if mail["Subject"] == "Bo would like to quote you"]
    assert "“That saved our opening.”" in text_of(mail)
    return re.search(r"/feedback/quote/[\w-]+/", text_of(mail)).group()


def answer_page(client, link, choice, **more):
    """Both steps, as a person takes them."""
    sure = fill(client, link, choice=choice, **more)
    assert sure.status_code == 200
    said = sure.context["said"]
    return client.post(link, {"choice": said["choice"], "name": said["name"], "sure": "1"}, follow=True)


def on_profile(subject) -> list:
    own = profiles.profile_of(subject)
    return [(one.words, one.title) for part in profiles.shown(own).sections for one in part["entries"]]


def put_on_profile(consent):
    subject = consent.subject
    own = profiles.profile_of(subject)
    profile.write_profile(True, own.headline, own.about, by=subject, revision=own.revision)
    profile.set_section("quotes", True, [str(consent.pk)], [], by=subject)
    _link, token = profile.make_share_link("x", 30, by=subject)
    return reverse("feedback:see_profile", args=[token])


def test_a_quote_from_the_mail_to_the_profile_and_back(consent, link, new_client):
    """Scenario 9: Jon sees how it would stand, agrees to his role only, and takes it back."""
    jon, visitor = new_client(), new_client()
    page = jon.get(link).content.decode()
    assert ("Jon Pier, Client, Harbour App" in page, "That saved our opening." in page, JON in page) == (
        True,
        True,
        False,
    )

    answer_page(jon, link, "role")
    url = put_on_profile(consent)
    assert on_profile(consent.subject) == [("That saved our opening.", "Client, Harbour App")]
    shown = visitor.get(url).content.decode()
    assert ("That saved our opening." in shown, JON in shown) == (True, False)
    assert re.findall(r"\bJon\b", shown) == []

    answer_page(jon, link, "named", name="Jon A. Pier")
    assert on_profile(consent.subject) == [("That saved our opening.", "Jon A. Pier, Client, Harbour App")]

    answer_page(jon, link, "no")
    consent.refresh_from_db()
    assert consent.state == State.WITHDRAWN
    gone = visitor.get(url)
    assert ("That saved our opening." in gone.content.decode(), gone["Cache-Control"]) == (False, "private, no-store")
    assert on_profile(consent.subject) == []
    assert set(jon.cookies) == {"csrf"}


def test_looking_and_one_step_change_nothing(consent, link, new_client):
    jon = new_client()
    for _ in range(3):
        jon.head(link)
        jon.get(link)
    jon.post(link, {"choice": "named", "name": "Jon"})
    jon.post(link, {"choice": "role"})
    assert jon.post(link, {"choice": "everything", "sure": "1"}).status_code == 422
    consent.refresh_from_db()
    assert (consent.state, consent.attribution, consent.author_name) == (State.ASKED, "", "Jon Pier")


def test_the_second_step_shows_exactly_what_will_stand(consent, link, new_client):
    sure = fill(new_client(), link, choice="named", name="Jon <b>Pier</b>")
    stands = profiles.quote(consent, "role")
    assert sure.context["entry"] == profiles.Entry("Jon <b>Pier</b>, Client, Harbour App", words=stands.words)
    assert "Jon &lt;b&gt;Pier&lt;/b&gt;, Client, Harbour App" in sure.content.decode()


def test_with_a_name_wants_a_name(link, new_client):
    page = new_client().post(link, {"choice": "named", "name": " "})
    assert page.status_code == 422
    assert "Please write your name as it should stand" in page.content.decode()


@pytest.mark.parametrize("is_here", [True, False])
def test_nobody_else_answers_by_the_link(is_here, ask, link, new_client):
    """The person who asked never does, whether the author has an account or not; nor does another than the author."""
    if is_here:
        QuoteConsent.objects.update(author=person("jon"))
    client = new_client(ask.team.bo)
    for page in (client.get(link), client.post(link, {"choice": "named", "name": "Jon", "sure": "1"})):
        html = page.content.decode()
        assert ("somebody else’s" in html, "That saved our opening." in html) == (True, False)
        assert re.findall(r"\bJon\b", html) == []
    assert QuoteConsent.objects.get().state == State.ASKED


def test_an_author_with_an_account_answers_signed_in(ask, new_client):
    consent = quotes.ask_quote(invitation_of(ask, ask.team.ann), "keep_doing.0", "The lists", by=ask.team.bo)
    url = reverse("feedback:quote_asked", args=[consent.pk])
    assert Notice.objects.get(person=ask.team.ann, kind="quote.asked").url == url
    answer_page(new_client(ask.team.ann), url, "named", name="Ann")
    consent.refresh_from_db()
    assert (consent.state, consent.attribution) == (State.AGREED, Attribution.NAMED)
    assert Notice.objects.filter(person=ask.team.bo, kind="quote.answered").count() == 1
    for other in (ask.team.bo, ask.team.cy):
        assert new_client(other).get(url).status_code == 404


def test_confidential_words_can_never_be_quoted(ask, new_client):
    """Also where an answer were still there, under the very question, and the group were asked for by hand."""
    team = ask.team
    page = new_client(team.bo).get(reverse("feedback:ask_quote", args=[ask.pk])).content.decode()
    assert (PRAISE in page, "The lists on Monday" in page, CONFIDENTIAL in page) == (True, True, False)
    left = invitation_of(ask, team.cy)
    FeedbackResponse.objects.create(invitation=left, answers={"keep_doing": {"cards": [CONFIDENTIAL]}})
    with pytest.raises(Refused, match="What was confidential stays so"):
        quotes.ask_quote(left, "keep_doing.0", CONFIDENTIAL, by=team.bo)
    page = new_client(team.bo).get(reverse("feedback:ask_quote", args=[ask.pk])).content.decode()
    assert CONFIDENTIAL not in page
    name = f"{left.pk}.keep_doing.0"
    new_client(team.bo).post(
        reverse("feedback:ask_quote", args=[ask.pk]), {f"{name}-words": CONFIDENTIAL, f"{name}-place": "keep_doing.0"}
    )
    assert not QuoteConsent.objects.exists()


def test_only_words_that_stand_there(ask, new_client):
    with pytest.raises(Stale, match="do not stand in the answer"):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", "You are the best", by=ask.team.bo)
    url, client = reverse("feedback:ask_quote", args=[ask.pk]), new_client(ask.team.bo)
    name = f"{invitation_of(ask, JON).pk}.useful_moment.0"
    page = client.post(url, {f"{name}-words": "You are the best", f"{name}-place": "useful_moment.0"})
    assert page.status_code == 422
    assert "Quote words as they stand in the answer" in page.content.decode()
    page = fill(client, url, **{f"{name}-words": "That saved our opening."})
    assert page.redirect_chain == [(MINE, 302)]
    assert QuoteConsent.objects.get().words == "That saved our opening."


def test_only_the_subject_of_a_released_result_asks(ask):
    with pytest.raises(Refused):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", PRAISE, by=ask.team.ann)
    ask.state = "closed"
    ask.save(update_fields=["state"])
    with pytest.raises(Refused, match="a result that is released"):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", PRAISE, by=ask.team.bo)


def test_the_same_words_are_asked_for_once(ask, consent):
    again = quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", "That saved our opening.", by=ask.team.bo)
    assert again == consent
    assert Mail.objects.filter(template="feedback/notices/quote_asked.txt").count() == 1


def test_who_wants_no_mail_gets_none(ask, consent, run_tasks, mailbox):
    """Neither a new one nor one that waits; the person who asks hears only that they cannot be reached."""
    DoNotContact.objects.create(digest=digest_of(JON), since=timezone.localdate())
    run_tasks()
    assert not mailbox.to(JON)
    with pytest.raises(Refused, match="Jon Pier cannot be reached just now"):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", "every time", by=ask.team.bo)


def test_three_open_asks_are_the_most_for_one_address(ask, consent):
    for words in ("every time", "by Wednesday"):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", words, by=ask.team.bo)
    with pytest.raises(Refused, match="cannot be reached just now"):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", "You warned us", by=ask.team.bo)


def test_a_link_leads_nowhere_once_the_words_are_no_longer_asked_for(ask, consent, link, new_client):
    answer_page(new_client(), link, "role")
    url = put_on_profile(consent)
    new_client(ask.team.bo).post(reverse("feedback:take_back_quote", args=[consent.pk]))
    assert "That saved" not in new_client().get(url).content.decode()
    unknown, ended = (new_client().get(one) for one in (reverse("feedback:quote", args=["nobody-knows"]), link))
    assert (unknown.status_code, ended.status_code) == (404, 404)
    assert without_token(unknown) == without_token(ended)
    assert not PersonalLink.objects.filter(consent=consent).exists()


def without_token(page) -> str:
    return re.sub(r'"X-CSRFToken": "\w+"', "", page.content.decode())


def test_the_link_works_a_year_later_and_after_a_no(consent, link, new_client):
    answer_page(new_client(), link, "no")
    consent.refresh_from_db()
    assert consent.state == State.REFUSED
    with time_machine.travel(timezone.now() + timedelta(days=365), tick=False):
        answer_page(new_client(), link, "role")
    consent.refresh_from_db()
    assert consent.state == State.AGREED


def test_the_mail_row_holds_neither_words_nor_names(consent):
    mail = Mail.objects.get(template="feedback/notices/quote_asked.txt")
    assert mail.context == {"consent": str(consent.pk)}


def test_pages_of_quotes_cost_the_same_for_many(ask, new_client, django_assert_max_num_queries):
    for words in ("every time", "by Wednesday", "You warned us"):
        quotes.ask_quote(invitation_of(ask, JON), "useful_moment.0", words, by=ask.team.bo)
    client = new_client(ask.team.bo)
    for url in (MINE, reverse("feedback:ask_quote", args=[ask.pk])):
        with django_assert_max_num_queries(10):
            assert client.get(url).status_code == 200


def stopped() -> set:
    return set(DoNotContact.objects.values_list("digest", flat=True))


def test_the_author_wants_no_more_mails_of_this_kind(new_client, consent, link):
    client = new_client()
    sure = f"{link}stop-mails/"
    assert sure in client.get(link).content.decode()
    for said in (client.get(sure), client.post(sure)):
        assert (said.status_code, state_of(consent), stopped()) == (200, State.ASKED, set())
    assert client.post(sure, {"sure": "yes"}).status_code == 200
    assert (state_of(consent), stopped()) == (State.REFUSED, {digest_of(JON)})


def state_of(consent):
    return QuoteConsent.objects.get(pk=consent.pk).state


def test_what_was_agreed_to_stays_when_the_author_wants_no_more_mails(client, consent, link):
    quotes.answer_quote(consent, Attribution.ROLE)
    client.post(f"{link}stop-mails/", {"sure": "yes"})
    assert (state_of(consent), stopped()) == (State.AGREED, {digest_of(JON)})
    assert client.get(link).status_code == 200


def test_an_author_who_is_signed_in_can_stop_the_mails_too(new_client, ask):
    consent = quotes.ask_quote(invitation_of(ask, ask.team.ann), "keep_doing.0", "The lists on Monday", by=ask.team.bo)
    page = reverse("feedback:stop_quotes", args=[consent.pk])
    assert new_client(ask.team.cy).post(page, {"sure": "yes"}).status_code == 404
    assert new_client(ask.team.ann).post(page, {"sure": "yes"}).status_code == 200
    assert (state_of(consent), stopped()) == (State.REFUSED, {digest_of(ask.team.ann.email)})
