"""What people looked for, and what it came to: reports and promoted answers."""
