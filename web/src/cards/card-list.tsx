// The list of cards, fifty at a time, with search, suspending and deleting.

import { useEffect, useId, useState } from "preact/hooks";
import { api } from "../api/client";
import type { CardRow } from "../api/types";
import { maybe, percent, t, when } from "../i18n/index";
import { attempt, report } from "../state/app";
import { Confirm } from "../ui/dialog";

const PAGE = 50;

export function CardList({ deck }: { deck?: string }) {
  const [q, setQ] = useState("");
  const [rows, setRows] = useState<CardRow[]>([]);
  const [total, setTotal] = useState<number | null>(null);
  const [asking, setAsking] = useState<CardRow | null>(null);
  const title = useId();
  const where = deck ? { deck } : {};

  useEffect(() => {
    const abort = new AbortController();
    // Search after a pause in typing.
    const timer = setTimeout(
      () =>
        api.cards({ ...where, q, limit: PAGE }, abort.signal).then(
          (a) => {
            setRows(a.cards);
            setTotal(a.total);
          },
          (e: unknown) => abort.signal.aborted || report(e),
        ),
      q ? 200 : 0,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [deck, q]);

  const more = () =>
    attempt(async () => {
      const a = await api.cards({ ...where, q, offset: rows.length, limit: PAGE });
      setRows([...rows, ...a.cards]);
      setTotal(a.total);
    });
  const suspend = (c: CardRow) =>
    attempt(async () => {
      await api.suspendCard(c.id, !c.suspended);
      setRows(rows.map((r) => (r.id === c.id ? { ...r, suspended: !c.suspended } : r)));
    });
  const retain = (c: CardRow, retention: number) =>
    attempt(async () => {
      const changed = await api.setCardRetention(c.id, retention);
      setRows(rows.map((r) => (r.id === c.id ? changed : r)));
    });
  const erase = (c: CardRow) =>
    attempt(async () => {
      await api.eraseCard(c.id);
      const left = rows.filter((r) => r.note !== c.note);
      setTotal((n) => (n === null ? n : n - (rows.length - left.length)));
      setRows(left);
    });

  return (
    <section aria-labelledby={title}>
      <div class="spread">
        <h2 id={title}>{t("cards.title")}</h2>
        <input
          type="search"
          aria-label={t("cards.search")}
          placeholder={t("cards.search")}
          value={q}
          onInput={(e) => setQ(e.currentTarget.value)}
        />
      </div>
      <p class="hint" role="status">
        {total === null ? t("app.loading") : total === 0 ? t("cards.none") : t("cards.count", { n: total })}
      </p>
      {rows.length > 0 && (
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{t("cards.question")}</th>
              <th scope="col">{t("cards.answer")}</th>
              <th scope="col">{t("cards.state")}</th>
              <th scope="col">{t("cards.actions")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((c) => (
              <Row
                key={c.id}
                card={c}
                suspend={() => void suspend(c)}
                retain={(r) => void retain(c, r)}
                erase={() => setAsking(c)}
              />
            ))}
          </tbody>
        </table>
      )}
      {total !== null && rows.length < total && (
        <button type="button" class="button" onClick={() => void more()}>
          {t("cards.more")}
        </button>
      )}
      {asking && (
        <Confirm
          title={t("cards.eraseAsk")}
          yes={t("deck.eraseYes")}
          onClose={() => setAsking(null)}
          onYes={() => void erase(asking)}
        >
          <p>
            <strong>{asking.question}</strong>
          </p>
          <p>{t("cards.eraseText")}</p>
        </Confirm>
      )}
    </section>
  );
}

/** the desired retentions to choose from; an imported card may have another value */
const RETENTIONS = [0.8, 0.85, 0.9, 0.95];

function Row({
  card: c,
  suspend,
  retain,
  erase,
}: {
  card: CardRow;
  suspend: () => void;
  retain: (retention: number) => void;
  erase: () => void;
}) {
  const name = useId();
  return (
    <tr class={c.suspended ? "suspended" : ""}>
      <td data-name={t("cards.question")} id={name}>
        {c.question}
        {c.choices && c.choices.length > 0 && (
          <ul class="row-choices">
            {c.choices.map((x, i) => (
              <li key={i}>{x}</li>
            ))}
          </ul>
        )}
      </td>
      <td data-name={t("cards.answer")}>{c.answer}</td>
      <td data-name={t("cards.state")} class="state">
        {c.suspended ? t("cards.suspended") : maybe("phase." + c.phase, c.phase)}
        {!c.suspended && c.due > 0 && <span class="hint">{t("cards.dueOn", { when: when(c.due) })}</span>}
        {!c.voice && c.why_not && <span class="hint">{t("cards.screenOnly", { why: c.why_not })}</span>}
        <select
          class="own-retention"
          aria-label={t("cards.retention")}
          aria-describedby={name}
          value={String(c.retention)}
          onChange={(e) => retain(Number(e.currentTarget.value))}
        >
          <option value="0">{t("cards.retentionDeck")}</option>
          {[...new Set([...RETENTIONS, ...(c.retention > 0 ? [c.retention] : [])])].sort().map((r) => (
            <option key={r} value={String(r)}>
              {t("cards.retentionOwn", { retention: percent(r) })}
            </option>
          ))}
        </select>
      </td>
      <td class="act">
        <button type="button" class="button small" aria-describedby={name} onClick={suspend}>
          {c.suspended ? t("cards.unsuspend") : t("cards.suspend")}
        </button>
        <button type="button" class="button small quiet" aria-describedby={name} onClick={erase}>
          {t("cards.erase")}
        </button>
      </td>
    </tr>
  );
}
