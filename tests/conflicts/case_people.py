"""Who gets what of a disagreement of bo, the member, with cy: nobody but they, whatever their role in the team.

In the order of the table: anonymous, outsider, observer, member (bo), lead, manager, administrator.
"""

EVERYONE = "y y y y y y y"
SIGNED_IN = "L y y y y y y"
PARTY = "L - - y - - -"
REFUSED_PARTY = "L - - n - - -"
