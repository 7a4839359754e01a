import type { FormattedText } from "../../text/entities.ts";
import {
  finishText,
  lengthOf,
  MAX_CAPTION,
  parseText,
  parseTextArgument,
} from "../../text/format.ts";
import { type FileKind, MAX_DOWNLOAD_BYTES } from "../../world/files.ts";
import { mediaContent } from "../../world/media.ts";
import type { MessageContent } from "../../world/types.ts";
import { findChat, type Handler, requireUnblocked } from "../call.ts";
import { type InputFile, inputFile, resolveFile } from "../input-file.ts";
import { badRequest } from "../refusal.ts";
import { deliver, findReply, parseSendOptions, send } from "../send.ts";

export const sendDocument = fileSender("document", "Document");
export const sendPhoto = fileSender("photo", "Photo");
export const sendVoice = fileSender("voice", "Voice");
export const sendVideo = fileSender("video", "Video");
export const sendSticker = fileSender("sticker", "Sticker");

function fileSender(field: string, kind: FileKind): Handler {
  return (call) => {
    const { args, world } = call;
    const input = inputFile(args, field);
    if (input === undefined) throw badRequest(`There is no ${field} in the request`);
    const caption = parseTextArgument(args, "caption");
    const options = parseSendOptions(args);
    return send(call, options, () => ({
      ...mediaContent(resolveFile(world, input, kind)),
      ...captionContent(caption),
    }));
  };
}

function captionContent(parsed: FormattedText): MessageContent {
  const { text, entities } = finishText(parsed);
  if (lengthOf(text) > MAX_CAPTION) throw badRequest("message caption is too long");
  if (text === "") return {};
  return { caption: text, ...(entities.length > 0 ? { caption_entities: [...entities] } : {}) };
}

interface AlbumItem {
  readonly kind: FileKind;
  readonly input: InputFile;
  readonly caption: FormattedText;
}

const ALBUM_KINDS: Readonly<Record<string, FileKind>> = {
  photo: "Photo",
  video: "Video",
  document: "Document",
};
const MAX_ALBUM = 10;

/** Documents go only with documents; `reply_markup` is ignored, as an album can't have one. */
export const sendMediaGroup: Handler = (call) => {
  const { args, world } = call;
  const { replyTo, protect } = parseSendOptions(args);
  const media = args.json("media", "media");
  if (!Array.isArray(media)) throw badRequest("Expected an Array of InputMedia");
  const items = media.map((value: unknown): AlbumItem => {
    const refuse = (reason: string) => badRequest(`Can't parse InputMedia: ${reason}`);
    if (typeof value !== "object" || value === null) throw refuse("expected an Object");
    const {
      type,
      media: file,
      caption,
      parse_mode: mode,
      caption_entities: entities,
    } = value as Record<string, unknown>;
    const kind = ALBUM_KINDS[String(type)];
    if (kind === undefined) throw refuse(`type "${String(type)}" is unsupported`);
    const input = inputFile(args, "", typeof file === "string" ? file : "");
    if (input === undefined) throw refuse("media not found");
    return { kind, input, caption: parseText(String(caption ?? ""), String(mode ?? ""), entities) };
  });
  const chat = findChat(call);
  const reply = findReply(chat, replyTo);
  if (items.length === 0) throw badRequest("There are no messages to send");
  if (items.length > MAX_ALBUM) throw badRequest("Too many messages to send as an album");
  const documents = items.filter((item) => item.kind === "Document").length;
  if (documents > 0 && documents < items.length) {
    throw badRequest("Can't use the media of the specified type in the album");
  }
  const contents = items.map((item) => ({
    ...mediaContent(resolveFile(world, item.input, item.kind)),
    ...captionContent(item.caption),
  }));
  requireUnblocked(chat);
  const group = world.nextPressId();
  return contents.map((content) => {
    const fields: MessageContent = { ...content, media_group_id: group };
    if (reply !== undefined) fields.reply_to_message = reply;
    if (protect) fields.has_protected_content = true;
    return deliver(world, chat, fields, undefined).message;
  });
};

export const getFile: Handler = ({ world, args }) => {
  const id = args.string("file_id");
  if (id === "") throw badRequest("file_id not specified");
  const file = world.files.get(id);
  if (file === undefined) throw badRequest("invalid file_id");
  if (file.size > MAX_DOWNLOAD_BYTES) throw badRequest("file is too big");
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.size,
    file_path: file.path,
  };
};
