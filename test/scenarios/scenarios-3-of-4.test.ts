import { describe } from "vitest";
import { playPart } from "./suite.ts";

describe("scenarios", () => playPart(3, 4));
