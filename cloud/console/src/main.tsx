import { hashKey, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { liveAddress } from "@drawbar/api-client/live-client.ts";
import "@drawbar/ui/styles.ts";
import { ApiError, isSignedOut } from "./api/api-error.ts";
import { forgetSession, sessionQuery } from "./api/queries.ts";
import { FleetStore } from "./live/fleet-store.ts";
import { LiveProvider } from "./live/live-context.tsx";
import { LiveFollowing } from "./live/live-following.ts";
import { Pulse } from "./live/pulse.ts";
import { createConsoleRouter } from "./router.tsx";
import { nextTryMs } from "./states/region-error.tsx";
import { TextsProvider } from "./texts/texts.tsx";
import { readTowns } from "./towns/read-towns.ts";
import { TownStore } from "./towns/town-store.ts";
import { TownsProvider } from "./towns/towns-context.ts";

const retriesMost = 2;

const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (!isSignedOut(error)) return;
      if (query.queryHash !== hashKey(sessionQuery.queryKey)) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      // without data nobody was signed in yet: then the guard of the page leads to the sign-in
      else if (query.state.data !== undefined) leave();
    },
  }),
  defaultOptions: {
    queries: {
      // what a program can mend by itself is tried again at once; then the region says so and goes on trying
      retry: (failures, error) => failures < retriesMost && error instanceof ApiError && error.isRetryable,
      retryDelay: (failures) => 500 * 2 ** failures,
      refetchInterval: (query) => (query.state.status === "error" ? nextTryMs : false),
      refetchOnWindowFocus: false,
      staleTime: 30_000,
    },
  },
});

const fleet = new FleetStore();
const pulse = new Pulse();
const towns = new TownStore({ ...readTowns, nowMs: () => performance.now() });
const socket = new LiveFollowing({
  open: () => new WebSocket(liveAddress(location.origin)),
  nowMs: () => Date.now(),
  onLost: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
});
addEventListener("online", () => socket.retryNow());

const router = createConsoleRouter(client);

/** The session has ended by itself: sign in, and come back to the same address. */
function leave(): void {
  const { href } = router.state.location;
  forgetSession(client);
  void router.navigate({ to: "/sign-in", search: { next: href, ended: true } });
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <TextsProvider>
      <QueryClientProvider client={client}>
        <LiveProvider value={{ pulse, socket, fleet }}>
          <TownsProvider value={towns}>
            <RouterProvider router={router} />
          </TownsProvider>
        </LiveProvider>
      </QueryClientProvider>
    </TextsProvider>
  </StrictMode>,
);
