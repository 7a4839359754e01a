export { type Changed, type ChangedBy, changeFigures } from "./change-store.ts";
export {
  type FigureChange,
  type Figures,
  figuresAfter,
  freeOf,
  type HoldStep,
  moveOf,
  type Refusal,
} from "./figures.ts";
export { FORMATS, type Format, formatOf } from "./files.ts";
export { type Direction, type Point, wayTo } from "./geodesic.ts";
export { type BedChange, changeNote, historyOf } from "./history-store.ts";
export { type Found, type NearestOptions, nearest } from "./nearest.ts";
export { exportRegister, importRegister } from "./register.ts";
export { type Age, ageOf, freeBeds, REACH_KM, type Seeker, type Stop } from "./rules.ts";
export {
  type Place,
  readPlaces,
  readUnit,
  readUnitsAtPlaces,
  type UnitAtPlace,
  unitsOf,
} from "./store.ts";
export { type BedUnit, type Conditions, UNIT_KINDS, type UnitKind } from "./unit.ts";
export { ageWords } from "./words.ts";
