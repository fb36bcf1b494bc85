"""What the import commands of all rooms share: names looked up, cells read, the index kept in step."""
