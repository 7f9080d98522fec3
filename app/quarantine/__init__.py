"""Files of strangers are opened here and nowhere else: each in a small process of its own with hard limits.

`turns` is the door for the rest of the house, `limits` holds every number, `inside` is what runs in the process.
A file that is a bomb, or breaks the library that reads it, costs that process its life and nobody else anything.
"""
