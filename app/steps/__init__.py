"""The steps that many processes have, each with form, operation and rule.

A process lists a step on its card (`Work.steps`), with what is its own as the step's fields, and names its forms and
operations in its diagram. The acts of a step that a process does not list are refused for its cases.
"""
