import { useEffect, useRef } from "preact/hooks";
import { maybe, t } from "../i18n/index";
import { settings } from "../state/app";
import { href } from "../state/route";
import { PlayIcon } from "../ui/icons";
import { begin, summary } from "./session";

/** The summary of a session, without rank, praise or anything to lose. */
export function Finished() {
  const { reason, summary: s } = summary.value!;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const parts = s
    ? [
        t("study.reviews", { n: s.reviews }),
        t("study.right", { n: s.right }),
        ...(s.minutes > 0 ? [t("study.minutes", { n: s.minutes })] : []),
      ]
    : [];
  return (
    <div class="ready">
      <h2 ref={title} tabIndex={-1}>
        {maybe("reason." + reason, t("study.finished"))}
      </h2>
      {s && s.reviews > 0 && <p class="lead">{parts.join(" · ")}</p>}
      {s?.skipped ? <p>{t("study.unfit", { n: s.skipped })}</p> : null}
      <div class="row center">
        <a class="button primary" href={href("library")}>
          {t("app.toLibrary")}
        </a>
        <button type="button" class="button" onClick={() => void begin({ profile: settings.value?.profile ?? "desk" })}>
          <PlayIcon /> {t("study.again")}
        </button>
      </div>
    </div>
  );
}
