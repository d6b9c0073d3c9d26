// Keeps the screen on while a session runs, where the browser can.

let lock: WakeLockSentinel | null = null;
let wanted = false;

export function stayAwake(on: boolean): void {
  if (wanted === on) return;
  wanted = on;
  if (on) void take();
  else {
    void lock?.release();
    lock = null;
  }
}

async function take(): Promise<void> {
  if (!wanted || !("wakeLock" in navigator) || document.visibilityState !== "visible") return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!wanted) void lock.release();
  } catch {
    // Refused on low battery, for one; studying goes on without.
  }
}

// The browser takes the lock away from a hidden page.
document.addEventListener("visibilitychange", () => void take());
