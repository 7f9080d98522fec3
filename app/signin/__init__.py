"""Signing in and one's own account: /signin."""

from app.signin import absence, account, entering, factor, tokens
from app.signin.blueprint import bp

__all__ = ["absence", "account", "bp", "entering", "factor", "tokens"]
