"""Start the app with `streamlit run app.py`; `mixedmethods app` does the same."""

from mixedmethods.app.main import main

main()
