import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import type { EndpointView } from "./integrations-queries.ts";

export interface EndpointTableProps {
  readonly endpoints: readonly EndpointView[];
  /** Whose deliveries stand below. */
  readonly shown: string | undefined;
}

export function EndpointTable({ endpoints, shown }: EndpointTableProps) {
  const texts = useTexts();
  return (
    // Focusable, so that keys scroll what is too wide for a phone.
    <div className="scroll" tabIndex={0} role="region" aria-label={texts("hooks.endpointsTable")}>
      <table className="t compact">
        <thead>
          <tr>
            <th scope="col">{texts("hooks.address")}</th>
            <th scope="col">{texts("hooks.state")}</th>
            <th scope="col">{texts("hooks.topics")}</th>
            <th scope="col" className="num">
              {texts("hooks.waiting")}
            </th>
            <th scope="col" className="num">
              {texts("hooks.dead")}
            </th>
            <th scope="col" className="num">
              {texts("hooks.lastDelivered")}
            </th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) => (
            <EndpointRow key={endpoint.endpointId} endpoint={endpoint} isShown={endpoint.endpointId === shown} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EndpointRow({ endpoint, isShown }: { readonly endpoint: EndpointView; readonly isShown: boolean }) {
  const texts = useTexts();
  const { endpointId, url, description, deliveredAt, pausedAt, dead, skipped } = endpoint;
  const age = useBeat((nowMs) => (deliveredAt === undefined ? texts("vehicles.never") : formatAge(nowMs - Date.parse(deliveredAt))), "second");
  return (
    <tr className={isShown ? "sel" : undefined}>
      <th scope="row">
        <Link
          to="/integrations"
          search={{ endpoint: endpointId }}
          className="rowlink code"
          style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}
          {...(isShown ? { "aria-current": "true" as const } : {})}
        >
          {url}
        </Link>
        {description !== "" && <span className="two">{description}</span>}
      </th>
      <td>
        <span className="st">
          {pausedAt !== undefined ? <Glyph name="asleep" /> : dead > 0 ? <Glyph name="warn" level="warn" /> : <Glyph name="live" />}
          {texts(pausedAt !== undefined ? "hooks.paused" : dead > 0 ? "hooks.fails" : "hooks.on")}
        </span>
        {skipped > 0 && <span className="two">{texts("hooks.skipped", { skipped })}</span>}
      </td>
      <td>{endpoint.topics.map((topic) => texts(`topic.${topic}`)).join(", ")}</td>
      <td className="num">{formatNumber(endpoint.waiting)}</td>
      <td className="num">{formatNumber(dead)}</td>
      <td className="num">{age}</td>
    </tr>
  );
}
