// Keeps the screen on while a session runs, if the browser can.

import { signal } from "@preact/signals";

/** whether the screen may turn off during a session, because the browser cannot keep it on */
export const screenMayGo = signal(false);

let lock: WakeLockSentinel | null = null;
let wanted = false;

export function stayAwake(on: boolean): void {
  if (wanted === on) return;
  wanted = on;
  if (on) void take();
  else {
    void lock?.release();
    lock = null;
    screenMayGo.value = false;
  }
}

async function take(): Promise<void> {
  if (!wanted || document.visibilityState !== "visible") return;
  const wakeLock = (navigator as { wakeLock?: WakeLock }).wakeLock;
  if (!wakeLock) {
    screenMayGo.value = true;
    return;
  }
  try {
    lock = await wakeLock.request("screen");
    screenMayGo.value = false;
    if (!wanted) void lock.release();
  } catch {
    // The browser refuses this on a low battery, for example.
    screenMayGo.value = wanted;
  }
}

// The browser takes the lock from a hidden page, so ask again when the page is visible.
document.addEventListener("visibilitychange", () => void take());
