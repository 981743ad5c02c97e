// npm 10 installs the pinned Node, an optional dependency, without linking its program; every script here runs on it.
// Plain JavaScript: it runs on whatever Node came with npm.
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const program = new URL(`node_modules/node-${process.platform}-${process.arch}/bin/node`, root);
const link = new URL("node_modules/.bin/node", root);

if (existsSync(program) && !existsSync(link)) {
  mkdirSync(new URL("node_modules/.bin/", root), { recursive: true });
  symlinkSync(`../node-${process.platform}-${process.arch}/bin/node`, fileURLToPath(link));
}
