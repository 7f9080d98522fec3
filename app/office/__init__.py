"""The office: its organs and people, who may do what, and how they sign in. Changes objects in the session, never commits."""
