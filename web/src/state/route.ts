// Where the page is: a hash such as #/deck/ID, so that the site works at any
// path without a server that knows its pages.

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
    // an address typed by hand may not decode; it leads nowhere then
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
