"""Publishing: a site of sealed pages → a plan → a host. It never sees a student, so it can't name one in an error.

`host` is the seam; `hosts/` has one file per protocol, `wrappers/` what works with any of them. `manifest` is what the
host holds as far as we know, `plan` says what will be done, `guards` what is refused, `apply` does it, `verify` looks
at the result as a parent would.
"""
