"""What stands between the routes and the rows"""

from calls.repository.store import UserStore


class UserService:
    def __init__(self, store: UserStore) -> None:
        self.store = store

    def display_name(self, user: int) -> str:
        return self.store.find_user(user) or "somebody"

    def greeting_of(self, name: str) -> str:
        return f"hello {name}"
