import { t } from "../i18n/index";
import { hearing, mic } from "../microphone/ears";
import { settings } from "../state/app";
import { talk } from "./session";

/** Push-to-talk, for rooms where others talk: speech while the button is held is the answer. */
export function TalkButton() {
  if (!hearing.value && !(settings.value?.push_to_talk && mic.value.state === "open")) return null;
  const end = () => talk.end();
  return (
    <li>
      <button
        type="button"
        class="button quiet talk"
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          talk.begin();
        }}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={(e) => (e.key === " " || e.key === "Enter") && !e.repeat && (e.preventDefault(), talk.begin())}
        onKeyUp={(e) => (e.key === " " || e.key === "Enter") && (e.preventDefault(), end())}
      >
        {t("mic.talk")}
      </button>
    </li>
  );
}
