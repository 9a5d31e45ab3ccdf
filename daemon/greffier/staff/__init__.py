"""Staff who write to the mailbox: what they order, the seals of one-click answers, the links that carry them.

Pure: nothing is looked up or done here. `greffier.rounds.people` carries orders out, for mails and for a shell alike.
"""
