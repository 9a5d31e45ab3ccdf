"""The rounds of the service: receive, remind, send, report. Each gathers, lets `dossier` decide, and applies.

The clock comes in as `now` (aware, UTC); the neighbours come in as arguments.
"""
