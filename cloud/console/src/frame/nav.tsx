import { ClockCounterClockwiseIcon } from "@phosphor-icons/react/dist/csr/ClockCounterClockwise";
import { FilesIcon } from "@phosphor-icons/react/dist/csr/Files";
import { GaugeIcon } from "@phosphor-icons/react/dist/csr/Gauge";
import { IdentificationBadgeIcon } from "@phosphor-icons/react/dist/csr/IdentificationBadge";
import { KeyIcon } from "@phosphor-icons/react/dist/csr/Key";
import { ListMagnifyingGlassIcon } from "@phosphor-icons/react/dist/csr/ListMagnifyingGlass";
import { PlugsConnectedIcon } from "@phosphor-icons/react/dist/csr/PlugsConnected";
import { SignInIcon } from "@phosphor-icons/react/dist/csr/SignIn";
import { StackIcon } from "@phosphor-icons/react/dist/csr/Stack";
import { MapPinIcon } from "@phosphor-icons/react/dist/csr/MapPin";
import { PathIcon } from "@phosphor-icons/react/dist/csr/Path";
import { SunHorizonIcon } from "@phosphor-icons/react/dist/csr/SunHorizon";
import { SteeringWheelIcon } from "@phosphor-icons/react/dist/csr/SteeringWheel";
import { TextboxIcon } from "@phosphor-icons/react/dist/csr/Textbox";
import { ToggleRightIcon } from "@phosphor-icons/react/dist/csr/ToggleRight";
import { WarningOctagonIcon } from "@phosphor-icons/react/dist/csr/WarningOctagon";
import { UploadSimpleIcon } from "@phosphor-icons/react/dist/csr/UploadSimple";
import { TruckIcon } from "@phosphor-icons/react/dist/csr/Truck";
import { UsersIcon } from "@phosphor-icons/react/dist/csr/Users";
import { WebhooksLogoIcon } from "@phosphor-icons/react/dist/csr/WebhooksLogo";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { faultLevelsQuery } from "../faults/fault-queries.ts";
import { useMay } from "../admin/identity-queries.ts";
import { depotsQuery } from "../api/queries.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";

const adminEntries = [
  { to: "/admin/users", text: "nav.users", needs: "users.read", Icon: UsersIcon },
  { to: "/admin/roles", text: "nav.roles", needs: "users.read", Icon: IdentificationBadgeIcon },
  { to: "/admin/tokens", text: "nav.tokens", needs: "fleet.read", Icon: KeyIcon },
  { to: "/admin/sign-on", text: "nav.signOn", needs: "sign-on.manage", Icon: SignInIcon },
  { to: "/audit", text: "nav.audit", needs: "audit.read", Icon: ListMagnifyingGlassIcon },
  { to: "/admin/flags", text: "nav.flags", needs: "fleet.administer", Icon: ToggleRightIcon },
  { to: "/admin/attributes", text: "nav.fields", needs: "fleet.administer", Icon: TextboxIcon },
  { to: "/admin/keeping", text: "nav.keeping", needs: "fleet.administer", Icon: ClockCounterClockwiseIcon },
  { to: "/admin/quotas", text: "nav.quotas", needs: "fleet.read", Icon: GaugeIcon },
] as const;

/** Only what exists, and what the person may see. A count stands where it tells something: how many there are, how many need a look. */
export function Nav() {
  const texts = useTexts();
  const { fleet } = useLive();
  const may = useMay();
  const entries = adminEntries.filter(({ needs }) => may(needs));
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const vehicles = useBeat(() => (fleet.isKnown ? fleet.size : undefined), "second");
  const { data: depots = [] } = useQuery(depotsQuery);
  const { data: levels } = useQuery(faultLevelsQuery);
  const faulty = [...(levels?.values() ?? [])].filter(({ level }) => level !== "note").length;
  const alone = depots.filter((depot) => !depot.connected).length;
  const list = useRef<HTMLElement>(null);
  // Where the list is a row to be scrolled, on a phone, the page that one is on must not lie beyond its edge.
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  // A depot's page is reached from there.
  const links = pathname.startsWith("/depots/") ? "/depots/" : "/health";
  const isOn = (path: string) => (pathname.startsWith(path) ? { "aria-current": "page" as const } : {});
  return (
    <nav ref={list} className="nav" aria-label={texts("app.console")}>
      <h2 id="n-fleet">{texts("nav.fleet")}</h2>
      <ul aria-labelledby="n-fleet">
        <li>
          <Link to="/" {...(pathname === "/" ? { "aria-current": "page" } : {})} activeOptions={{ exact: true }}>
            <SunHorizonIcon className="i" weight={pathname === "/" ? "fill" : "regular"} aria-hidden="true" />
            {texts("today.nav")}
          </Link>
        </li>
        <li>
          <Link to="/vehicles" {...isOn("/vehicles")}>
            <TruckIcon className="i" weight={pathname.startsWith("/vehicles") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.vehicles")}
            {vehicles !== undefined && <Count count={vehicles} of={texts("nav.vehiclesCount")} />}
          </Link>
        </li>
        <li>
          <Link to="/trips" {...isOn("/trips")}>
            <PathIcon className="i" weight={pathname.startsWith("/trips") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.trips")}
          </Link>
        </li>
        <li>
          <Link to="/places" {...isOn("/places")}>
            <MapPinIcon className="i" weight={pathname.startsWith("/places") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.places")}
          </Link>
        </li>
        <li>
          <Link to="/faults" {...isOn("/faults")}>
            <WarningOctagonIcon className="i" weight={pathname.startsWith("/faults") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.faults")}
            {faulty > 0 && <Count count={faulty} of={texts("nav.faultsCount")} />}
          </Link>
        </li>
        <li>
          <Link to="/groups" {...isOn("/groups")}>
            <StackIcon className="i" weight={pathname.startsWith("/groups") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.groups")}
          </Link>
        </li>
        <li>
          <Link to="/drivers" {...isOn("/drivers")}>
            <SteeringWheelIcon className="i" weight={pathname.startsWith("/drivers") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.drivers")}
          </Link>
        </li>
        <li>
          <Link to="/documents" {...isOn("/documents")}>
            <FilesIcon className="i" weight={pathname.startsWith("/documents") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.documents")}
          </Link>
        </li>
        {may("fleet.change") && (
          <li>
            <Link to="/import" {...isOn("/import")}>
              <UploadSimpleIcon className="i" weight={pathname.startsWith("/import") ? "fill" : "regular"} aria-hidden="true" />
              {texts("nav.import")}
            </Link>
          </li>
        )}
      </ul>
      <h2 id="n-run">{texts("nav.run")}</h2>
      <ul aria-labelledby="n-run">
        <li>
          <Link to="/health" {...isOn(links)}>
            <PlugsConnectedIcon className="i" weight={pathname.startsWith(links) ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.links")}
            {alone > 0 && <Count count={alone} of={texts("nav.linksCount")} />}
          </Link>
        </li>
        <li>
          <Link to="/integrations" {...isOn("/integrations")}>
            <WebhooksLogoIcon className="i" weight={pathname.startsWith("/integrations") ? "fill" : "regular"} aria-hidden="true" />
            {texts("nav.integrations")}
          </Link>
        </li>
      </ul>
      {entries.length > 0 && (
        <>
          <h2 id="n-admin">{texts("nav.admin")}</h2>
          <ul aria-labelledby="n-admin">
            {entries.map(({ to, text, Icon }) => (
              <li key={to}>
                <Link to={to} {...isOn(to)}>
                  <Icon className="i" weight={pathname.startsWith(to) ? "fill" : "regular"} aria-hidden="true" />
                  {texts(text)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

function Count({ count, of }: { readonly count: number; readonly of: string }) {
  return (
    <span>
      {formatNumber(count)}
      <span className="vh"> {of}</span>
    </span>
  );
}
