"""The rounds: incoming, outgoing, people, telling, keeping. Each gathers, lets `dossier` decide, and applies.

Here lie what they share: the office with all that a round needs, the rules in force, and how a decision is carried out.
The clock comes in as `now` (aware, UTC); the neighbours come in as arguments.
"""
