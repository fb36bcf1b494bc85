"""Whether the engines are in step, on the first page of the admin."""
