"""The supervisors' board (督办看板): figures, the lists behind them, load, months, urging. /board"""

from app.board.blueprint import bp

__all__ = ["bp"]
