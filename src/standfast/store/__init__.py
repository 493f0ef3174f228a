"""What is kept between runs: values → files and rows, and back."""
