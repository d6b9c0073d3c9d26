// Removes WebRTC from the page before any other code runs. The page does not use it, and no policy
// stops it in all browsers: few obey webrtc 'block', and only Chromium obeys Connection-Allowlist,
// which must be sent as a header.

for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (/^(webkit|moz)?RTC/.test(name))
    Reflect.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
}

export {};
