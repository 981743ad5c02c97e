import { useNavigate, useSearch } from "@tanstack/react-router";
import { useVehicle } from "../vehicle/vehicle-context.ts";
import { FaultList } from "./fault-list.tsx";
import { parseFaultSearch } from "./fault-search.ts";

/** What is wrong with this vehicle, and what was. */
export function VehicleFaultsTab() {
  const navigate = useNavigate();
  const { vehicle } = useVehicle();
  const { vehicleId } = vehicle;
  const search = parseFaultSearch(useSearch({ strict: false }));
  return (
    <FaultList
      vehicleId={vehicleId}
      search={search}
      onSearch={(next) => void navigate({ to: "/vehicles/$vehicleId/faults", params: { vehicleId }, search: next, replace: true })}
    />
  );
}
