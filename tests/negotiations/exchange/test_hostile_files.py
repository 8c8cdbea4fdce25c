"""Files made to hurt: each is refused in words, and nothing else happens."""

import re

import pytest

from negotiations.exchange.reading import read_domain, read_profile
from tests.negotiations.exchange.small import DOMAIN, GENIUS_A, NEGMAS_A, NEGMAS_DOMAIN, fault

LAUGHS = b"""<!DOCTYPE laughs [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<utility_space>&c;</utility_space>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]><utility_space>&file;</utility_space>"""
SCHEMA = b"""<!DOCTYPE utility_space SYSTEM "http://127.0.0.1:1/x.dtd"><utility_space/>"""
ONE_ISSUE = '<utility_space><objective index="0"><issue index="1" name="Price">%s</issue></objective></utility_space>'


def options(*names):
    return (ONE_ISSUE % "".join(f'<item value="{name}"/>' for name in names)).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (LAUGHS, "Document types and entities are not read."),
        (OUTSIDE, "Document types and entities are not read."),
        (SCHEMA, "Document types and entities are not read."),
        (b"<a>" * 500_000, "This is nested too deeply."),
        (b"<utility_space>" + b"<a/>" * 400_000, "There are more than 100,000 elements in this file."),
        (b"<utility_space " + b'a="1"' * 300_000 + b"/>", "There are more than 200,000 attributes in this file."),
        (b"<utility_space", "line 1: This is not well-formed XML."),
        (b"<svg/>", "This is neither a domain nor a utility space of Genius."),
        (b'<?xml version="1.0" encoding="big5"?><utility_space/>', "The encoding of this file is not known."),
        (b'<?xml version="1.0" encoding="none"?><utility_space/>', "The encoding of this file is not known."),
        (options(), "issue “Price”: There are no options here."),
        (options("a", "b", "a"), "issue “Price”: The name “a” is there 2 times; each needs a name of its own."),
        (options("a", " "), "issue “Price”, number 2: The name is empty."),
        (options(*range(2_001)), "issue “Price”: There are 2,001 options; at most 2,000 can be read."),
        (b"<utility_space/>", "There are no issues here."),
    ],
)
def test_xml(data, words):
    assert fault(read_domain, data, "") == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"!!python/object/apply:os.system [ls]", "line 1: Tags (!) are not read."),
        (b"issues: !x []", "line 1: Tags (!) are not read."),
        (b"a: &a [1]\nissues: *a", "line 1: Anchors (&) and aliases (*) are not read."),
        (b"issues: *a", "line 1: Anchors (&) and aliases (*) are not read."),
        (b"issues: []\nissues: []", "line 2: The name “issues” is there twice in the same place."),
        (b"issues: []\n[a]: b", "line 2: A name must be a text."),
        (b"issues: " + b"[" * 100, "line 1: This is nested too deeply."),
        (b"- " * 900_000, "line 1: This is nested too deeply."),
        (b"- a\n" * 500_000, "line 100000: There are more than 100,000 values in this file."),
        (b"issues: []\n---\nissues: []", "There must be exactly one document in this file."),
        (b"", "There must be exactly one document in this file."),
        (b"\x00\x01", "This is not YAML: there are characters that may not be in a text."),
        (b"issues: []", "There are no issues here."),
        (b"issues:\n- {name: a, values: [x]}\n- {name: a, values: [x]}",
         "issues: The name “a” is there 2 times; each needs a name of its own."),
        (b"issues:\n- {name: a, values: 1000000000}",
         "issues[0].values: There are 1,000,000,000 whole numbers; at most 2,000 can be read."),
        (b"issues:\n" + b"".join(b"- {name: i%d, values: [x]}\n" % index for index in range(201)),
         "There are 201 issues; at most 200 can be read."),
        (b'issues:\n- {name: "a\\e[31m", values: [x]}',
         "issues, number 1: There are characters in the name that may not be in a text."),
        (b"hello", "Here must be names with values."),
        (b"a: b", "This is not a domain of Genius, GeniusWeb or NegMAS."),
    ],
)  # fmt: skip
def test_yaml(data, words):
    assert fault(read_domain, data, "") == words


@pytest.mark.parametrize(
    "data", [b"issues: [\n", b"issues: " + b"[" * 1_000_000, b"a:\n\t- b", b"%YAML 9.9\n%YAML 9.9\n"]
)
def test_broken_yaml(data):
    """The rest of the words is the parser's own."""
    assert re.fullmatch(r"line [12]: This is not YAML: .+\.", fault(read_domain, data, ""))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[" * 1_000_000, "This is nested too deeply."),
        (b'{"issues": ', "line 1: This is not JSON: Expecting value."),
        (b'{"issues": 1, "issues": 2}', "“issues”: This name is there twice in the same place."),
        (b'{"issuesValues": {"a": {"values": ["\xff"]}}}', "This text is not in UTF-8."),
        (b'{"issuesValues": {"a": {"values": ["\\ud800"]}}}',
         "issue “a”, number 1: There are characters in the name that may not be in a text."),
        (b'{"issuesValues": {"a": {"values": [true]}}}',
         "issuesValues.a.values[0]: Here must be text or a number."),
        (b'{"issuesValues": {"a": {"range": {"low": 0, "high": 1, "step": 0}}}}',
         "issuesValues.a.range.step: A step must be above 0."),
        (b'{"issuesValues": []}', "issuesValues: Here must be names with values."),
        (b'{"issuesValues": {}}', "There are no issues here."),
    ],
)  # fmt: skip
def test_json(data, words):
    assert fault(read_domain, data, "") == words


def test_50_megabytes_are_not_looked_at():
    data = b"x" * 50_000_000
    assert fault(read_domain, data, "big.yml") == "big.yml: The file is larger than 2 MB."
    assert fault(read_profile, data, DOMAIN, "big.yml") == "big.yml: The file is larger than 2 MB."


@pytest.mark.parametrize("number", [".nan", "NaN", ".inf", "1e9999", "9" * 61, "0x10", "1_000", "1e13", "", "½", "١"])
def test_what_is_no_number_is_no_score(number):
    data = NEGMAS_A.replace("weights: [0.6", f"weights: ['{number}'").encode()
    assert fault(read_profile, data, DOMAIN, "").startswith("weights[0]: ")


def test_what_is_no_number_is_no_reservation():
    for number in (".nan", ".inf", "much"):
        data = NEGMAS_A.replace("reserved_value: 0.5", f"reserved_value: {number}").encode()
        assert fault(read_profile, data, DOMAIN, "") == f"reserved_value: “{number}” is not a number that can be read."
    data = GENIUS_A.replace('reservation value="0.5"', 'reservation value="NaN"').encode()
    assert fault(read_profile, data, DOMAIN, "") == "reservation: “NaN” is not a number that can be read."


def test_a_domain_is_no_profile():
    assert fault(read_profile, NEGMAS_DOMAIN.encode(), DOMAIN, "") == (
        "This is not an additive profile of Genius, GeniusWeb or NegMAS."
    )
    assert fault(read_domain, NEGMAS_A.encode(), "") == "This is not a domain of Genius, GeniusWeb or NegMAS."
