// Notices a headset that goes away, so that a card meant for one pair of ears
// is not said aloud to a room.

async function outputs(): Promise<number> {
  const list = await navigator.mediaDevices.enumerateDevices();
  return list.filter((d) => d.kind === "audiooutput").length;
}

/** Calls back whenever a device that sound comes from has gone. */
export function onOutputLost(lost: () => void): void {
  const media = navigator.mediaDevices as MediaDevices | undefined; // absent where the page is not secure
  if (!media?.enumerateDevices) return;
  let have = 0;
  const count = () =>
    outputs().then(
      (n) => {
        if (n < have) lost();
        have = n;
      },
      () => {},
    );
  void count();
  media.addEventListener("devicechange", () => void count());
}
