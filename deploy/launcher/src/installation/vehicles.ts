import type { CallSign } from "@drawbar/proto/kernel/ids.ts";
import { askApi, type ApiAccess } from "./api-access.ts";

export interface VehicleName {
  readonly vehicleId: string;
  readonly callSign: string;
}

/** @throws DrawbarError of the API, `VEHICLE_NOT_FOUND` among them. */
export function vehicleByCallSign(access: ApiAccess, callSign: CallSign): Promise<VehicleName> {
  return askApi<VehicleName>(access, "GET", `/vehicles/by-call-sign/${encodeURIComponent(callSign)}`);
}
