"""The demonstration: weeks of a registry's life in a minute, played on real servers by invented people.

It brings the post office, the operators, the staff and a pressed clock; all that Greffier does is done by the daemon's
own code. Only `greffier demo` and the journey tests call it.
"""
