"""A what-if as the fields of its form, and back. Pure.

Names: name, w-ISSUE for their weight on an issue, and for who sees limits own_value, own_unit, other_value, other_unit.
What is empty is as it stands on the sheet.
"""

from uuid import UUID, uuid5

from negotiations.kinds import OTHER, OWN

UNITS = ("percent", "points")
LIMITS = {OWN: "own_reservation", OTHER: "other_reservation"}


def key_on(sheet: str, key: str) -> str:
    """The identifier of what a form with `key` makes on this sheet, and on no other."""
    return str(uuid5(UUID(sheet), key))


def flat(name: str, overrides: dict, *, with_limits: bool) -> dict:
    fields = {"name": name} | {f"w-{key}": points for key, points in overrides.get("weights", {}).items()}
    return fields | (limits_in(overrides) if with_limits else {})


def limits_in(overrides: dict) -> dict:
    fields = {}
    for side, name in LIMITS.items():
        score = overrides.get(name) or {}
        fields |= {f"{side}_value": score.get("value"), f"{side}_unit": score.get("unit", UNITS[0])}
    return fields


def overrides(fields: dict, before: dict, *, with_limits: bool) -> dict:
    """`before` keeps its limits where the writer may not see them."""
    weights = {
        name.removeprefix("w-"): points
        for name, points in fields.items()
        if name.startswith("w-") and points is not None
    }
    limits = limits_from(fields) if with_limits else {name: before[name] for name in LIMITS.values() if name in before}
    return {"weights": weights} | limits


def limits_from(fields: dict) -> dict:
    return {
        name: {"value": fields[f"{side}_value"], "unit": fields[f"{side}_unit"]}
        for side, name in LIMITS.items()
        if fields.get(f"{side}_value") is not None
    }
