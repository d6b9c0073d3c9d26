// The texts of the page as its own host, in every language of the page.

import { lang } from "../i18n/index";

const en = {
  loading: "Getting Carrel ready: {percent} %",
  starting: "Opening your collection…",
  waiting: "Another tab of Carrel has your collection open. Go on there, or close it: this tab then takes over.",
  failed: "Carrel could not start. {why} Reload this page to try again.",
  stopped: "Carrel stopped unexpectedly. What was answered so far is kept.",
  memory:
    "This browser gives no place to keep a collection. You can study with everything Carrel has, but all of it is gone when this tab closes: download a backup before.",
  evicted:
    "Your collection is gone from this browser: the browser has cleared its storage. Carrel itself works as before: restore a backup in the settings, or add decks anew.",
  full: "Carrel could not store that. What is there is still there: download a backup, then free some space on this device.",
  backup: "Download a backup",
  settings: "Restore a backup",
  restart: "Start again",
  stays: "The browser has promised to keep your collection until you delete it.",
  mayGo:
    "Everything works, but the browser may clear your collection away when space gets short. Install Carrel or use it often to make that unlikely, and keep a backup.",
  offline: "Carrel works on this device without a network.",
  keeping: "Keeping Carrel for use without a network: {done} of {total} files.",
  share: "Share a backup",
};

type Key = keyof typeof en;

const fr: Record<Key, string> = {
  loading: "Préparation de Carrel : {percent} %",
  starting: "Ouverture de votre collection…",
  waiting:
    "Un autre onglet de Carrel a votre collection ouverte. Continuez là-bas, ou fermez-le : cet onglet prendra la suite.",
  failed: "Carrel n’a pas pu démarrer. {why} Rechargez cette page pour réessayer.",
  stopped: "Carrel s’est arrêté de façon inattendue. Ce qui a été répondu est conservé.",
  memory:
    "Ce navigateur n’offre pas de place pour garder une collection. Vous pouvez étudier avec tout Carrel, mais tout disparaît quand cet onglet se ferme : téléchargez d’abord une sauvegarde.",
  evicted:
    "Votre collection n’est plus dans ce navigateur : il a vidé son stockage. Carrel fonctionne comme avant : restaurez une sauvegarde dans les réglages, ou ajoutez de nouveau des paquets.",
  full: "Carrel n’a pas pu enregistrer cela. Ce qui est là y reste : téléchargez une sauvegarde, puis libérez de la place sur cet appareil.",
  backup: "Télécharger une sauvegarde",
  settings: "Restaurer une sauvegarde",
  restart: "Redémarrer",
  stays: "Le navigateur a promis de garder votre collection jusqu’à ce que vous la supprimiez.",
  mayGo:
    "Tout fonctionne, mais le navigateur peut effacer votre collection si la place manque. Installez Carrel ou utilisez-le souvent pour rendre cela improbable, et gardez une sauvegarde.",
  offline: "Carrel fonctionne sur cet appareil sans réseau.",
  keeping: "Carrel se prépare à fonctionner sans réseau : {done} fichiers sur {total}.",
  share: "Partager une sauvegarde",
};

export function say(key: Key, pieces: Record<string, string | number> = {}): string {
  const text = (lang.value === "fr" ? fr : en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(pieces[name] ?? whole));
}
