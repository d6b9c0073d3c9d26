// Icons, hidden from screen readers, because a text always stands beside them.

import type { ComponentChildren } from "preact";

const draw = (children: ComponentChildren) => () => (
  <svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
);

export const MicIcon = draw(
  <>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5 11a7 7 0 0 0 14 0M12 18v3" />
  </>,
);
export const MicOffIcon = draw(
  <>
    <path d="M9 9v2a3 3 0 0 0 5 2.2M15 10V6a3 3 0 0 0-5.8-1M5 11a7 7 0 0 0 11.3 5.5M19 11a7 7 0 0 1-.5 2.6M12 18v3M4 4l16 16" />
  </>,
);
export const CheckIcon = draw(<path d="m5 13 4.5 4.5L19 7" />);
export const CrossIcon = draw(<path d="M6 6l12 12M18 6 6 18" />);
export const PlayIcon = draw(<path d="M8 5v14l11-7z" />);
export const PauseIcon = draw(<path d="M8 5v14M16 5v14" />);
export const StopIcon = draw(<rect x="6" y="6" width="12" height="12" rx="1.5" />);
export const RepeatIcon = draw(<path d="M4 12a8 8 0 1 0 2.6-5.9M4 4v4h4" />);
export const SkipIcon = draw(<path d="m6 5 9 7-9 7zM18 5v14" />);
export const FileIcon = draw(<path d="M12 16V4m0 0L7 9m5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3" />);

/** The logo of Carrel: someone at a desk with three walls. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 512 512" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="512" height="512" rx="112" />
      <path
        class="mark-walls"
        d="M360 152H216a64 64 0 0 0-64 64v80a64 64 0 0 0 64 64h144"
        fill="none"
        stroke-width="52"
        stroke-linecap="round"
      />
      <circle class="mark-light" cx="276" cy="256" r="42" />
    </svg>
  );
}
