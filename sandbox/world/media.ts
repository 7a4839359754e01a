import type { StoredFile } from "./files.ts";
import { imageSize } from "./images.ts";
import type { ApiDocument, ApiPhotoSize, MessageContent } from "./types.ts";

/** Longest sides of the sizes that Telegram makes of a photo. */
const PHOTO_SIDES = [90, 320, 800, 1280];

export function documentOf(file: StoredFile): ApiDocument {
  return {
    file_name: file.name,
    mime_type: file.mimeType,
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.size,
  };
}

/**
 * The sizes of a photo, the largest last. The local Telegram does not scale pictures: all sizes
 * but the last state smaller sides and lead to the same bytes.
 */
export function photoSizesOf(file: StoredFile): ApiPhotoSize[] {
  const { width, height } = imageSize(file.content) ?? { width: 1, height: 1 };
  const longest = Math.max(width, height);
  const sides = PHOTO_SIDES.filter((side) => side < longest);
  return [...sides, longest].map((side) => ({
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.size,
    width: Math.max(1, Math.round((width * side) / longest)),
    height: Math.max(1, Math.round((height * side) / longest)),
  }));
}

/** The content of a message that carries this file. */
export function mediaContent(file: StoredFile): MessageContent {
  switch (file.kind) {
    case "Photo":
      return { photo: photoSizesOf(file) };
    case "Voice":
      return { voice: { ...documentOf(file), duration: 1 } };
    case "Video":
      return { video: { ...documentOf(file), duration: 1, width: 320, height: 240 } };
    case "Sticker": {
      const size = photoSizesOf(file).at(-1) as ApiPhotoSize;
      return { sticker: { ...size, type: "regular", is_animated: false, is_video: false } };
    }
    case "Document":
      return { document: documentOf(file) };
  }
}
