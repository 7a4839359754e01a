/**
 * Reads from a TrueType file which characters it has (table `cmap`, formats 4 and 12 of the
 * OpenType specification): the layout asks before it chooses a font for a character.
 *
 * @throws Error when the file has no Unicode map that we read.
 */
export function readCoverage(file: Buffer): (point: number) => boolean {
  const cmap = tableOffset(file, "cmap");
  const count = file.readUInt16BE(cmap + 2);
  const maps = Array.from({ length: count }, (_, index) => {
    const record = cmap + 4 + index * 8;
    const start = cmap + file.readUInt32BE(record + 4);
    return { platform: file.readUInt16BE(record), start, format: file.readUInt16BE(start) };
  }).filter(({ platform }) => platform === 0 || platform === 3);
  const full = maps.find(({ format }) => format === 12);
  if (full) return inRanges(groups(file, full.start));
  const basic = maps.find(({ format }) => format === 4);
  if (basic) return inRanges(segments(file, basic.start));
  throw new Error("the font has no Unicode map of format 4 or 12");
}

type Range = readonly [first: number, last: number];

/** Format 12: groups of 12 bytes, sorted. */
function groups(file: Buffer, start: number): Range[] {
  return Array.from({ length: file.readUInt32BE(start + 12) }, (_, index): Range => {
    const group = start + 16 + index * 12;
    return [file.readUInt32BE(group), file.readUInt32BE(group + 4)];
  });
}

/** Format 4: parallel arrays of segment ends and starts, sorted; the last segment is a stopper. */
function segments(file: Buffer, start: number): Range[] {
  const doubled = file.readUInt16BE(start + 6);
  const ends = start + 14;
  const starts = ends + doubled + 2;
  return Array.from({ length: doubled / 2 - 1 }, (_, index): Range => {
    return [file.readUInt16BE(starts + index * 2), file.readUInt16BE(ends + index * 2)];
  });
}

function inRanges(ranges: readonly Range[]): (point: number) => boolean {
  return (point) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = ranges[middle]!;
      if (point < first) high = middle - 1;
      else if (point > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}

function tableOffset(file: Buffer, tag: string): number {
  const count = file.readUInt16BE(4);
  for (let index = 0; index < count; index += 1) {
    const record = 12 + index * 16;
    if (file.toString("latin1", record, record + 4) === tag) return file.readUInt32BE(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}
