// The current page and its argument, from a hash such as #/deck/ID. With a hash, the site works
// at any path, and its server need not know the pages.

import { computed, signal } from "@preact/signals";

export interface Route {
  page: string;
  arg: string;
}

function read(): Route {
  const [page = "", ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  let arg = rest.join("/");
  try {
    arg = decodeURIComponent(arg);
  } catch {
    // An address typed by hand may not decode. It then leads to the page for unknown addresses.
  }
  return { page: page || "library", arg };
}

const current = signal(read());
export const route = computed(() => current.value);

window.addEventListener("hashchange", () => (current.value = read()));

export function href(page: string, arg = ""): string {
  return "#/" + page + (arg && "/" + encodeURIComponent(arg));
}

export function go(page: string, arg = ""): void {
  location.hash = href(page, arg);
}
