"""A domain or a profile from the bytes of a file; the format is known by what is in it, not by its name. Pure."""

from collections.abc import Iterator
from contextlib import contextmanager

from negotiations.exchange import genius_xml, geniusweb, negmas
from negotiations.exchange.documents import Node, read_json, read_yaml
from negotiations.exchange.scenario import LARGEST, BadFile, Domain, Profile

MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_domain(data: bytes, filename: str) -> Domain:
    """The issues and their options, or BadFile."""
    with named(filename, data):
        if is_xml(data):
            return genius_xml.read_domain(data, stem(filename))
        node = document(data)
        if geniusweb.is_domain(node):
            return geniusweb.read_domain(node, stem(filename))
        if negmas.is_domain(node):
            return negmas.read_domain(node, stem(filename))
        raise BadFile("", "This is not a domain of Genius, GeniusWeb or NegMAS.")


def read_profile(data: bytes, domain: Domain, filename: str) -> Profile:
    """What one side wants, over the issues of the domain, or BadFile."""
    with named(filename, data):
        if is_xml(data):
            return genius_xml.read_profile(data, domain, stem(filename))
        node = document(data)
        if geniusweb.is_profile(node):
            return geniusweb.read_profile(node, domain, stem(filename))
        if negmas.is_profile(node):
            return negmas.read_profile(node, domain, stem(filename))
        raise BadFile("", "This is not an additive profile of Genius, GeniusWeb or NegMAS.")


@contextmanager
def named(filename: str, data: bytes) -> Iterator[None]:
    """Small enough to be looked at; and every fault says in which file it is."""
    try:
        if len(data) > LARGEST:
            raise BadFile("", f"The file is larger than {LARGEST // 1024**2} MB.")
        yield
    except BadFile as bad:
        place = ", ".join(part for part in (filename, bad.fault.place) if part)
        raise BadFile(place, bad.fault.words) from bad


def is_xml(data: bytes) -> bool:
    return start(data) == b"<"


def start(data: bytes) -> bytes:
    """The first sign that is not a mark of the encoding or a space."""
    head = data[:1024]
    for mark in MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()[:1]


def document(data: bytes) -> Node:
    return read_json(data) if start(data) in {b"{", b"["} else read_yaml(data)


def stem(filename: str) -> str:
    return filename.rpartition(".")[0] or filename
