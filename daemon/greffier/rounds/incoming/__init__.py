"""From the mailbox to the dossier: collect, read, gather, decide, apply; and what is read again later."""
