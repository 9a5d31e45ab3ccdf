"""Greffier: the clerk of a registry, who reads its mailbox, keeps each dossier and writes the letters."""
