"""Who gets what of a request of bo, the member: nobody but bo, whatever their role in the team."""

EVERYONE = "y y y y y y y"
SIGNED_IN = "L y y y y y y"
SUBJECT = "L - - y - - -"
