import { useTexts } from "../texts/texts.tsx";

/** Why the fleet is empty and what fills it. */
export function EmptyFleet() {
  const texts = useTexts();
  return (
    <section className="nothing" aria-labelledby="empty-h">
      <h2 id="empty-h">{texts("vehicles.empty")}</h2>
      <p>{texts("vehicles.emptyWhy")}</p>
      <ol>
        <li>
          {texts("vehicles.emptyClaim")}
          <pre tabIndex={0}>npx drawbar claim create unit --vehicle &quot;TR 214&quot;</pre>
        </li>
        <li>
          {texts("vehicles.emptyEnrol")}
          <pre tabIndex={0}>npx drawbar enrol CLAIM</pre>
        </li>
      </ol>
      <p>{texts("vehicles.emptyDrive")}</p>
      <pre tabIndex={0}>npx drawbar drive LOG --dbc FILE --vehicle &quot;TR 214&quot;</pre>
    </section>
  );
}
