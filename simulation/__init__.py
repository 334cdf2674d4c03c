"""Office days played over the real pages of a real server, with the clock moved.

Read `visitors` and `officers` first: what people do on such a day stands there, step by step.
"""
