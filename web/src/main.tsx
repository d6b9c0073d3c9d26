import "./host/no-webrtc"; // must be the first import
import { render } from "preact";
import "uplot/dist/uPlot.min.css";
// The order of the styles is the order of the cascade: what all pages share, then the features.
import "./style/base.css";
import "./shell/shell.css";
import "./style/controls.css";
import "./ui/plot.css";
import "./microphone/microphone.css";
import "./imports/imports.css";
import "./backups/backups.css";
import "./library/library.css";
import "./cards/cards.css";
import "./reading/reading.css";
import "./settings/settings.css";
import "./progress/progress.css";
import "./about/about.css";
import "./study/study.css";
import "./study/passage.css";
import { App } from "./app";
import { inBrowser } from "./host/state";
import { load, report } from "./state/app";

render(<App />, document.getElementById("app")!);
// Without a program on the computer, the page starts the program itself.
const host = inBrowser ? import("./host/page").then((h) => h.start()) : Promise.resolve();
host.then(load).catch(report);

// Report errors of the page itself, so that the learner is not left with a dead screen.
window.addEventListener("error", (e) => report(e.error ?? e.message));
window.addEventListener("unhandledrejection", (e) => report(e.reason));

// Otherwise the browser opens a file that is dropped outside the drop zone.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (e) => e.preventDefault());
