"""`portaal start`: the root of a new partnership, from open registers and from what holds in the whole country."""
