"""A log line never holds the secret of a link."""

from common.logs import hide_secrets


def test_the_tokens_of_links_are_left_out():
    event = {
        "request": "GET /teams/invitation/s3cret-token/",
        "event": "Not Found: /account/password/reset/key/abc-def/",
        "code": 404,
    }

    assert hide_secrets(None, "", event) == {
        "request": "GET /teams/invitation/…/",
        "event": "Not Found: /account/password/reset/key/…/",
        "code": 404,
    }


def test_a_page_that_does_not_exist_is_logged_without_its_token(client, caplog, capsys):
    client.get("/teams/invitation/s3cret-token-of-somebody/")

    assert "s3cret-token-of-somebody" not in capsys.readouterr().err
