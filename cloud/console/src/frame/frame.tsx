import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { answer, api } from "../api/http.ts";
import { forgetSession, sessionQuery, vehiclesQuery } from "../api/queries.ts";
import type { SessionView } from "../api/types.ts";
import { useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Foot } from "./foot.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { useKeys } from "./keys.ts";
import { Nav } from "./nav.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { SessionWarning } from "./session-warning.tsx";
import { TopBar } from "./top-bar.tsx";

/** What stands around every page of someone who is signed in: top, nav, foot, and the fleet kept alive behind them. */
export function Frame() {
  const texts = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [areKeysOpen, setAreKeysOpen] = useState(false);
  const find = useRef<HTMLInputElement>(null);
  useFleet();
  useFocusOnNewPage();
  useKeys({
    "?": () => setAreKeysOpen(true),
    "/": () => find.current?.focus(),
    "g v": () => void navigate({ to: "/vehicles" }),
    "g f": () => void navigate({ to: "/faults" }),
    "g h": () => void navigate({ to: "/health" }),
  });
  if (session === undefined) return null;
  const signOut = async () => {
    // gone or unreachable: this browser forgets either way
    const atCompany = await endSession(session).catch(() => undefined);
    forgetSession(client);
    if (atCompany !== undefined) {
      location.assign(atCompany);
      return;
    }
    await navigate({ to: "/sign-in" });
  };
  return (
    <div className="console">
      <a className="skip" href="#main">
        {texts("app.skip")}
      </a>
      <TopBar session={session} findRef={find} onKeys={() => setAreKeysOpen(true)} onSignOut={() => void signOut()} />
      <Nav />
      <main className="main" id="main" tabIndex={-1}>
        <SessionWarning session={session} />
        <OfflineBanner />
        <Outlet />
      </main>
      <Foot />
      <KeysDialog isOpen={areKeysOpen} onClose={() => setAreKeysOpen(false)} />
    </div>
  );
}

/** @returns where to sign out at the company's provider, too; `undefined` when nothing is left to do. */
async function endSession({ method }: SessionView): Promise<string | undefined> {
  if (method === "sign-on") return (await answer<{ url?: string }>(api.POST("/api/v1/session/sign-on/end"))).url;
  await answer(api.DELETE("/api/v1/session"));
  return undefined;
}

/** Reads the fleet once over HTTP, so that it is there without a WebSocket, and follows it from then on. */
function useFleet(): void {
  const { fleet, pulse, socket } = useLive();
  const { data } = useQuery({ ...vehiclesQuery, refetchInterval: () => (socket.lostAtMs === undefined ? false : 10_000) });
  const take = useCallback(
    (change: () => void) => {
      const isFirst = !fleet.isKnown;
      change();
      if (isFirst) pulse.beatNow(); // the next second's beat would keep people waiting
    },
    [fleet, pulse],
  );
  useEffect(() => {
    if (data !== undefined && (!fleet.isKnown || socket.lostAtMs !== undefined)) take(() => fleet.replace(data));
  }, [data, fleet, socket, take]);
  useEffect(() => socket.follow({ kind: "fleet" }, (message) => take(() => fleet.receive(message))), [fleet, socket, take]);
}

/** A new page begins at its top, for the eye and for a screen reader. */
function useFocusOnNewPage(): void {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.querySelector("main")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
}
