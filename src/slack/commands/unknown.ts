import type { Message } from '../../rules/message-facts.ts'
import type { Unknown } from '../command-line.ts'
import { words } from '../command-words.ts'
import type { Reader } from '../reader.ts'
import { nearMessage } from '../views/menu.ts'
import { knownPolicy } from './find-policy.ts'
import { help } from './help.ts'
import { policyMessage } from './show.ts'

/** What is no word of ours: a policy's own code or title, a slip of the keys, or nothing that is known. */
export async function answerUnknown(reader: Reader, { typed, whole, meant }: Unknown): Promise<Message> {
  const policy = whole === null ? undefined : await knownPolicy(reader, whole)
  if (policy) return await policyMessage(reader, policy)
  if (meant === null) return await help(reader, null, typed)
  return nearMessage(typed, { ...meant, button: words[meant.word].button })
}
