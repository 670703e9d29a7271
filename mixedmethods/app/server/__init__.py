"""Start the server that shows the app, on this machine only."""

import sys
from pathlib import Path

ADDRESS = "127.0.0.1"


def serve(port: int) -> None:
    """Serve the app until it is stopped.

    The script lies in a folder of its own: beside a folder called ``pages`` Streamlit would show
    each file there by itself, without the frame. The settings lie in ``.streamlit/config.toml``
    beside it. Address and port are given here again, because a file in the user's home would go
    before that one.
    """
    from streamlit.web import cli

    script = Path(__file__).with_name("run.py")
    sys.argv = [
        "streamlit", "run", str(script),
        f"--server.address={ADDRESS}", f"--server.port={port}", "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ]  # fmt: skip
    sys.exit(cli.main())
