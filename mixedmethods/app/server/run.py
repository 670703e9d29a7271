"""The script that `mixedmethods app` hands to Streamlit."""

from mixedmethods.app.main import main

main()
