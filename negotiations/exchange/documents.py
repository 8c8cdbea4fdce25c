"""JSON and YAML as mappings, lists and texts: every scalar is text as written, and nothing refers elsewhere. Pure."""

import json
from dataclasses import dataclass
from fractions import Fraction

import yaml

from negotiations.exchange.scenario import BadFile, number, shown

DEEPEST = 20
MOST_NODES = 100_000
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same events, written in C where it is installed
CONTAINERS = {yaml.MappingStartEvent: dict, yaml.SequenceStartEvent: list}
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document, and the way to it."""

    value: dict | list | str | bool | None
    place: str = ""

    def get(self, name: str) -> "Node | None":
        """The field of this name; None where it is missing or null."""
        found = self.mapping().get(name)
        return None if found is None else Node(found, self.to(name))

    def field(self, name: str) -> "Node":
        if (found := self.get(name)) is not None:
            return found
        raise BadFile(self.to(name), "This is missing.")

    def fields(self) -> dict[str, "Node"]:
        return {name: Node(value, self.to(name)) for name, value in self.mapping().items()}

    def elements(self) -> list["Node"]:
        if isinstance(self.value, list):
            return [Node(value, f"{self.place}[{index}]") for index, value in enumerate(self.value)]
        raise BadFile(self.place, "Here must be a list.")

    def mapping(self) -> dict:
        if isinstance(self.value, dict):
            return self.value
        raise BadFile(self.place, "Here must be names with values.")

    def text(self) -> str:
        if isinstance(self.value, str):
            return self.value.strip()
        raise BadFile(self.place, "Here must be text or a number.")

    def number(self) -> Fraction:
        return number(self.text(), self.place)

    def to(self, name: str) -> str:
        return f"{self.place}.{shown(name)}".removeprefix(".")


def read_json(data: bytes) -> Node:
    try:
        text = data.decode("utf-8-sig")
        return Node(json.loads(text, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str))
    except UnicodeDecodeError as error:
        raise BadFile("", "This text is not in UTF-8.") from error
    except json.JSONDecodeError as error:
        raise BadFile(f"line {error.lineno}", f"This is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise BadFile("", "This is nested too deeply.") from error


def once(pairs: list[tuple[str, object]]) -> dict:
    found = {}
    for name, value in pairs:
        if name.strip() in found:
            raise BadFile(f"“{shown(name)}”", "This name is there twice in the same place.")
        found[name.strip()] = value
    return found


def read_yaml(data: bytes) -> Node:
    try:
        return Node(Tree().grown(yaml.parse(data, Loader=LOADER)))
    except yaml.MarkedYAMLError as error:
        raise BadFile(line_of(error.problem_mark), f"This is not YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise BadFile("", "This is not YAML: there are characters that may not be in a text.") from error


class Tree:
    """A document grown from its events, one by one, so that a sly one is refused before it gets big."""

    def __init__(self):
        self.open = [[]]  # containers that are not finished; the first holds the documents
        self.keys = []  # the key that waits for its value, of each open mapping, else None
        self.nodes = 0

    def grown(self, events) -> dict | list | str:
        for event in events:
            self.take(event)
        if len(self.open[0]) != 1:
            raise BadFile("", "There must be exactly one document in this file.")
        return self.open[0][0]

    def take(self, event) -> None:
        if isinstance(event, ENDS):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.NodeEvent):
            self.check(event)
            self.put(event)

    def check(self, event) -> None:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise BadFile(line_of(event.start_mark), "Anchors (&) and aliases (*) are not read.")
        if event.tag:
            raise BadFile(line_of(event.start_mark), "Tags (!) are not read.")
        if self.nodes > MOST_NODES:
            raise BadFile(line_of(event.start_mark), f"There are more than {MOST_NODES:,} values in this file.")
        if len(self.open) > DEEPEST:
            raise BadFile(line_of(event.start_mark), "This is nested too deeply.")

    def put(self, event) -> None:
        container = CONTAINERS.get(type(event))
        value = container() if container else event.value
        if isinstance(self.open[-1], list):
            self.open[-1].append(value)
        else:
            self.put_in_mapping(value, event)
        if container:
            self.open.append(value)
            self.keys.append(None)

    def put_in_mapping(self, value, event) -> None:
        """The first of two is the name, the second its value."""
        key, self.keys[-1] = self.keys[-1], None
        if key is not None:
            self.open[-1][key] = value
            return
        if not isinstance(value, str):
            raise BadFile(line_of(event.start_mark), "A name must be a text.")
        if value.strip() in self.open[-1]:
            raise BadFile(line_of(event.start_mark), f"The name “{shown(value)}” is there twice in the same place.")
        self.keys[-1] = value.strip()


def line_of(mark) -> str:
    return f"line {mark.line + 1}" if mark else ""
