#!/bin/sh
# Creates the namespace and the search attributes that the workflows write. Harmless when they are there already.
set -eu

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"

existing=$(temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE")
for attribute in SessionPhase:Keyword SiteId:Keyword PlaybookId:Keyword PlaybookVersion:Int AgentId:Keyword TeamId:Keyword; do
  name=${attribute%%:*}
  echo "$existing" | grep -qw "$name" ||
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "${attribute##*:}"
done
