import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { arrivalLimits } from "./limits.ts";
import { RoadRouter } from "./road-router.ts";

/** As OSRM 5 answers, from its documentation. */
const found = { code: "Ok", routes: [{ legs: [{ steps: [], distance: 14_320.4, duration: 1_012.6, summary: "", weight: 1_012.6 }], distance: 14_320.4, duration: 1_012.6, weight_name: "routability", weight: 1_012.6 }], waypoints: [] }; // prettier-ignore

let server: Server;
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let nowUs = 0;

beforeEach(async () => {
  asked = [];
  nowUs = 0;
  answer = (_request, response) => response.end(JSON.stringify(found));
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

function routerFor(options: { readonly allowPrivate?: boolean; readonly url?: string } = {}): RoadRouter {
  const { port } = server.address() as AddressInfo; // a TCP server's
  const { allowPrivate = true, url = `http://127.0.0.1:${port}/osrm/` } = options;
  const log = createLogger({ process: "test", level: "silent" });
  return new RoadRouter({ url, allowPrivate, clock: { wallUs: () => nowUs, monoUs: () => nowUs }, log, timeoutMs: 200 });
}

describe("a routing server", () => {
  it("is asked as OSRM is, and once for a start that hardly moved", async () => {
    const router = routerFor();
    expect(await router.between([6.1701, 51.3702], [6.4, 51.4])).toEqual({ kind: "found", seconds: 1_012.6, distanceM: 14_320.4 });
    expect(await router.between([6.17012, 51.37021], [6.4, 51.4])).toMatchObject({ kind: "found" });
    expect(asked).toEqual(["/osrm/route/v1/driving/6.170100,51.370200;6.400000,51.400000?overview=false&alternatives=false&steps=false"]);
    nowUs += arrivalLimits.roadFreshMs * 1_000;
    await router.between([6.1701, 51.3702], [6.4, 51.4]);
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["an error", (_: IncomingMessage, response: ServerResponse) => response.writeHead(500).end("oops")],
    ["no JSON", (_: IncomingMessage, response: ServerResponse) => response.end("<html>")],
    ["no route in it", (_: IncomingMessage, response: ServerResponse) => response.end('{"code":"Ok","routes":[]}')],
    ["nonsense", (_: IncomingMessage, response: ServerResponse) => response.end('{"code":"Ok","routes":[{"duration":"1e9","distance":-4}]}')],
    ["a redirect", (_: IncomingMessage, response: ServerResponse) => response.writeHead(302, { location: "http://169.254.169.254/" }).end()],
    ["too much", (_: IncomingMessage, response: ServerResponse) => response.end(" ".repeat(arrivalLimits.roadAnswerBytesMax + 1))],
    ["nothing in time", () => {}],
  ])("that answers %s gives no route, and is left alone after some of it", async (_name, wrong) => {
    answer = wrong;
    const router = routerFor();
    for (let time = 0; time < arrivalLimits.roadFailuresMax + 3; time += 1) {
      expect(await router.between([6 + time, 51], [6.4, 51.4])).toMatchObject({ kind: "unavailable" });
    }
    expect(asked).toHaveLength(arrivalLimits.roadFailuresMax);
    nowUs += arrivalLimits.roadRestMs * 1_000;
    answer = (_request, response) => response.end(JSON.stringify(found));
    expect(await router.between([6, 51], [6.4, 51.4])).toMatchObject({ kind: "found" });
  });

  it("that knows no way has answered", async () => {
    answer = (_request, response) => response.writeHead(400).end('{"code":"NoRoute","message":"Impossible route between points"}');
    const router = routerFor();
    for (let time = 0; time < arrivalLimits.roadFailuresMax + 2; time += 1) await router.between([6 + time, 51], [6.4, 51.4]);
    expect(asked).toHaveLength(arrivalLimits.roadFailuresMax + 2);
  });

  it("is not gone to at addresses that nobody may be sent to", async () => {
    expect(await routerFor({ allowPrivate: false }).between([6, 51], [6.4, 51.4])).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("not public"),
    });
    expect(await routerFor({ url: "http://169.254.169.254" }).between([6, 51], [6.4, 51.4])).toMatchObject({ kind: "unavailable" });
    expect(asked).toEqual([]);
  });
});
