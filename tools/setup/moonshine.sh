#!/bin/sh
# Fetches the English model of Moonshine tiny (MIT), 28 MB, into web/models/moonshine: the
# two necessary files of npm's @moonshine-ai/moonshine-js. It does not install the
# package itself, which would bring 300 MB of dependencies.
set -u
cd "$(dirname "$0")/../.." || exit 1
to=web/models/moonshine
version=0.1.29
[ -f "$to/$version" ] && exit 0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
for try in 1 2 3; do
  tarball=$(cd "$tmp" && ${NPM:-npm} pack --silent "@moonshine-ai/moonshine-js@$version" 2>"$tmp/log") && break
  sleep $((try * 5))
done
dir=package/dist/model/tiny/quantized
if ! tar -xzf "$tmp/${tarball:-none}" -C "$tmp" "$dir" package/LICENSE 2>/dev/null; then
  echo "The model of Moonshine (npm @moonshine-ai/moonshine-js $version) could not be fetched; look at the network and run make again." >&2
  cat "$tmp/log" >&2
  exit 1
fi
cat >"$tmp/$dir/sums" <<SUMS
c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a  encoder_model.onnx
eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367  decoder_model_merged.onnx
SUMS
if ! (cd "$tmp/$dir" && { sha256sum -c sums || shasum -a 256 -c sums; }) >/dev/null 2>&1; then
  echo "The model of Moonshine that came is not the one that Carrel was made with; nothing was kept." >&2
  exit 1
fi
mkdir -p "$to"
for f in "$dir/encoder_model.onnx" "$dir/decoder_model_merged.onnx" package/LICENSE; do
  cp "$tmp/$f" "$to/$(basename "$f").part" && mv "$to/$(basename "$f").part" "$to/$(basename "$f")" || exit 1
done
touch "$to/$version"
echo "English has a second recogniser: Moonshine tiny."
