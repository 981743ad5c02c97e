/** Reads of drivers, and of who drove what. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type DriverView = Schemas["Driver"];
export type AssignmentView = Schemas["DriverAssignment"];

/** Whose assignments. */
export type DrivenScope = { readonly kind: "driver" | "vehicle"; readonly id: string };

const perPage = 100;
/** As many as a list to pick from holds; the cloud's longest page. */
const pickedFrom = 500;

/** @param isActive absent: those who left, too. */
export const driversQuery = (isActive?: boolean) =>
  infiniteQueryOptions({
    queryKey: ["drivers", isActive ?? "all"],
    queryFn: ({ signal, pageParam }) =>
      answer<Schemas["DriverPage"]>(
        api.GET("/api/v1/drivers", {
          params: {
            query: {
              limit: isActive === undefined ? perPage : pickedFrom,
              ...(isActive === undefined ? {} : { isActive }),
              ...(pageParam === undefined ? {} : { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });

/** Newest first. */
export const drivenQuery = ({ kind, id }: DrivenScope) =>
  infiniteQueryOptions({
    queryKey: ["driven", kind, id],
    queryFn: ({ signal, pageParam }) => {
      const query = { sort: "-from" as const, limit: perPage, ...(pageParam === undefined ? {} : { after: pageParam }) };
      return answer<Schemas["DriverAssignmentPage"]>(
        kind === "driver"
          ? api.GET("/api/v1/drivers/{driverId}/assignments", { params: { path: { driverId: id }, query }, signal })
          : api.GET("/api/v1/vehicles/{vehicleId}/drivers", { params: { path: { vehicleId: id }, query }, signal }),
      );
    },
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
