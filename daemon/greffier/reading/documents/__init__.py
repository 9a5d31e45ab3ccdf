"""Attachments: what each is, what it says, and what is wrong with it. Bytes in, `Document` out; nothing here raises.

It runs in a worker with limits of its own; those in `limits` make sure that it seldom meets them.
"""

from greffier.reading.documents.parcel import read_document, read_documents

__all__ = ["read_document", "read_documents"]
