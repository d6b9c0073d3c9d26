// Detects that a headset was disconnected, so that a card is not read aloud to the room.

async function outputs(): Promise<number> {
  const list = await navigator.mediaDevices.enumerateDevices();
  return list.filter((d) => d.kind === "audiooutput").length;
}

/** Calls lost whenever an output device for sound is gone. */
export function onOutputLost(lost: () => void): void {
  const media = navigator.mediaDevices as MediaDevices | undefined; // missing in a page that is not secure
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
