"""The rows of an application"""

import sqlite3


class UserStore:
    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def find_user(self, user: int) -> str | None:
        row = self.db.execute("SELECT name FROM users WHERE id = ?", (user,)).fetchone()
        return row[0] if row else None
