import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { GlyphSprite } from "@drawbar/ui/glyphs.tsx";
import { isSignedOut } from "./api/api-error.ts";
import { sessionQuery } from "./api/queries.ts";
import { parseAuditSearch } from "./audit/audit-search.ts";
import { PasswordPage } from "./account/password-page.tsx";
import { parseDocumentSearch } from "./documents/document-search.ts";
import { parseFaultSearch } from "./faults/fault-search.ts";
import { Frame } from "./frame/frame.tsx";
import { parseIntegrationsSearch } from "./integrations/integrations-search.ts";
import { parseReceivedSearch } from "./integrations/receiver-queries.ts";
import { parseKeepingSearch } from "./keeping/keeping-queries.ts";
import { SignInPage } from "./sign-in/sign-in-page.tsx";
import { parseNewPlaceSearch, parsePlaceSearch, parsePlacesSearch } from "./places/place-search.ts";
import { LinksPage } from "./links/links-page.tsx";
import { NotFound } from "./states/not-found.tsx";
import { PageError } from "./states/page-error.tsx";
import { parseTripSearch } from "./trips/trip-search.ts";
import { parseTripsSearch } from "./trips/trips-search.ts";
import { parseListSearch } from "./vehicles/list-search.ts";
import { VehiclesPage } from "./vehicles/vehicles-page.tsx";
import { parseVehicleSearch } from "./vehicle/vehicle-search.ts";

interface Context {
  readonly client: QueryClient;
}

interface SignInSearch {
  /** A one-time token, used at once. */
  readonly link?: string | undefined;
  /** Where to go on afterwards. */
  readonly next?: string | undefined;
  /** There was a session, and it ended by itself. */
  readonly ended?: true | undefined;
  /** Why company sign-on led back, as the cloud's code. */
  readonly failed?: string | undefined;
}

type Search = Readonly<Record<string, unknown>>;

const root = createRootRouteWithContext<Context>()({ component: Root, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Search): SignInSearch => ({
    link: text(search["link"]),
    next: text(search["next"]),
    ended: search["ended"] === undefined ? undefined : true,
    failed: text(search["failed"]),
  }),
  component: SignInPage,
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("./sign-in/invitation-page.tsx"), "InvitationPage"),
});

/** Everything inside needs a session; who has none signs in first and comes back to the same address. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: "/sign-in", search: { next: location.href === "/" ? undefined : location.href } });
    });
    // until there is a second factor, nothing else would open
    if (session.lacksSecondFactor && !location.pathname.startsWith("/account")) throw redirect({ to: "/account" });
  },
  component: Frame,
  errorComponent: PageError,
  notFoundComponent: NotFound,
});

const start = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./today/today-page.tsx"), "TodayPage"),
});
const vehicles = createRoute({ getParentRoute: () => inside, path: "/vehicles", validateSearch: parseListSearch, component: VehiclesPage });
/** The chart library comes with the first vehicle page, not before. */
const vehicle = createRoute({
  getParentRoute: () => inside,
  path: "/vehicles/$vehicleId",
  validateSearch: parseVehicleSearch,
  component: lazyRouteComponent(() => import("./vehicle/vehicle-page.tsx"), "VehiclePage"),
});
const vehicleNow = createRoute({ getParentRoute: () => vehicle, path: "/", component: lazyRouteComponent(() => import("./vehicle/now-tab.tsx"), "NowTab") });
const vehicleRuns = createRoute({
  getParentRoute: () => vehicle,
  path: "/runs",
  component: lazyRouteComponent(() => import("./vehicle/runs-tab.tsx"), "RunsTab"),
});
const vehicleProfile = createRoute({
  getParentRoute: () => vehicle,
  path: "/profile",
  component: lazyRouteComponent(() => import("./profile/profile-tab.tsx"), "ProfileTab"),
});
const vehicleTrips = createRoute({
  getParentRoute: () => vehicle,
  path: "/trips",
  validateSearch: parseTripsSearch,
  component: lazyRouteComponent(() => import("./trips/trips-tab.tsx"), "TripsTab"),
});
const vehicleTrip = createRoute({
  getParentRoute: () => vehicle,
  path: "/trips/$tripId",
  validateSearch: parseTripSearch,
  component: lazyRouteComponent(() => import("./trips/trip-page.tsx"), "TripPage"),
});
const trips = createRoute({
  getParentRoute: () => inside,
  path: "/trips",
  validateSearch: parseTripsSearch,
  component: lazyRouteComponent(() => import("./trips/trips-page.tsx"), "TripsPage"),
});
const places = createRoute({
  getParentRoute: () => inside,
  path: "/places",
  validateSearch: parsePlacesSearch,
  component: lazyRouteComponent(() => import("./places/places-page.tsx"), "PlacesPage"),
});
const newPlace = createRoute({
  getParentRoute: () => inside,
  path: "/places/new",
  validateSearch: parseNewPlaceSearch,
  component: lazyRouteComponent(() => import("./places/place-editor.tsx"), "NewPlacePage"),
});
const place = createRoute({
  getParentRoute: () => inside,
  path: "/places/$placeId",
  validateSearch: parsePlaceSearch,
  component: lazyRouteComponent(() => import("./places/place-page.tsx"), "PlacePage"),
});
const editPlace = createRoute({
  getParentRoute: () => inside,
  path: "/places/$placeId/edit",
  component: lazyRouteComponent(() => import("./places/place-editor.tsx"), "EditPlacePage"),
});
const vehicleFaults = createRoute({
  getParentRoute: () => vehicle,
  path: "/faults",
  validateSearch: parseFaultSearch,
  component: lazyRouteComponent(() => import("./faults/vehicle-faults-tab.tsx"), "VehicleFaultsTab"),
});
const faults = createRoute({
  getParentRoute: () => inside,
  path: "/faults",
  validateSearch: parseFaultSearch,
  component: lazyRouteComponent(() => import("./faults/faults-page.tsx"), "FaultsPage"),
});
const fault = createRoute({
  getParentRoute: () => inside,
  path: "/faults/$episodeId",
  component: lazyRouteComponent(() => import("./faults/fault-page.tsx"), "FaultPage"),
});
const groups = createRoute({
  getParentRoute: () => inside,
  path: "/groups",
  component: lazyRouteComponent(() => import("./groups/groups-page.tsx"), "GroupsPage"),
});
const drivers = createRoute({
  getParentRoute: () => inside,
  path: "/drivers",
  component: lazyRouteComponent(() => import("./drivers/drivers-page.tsx"), "DriversPage"),
});
const driver = createRoute({
  getParentRoute: () => inside,
  path: "/drivers/$driverId",
  component: lazyRouteComponent(() => import("./drivers/driver-page.tsx"), "DriverPage"),
});
const documents = createRoute({
  getParentRoute: () => inside,
  path: "/documents",
  validateSearch: parseDocumentSearch,
  component: lazyRouteComponent(() => import("./documents/documents-page.tsx"), "DocumentsPage"),
});
const depot = createRoute({
  getParentRoute: () => inside,
  path: "/depots/$depotId",
  component: lazyRouteComponent(() => import("./arrivals/depot-page.tsx"), "DepotPage"),
});
const links = createRoute({ getParentRoute: () => inside, path: "/health", component: LinksPage });
const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => import("./audit/audit-page.tsx"), "AuditPage"),
});
const flags = createRoute({
  getParentRoute: () => inside,
  path: "/admin/flags",
  component: lazyRouteComponent(() => import("./admin/flags-page.tsx"), "FlagsPage"),
});
const quotas = createRoute({
  getParentRoute: () => inside,
  path: "/admin/quotas",
  component: lazyRouteComponent(() => import("./admin/quotas-page.tsx"), "QuotasPage"),
});
const integrations = createRoute({
  getParentRoute: () => inside,
  path: "/integrations",
  validateSearch: parseIntegrationsSearch,
  component: lazyRouteComponent(() => import("./integrations/integrations-page.tsx"), "IntegrationsPage"),
});
const received = createRoute({
  getParentRoute: () => inside,
  path: "/integrations/received",
  validateSearch: parseReceivedSearch,
  component: lazyRouteComponent(() => import("./integrations/received-page.tsx"), "ReceivedPage"),
});
const password = createRoute({ getParentRoute: () => inside, path: "/account/password", component: PasswordPage });
const account = createRoute({
  getParentRoute: () => inside,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"),
});
const users = createRoute({
  getParentRoute: () => inside,
  path: "/admin/users",
  component: lazyRouteComponent(() => import("./admin/users-page.tsx"), "UsersPage"),
});
const roles = createRoute({
  getParentRoute: () => inside,
  path: "/admin/roles",
  component: lazyRouteComponent(() => import("./admin/roles-page.tsx"), "RolesPage"),
});
const tokens = createRoute({
  getParentRoute: () => inside,
  path: "/admin/tokens",
  component: lazyRouteComponent(() => import("./admin/tokens-page.tsx"), "TokensPage"),
});
const signOn = createRoute({
  getParentRoute: () => inside,
  path: "/admin/sign-on",
  component: lazyRouteComponent(() => import("./admin/sign-on-page.tsx"), "SignOnPage"),
});
const fields = createRoute({
  getParentRoute: () => inside,
  path: "/admin/attributes",
  component: lazyRouteComponent(() => import("./attributes/attributes-page.tsx"), "AttributesPage"),
});
const keeping = createRoute({
  getParentRoute: () => inside,
  path: "/admin/keeping",
  validateSearch: parseKeepingSearch,
  component: lazyRouteComponent(() => import("./keeping/keeping-page.tsx"), "KeepingPage"),
});
const imports = createRoute({
  getParentRoute: () => inside,
  path: "/import",
  component: lazyRouteComponent(() => import("./imports/imports-page.tsx"), "ImportsPage"),
});
const oneImport = createRoute({
  getParentRoute: () => inside,
  path: "/import/$importId",
  component: lazyRouteComponent(() => import("./imports/import-page.tsx"), "ImportPage"),
});
const missing = createRoute({ getParentRoute: () => inside, path: "$", component: NotFound });

const routeTree = root.addChildren([
  signIn,
  invitation,
  inside.addChildren([
    start,
    vehicles,
    vehicle.addChildren([vehicleNow, vehicleFaults, vehicleProfile, vehicleTrips, vehicleTrip, vehicleRuns]),
    trips,
    places,
    newPlace,
    place,
    editPlace,
    faults,
    fault,
    groups,
    drivers,
    driver,
    documents,
    depot,
    links,
    integrations,
    received,
    account,
    password,
    users,
    roles,
    tokens,
    signOn,
    audit,
    flags,
    fields,
    quotas,
    keeping,
    imports,
    oneImport,
    missing,
  ]),
]);

export function createConsoleRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    defaultErrorComponent: PageError,
    // plain parameters: a filter "214" stays ?filter=214
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const parameters = new URLSearchParams(
        Object.entries(search).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, String(value)]])),
      );
      return parameters.size === 0 ? "" : `?${parameters}`;
    },
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

function Root() {
  return (
    <>
      <GlyphSprite />
      <Outlet />
    </>
  );
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
