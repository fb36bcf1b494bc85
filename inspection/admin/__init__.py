"""The section “Thanh tra” of the admin: two registers, the verbs of following up, the rules of the clock."""
