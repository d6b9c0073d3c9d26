#!/bin/sh
# Fetches the wide-band English acoustic model, which recognises speech better than the
# narrow-band model from npm. It is Debian's pocketsphinx-en-us (BSD), unpacked into
# web/models/en-us-wide without installing it. Without apt-get or the package, the
# script says so, and Carrel uses the narrow-band model. The script refuses files that
# differ from those Carrel was developed with.
set -u
cd "$(dirname "$0")/../.." || exit 1
to=web/models/en-us-wide
version=0.8+5prealpha+1-15
[ -f "$to/mdef" ] && [ -f "$to/feat_params.json" ] && exit 0
from=/usr/share/pocketsphinx/model/en-us/en-us
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
if [ ! -f "$from/mdef" ]; then
  if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1; then
    (cd "$tmp" && { apt-get download -qq "pocketsphinx-en-us=$version" || { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get download -qq "pocketsphinx-en-us=$version"; }; } >/dev/null 2>&1 &&
      dpkg-deb -x pocketsphinx-en-us_*.deb unpacked)
    from=$tmp/unpacked/usr/share/pocketsphinx/model/en-us/en-us
  fi
fi
if [ ! -f "$from/mdef" ]; then
  echo "Debian's pocketsphinx-en-us could not be had: English is listened to with the narrow-band model."
  exit 0
fi
cat >"$tmp/sums" <<SUMS
2360f9a86889c1cfee8bd618a0269387911e5fb2920a594f506b18b8c79683b0  mdef
832019e32cac12eb318964f96f469034acb12d0348eeddc3831831a100cb4dd4  means
b00d696f85e96834fc10f8e5f06428d8c4db6bffdbe5845b6f69bf6efbc48fa5  variances
8c9564c0d5bef69ca9d9bf1014abe162f071644cf02cf1fa8a483c3dc165a7a8  sendump
c1f7f28ea43177be734be1f88bd7f1b9a853d0e660f8599c67c6eaeca8bb539a  transition_matrices
9f8058c107ebbc42abef6d39c67c6aedbcf60ac371332e550994e12a0392cb02  feat.params
SUMS
if ! (cd "$from" && { sha256sum -c "$tmp/sums" || shasum -a 256 -c "$tmp/sums"; }) >/dev/null 2>&1; then
  echo "The model of Debian's pocketsphinx-en-us that was found is not the one that Carrel was made with ($version); nothing was kept." >&2
  exit 1
fi
mkdir -p "$to"
for f in mdef means variances sendump transition_matrices; do
  cp "$from/$f" "$to/$f.part" && mv "$to/$f.part" "$to/$f" || exit 1
done
# The parameters in its feat.params, in the form that the page's decoder takes.
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
