import { render } from "preact";
import "./style/base.css";

render(<main><h1>Carrel</h1></main>, document.getElementById("app")!);
