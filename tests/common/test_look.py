"""Icon, word and tone of states; names as initials; browsers by the names people use."""

import pytest
from django.template import Context, Template

from common.templatetags import look

ASKED_FOR = {
    "draft", "in_review", "signing", "active", "superseded", "expired", "withdrawn", "requested", "signed", "declined",
    "void", "proposed", "accepted", "ended", "endorsed", "changes_requested", "open", "resolved",
}  # fmt: skip


def test_every_state_has_its_picture():
    assert set(look.STATES) >= ASKED_FOR


def test_no_two_states_share_their_words():
    words = [str(picture.word) for picture in look.STATES.values()]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("state", [*look.STATES, "never_heard_of"])
def test_a_badge_has_icon_and_word(state):
    badge = Template('{% include "_parts/state.html" %}').render(Context({"state": state}))
    assert 'aria-hidden="true"' in badge
    assert str(look.state_picture(state).word) in badge


def test_a_badge_takes_another_word():
    assert "Due soon" in Template('{% include "_parts/state.html" with label="Due soon" %}').render(
        Context({"state": "open"})
    )


def test_an_unknown_state_shows_its_name():
    assert look.state_picture("half_done").word == "Half done"


@pytest.mark.parametrize(
    ("level", "tone"),
    [("success", "good"), ("warning", "warn"), ("error", "bad"), ("info", "note"), ("bad", "bad"), ("", "note")],
)
def test_levels_of_messages_are_tones(level, tone):
    assert look.tone_picture(level).tone == tone


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ann Archer", "AA"),
        ("Bo", "B"),
        ("maría de la cruz", "MC"),
        ("cy.dahl@example.org", "CD"),
        ("", "?"),
        ("王 小明", "王小"),
    ],
)
def test_initials(name, letters):
    assert look.initials(name) == letters


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("", "A browser on an unknown device"),
    ],
)
def test_devices(agent, words):
    assert look.device(agent) == words
