#!/bin/sh
# Fetches the wide-band English acoustic model, which hears better than the
# narrow one of npm: Debian's pocketsphinx-en-us (BSD), unpacked into
# web/models/en-us-wide without installing it. Where there is no apt-get, or it
# has no such package, the narrow model serves, and this says so.
set -u
cd "$(dirname "$0")/../.." || exit 1
to=web/models/en-us-wide
[ -f "$to/mdef" ] && [ -f "$to/feat_params.json" ] && exit 0
from=/usr/share/pocketsphinx/model/en-us/en-us
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
if [ ! -f "$from/mdef" ]; then
  if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1; then
    (cd "$tmp" && { apt-get download -qq pocketsphinx-en-us || { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get download -qq pocketsphinx-en-us; }; } >/dev/null 2>&1 &&
      dpkg-deb -x pocketsphinx-en-us_*.deb unpacked)
    from=$tmp/unpacked/usr/share/pocketsphinx/model/en-us/en-us
  fi
fi
if [ ! -f "$from/mdef" ]; then
  echo "Debian's pocketsphinx-en-us could not be had: English is listened to with the narrow-band model."
  exit 0
fi
mkdir -p "$to"
for f in mdef means variances sendump transition_matrices; do
  cp "$from/$f" "$to/$f.part" && mv "$to/$f.part" "$to/$f" || exit 1
done
# The parameters of its feat.params, as the decoder in the page takes them.
awk '
  BEGIN { printf "{" }
  $1 ~ /^-/ && $1 != "-agc" && $1 != "-model" && $1 != "-cmn" {
    name = substr($1, 2); value = $2
    if (value == "yes" || value == "no") value = (value == "yes") ? "true" : "false"
    else if (value !~ /^[0-9.]+$/) value = "\"" value "\""
    printf "%s\n\"%s\": %s", sep, name, value; sep = ","
  }
  END { print "\n}" }' "$from/feat.params" >"$to/feat_params.json"
cp "$from/../../../../doc/pocketsphinx-en-us/copyright" "$to/LICENSE.txt" 2>/dev/null || true
echo "English is listened to with the wide-band model of Debian's pocketsphinx-en-us."
