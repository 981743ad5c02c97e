/**
 * The console's development server: `npm run dev -w @drawbar/console`.
 *
 * Speaks to a made-up fleet (mock/), or to a real cloud when DRAWBAR_API names one, such as http://localhost:8080.
 */
import { randomBytes } from "node:crypto";
import { createServer } from "vite";
import { startMock } from "./mock/mock-server.ts";

const password = randomBytes(6).toString("base64url");
const mock = process.env["DRAWBAR_API"] === undefined ? await startMock({ email: "planner@fleet.example", password }) : undefined;
const api = process.env["DRAWBAR_API"] ?? mock?.url ?? "";

const vite = await createServer({
  configFile: new URL("vite.config.ts", import.meta.url).pathname,
  // changeOrigin is left out: the Origin check of the WebSocket compares with the host the browser asked
  server: { host: "localhost", proxy: { "/api": { target: api, ws: true } } },
});
await vite.listen();
const address = vite.resolvedUrls?.local[0] ?? "";
console.log(`console ${address}  api ${api}`);
if (mock !== undefined) {
  const { pathname, search } = new URL(mock.signInLink());
  console.log(`sign in ${new URL(pathname + search, address).href}\nor as planner@fleet.example with ${password}`);
}
