import { Link, useRouterState } from "@tanstack/react-router";
import { lastList } from "../vehicles/last-list.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import type { TextId } from "../texts/en.ts";
import { useTexts } from "../texts/texts.tsx";

/** The breadcrumb is the location. */
export function Where() {
  const texts = useTexts();
  const { fleet } = useLive();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const vehicleId = /^\/vehicles\/([^/]+)/.exec(pathname)?.[1];
  const callSign = useBeat(() => (vehicleId === undefined ? undefined : fleet.get(vehicleId)?.callSign));
  return (
    <nav className="where" aria-label={texts("app.here")}>
      {vehicleId === undefined ? (
        <>
          {pathname.startsWith("/depots/") && (
            <>
              <Link to="/health">{texts("nav.links")}</Link>
              <span aria-hidden="true" className="quiet">
                /
              </span>
            </>
          )}
          <span aria-current="page">{texts(titleOf(pathname))}</span>
        </>
      ) : (
        <>
          <Link to="/vehicles" search={lastList()}>
            {texts("nav.vehicles")}
          </Link>
          <span aria-hidden="true" className="quiet">
            /
          </span>
          <span aria-current="page">{callSign ?? "…"}</span>
        </>
      )}
    </nav>
  );
}

const titles: Readonly<Record<string, TextId>> = {
  "/": "today.title",
  "/vehicles": "vehicles.title",
  "/trips": "trips.title",
  "/places": "places.title",
  "/drivers": "drivers.title",
  "/faults": "faults.title",
  "/groups": "groups.title",
  "/documents": "documents.title",
  "/health": "links.title",
  "/integrations": "hooks.title",
  "/integrations/received": "receivers.title",
  "/account": "account.title",
  "/account/password": "password.title",
  "/audit": "audit.title",
  "/admin/users": "users.title",
  "/admin/roles": "roles.title",
  "/admin/tokens": "tokens.title",
  "/admin/sign-on": "signOn.title",
  "/admin/flags": "flags.title",
  "/admin/quotas": "quotas.title",
  "/admin/keeping": "keeping.title",
  "/admin/attributes": "fields.title",
  "/import": "imports.title",
};

/** A thing has the title of what it is one of. */
function titleOf(pathname: string): TextId {
  if (pathname.startsWith("/faults/")) return "faults.fault";
  if (pathname.startsWith("/drivers/")) return "drivers.driver";
  if (pathname.startsWith("/places/")) return "places.title";
  if (pathname.startsWith("/depots/")) return "links.depot";
  if (pathname.startsWith("/import/")) return "imports.title";
  return titles[pathname] ?? "notFound.title";
}
