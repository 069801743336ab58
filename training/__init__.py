"""The recipe of the models in resources/models. Start with README.md."""

import time

STARTED = time.monotonic()  # deadlines count from here, before anything heavy is imported
