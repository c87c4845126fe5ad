#!/bin/sh
# Brings Temporal's two databases to the schema of this server version. Harmless when they are there already.
set -eu

for store in temporal:temporal temporal_visibility:visibility; do
  database=${store%%:*}
  schema=/etc/temporal/schema/postgresql/v12/${store##*:}/versioned
  tool="temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database $database"
  # an existing version table makes the set-up fail; the update then tells whether the database is usable
  $tool setup-schema --version 0.0 || echo "$database has a schema already"
  $tool update-schema --schema-dir "$schema"
done
