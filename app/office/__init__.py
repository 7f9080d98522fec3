"""The office: organs, people, rights, sign-in. Changes the objects of the session, never commits."""
