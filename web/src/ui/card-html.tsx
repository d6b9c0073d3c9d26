// One side of a card. The program has sanitised the HTML; this sanitises it again with a list of
// its own, so that one bug is not enough for a deck to run code or to draw over the page.

import { useEffect, useRef } from "preact/hooks";
import { api } from "../api/client";

const TAGS = new Set(
  "a abbr audio b bdi bdo blockquote br caption code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark math ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead tr tt u ul var mi mn mo ms mtext mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mspace mstyle semantics".split(
    " ",
  ),
);
const ATTRS = new Set([
  "alt",
  "title",
  "lang",
  "dir",
  "colspan",
  "rowspan",
  "start",
  "type",
  "reversed",
  "scope",
  "span",
  "width",
  "height",
  "open",
  "display",
  "mathvariant",
  "aria-hidden",
  "aria-label",
  "role",
]);
/** elements that are removed together with their content */
const GONE =
  "script, style, template, noscript, iframe, object, embed, svg, form, input, button, select, textarea, link, meta, base, frame, frameset, video";

export function cleaned(html: string): DocumentFragment {
  const doc = new DOMParser().parseFromString(html, "text/html");
  doc.body.querySelectorAll(GONE).forEach((e) => e.remove());
  for (const e of [...doc.body.querySelectorAll("*")]) {
    const tag = e.localName;
    if (!TAGS.has(tag)) {
      e.replaceWith(...e.childNodes);
      continue;
    }
    for (const a of [...e.attributes]) {
      const name = a.name.toLowerCase();
      if (ATTRS.has(name)) continue;
      if (name === "class") {
        // A card must not use the page's classes.
        const own = [...e.classList].filter((c) => /^[a-z][a-z0-9-]*$/i.test(c)).map((c) => "c-" + c);
        if (own.length > 0) e.setAttribute("class", own.join(" "));
        else e.removeAttribute("class");
        continue;
      }
      if (name === "src" && (tag === "img" || tag === "audio") && /^api\/media\/[^/?#]+$/.test(a.value)) continue;
      e.removeAttribute(a.name);
    }
    // Links lead out of the session and away from the device, so only their text stays.
    if (tag === "a") e.replaceWith(...e.childNodes);
    if (tag === "audio") e.setAttribute("controls", "");
    if (tag === "img" && !e.hasAttribute("alt")) e.setAttribute("alt", "");
  }
  const out = document.createDocumentFragment();
  out.append(...doc.body.childNodes);
  return out;
}

export function CardHTML({ html, lang }: { html: string; lang?: string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const part = cleaned(html);
    for (const e of part.querySelectorAll<HTMLImageElement | HTMLAudioElement>("img[src], audio[src]")) {
      const path = e.getAttribute("src")!;
      e.removeAttribute("src");
      void api.address(path).then(
        (url) => (e.src = url),
        () => e.remove(),
      );
    }
    box.current?.replaceChildren(part);
  }, [html]);
  return <div ref={box} class="card-html" lang={lang || undefined} />;
}
