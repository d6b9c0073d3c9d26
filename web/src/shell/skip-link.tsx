import { t } from "../i18n/index";

/** The link that moves the focus past the header of a page, to its content. */
export function SkipLink() {
  return (
    <a class="skip" href="#content" onClick={skip}>
      {t("app.skip")}
    </a>
  );
}

/** Moves only the focus. Following the link would change the hash and with it the page. */
function skip(e: Event): void {
  e.preventDefault();
  document.getElementById("content")?.focus();
}
