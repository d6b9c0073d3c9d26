// Takes WebRTC from the page before anything else runs. Nothing here uses it,
// and browsers differ in whether a policy stops it: webrtc 'block' is heeded by few,
// Connection-Allowlist by Chromium alone, and only where a header can be sent.

for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (/^(webkit|moz)?RTC/.test(name))
    Reflect.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
}

export {};
