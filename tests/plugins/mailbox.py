"""A real mail server that the site sends to."""

import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """The mails that arrived, in order."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        message.recipients = envelope.rcpt_tos
        self.messages.append(message)
        return "250 OK"

    def __len__(self):
        return len(self.messages)

    def __iter__(self):
        return iter(self.messages)

    def to(self, person):
        """What a person (or an address) was sent."""
        address = getattr(person, "email", person)
        return [message for message in self.messages if address in message.recipients]

    @property
    def subjects(self):
        return [message["Subject"] for message in self.messages]


def text_of(message):
    return message.get_body(("plain",)).get_content()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def mail_server():
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mailbox(mail_server, settings):
    """Mails go through SMTP; `mailbox.to(ann)`, `mailbox.subjects`, `len(mailbox)`."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mail_server.hostname, mail_server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    mail_server.handler.messages.clear()
    return mail_server.handler
