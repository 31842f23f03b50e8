"""Logins of the loopback hub: whose token it is, and the device-code flow."""

from __future__ import annotations

import itertools
from typing import Any

# in the words of the real Hub
REFUSALS = {
    "terms": "Access to model {id} is restricted and you are not in the authorized list.",
    "pending": "Your request to access model {id} is awaiting a review from the repo authors.",
    "rejected": "Your request to access model {id} has been rejected by the repo's authors.",
    "narrow": "Please enable access to public gated repositories in your fine-grained token settings.",
}


class Accounts:
    """What the hub knows of people.

    Attributes:
        token: the one that is accepted.
        answers: what a browser login gets before it is confirmed ("authorization_pending", "slow_down",
            "access_denied", "expired_token"), in order; the last one stays.
        is_confirmed: the person has agreed in the browser.
        lifetime_s: of tokens that a browser login or a refresh gives.
        refused_refreshes: refresh tokens are not accepted any more.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.answers = ["authorization_pending"]
        self.is_confirmed = False
        self.lifetime_s = 3600
        self.refused_refreshes = False
        self._numbers = itertools.count(1)

    def whoami(self) -> dict[str, Any]:
        return {
            "type": "user",
            "name": "ada",
            "fullname": "Ada Example",
            "orgs": [],
            "auth": {"accessToken": {"displayName": "laptop", "role": "read"}},
        }

    def begin(self, page: str) -> dict[str, Any]:
        return {
            "device_code": "device_SECRETcode123",
            "user_code": "ABCD-1234",
            "verification_uri": page,
            "verification_uri_complete": f"{page}?user_code=ABCD-1234",
            "interval": 0.05,
            "expires_in": 60,
        }

    def exchange(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Status and JSON of /oauth/token."""
        if form.get("grant_type") == "refresh_token":
            if self.refused_refreshes or form.get("refresh_token") != "refresh_SECRET":
                return 400, {"error": "invalid_grant"}
            return 200, self._tokens()
        if form.get("device_code") != "device_SECRETcode123":
            return 400, {"error": "invalid_request"}
        if self.is_confirmed:
            return 200, self._tokens()
        return 400, {"error": self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]}

    def _tokens(self) -> dict[str, Any]:
        self.token = f"hf_oauth_SECRET{next(self._numbers)}"
        return {
            "access_token": self.token,
            "refresh_token": "refresh_SECRET",
            "expires_in": self.lifetime_s,
            "token_type": "bearer",
        }
