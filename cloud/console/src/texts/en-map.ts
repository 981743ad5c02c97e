/** Words of every map, and of the fleet on one. */
export const mapTexts = {
  "map.in": "Zoom in",
  "map.out": "Zoom out",
  "map.keys": "Arrows move the map, plus and minus zoom. Enter chooses what is under the cross in the middle.",
  "map.attribution": "Outline: Natural Earth",
  "map.noOutline": "The outline of the land could not be read",
  "map.none.webgl": "This browser draws no maps: WebGL is off.",
  "map.none.load": "The map could not be loaded.",

  "vehicles.view": "Show as",
  "vehicles.view.list": "List",
  "vehicles.view.map": "Map",
  "vehicles.map.label": "Map of the vehicles; the list beside it holds the same vehicles",
  "vehicles.map.instead": "The list holds the same vehicles, with where each of them is.",
  "vehicles.map.fitAll": "Fit all",
} as const;
