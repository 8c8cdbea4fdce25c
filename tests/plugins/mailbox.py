"""A real mail server that the site sends to."""

import email
import email.policy
import re
import socket
import threading

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


def words_of(message) -> str:
    """What is read in a mail, without its links: the letters of a key may be a word by chance."""
    return re.sub(r"https?://\S+", "", f"{message['Subject']}\n{text_of(message)}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class AnyPort(Controller):
    """Listens where the system puts it: a port found beforehand may be taken by then."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(scope="session")
def mail_server():
    mailbox = Mailbox()
    controller = AnyPort(mailbox, hostname="127.0.0.1", port=0)
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


class Rude:
    """A mail server that at one stage of a conversation hangs, drops the line, or answers with a code, until it is mended.

    The stages are greeting, EHLO, MAIL, RCPT, DATA, and "end": the mail is taken, and then it is rude about it.
    """

    ANSWERS = {
        "EHLO": "250 rude",
        "MAIL": "250 OK",
        "RCPT": "250 OK",
        "DATA": "354 Go on",
        "RSET": "250 OK",
        "QUIT": "221 Bye",
    }

    def __init__(self, stage: str, deed: str):
        self.stage, self.deed = stage, deed
        self.messages = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.closing = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def mend(self):
        self.stage = ""

    def close(self):
        self.closing.set()
        self.door.close()

    def serve(self):
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=[line], daemon=True).start()

    def talk(self, line):
        with line, line.makefile("rwb") as wire:
            try:
                if self.say(wire, "greeting", "220 rude"):
                    self.listen(wire)
            except OSError:
                """The other side has had enough."""

    def listen(self, wire):
        for command in iter(wire.readline, b""):
            word = command.decode()[:4].upper()
            if not self.say(wire, word, self.ANSWERS.get(word, "502 What?")):
                return
            if word == "DATA" and not self.is_rude_at("DATA") and not self.take(wire):
                return

    def take(self, wire):
        lines = list(iter(wire.readline, b".\r\n"))
        self.messages.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        return self.say(wire, "end", "250 OK")

    def is_rude_at(self, stage):
        return self.stage == stage

    def say(self, wire, stage, answer) -> bool:
        """Whether the conversation goes on."""
        deed = self.deed if self.is_rude_at(stage) else ""
        if deed == "drops":
            return False
        if deed == "hangs":
            self.closing.wait()
            return False
        wire.write(f"{deed or answer}\r\n".encode())
        wire.flush()
        return True


@pytest.fixture
def rude_server(settings):
    """`rude_server("RCPT", "450 Later")` is where mails go from now on."""
    servers = []

    def start(stage, deed):
        server = Rude(stage, deed)
        servers.append(server)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        # Where it hangs on purpose nobody waits long; anywhere else a slow machine may take its time.
        settings.EMAIL_TIMEOUT = 1 if deed == "hangs" else 20
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        return server

    yield start
    for server in servers:
        server.close()
