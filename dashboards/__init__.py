"""Streamlit pages and charts over the warehouse's named queries."""
