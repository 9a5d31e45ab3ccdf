"""What is kept: the database, the spool of mails and the papers. Only this room imports sqlmodel, sqlalchemy, alembic.

Its modules are functions over a session; `rounds` calls them and says what is one transaction. `now` comes in, aware.
"""
