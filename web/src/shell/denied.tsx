// The page for a browser that the program on the computer refuses: how to get an address that lets
// it in. It shows none of the learner's data.

import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/index";
import { retry } from "../state/app";
import { Mark } from "../ui/icons";

export function Denied() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // The learner may have opened the address in another tab meanwhile.
    const look = () => void retry();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, []);
  return (
    <div class="shell">
      <header class="top">
        <span class="brand">
          <Mark />
          <span>Carrel</span>
        </span>
      </header>
      <main id="content">
        <h1 ref={heading} tabIndex={-1}>
          {t("denied.title")}
        </h1>
        <p>{t("denied.text")}</p>
        <p>
          <code>carrel serve --show-address</code>
        </p>
        <p>{t("denied.then")}</p>
        <p>
          <button type="button" class="button" onClick={() => location.reload()}>
            {t("app.retry")}
          </button>
        </p>
      </main>
    </div>
  );
}
