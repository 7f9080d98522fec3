"""The demo county and `flask simulate`: an invented office that lives through its days by real commands."""
