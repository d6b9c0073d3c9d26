#!/bin/sh
# Installs what the browser and voice tests need: Chromium, Firefox, a session bus for
# the media buttons, network namespaces, and voices that are not Carrel's own. It
# installs only on Debian and as root. Elsewhere it lists what is missing and says that
# the tests that need it will be skipped.
set -u
missing=""
for pair in chromium:chromium firefox-esr:firefox-esr dbus-run-session:dbus gdbus:libglib2.0-bin espeak-ng:espeak-ng sox:sox flite:flite ip:iproute2; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
if ! fc-list 2>/dev/null | grep -qi dejavu; then missing="$missing fonts-dejavu-core"; fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing for the browser tests:$missing"
  apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
    { apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; } ||
    { echo "apt-get could not install:$missing"; [ "${CARREL_BROWSER_TESTS:-}" = required ] && exit 1; }
  exit 0
fi
echo "=================================================================="
echo "NOT INSTALLED:$missing"
echo "The browser tests that need them will be SKIPPED. To run them, install"
echo "these packages (on Debian: sudo apt-get install$missing)."
echo "=================================================================="
[ "${CARREL_BROWSER_TESTS:-}" = required ] && exit 1
exit 0
