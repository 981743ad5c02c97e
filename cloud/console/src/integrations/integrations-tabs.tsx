import { Link } from "@tanstack/react-router";
import { useTexts } from "../texts/texts.tsx";

/** Both directions: what the fleet tells other systems, and what they tell it. */
export function IntegrationsTabs({ shown }: { readonly shown: "out" | "in" }) {
  const texts = useTexts();
  const current = { "aria-current": "page" } as const;
  return (
    <nav className="tabs" aria-label={texts("hooks.directions")}>
      <Link to="/integrations" activeOptions={{ exact: true }} {...(shown === "out" ? current : {})}>
        {texts("hooks.out")}
      </Link>
      <Link to="/integrations/received" {...(shown === "in" ? current : {})}>
        {texts("hooks.in")}
      </Link>
    </nav>
  );
}
