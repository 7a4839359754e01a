/** Calls the control of the local Telegram; an error carries its words. */
async function request(method, path, body, type = "application/json") {
  const response = await fetch(`/sandbox/${path}`, {
    method,
    body,
    headers: body === undefined ? {} : { "content-type": type },
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error?.message ?? response.statusText);
  return answer;
}

export const get = (path) => request("GET", path);
export const post = (path, value) => request("POST", path, JSON.stringify(value));
export const remove = (path) => request("DELETE", path);

export const act = (userId, action) => post(`users/${userId}/actions`, action);

export function sendFile(userId, file, kind, caption) {
  const query = new URLSearchParams({ kind, name: file.name, type: file.type, caption });
  const path = `users/${userId}/files?${query}`;
  return request("POST", path, file, "application/octet-stream");
}

/** Follows a person's chat; `onLost` is called while the connection is down. */
export function follow(userId, onView, onLost) {
  const source = new EventSource(`/sandbox/events?user=${userId}`);
  source.addEventListener("message", ({ data }) => onView(JSON.parse(data)));
  source.addEventListener("error", onLost);
  return () => source.close();
}
