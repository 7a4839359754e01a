import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseMultipart } from "../../sandbox/api/multipart.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import { type ApiAnswer, call, sandboxWithAnna } from "./helpers.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await sandboxWithAnna();
});
afterEach(() => sandbox.close());

async function upload(method: string, form: FormData): Promise<ApiAnswer> {
  form.set("chat_id", "7");
  const url = `${sandbox.apiRoot}/bot${sandbox.botToken}/${method}`;
  return (await (await fetch(url, { method: "POST", body: form })).json()) as ApiAnswer;
}

/** The header of a PNG of this size: all that is looked at. */
function png(width: number, height: number): Blob {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x89504e47, 0);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Blob([bytes]);
}

function form(field: string, content: Blob, name: string): FormData {
  const data = new FormData();
  data.set(field, content, name);
  return data;
}

describe("documents", () => {
  it("are uploaded, seen, downloaded and sent again by their id", async () => {
    const sent = await upload(
      "sendDocument",
      form("document", new Blob(["привет"]), "справка.pdf"),
    );
    const { document } = sent.result;
    expect(document).toMatchObject({ file_name: "справка.pdf", mime_type: "application/pdf" });
    const got = await call(sandbox, "getFile", { file_id: document.file_id });
    const path = `/file/bot${sandbox.botToken}/${got.result.file_path}`;
    expect(await (await fetch(sandbox.url + path)).text()).toBe("привет");
    const again = await call(sandbox, "sendDocument", { chat_id: 7, document: document.file_id });
    expect(again.result.document).toEqual(document);
    const seen = sandbox.control.messages(7).at(-1)?.file;
    expect(await (await fetch(sandbox.url + seen?.url)).text()).toBe("привет");
  });

  it("are attached by name", async () => {
    const data = form("part1", new Blob(["x"]), "a.txt");
    data.set("document", "attach://part1");
    expect((await upload("sendDocument", data)).result.document.file_name).toBe("a.txt");
  });

  it("may not be empty", async () => {
    const answer = await upload("sendDocument", form("document", new Blob([]), "a.txt"));
    expect(answer.description).toBe("Bad Request: file must be non-empty");
  });

  it("of more than 20 MB can't be fetched by the bot", async () => {
    const content = { bytes: Buffer.alloc(20 * 1024 * 1024 + 1) };
    sandbox.control.act(7, { do: "file", kind: "document", content });
    const { result } = await call(sandbox, "getUpdates");
    const answer = await call(sandbox, "getFile", { file_id: result[0].message.document.file_id });
    expect(answer.description).toBe("Bad Request: file is too big");
  });

  it("of more than 50 MB are turned away with 413", async () => {
    const big = new Blob([Buffer.alloc(51 * 1024 * 1024)]);
    expect(await upload("sendDocument", form("document", big, "a.bin"))).toMatchObject({
      error_code: 413,
      description: "Request Entity Too Large",
    });
  });
});

describe("photos", () => {
  it("come in sizes, the largest last", async () => {
    const { result } = await upload("sendPhoto", form("photo", png(1000, 500), "a.png"));
    const widths = result.photo.map(({ width }: { width: number }) => width);
    expect(widths).toEqual([90, 320, 800, 1000]);
    expect(result.photo.at(-1).height).toBe(500);
  });

  it.each([
    ["no picture", new Blob(["text"]), "IMAGE_PROCESS_FAILED"],
    ["too large a picture", png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"],
    ["too long a picture", png(2100, 100), "PHOTO_INVALID_DIMENSIONS"],
  ])("may not be %s", async (_what, content, reason) => {
    const answer = await upload("sendPhoto", form("photo", content, "a.png"));
    expect(answer.description).toBe(`Bad Request: ${reason}`);
  });
});

describe("albums", () => {
  const media = (...types: string[]) =>
    JSON.stringify(types.map((type, index) => ({ type, media: `attach://f${index}` })));

  it("share a group and carry no keyboard", async () => {
    const data = form("f0", png(10, 10), "a.png");
    data.set("f1", png(10, 10), "b.png");
    data.set("media", media("photo", "photo"));
    data.set(
      "reply_markup",
      JSON.stringify({ inline_keyboard: [[{ text: "a", callback_data: "a" }]] }),
    );
    const { result } = await upload("sendMediaGroup", data);
    expect(result).toHaveLength(2);
    expect(result[0].media_group_id).toBe(result[1].media_group_id);
    expect(result[0].reply_markup).toBeUndefined();
  });

  it("do not mix documents with photos", async () => {
    const data = form("f0", png(10, 10), "a.png");
    data.set("f1", new Blob(["x"]), "b.txt");
    data.set("media", media("photo", "document"));
    expect((await upload("sendMediaGroup", data)).description).toBe(
      "Bad Request: can't use the media of the specified type in the album",
    );
  });

  it("hold ten at most", async () => {
    const data = form("f0", png(10, 10), "a.png");
    data.set("media", JSON.stringify(Array(11).fill({ type: "photo", media: "attach://f0" })));
    expect((await upload("sendMediaGroup", data)).description).toBe(
      "Bad Request: too many messages to send as an album",
    );
  });
});

describe("parseMultipart", () => {
  it("reads bare and quoted names", () => {
    const body = [
      "--B",
      'content-disposition:form-data;name="a";filename=a.txt',
      "",
      "x",
      "--B",
      "Content-Disposition: form-data; name=b",
      "",
      "значение",
      "--B--",
      "",
    ].join("\r\n");
    const parsed = parseMultipart(Buffer.from(body), "multipart/form-data; boundary=B");
    expect(parsed?.fields).toEqual({ b: "значение" });
    expect(parsed?.files.get("a")).toMatchObject({ name: "a.txt" });
  });

  it.each(["", "--B\r\n", "--B\r\nno headers\r\n--B--"])("does not read %j", (body) => {
    expect(parseMultipart(Buffer.from(body), "multipart/form-data; boundary=B")).toBeUndefined();
  });
});
