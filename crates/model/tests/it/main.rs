//! Tests of the model through what others call: import, export, files, edits, checks, wants and grants.

mod bad_input;
mod cases;
mod check;
mod common;
mod edit;
mod export;
mod file;
mod grant;
mod import;
mod wants;
