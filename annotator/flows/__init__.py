"""What people do with the product, without a screen and without handling files themselves."""
