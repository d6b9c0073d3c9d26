// The buttons of headsets, steering wheels and lock screens. Their displays show that Carrel is on,
// never the content of a card.

import type { ButtonName } from "../api/types";

const ACTIONS: [MediaSessionAction, ButtonName][] = [
  ["nexttrack", "next"],
  ["previoustrack", "previous"],
  ["play", "playpause"],
  ["pause", "playpause"],
];

export function openMediaSession(title: string, artwork: string, press: (button: ButtonName) => void): void {
  const m = navigator.mediaSession;
  if (!m) return;
  m.metadata = new MediaMetadata({
    title,
    artist: "Carrel",
    artwork: [{ src: artwork, sizes: "512x512", type: "image/png" }],
  });
  for (const [action, button] of ACTIONS) {
    try {
      m.setActionHandler(action, () => press(button));
    } catch {
      // A browser that does not know the action has no button for it.
    }
  }
}

export function mediaState(state: "playing" | "paused" | "none"): void {
  if (navigator.mediaSession) navigator.mediaSession.playbackState = state;
}

export function closeMediaSession(): void {
  const m = navigator.mediaSession;
  if (!m) return;
  m.playbackState = "none";
  m.metadata = null;
  for (const [action] of ACTIONS) {
    try {
      m.setActionHandler(action, null);
    } catch {
      // The browser does not know the action.
    }
  }
}
