// The table of decks, as a tree that can be folded.

import { useId, useState } from "preact/hooks";
import type { Deck } from "../api/types";
import { num, t } from "../i18n/index";
import { decks } from "../state/app";
import { href } from "../state/route";
import { study } from "../study/start";

/** Returns the last level of a deck's name. Indentation shows the levels above. */
const lastName = (name: string) => name.split("::").at(-1)!;

export function Decks() {
  const list = decks.value;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const title = useId();
  const tree = list.some((d) => d.depth > 0);
  const hidden = (d: Deck) => [...closed].some((c) => d.name.startsWith(c + "::"));
  const hasChildren = (d: Deck) => list.some((e) => e.name.startsWith(d.name + "::"));
  const toggle = (name: string) => {
    const next = new Set(closed);
    if (!next.delete(name)) next.add(name);
    setClosed(next);
  };
  return (
    <section aria-labelledby={title}>
      <div class="spread">
        <h2 id={title}>{t("library.decks")}</h2>
        <a class="more" href={href("cards")}>
          {t("deck.all")}
        </a>
      </div>
      <table class={"decks" + (tree ? " tree" : "")}>
        <thead>
          <tr>
            <th scope="col">{t("library.deck")}</th>
            <th scope="col" class="n">
              {t("library.newCol")}
            </th>
            <th scope="col" class="n">
              {t("library.learningCol")}
            </th>
            <th scope="col" class="n">
              {t("library.reviewCol")}
            </th>
            <th scope="col">
              <span class="sr">{t("cards.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list
            .filter((d) => !hidden(d))
            .map((d) => (
              <tr key={d.id}>
                <th scope="row" class={"depth-" + Math.min(d.depth, 5)}>
                  <span class="deck-name">
                    {hasChildren(d) ? (
                      <button
                        type="button"
                        class="fold"
                        aria-expanded={!closed.has(d.name)}
                        aria-label={lastName(d.name)}
                        onClick={() => toggle(d.name)}
                      >
                        <span aria-hidden="true">{closed.has(d.name) ? "▸" : "▾"}</span>
                      </button>
                    ) : (
                      <span class="no-fold" />
                    )}
                    <a href={href("deck", d.id)}>{lastName(d.name)}</a>
                  </span>
                </th>
                <Count n={d.new} name={t("library.newCol")} />
                <Count n={d.learning} name={t("library.learningCol")} />
                <Count n={d.review} name={t("library.reviewCol")} />
                <td class="act">
                  <button
                    type="button"
                    class="button small"
                    aria-label={t("library.studyDeck", { deck: lastName(d.name) })}
                    onClick={() => void study({ deck: d.id })}
                  >
                    {t("library.study")}
                  </button>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

const Count = ({ n, name }: { n: number; name: string }) => (
  <td class={"n" + (n === 0 ? " zero" : "")} data-name={name}>
    {num(n)}
  </td>
);
