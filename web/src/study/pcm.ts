// Sound as samples: mono, 24 kHz, −1 to 1. The clips of one run are joined into one WAV file,
// without gaps between them. A long silence follows, because browsers send media buttons only to
// sounds of five seconds and more, and the learner's turn is silent.

export const RATE = 24000;

export type Piece = Float32Array | { silenceMs: number };

/** Joins the pieces in order, with tailMs of silence after them. */
export function join(pieces: Piece[], tailMs: number): { samples: Int16Array; seconds: number } {
  const size = (p: Piece) => (p instanceof Float32Array ? p.length : toSamples(p.silenceMs));
  const sound = pieces.reduce((n, p) => n + size(p), 0);
  const samples = new Int16Array(sound + toSamples(tailMs));
  let at = 0;
  for (const p of pieces) {
    if (p instanceof Float32Array) {
      for (let i = 0; i < p.length; i++) samples[at + i] = Math.max(-1, Math.min(1, p[i]!)) * 32767;
    }
    at += size(p);
  }
  return { samples, seconds: sound / RATE };
}

const toSamples = (ms: number) => Math.round((Math.max(0, ms) * RATE) / 1000);

/** Returns a WAV file of 16-bit mono samples. */
export function wav(samples: Int16Array): Blob {
  const head = new DataView(new ArrayBuffer(44));
  const tag = (at: number, s: string) => [...s].forEach((c, i) => head.setUint8(at + i, c.charCodeAt(0)));
  tag(0, "RIFF");
  head.setUint32(4, 36 + samples.byteLength, true);
  tag(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, RATE * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  tag(36, "data");
  head.setUint32(40, samples.byteLength, true);
  return new Blob([head.buffer, samples as Int16Array<ArrayBuffer>], { type: "audio/wav" });
}

/** Decodes any sound file that the browser can read, into samples at RATE. */
export async function decode(data: Blob): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, 1, RATE);
  const sound = await context.decodeAudioData(await data.arrayBuffer());
  if (sound.numberOfChannels === 1) return sound.getChannelData(0);
  const out = new Float32Array(sound.length);
  for (let c = 0; c < sound.numberOfChannels; c++) {
    const channel = sound.getChannelData(c);
    for (let i = 0; i < out.length; i++) out[i]! += channel[i]! / sound.numberOfChannels;
  }
  return out;
}
