"""The rules that staff edit, read from TOML: the procedure, the cadence, the budgets, the wordings.

Wrong rules are refused as a whole, with the mend for each; the service then keeps those in force.
"""

from greffier.rules.aloud import aloud
from greffier.rules.load import load_rules

__all__ = ["aloud", "load_rules"]
