// All cards of the collection.

import { t } from "../i18n/index";
import { CardList } from "./card-list";

export function AllCards() {
  return (
    <>
      <h1 tabIndex={-1}>{t("deck.all")}</h1>
      <CardList />
    </>
  );
}
