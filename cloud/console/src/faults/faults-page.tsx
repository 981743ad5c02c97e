import { useNavigate, useSearch } from "@tanstack/react-router";
import { PageHead } from "../admin/form-parts.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { FaultList } from "./fault-list.tsx";
import { parseFaultSearch } from "./fault-search.ts";

/** Which faults lack a plan? */
export function FaultsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const search = parseFaultSearch(useSearch({ strict: false }));
  usePageTitle(texts("faults.title"));
  return (
    <>
      <PageHead title={texts("faults.title")} summary={texts("faults.summary")} />
      <FaultList search={search} onSearch={(next) => void navigate({ to: "/faults", search: next, replace: true })} />
    </>
  );
}
