// Memory is handed out once and never given back: the model, and room for the
// longest utterance. The few objects that `new` makes lie below, in a part of
// their own, so that the runtime never doubles the memory for them.

const OBJECTS: usize = 1 << 16;

let top: usize = 0;

/** Room for so many bytes, aligned to 16, all zero since nothing lay there before. */
export function room(bytes: usize): usize {
  if (top == 0) top = (__heap_base + OBJECTS + 15) & ~15;
  const at = top;
  top = (top + bytes + 15) & ~15;
  const pages = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
  return at;
}
