import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createApiClient, problemIn, type ApiClient } from "@drawbar/api-client/api-client.ts";
import { liveAddress, LiveClient, type LiveMessage } from "@drawbar/api-client/live-client.ts";
import { startTestApi, type TestApi, type TestFleet } from "./testing/test-api.ts";

let api: TestApi;
let fleet: TestFleet;
let origin: string;
let client: ApiClient;
let headers: { readonly authorization: string };

beforeAll(async () => {
  api = await startTestApi();
  fleet = await api.makeFleet();
  origin = `http://127.0.0.1:${api.server.port}`;
  headers = await fleet.headers();
  client = createApiClient({ baseUrl: origin, token: headers.authorization.replace("Bearer ", "") });
});
afterAll(async () => api.dispose());

test("a program registers and reads a vehicle with the typed client", async () => {
  const made = await client.POST("/api/v1/vehicles", { body: { callSign: "TR 214" } });
  const read = await client.GET("/api/v1/vehicles/{vehicleId}", { params: { path: { vehicleId: made.data?.vehicleId ?? "" } } });

  expect([made.response.status, read.data?.callSign, read.data?.state]).toEqual([201, "TR 214", "never"]);
  const again = await client.POST("/api/v1/vehicles", { body: { callSign: "TR 214" } });
  expect(problemIn(again.error)?.code).toBe("CALL_SIGN_TAKEN");
});

test("a browser's client repeats the CSRF token at unsafe requests", async () => {
  const signedIn = await fetch(`${origin}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: fleet.email, password: fleet.password }),
  });
  const { csrfToken } = (await signedIn.json()) as { csrfToken: string };
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const browser = createApiClient({
    baseUrl: origin,
    csrfToken: () => csrfToken,
    fetch: async (request) => {
      request.headers.set("cookie", cookie); // a browser does it by itself
      return fetch(request);
    },
  });

  expect((await browser.POST("/api/v1/vehicles", { body: { callSign: "VAN 7" } })).response.status).toBe(201);
  expect((await browser.GET("/api/v1/session")).data?.account.email).toBe(fleet.email);
});

test("the live client follows a fleet and comes back after the server cut it off", async () => {
  const messages: LiveMessage[] = [];
  const sockets: WebSocket[] = [];
  const live = new LiveClient({
    open: () => {
      const socket = new WebSocket(liveAddress(origin), { headers });
      sockets.push(socket);
      return socket;
    },
    onMessage: (message) => messages.push(message),
  });
  live.followFleet();
  await expect.poll(() => messages.filter(({ kind }) => kind === "snapshot")).toHaveLength(1);
  for (const socket of api.app.websocketServer.clients) socket.terminate();
  await expect.poll(() => messages.filter(({ kind }) => kind === "snapshot")).toHaveLength(2);
  live.close();
  await once(sockets.at(-1) as WebSocket, "close"); // one was opened above

  expect(sockets).toHaveLength(2);
});
