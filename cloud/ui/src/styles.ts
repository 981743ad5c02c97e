/** Fonts, tokens and components, in this order. An app imports it once, before anything else. */
import "@fontsource-variable/sofia-sans/wght.css";
import "@fontsource-variable/sofia-sans-condensed/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "./tokens.css";
import "./ui.css";
