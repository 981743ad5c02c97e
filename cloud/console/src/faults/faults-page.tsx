import { useNavigate, useSearch } from "@tanstack/react-router";
import { PageHead } from "../admin/form-parts.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { useTexts } from "../texts/texts.tsx";
import { FaultList } from "./fault-list.tsx";
import { faultsFile } from "./fault-queries.ts";
import { parseFaultSearch } from "./fault-search.ts";

/** What is wrong with the fleet? */
export function FaultsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const search = parseFaultSearch(useSearch({ strict: false }));
  usePageTitle(texts("faults.title"));
  return (
    <>
      <PageHead title={texts("faults.title")} summary={texts("faults.summary")}>
        <ListFiles file={faultsFile(search)} />
      </PageHead>
      <FaultList search={search} onSearch={(next) => void navigate({ to: "/faults", search: next, replace: true })} />
    </>
  );
}
