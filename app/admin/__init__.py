"""Administration (系统管理): units, people, calendar, parameters, diagrams, letters, audit, status. /admin"""

from app.admin.blueprint import bp

__all__ = ["bp"]
