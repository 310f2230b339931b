"""What LED boards, tickers and kiosks show, and the files that players of every make read it from."""
