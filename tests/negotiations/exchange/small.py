"""One small negotiation in the three formats, and its answers by hand; and what tests ask of files."""

import json
from io import StringIO

from django.core.management import call_command

from negotiations.exchange.scenario import BadFile, Domain

DOMAIN = Domain("Van", (("Price", ("10", "20", "30")), ("Delivery", ("May", "No"))))

GENIUS_DOMAIN = """
<negotiation_template number_of_sessions="1">
  <agent utility_space="" name="" class=""/>
  <utility_space number_of_issues="2">
    <objective index="0" name="Van" type="objective" etype="objective">
      <issue index="1" name="Price" vtype="discrete" type="discrete" etype="discrete">
        <item index="1" value="10"/><item index="2" value="20"/><item index="3" value="30"/>
      </issue>
      <issue index="2" name="Delivery" vtype="discrete" type="discrete" etype="discrete">
        <item index="1" value="May"/><item index="2" value="No"/>
      </issue>
    </objective>
  </utility_space>
</negotiation_template>
"""
GENIUS_A = """
<utility_space>
  <reservation value="0.5"/>
  <objective index="0" name="Van" type="objective" etype="objective">
    <weight index="2" value="0.4"/>
    <weight index="1" value="0.6"/>
    <issue index="2" name="Delivery" type="discrete" etype="discrete">
      <item index="1" value="No" evaluation="1"/><item index="2" value="May" evaluation="2"/>
    </issue>
    <issue index="1" name="Price" type="discrete" etype="discrete">
      <item index="1" value="10" evaluation="0"/>
      <item index="2" value="20" evaluation="200"/>
      <item index="3" value="30" evaluation="400"/>
      <similarity_function weight="0.2"><item index="1" value="15" evaluation="0.25"/></similarity_function>
    </issue>
  </objective>
  <discount_factor value="0.5"/>
</utility_space>
"""
GENIUS_B = """
<utility_space>
  <objective index="0" name="Van" type="objective" etype="objective">
    <issue index="1" name="Price" type="discrete" etype="discrete">
      <item index="1" value="10" evaluation="4"/>
      <item index="2" value="20" evaluation="3"/>
      <item index="3" value="30" evaluation="1"/>
    </issue>
    <issue index="2" name="Delivery" type="discrete" etype="discrete">
      <item index="1" value="May" evaluation="0.1"/><item index="2" value="No" evaluation="0.5"/>
    </issue>
    <weight index="1" value="0.5"/>
    <weight index="2" value="0.5"/>
  </objective>
  <reservation value="0.475"/>
</utility_space>
"""

GENIUSWEB_DOMAIN = {
    "name": "Van",
    "issuesValues": {"Price": {"values": ["10", "20", "30"]}, "Delivery": {"values": ["May", "No"]}},
}
GENIUSWEB_A = {
    "LinearAdditiveUtilitySpace": {
        "name": "A",
        "issueUtilities": {
            "Delivery": {"discreteutils": {"valueUtilities": {"May": 1, "No": 0.5}}},
            "Price": {"discreteutils": {"valueUtilities": {"20": 0.5, "30": 1.0}}},
        },
        "issueWeights": {"Delivery": 0.4, "Price": 0.6},
        "domain": GENIUSWEB_DOMAIN,
        "reservationBid": {"issuevalues": {"Delivery": "No", "Price": "20"}},
    }
}
GENIUSWEB_B = {
    "name": "B",
    "issueUtilities": {
        "Price": {"DiscreteValueSetUtilities": {"valueUtilities": {"10": 1, "20": 0.75, "30": 0.25}}},
        "Delivery": {"DiscreteValueSetUtilities": {"valueUtilities": {"May": 0.2, "No": 1}}},
    },
    "issueWeights": {"Price": 0.5, "Delivery": 0.5},
    "reservationBid": {"issuevalues": {"Price": 20, "Delivery": "May"}},
}

NEGMAS_DOMAIN = """
issues:
- name: Price
  type: CategoricalIssue
  values: [10, '20', 30]
- name: Delivery
  values:
  - May
  - No
name: Van
type: DiscreteCartesianOutcomeSpace
"""
NEGMAS_A = """
name: A
reserved_value: 0.5
type: LinearAdditiveUtilityFunction
values:
- mapping: {'10': 0.0, 20: 0.5, 30: 1.0}
  type: TableFun
- mapping: {May: 1.0, 'No': 5.0e-1}
  type: TableFun
weights: [0.6, 0.4]
"""
NEGMAS_B = """
reserved_value: .475
values:
  Delivery: {No: 1, May: .2}
  Price: [1, .75, .25]
weights: {Delivery: 0.5, Price: 0.5}
"""

FILES = {
    "genius": (GENIUS_DOMAIN, GENIUS_A, GENIUS_B),
    "geniusweb": tuple(map(json.dumps, (GENIUSWEB_DOMAIN, GENIUSWEB_A, GENIUSWEB_B))),
    "negmas": (NEGMAS_DOMAIN, NEGMAS_A, NEGMAS_B),
}

WITHOUT = {
    "outcomes": 6,
    "frontier": [[1.0, 0.225, 1], [0.8, 0.625, 1], [0.5, 0.875, 1], [0.2, 1.0, 1]],
    "nash": {"value": 0.24, "points": [[0.8, 0.625]]},
    "egalitarian": {"value": 0.4, "points": [[0.8, 0.625]]},
    "utilitarian": {"value": 1.425, "points": [[0.8, 0.625]]},
    "kalai_smorodinsky": {"value": 0.4 / 0.775, "points": [[0.8, 0.625]]},
    "zone": {"packages": 6, "points": 4},
    "exact": True,
}
WITH = WITHOUT | {
    "frontier": [[0.8, 0.625, 1], [0.5, 0.875, 1]],
    "nash": {"value": 0.045, "points": [[0.8, 0.625]]},
    "egalitarian": {"value": 0.15, "points": [[0.8, 0.625]]},
    "kalai_smorodinsky": {"value": 0.375, "points": [[0.8, 0.625]]},
    "zone": {"packages": 3, "points": 2},
}


def fault(read, *arguments):
    """The words with which a file is refused."""
    try:
        found = read(*arguments)
    except BadFile as bad:
        return str(bad)
    raise AssertionError(f"It was read: {found}")


def run(files, *flags):
    output = StringIO()
    call_command("analyse", *map(str, files), *flags, stdout=output, stderr=StringIO())
    return output.getvalue()


def answers(files, *flags):
    """What the command prints for programs, without what differs from run to run."""
    found = json.loads(run(files, "--json", *flags))
    return {name: value for name, value in found.items() if name not in {"seconds", "method"}}
