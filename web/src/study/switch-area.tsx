// The one-switch profile. The whole lower part of the screen is one button. The space and Enter
// keys, which switches send, do the same.

import { useEffect, useMemo } from "preact/hooks";
import type { View } from "../api/types";
import { t } from "../i18n/index";
import { PressReader } from "./press";
import { hold, send, stage } from "./session";

function useReader(): PressReader {
  return useMemo(
    () =>
      new PressReader(
        { set: (fn, ms) => window.setTimeout(fn, ms), clear: (id) => window.clearTimeout(id) },
        (button) => void send({ event: "button", button }),
      ),
    [],
  );
}

export function SwitchArea() {
  const reader = useReader();
  return (
    <button
      type="button"
      class="switch-area"
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        hold();
        reader.press();
      }}
      onPointerUp={() => reader.release()}
      onPointerCancel={() => reader.cancel()}
      onContextMenu={(e) => e.preventDefault()}
      onClick={(e) => {
        // A screen reader sends only a click.
        if (e.detail !== 0) return;
        reader.press();
        reader.release();
      }}
    >
      <span>{t("study.switch")}</span>
    </button>
  );
}

export function useSwitchKeys(v: View | null): void {
  const reader = useReader();
  const on = v?.profile === "one-switch";
  useEffect(() => {
    if (!on) return;
    const isSwitch = (e: KeyboardEvent) =>
      (e.key === " " || e.key === "Enter") &&
      stage.value === "live" &&
      (!(e.target instanceof Element) ||
        e.target.closest("button:not(.switch-area), a, input, summary, select") === null);
    const down = (e: KeyboardEvent) => {
      if (!isSwitch(e)) return;
      e.preventDefault();
      if (!e.repeat) hold();
      reader.press();
    };
    const up = (e: KeyboardEvent) => {
      if (!isSwitch(e)) return;
      e.preventDefault();
      reader.release();
    };
    window.addEventListener("keydown", down, true);
    window.addEventListener("keyup", up, true);
    return () => {
      window.removeEventListener("keydown", down, true);
      window.removeEventListener("keyup", up, true);
    };
  }, [on]);
}
