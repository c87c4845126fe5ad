#!/bin/sh
# Runs once, when the data folder is empty: one role for each of the two owners, and their databases.
set -eu

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=foyer_password="$FOYER_DB_PASSWORD" --set=temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role foyer login password :'foyer_password';
create database foyer owner foyer;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect on database foyer, temporal, temporal_visibility from public;
SQL
