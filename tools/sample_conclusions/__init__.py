"""The words that the sample conclusions are made of. All bodies are made up."""
