import type { Database } from "../postgres/database.ts";
import type { Conversation, Person } from "./conversation.ts";
import { CONVERSATION_FIELD } from "./postgres-store.ts";

/** What a person has said so far, for those whom they let see it; undefined when they said nothing yet. */
export async function readConversation(
  prisma: Pick<Database["prisma"], "conversation">,
  { id, key }: Pick<Person, "id" | "key">,
): Promise<Conversation | undefined> {
  const row = await prisma.conversation.findUnique({ where: { personId: id } });
  return row
    ? (JSON.parse(key.open(CONVERSATION_FIELD, id, row.state)) as Conversation)
    : undefined;
}
