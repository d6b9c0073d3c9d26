// Keeps the screen on while a session runs, where the browser can.

import { signal } from "@preact/signals";

/** the screen will go off by itself during a session: the browser cannot or may not keep it on */
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
    // Refused on low battery, for one; studying goes on without.
    screenMayGo.value = wanted;
  }
}

// The browser takes the lock away from a hidden page.
document.addEventListener("visibilitychange", () => void take());
