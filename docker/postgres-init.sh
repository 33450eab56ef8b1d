#!/bin/sh
# Runs once, on an empty volume: the owner of the tables, the app that owns nothing, the database, its extensions.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
create role waymark_owner login password :'owner';
create role waymark_app login password :'app';
create database waymark owner waymark_owner;
\connect waymark
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
SQL
