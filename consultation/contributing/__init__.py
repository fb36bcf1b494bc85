"""What contributors see: the form in stages, the receipt, their own page, and support for what others said."""
