"""A session class for the whole package"""

import requests


class TracedSession(requests.Session):
    trace_id = ""
